//! Pairing: a one-time code becomes a device token. Asked for by a dashboard page or typed into the popup.

use super::Executor;
use super::border::{Effect, ReplyNumber};
use super::memory::Pairing;
use crate::dice::Moment;
use crate::json;
use crate::server_origin::ServerOrigin;
use serde_json::Value;
use stoflow_wire::executor::{PairRequest, Paired, ToPage};

/// A pairing on its way to the server.
#[derive(Debug)]
pub struct Pending {
    pub origin: ServerOrigin,
    pub asker: Asker,
}

/// Who wants to know how it went.
#[derive(Clone, Copy, Debug)]
pub enum Asker {
    Dashboard(ReplyNumber),
    Popup(ReplyNumber),
}

/// Why a pairing failed, in the server's code or one of these.
pub const UNREACHABLE: &str = "unreachable";
const BUSY: &str = "busy";
const NOT_UNDERSTOOD: &str = "not_understood";

impl Executor {
    pub(super) fn pair(
        &mut self,
        pending: Pending,
        code: &str,
        moment: Moment,
        out: &mut Vec<Effect>,
    ) {
        if self.pending.is_some() {
            self.pairing_failed(pending.asker, BUSY, moment, out);
            return;
        }
        let request = PairRequest {
            code: code.trim().to_owned(),
            name: self.device.name(),
        };
        let Ok(body) = serde_json::to_string(&request) else {
            self.pairing_failed(pending.asker, NOT_UNDERSTOOD, moment, out);
            return;
        };
        out.push(Effect::Pair {
            url: pending.origin.pairing_url(),
            body,
        });
        self.pending = Some(pending);
    }

    pub(super) fn pair_answered(
        &mut self,
        status: u16,
        body: &str,
        moment: Moment,
        out: &mut Vec<Effect>,
    ) {
        let Some(pending) = self.pending.take() else {
            return;
        };
        match json::read::<Paired>(body) {
            Some(paired) if status == 200 => self.paired(pending, paired, moment, out),
            _ => self.pairing_failed(pending.asker, &failure(status, body), moment, out),
        }
    }

    fn paired(&mut self, pending: Pending, paired: Paired, moment: Moment, out: &mut Vec<Effect>) {
        let former = self.memory.pairing.take().map(|pairing| pairing.origin);
        if former.is_some_and(|former| former != pending.origin) {
            // Another server's commands and its word on them mean nothing here.
            self.unpair(out);
        }
        self.carrier.hang_up(out);
        self.memory.trouble = None;
        self.memory.pairing = Some(Pairing {
            origin: pending.origin,
            token: paired.token,
            executor: paired.executor,
            shop: paired.shop,
        });
        self.connect(out);
        match pending.asker {
            Asker::Dashboard(reply) => {
                let executor = paired.executor;
                super::reply::<ToPage>(reply, &ToPage::Paired { executor }, out);
            }
            Asker::Popup(reply) => self.show_popup(reply, None, moment, out),
        }
    }

    fn pairing_failed(&self, asker: Asker, code: &str, moment: Moment, out: &mut Vec<Effect>) {
        match asker {
            Asker::Dashboard(reply) => {
                let code = code.to_owned();
                super::reply::<ToPage>(reply, &ToPage::PairingFailed { code }, out);
            }
            Asker::Popup(reply) => self.show_failed_pairing(reply, code, moment, out),
        }
    }
}

/// The code in the server's answer, `{"error":{"code":…}}`.
fn failure(status: u16, body: &str) -> String {
    let answer: Value = json::read(body).unwrap_or_default();
    let code = answer.pointer("/error/code").and_then(Value::as_str);
    match code {
        Some(code) => code.to_owned(),
        None if status == 0 || status >= 500 => UNREACHABLE.to_owned(),
        None => NOT_UNDERSTOOD.to_owned(),
    }
}
