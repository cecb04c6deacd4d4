//! Every kind of answer against every set of facts, by the promises that must hold for all of them.

use super::*;
use stoflow_wire::vinted::ReadBack;

const KINDS: [JobKind; 3] = [
    JobKind::Vinted(VintedAction::Publish),
    JobKind::Vinted(VintedAction::Update),
    JobKind::Vinted(VintedAction::Delete),
];

fn all_facts() -> Vec<Facts> {
    let mut all = Vec::new();
    for kind in KINDS {
        for bits in 0..64_u8 {
            let bit = |n: u8| bits & (1 << n) != 0;
            let dangerous = retry::class(kind) == RetryClass::Dangerous;
            all.push(Facts {
                kind,
                permitted: bit(0),
                unresolved: dangerous && (bit(1) || bit(0)),
                refused_permit: bit(2) && !bit(0),
                cancel_requested: bit(3),
                attempts_left: bit(4),
                through_draft: false,
                denied_before: bit(5),
            });
        }
    }
    all
}

fn troubles() -> Vec<Trouble> {
    vec![
        Trouble::NoMarketplaceTab,
        Trouble::SignedOutOfMarketplace,
        Trouble::OtherMarketplaceAccount {
            login: "bob".to_owned(),
        },
        Trouble::Challenged,
        Trouble::RateLimited {
            retry_after_s: Some(9),
        },
        Trouble::MarketplaceDown {
            status: 502,
            retry_after_s: None,
        },
        Trouble::Refused { reasons: vec![] },
        Trouble::AccessDenied,
        Trouble::Unknown,
        Trouble::Gone,
        Trouble::Unreadable {
            what: "html".to_owned(),
        },
    ]
}

fn stopped_with(trouble: Trouble) -> Outcome {
    Outcome::Stopped {
        trouble,
        uploaded: vec![],
    }
}

fn doubt_with(trouble: Trouble) -> Outcome {
    Outcome::InDoubt {
        trouble,
        uploaded: vec![],
    }
}

fn every_judgement() -> impl Iterator<Item = (Facts, Option<Outcome>, Judgement)> {
    all_facts().into_iter().flat_map(|facts| {
        let mut outcomes: Vec<Outcome> = troubles()
            .into_iter()
            .flat_map(|trouble| [stopped_with(trouble.clone()), doubt_with(trouble)])
            .collect();
        outcomes.push(Outcome::Cancelled { uploaded: vec![] });
        outcomes.push(Outcome::Done(VintedResult::Updated(ReadBack {
            seen: None,
            photos: Vec::new(),
        })));
        let mut judged: Vec<_> = outcomes
            .into_iter()
            .map(|outcome| (facts, Some(outcome.clone()), answer(facts, outcome)))
            .collect();
        judged.push((facts, None, silence(facts)));
        judged
    })
}

#[test]
fn nothing_is_called_cancelled_or_finished_while_it_may_be_live() {
    for (facts, outcome, judged) in every_judgement() {
        if judged.in_doubt {
            assert!(
                !matches!(judged.ending, Ending::Cancelled | Ending::Finished(_)),
                "{facts:?} {outcome:?} {judged:?}"
            );
        }
    }
}

#[test]
fn doubt_comes_only_to_what_cannot_be_repeated() {
    for (facts, outcome, judged) in every_judgement() {
        if facts.kind != KINDS[0] {
            assert!(!judged.in_doubt, "{facts:?} {outcome:?}");
        }
    }
}

#[test]
fn a_permit_whose_end_is_unknown_is_never_forgotten() {
    for (facts, outcome, judged) in every_judgement() {
        let said_to_be_without_effect = matches!(
            outcome,
            Some(Outcome::Stopped { .. } | Outcome::Cancelled { .. })
        );
        let known = said_to_be_without_effect && (facts.permitted || facts.refused_permit);
        if facts.unresolved && !known {
            assert!(judged.in_doubt, "{facts:?} {outcome:?} {judged:?}");
        }
    }
}

#[test]
fn a_job_whose_lane_is_stopped_loses_nothing() {
    for (facts, outcome, judged) in every_judgement() {
        if judged.stops_lane.is_some() {
            assert!(
                matches!(
                    judged.ending,
                    Ending::HandedBack(Some(_)) | Ending::Cancelled
                ),
                "{facts:?} {outcome:?} {judged:?}"
            );
        }
    }
}

#[test]
fn without_attempts_left_nothing_is_tried_again() {
    for (facts, outcome, judged) in every_judgement() {
        if !facts.attempts_left {
            assert!(
                !matches!(judged.ending, Ending::TryAgain(_)),
                "{facts:?} {outcome:?} {judged:?}"
            );
        }
    }
}

#[test]
fn a_job_denied_again_after_the_seller_looked_ends_and_holds_up_nobody() {
    for facts in all_facts() {
        let judged = answer(facts, stopped_with(Trouble::AccessDenied));
        let ends = facts.denied_before && !judged.in_doubt;
        assert_eq!(judged.stops_lane.is_none(), ends, "{facts:?}");
        let ended = matches!(judged.ending, Ending::Failed(_) | Ending::Cancelled);
        assert!(ended || !ends, "{facts:?} {judged:?}");
    }
}

#[test]
fn a_listing_that_is_gone_is_deleted() {
    for facts in all_facts() {
        let judged = answer(facts, stopped_with(Trouble::Gone));
        let deletes = facts.kind == JobKind::Vinted(VintedAction::Delete);
        assert_eq!(
            judged.ending == Ending::Finished(Box::new(VintedResult::Deleted)),
            deletes
        );
    }
}

#[test]
fn a_result_of_another_kind_is_not_believed() {
    let facts = Facts {
        kind: KINDS[0],
        permitted: true,
        unresolved: true,
        refused_permit: false,
        cancel_requested: false,
        attempts_left: true,
        through_draft: false,
        denied_before: false,
    };
    let judged = answer(facts, Outcome::Done(VintedResult::Deleted));
    assert!(judged.in_doubt);
    assert!(matches!(judged.ending, Ending::TryAgain(_)));
    let of_a_chain = Facts {
        through_draft: true,
        ..facts
    };
    let judged = answer(of_a_chain, Outcome::Done(VintedResult::Deleted));
    assert!(matches!(judged.ending, Ending::Finished(_)));
}
