//! The rules as a seller types them. Every field is looked at, so that all that is wrong is told at once.

use stoflow_wire::governor::{
    DailyCaps, GovernorForm, GovernorRules, QuietHours, RelistRules, Tempo,
};
use stoflow_wire::problem::{FieldProblem, Problem};

/// A listing is not spared for longer than this.
const MOST_SPARED_DAYS: u32 = 365;

pub(super) fn read(typed: &GovernorForm) -> Result<GovernorRules, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let rules = GovernorRules {
        tempo: Tempo::from_name(&typed.tempo).unwrap_or_else(|| {
            problems.push(FieldProblem::new("tempo", Problem::Unknown));
            Tempo::default()
        }),
        quiet: quiet(typed, &mut problems),
        caps: DailyCaps {
            publications: whole("publications", &typed.publications, CAP, &mut problems),
            changes: whole("changes", &typed.changes, CAP, &mut problems),
            removals: whole("removals", &typed.removals, CAP, &mut problems),
        },
        spared_days: whole(
            "spared_days",
            &typed.spared_days,
            (0, MOST_SPARED_DAYS),
            &mut problems,
        ),
        draft_first: !typed.draft_first.is_empty(),
        relisting: relisting(typed, &mut problems),
    };
    if problems.is_empty() {
        Ok(rules)
    } else {
        Err(problems)
    }
}

fn relisting(typed: &GovernorForm, problems: &mut Vec<FieldProblem>) -> RelistRules {
    let below = typed.relist_favourites.trim();
    let below_favourites = (!below.is_empty())
        .then(|| whole("relist_favourites", below, (1, MOST_FAVOURITES), problems));
    let usual = RelistRules::default();
    let mut from = hour("relist_from", &typed.relist_from, problems);
    let until = hour("relist_until", &typed.relist_until, problems);
    if let (Some(begin), Some(end)) = (from, until)
        && begin >= end
    {
        problems.push(FieldProblem::new("relist_until", Problem::NotAfter));
        from = None;
    }
    let mut weekdays = [false; 7];
    for day in &typed.relist_weekdays {
        if let Some(ticked) = weekdays.get_mut(usize::from(*day)) {
            *ticked = true;
        }
    }
    let by_itself = !typed.relist_by_itself.is_empty();
    if by_itself && weekdays == [false; 7] {
        problems.push(FieldProblem::new("relist_weekdays", Problem::Missing));
    }
    RelistRules {
        cap: whole("relists", &typed.relists, CAP, problems),
        least_days: whole(
            "relist_days",
            &typed.relist_days,
            (0, MOST_SPARED_DAYS),
            problems,
        ),
        below_favourites,
        by_itself,
        weekdays,
        from: from.unwrap_or(usual.from),
        until: until.unwrap_or(usual.until),
    }
}

/// A time of day that has to be there.
fn hour(field: &str, typed: &str, problems: &mut Vec<FieldProblem>) -> Option<u16> {
    match time_of_day(field, typed, problems) {
        Ok(Some(minute)) => Some(minute),
        Ok(None) => {
            problems.push(FieldProblem::new(field, Problem::Missing));
            None
        }
        Err(Told) => None,
    }
}

const MOST_FAVOURITES: u32 = 10_000;

const CAP: (u32, u32) = (1, DailyCaps::MOST);

fn whole(
    field: &str,
    typed: &str,
    (least, most): (u32, u32),
    problems: &mut Vec<FieldProblem>,
) -> u32 {
    let typed = typed.trim();
    let problem = match typed.parse::<u32>() {
        _ if typed.is_empty() => Problem::Missing,
        Ok(number) if number < least => Problem::TooSmall {
            min: i64::from(least),
        },
        Ok(number) if number > most => Problem::TooLarge {
            max: i64::from(most),
        },
        Ok(number) => return number,
        Err(_) => Problem::NotANumber,
    };
    problems.push(FieldProblem::new(field, problem));
    least
}

/// Both empty: no quiet hours. Where they end when they begin, the day has no hours left.
fn quiet(typed: &GovernorForm, problems: &mut Vec<FieldProblem>) -> Option<QuietHours> {
    let from = time_of_day("quiet_from", &typed.quiet_from, problems);
    let until = time_of_day("quiet_until", &typed.quiet_until, problems);
    match (from, until) {
        (Ok(None), Ok(None)) | (Err(Told), _) | (_, Err(Told)) => None,
        (Ok(Some(_)), Ok(None)) => {
            problems.push(FieldProblem::new("quiet_until", Problem::Missing));
            None
        }
        (Ok(None), Ok(Some(_))) => {
            problems.push(FieldProblem::new("quiet_from", Problem::Missing));
            None
        }
        (Ok(Some(from)), Ok(Some(until))) if from == until => {
            problems.push(FieldProblem::new("quiet_until", Problem::AsTheOther));
            None
        }
        (Ok(Some(from)), Ok(Some(until))) => Some(QuietHours { from, until }),
    }
}

/// The problem is among the others already.
struct Told;

/// `HH:MM`, with seconds where a browser adds them.
fn time_of_day(
    field: &str,
    typed: &str,
    problems: &mut Vec<FieldProblem>,
) -> Result<Option<u16>, Told> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let mut parts = typed.split(':').map(str::parse::<u16>);
    if let (Some(Ok(hour)), Some(Ok(minute))) = (parts.next(), parts.next())
        && hour < 24
        && minute < 60
    {
        return Ok(Some(hour * 60 + minute));
    }
    problems.push(FieldProblem::new(field, Problem::NotATime));
    Err(Told)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> GovernorForm {
        GovernorForm {
            tempo: "careful".to_owned(),
            quiet_from: "23:00".to_owned(),
            quiet_until: "07:30:00".to_owned(),
            publications: "40".to_owned(),
            changes: " 200 ".to_owned(),
            removals: "1000".to_owned(),
            spared_days: "0".to_owned(),
            relists: "5".to_owned(),
            relist_days: "21".to_owned(),
            relist_from: "09:30".to_owned(),
            relist_until: "18:00".to_owned(),
            relist_weekdays: vec![0, 6, 9],
            ..GovernorForm::default()
        }
    }

    #[test]
    fn which_listings_are_put_up_anew_and_when_is_taken() {
        let rules = read(&form()).unwrap();
        assert!(!rules.draft_first && !rules.relisting.by_itself);
        assert_eq!(rules.relisting.below_favourites, None);
        let wished = GovernorForm {
            draft_first: "on".to_owned(),
            relist_by_itself: "on".to_owned(),
            relist_favourites: "4".to_owned(),
            ..form()
        };
        let rules = read(&wished).unwrap();
        let expected = RelistRules {
            cap: 5,
            least_days: 21,
            below_favourites: Some(4),
            by_itself: true,
            weekdays: [true, false, false, false, false, false, true],
            from: 570,
            until: 1080,
        };
        assert!(rules.draft_first);
        assert_eq!(rules.relisting, expected);
        let wrong = GovernorForm {
            relist_weekdays: Vec::new(),
            relist_favourites: "0".to_owned(),
            relist_until: "09:30".to_owned(),
            ..wished
        };
        let told = read(&wrong).unwrap_err();
        let told: Vec<&str> = told.iter().map(|told| told.field.as_str()).collect();
        assert_eq!(
            told,
            ["relist_favourites", "relist_until", "relist_weekdays"]
        );
    }

    #[test]
    fn what_can_be_read_is_taken() {
        let rules = read(&form()).unwrap();
        assert_eq!(rules.tempo, Tempo::Careful);
        let quiet = QuietHours {
            from: 1380,
            until: 450,
        };
        assert_eq!(rules.quiet, Some(quiet));
        let caps = (
            rules.caps.publications,
            rules.caps.changes,
            rules.caps.removals,
        );
        assert_eq!(caps, (40, 200, 1000));
        let by_day = GovernorForm {
            quiet_from: String::new(),
            quiet_until: "  ".to_owned(),
            ..form()
        };
        assert_eq!(read(&by_day).unwrap().quiet, None);
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        let wrong = GovernorForm {
            tempo: "reckless".to_owned(),
            quiet_from: "24:00".to_owned(),
            quiet_until: "7h".to_owned(),
            publications: "0".to_owned(),
            changes: "-1".to_owned(),
            removals: "10001".to_owned(),
            spared_days: String::new(),
            ..form()
        };
        let told: Vec<_> = read(&wrong)
            .unwrap_err()
            .into_iter()
            .map(|told| (told.field, told.problem))
            .collect();
        let expected = [
            ("tempo", Problem::Unknown),
            ("quiet_from", Problem::NotATime),
            ("quiet_until", Problem::NotATime),
            ("publications", Problem::TooSmall { min: 1 }),
            ("changes", Problem::NotANumber),
            ("removals", Problem::TooLarge { max: 10_000 }),
            ("spared_days", Problem::Missing),
        ];
        assert_eq!(
            told,
            expected.map(|(field, problem)| (field.to_owned(), problem))
        );
    }

    #[test]
    fn half_a_span_is_none() {
        for (from, until, field, problem) in [
            ("22:00", "", "quiet_until", Problem::Missing),
            ("", "07:00", "quiet_from", Problem::Missing),
            ("07:00", "07:00", "quiet_until", Problem::AsTheOther),
        ] {
            let typed = GovernorForm {
                quiet_from: from.to_owned(),
                quiet_until: until.to_owned(),
                ..form()
            };
            let told = read(&typed).unwrap_err();
            assert_eq!(told, [FieldProblem::new(field, problem)]);
        }
    }
}
