//! The longer rest between many calls, counted over commands and over the worker's death.

use crate::browser::Browser;
use crate::orders::{AT_ONCE, command, read_details};
use stoflow_extension::dice::Moment;
use stoflow_extension::executor::border::Event;
use stoflow_extension::vinted::stamina::Stamina;
use stoflow_wire::executor::{Command, FromExecutor, Pace};
use stoflow_wire::jobs::WaitReason;

const TIRED: Pace = Pace {
    rest_every: (5, 5),
    rest_ms: (20_000, 20_000),
    ..AT_ONCE
};

#[test]
fn a_rest_comes_every_so_many_calls() {
    let mut stamina = Stamina::default();
    let moment = Moment {
        now_ms: 0,
        random: 7,
    };
    let rests: Vec<u32> = (0..11).map(|_| stamina.spend(&TIRED, moment)).collect();
    assert_eq!(rests, [0, 0, 0, 0, 0, 20_000, 0, 0, 0, 0, 20_000]);
}

#[test]
fn every_draw_is_within_the_bounds() {
    for random in 0..1_000 {
        let mut stamina = Stamina::default();
        let moment = Moment { now_ms: 0, random };
        let rests: Vec<u32> = (0..16)
            .map(|_| stamina.spend(&Pace::HUMAN, moment))
            .collect();
        let at = rests.iter().position(|rest| *rest > 0).unwrap();
        assert!((10..=15).contains(&at), "{rests:?}");
        assert!((15_000..=30_000).contains(&rests[at]), "{rests:?}");
    }
}

/// Four calls each, identification included: the second command rests before its second call.
#[test]
fn the_count_goes_on_from_command_to_command_and_is_shown() {
    let mut browser = Browser::paired();
    for number in 1..=3 {
        let order = read_details(&[1, 2, 3]).order;
        browser.order(Command {
            pace: TIRED,
            ..command(number, order)
        });
        browser.until(|browser| browser.server.commands.is_empty());
        browser.kill();
        browser.tell(Event::AlarmRang);
    }
    let waits = browser.heard(|frame| match frame {
        FromExecutor::Progress {
            fence, progress, ..
        } => {
            let wait = progress.wait.as_ref()?;
            assert_eq!(wait.reason, WaitReason::Pace);
            Some((*fence, progress.done, wait.seconds))
        }
        _ => None,
    });
    assert_eq!(waits, [(2, 1, 20), (3, 2, 20)]);
}
