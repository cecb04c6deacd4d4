//! The worker dies at any point, once or again and again: exactly one listing in the end, and a true result.

use crate::browser::{Browser, Kill};
use crate::orders::{REFERENCE, publish, update};
use crate::orders::{delete, item, read_details, read_wardrobe};
use serde_json::json;
use std::collections::VecDeque;
use stoflow_wire::executor::{Command, Outcome};
use stoflow_wire::money::Money;
use stoflow_wire::vinted::{VintedItem, VintedResult};

pub(crate) fn living_listings(browser: &Browser) -> usize {
    let items = browser.vinted.items.values();
    items
        .filter(|item| {
            let description = item["description"].as_str();
            description.is_some_and(|text| text.contains(REFERENCE))
        })
        .count()
}

/// Lets a careful server bring the command to a good end, whatever dies meanwhile.
pub(crate) fn finish(browser: &mut Browser, command: Command) {
    browser.server.tries_again = true;
    browser.order(command);
    browser.until(|browser| {
        browser.server.commands.is_empty() && browser.kills.is_empty() && journal_is_empty(browser)
    });
}

fn journal_is_empty(browser: &Browser) -> bool {
    let stored = browser.stored.as_deref().unwrap_or("{}");
    let memory: serde_json::Value = serde_json::from_str(stored).unwrap();
    memory["journal"]["open"]
        .as_array()
        .is_some_and(Vec::is_empty)
}

/// How many effects a publication has when nothing dies.
fn effects_of_a_quiet_run() -> (usize, usize) {
    let mut browser = Browser::paired();
    let before = browser.effects;
    finish(&mut browser, publish());
    (before, browser.effects)
}

#[test]
fn one_kill_anywhere_makes_exactly_one_listing() {
    let (from, to) = effects_of_a_quiet_run();
    for at in from..to {
        for kill in [Kill::Before, Kill::After] {
            let mut browser = Browser::paired();
            browser.kills = VecDeque::from([(at, kill)]);
            finish(&mut browser, publish());
            let case = format!("{kill:?} effect {at}");
            assert_eq!(living_listings(&browser), 1, "{case}");
            assert_eq!(browser.vinted.creates, 1, "{case}");
            let (_, last) = browser.server.results.last().unwrap();
            assert!(
                matches!(last, Outcome::Done(VintedResult::Published(_))),
                "{case}: {last:?}"
            );
        }
    }
}

/// Many kills at drawn points; the draw is fixed, so a failure can be seen again.
#[test]
fn many_kills_make_exactly_one_listing() {
    let (from, to) = effects_of_a_quiet_run();
    for seed in 0..400_u64 {
        let mut dice = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut draw = |below: usize| {
            dice ^= dice << 13;
            dice ^= dice >> 7;
            dice ^= dice << 17;
            usize::try_from(dice % u64::try_from(below).unwrap()).unwrap()
        };
        let mut browser = Browser::paired();
        let mut at = from;
        for _ in 0..=seed % 5 {
            at += 1 + draw(to - from);
            let kill = [Kill::Before, Kill::After][draw(2)];
            browser.kills.push_back((at, kill));
        }
        let kills = browser.kills.clone();
        finish(&mut browser, publish());
        assert_eq!(living_listings(&browser), 1, "seed {seed}: {kills:?}");
        assert_eq!(browser.vinted.creates, 1, "seed {seed}: {kills:?}");
    }
}

#[test]
fn one_kill_anywhere_leaves_the_new_price_and_all_photos() {
    let cheaper = VintedItem {
        price: Money::euros_from_cents(990),
        ..item()
    };
    for at in 0..40 {
        for kill in [Kill::Before, Kill::After] {
            let mut browser = Browser::paired();
            finish(&mut browser, publish());
            browser.server.results.clear();
            browser.server.tries_again = false;
            let id = *browser.vinted.items.keys().next().unwrap();
            let again = Command {
                id: stoflow_wire::executor::CommandId("f".repeat(32)),
                ..update(id, cheaper.clone())
            };
            browser.kills = VecDeque::from([(browser.effects + at, kill)]);
            browser.order(again);
            browser.until(|browser| browser.server.commands.is_empty());
            let outcome = &browser.server.results[0].1;
            match outcome {
                Outcome::Done(_) => assert_eq!(browser.vinted.items[&id]["price"], 9.9),
                Outcome::Stopped { .. } => assert_eq!(browser.vinted.items[&id]["price"], 24.5),
                other => panic!("{kill:?} effect {at}: {other:?}"),
            }
            assert_eq!(browser.vinted.photo_keys(id).len(), 3);
        }
    }
}

#[test]
fn one_kill_anywhere_deletes_the_listing() {
    for at in 0..40 {
        for kill in [Kill::Before, Kill::After] {
            let mut browser = Browser::paired();
            finish(&mut browser, publish());
            browser.server.tries_again = false;
            let id = *browser.vinted.items.keys().next().unwrap();
            let deletion = Command {
                id: stoflow_wire::executor::CommandId("d".repeat(32)),
                ..delete(id)
            };
            browser.kills = VecDeque::from([(browser.effects + at, kill)]);
            browser.order(deletion);
            browser.until(|browser| browser.server.commands.is_empty());
            assert!(browser.vinted.items.is_empty(), "{kill:?} effect {at}");
            let (_, outcome) = browser.server.results.last().unwrap();
            assert_eq!(*outcome, Outcome::Done(VintedResult::Deleted));
        }
    }
}

/// Brings a command that only reads to its end, with at most one kill.
fn read(command: &Command, kill: Option<(usize, Kill)>) -> (Outcome, usize) {
    let mut browser = Browser::paired();
    for number in 1..=3 {
        let live = json!({ "title": format!("Jupe {number}"), "description": "", "price": 12.5 });
        browser.vinted.add(live);
    }
    let before = browser.effects;
    browser.kills = kill
        .map(|(at, kill)| (before + at, kill))
        .into_iter()
        .collect();
    browser.order(command.clone());
    browser.until(|browser| browser.server.commands.is_empty() && journal_is_empty(browser));
    (
        browser.server.results[0].1.clone(),
        browser.effects - before,
    )
}

#[test]
fn one_kill_anywhere_reads_the_same() {
    for command in [
        read_wardrobe(1),
        read_details(&[9_000_001, 9_000_009, 9_000_003]),
    ] {
        let (expected, effects) = read(&command, None);
        assert!(matches!(expected, Outcome::Done(_)), "{expected:?}");
        for at in 0..effects {
            for kill in [Kill::Before, Kill::After] {
                let (outcome, _) = read(&command, Some((at, kill)));
                assert_eq!(outcome, expected, "{kill:?} effect {at}");
            }
        }
    }
}
