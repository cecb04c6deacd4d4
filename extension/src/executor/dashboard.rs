//! What a dashboard page may say, and nothing else: is anybody there, pair, relay.

use super::Executor;
use super::border::{Effect, Message};
use super::carrier::{Busy, Line, RelayLine};
use super::pairing::{Asker, Pending};
use crate::dice::Moment;
use crate::json;
use crate::server_origin::ServerOrigin;
use stoflow_wire::executor::{FromPage, ToExecutor, ToPage};

/// When a page that is not needed may offer itself again.
const NOT_NEEDED_MS: u32 = 5_000;

impl Executor {
    pub(super) fn hear_dashboard(
        &mut self,
        message: Message,
        moment: Moment,
        out: &mut Vec<Effect>,
    ) {
        let paired = self.memory.pairing.as_ref().map(|pairing| &pairing.origin);
        let origin = message.sender.dashboard(paired);
        let wish = json::read::<FromPage>(&message.text);
        let answer = match (origin, wish) {
            (Some(_), Some(FromPage::Probe)) => self.here(),
            (Some(origin), Some(FromPage::Pair { code })) => {
                let asker = Asker::Dashboard(message.reply);
                self.pair(Pending { origin, asker }, &code, moment, out);
                return;
            }
            (Some(origin), Some(FromPage::Relay { frames })) => {
                let page = message.sender.document_id.as_deref().unwrap_or_default();
                self.relay((&origin, page), frames, moment, out)
            }
            _ => ToPage::Refused,
        };
        super::reply(message.reply, &answer, out);
    }

    fn here(&self) -> ToPage {
        let pairing = self.memory.pairing.as_ref();
        ToPage::Here {
            version: self.device.version.clone(),
            paired: pairing.is_some(),
            executor: pairing.map(|pairing| pairing.executor),
            socket_open: self.line() == Line::Socket,
            session: self.memory.session.clone(),
        }
    }

    fn relay(
        &mut self,
        (origin, page): (&ServerOrigin, &str),
        frames: Vec<ToExecutor>,
        moment: Moment,
        out: &mut Vec<Effect>,
    ) -> ToPage {
        let paired = self.memory.pairing.as_ref();
        if paired.is_none_or(|pairing| pairing.origin != *origin) {
            return ToPage::Refused;
        }
        match self.carrier.relayed(page, moment) {
            RelayLine::NotNeeded => {
                return ToPage::Relay {
                    frames: Vec::new(),
                    again_ms: NOT_NEEDED_MS,
                };
            }
            RelayLine::ToGreet => self.hello(out),
            RelayLine::Known => {}
        }
        if !frames.is_empty() {
            self.carrier.heard_through_page(moment);
        }
        for frame in frames {
            self.hear_frame(frame, moment, out);
        }
        let busy = match self.memory.journal.active() {
            Some(_) => Busy::Yes,
            None => Busy::No,
        };
        let (frames, again_ms) = self.carrier.take_relayed(busy);
        ToPage::Relay { frames, again_ms }
    }
}
