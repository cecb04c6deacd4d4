//! The longer rest a person takes now and then: due every so many calls, counted from one command to the next.

use crate::dice::Moment;
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::Pace;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamina {
    /// Calls before the next rest; `None` before the first was drawn.
    calls_left: Option<u32>,
}

impl Stamina {
    /// Counts one more call; the rest to be taken before it in milliseconds, 0 where none is due.
    pub fn spend(&mut self, pace: &Pace, moment: Moment) -> u32 {
        let (_, most_calls) = pace.rest_every;
        if most_calls == 0 {
            return 0;
        }
        match self.calls_left {
            Some(left @ 1..) => {
                self.calls_left = Some(left - 1);
                0
            }
            spent => {
                let calls = moment.between(pace.rest_every);
                self.calls_left = Some(calls.saturating_sub(1));
                spent.map_or(0, |_| moment.between(pace.rest_ms))
            }
        }
    }
}
