//! What the popup may ask, and the picture it paints: texts are names in `_locales`, the popup only fills them in.

use super::border::{Effect, Message, ReplyNumber};
use super::carrier::Line;
use super::pairing::{Asker, Pending, UNREACHABLE};
use super::{Executor, Purpose};
use crate::dice::Moment;
use crate::json;
use crate::server_origin::{NotAnOrigin, ServerOrigin};
use crate::vinted::requests::SITE;
use serde::{Deserialize, Serialize};
use stoflow_wire::jobs::{Step, Trouble, WaitReason};
use stoflow_wire::vinted::VintedSession;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum FromPopup {
    Look,
    Pair {
        server: String,
        code: String,
    },
    Unpair,
    Pause,
    Resume,
    /// Ask Vinted who is signed in.
    Check,
}

/// All the popup shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct View {
    pub version: String,
    /// The server the form begins with.
    pub server: String,
    /// The shop it is paired with; `None` shows the form.
    pub shop: Option<String>,
    /// Why the last pairing failed.
    pub problem: Option<Text>,
    pub connection: Light,
    pub vinted: Light,
    pub doing: Option<Doing>,
    /// What it says where nothing is being done.
    pub idle: Text,
    /// The one thing for the person to do.
    pub advice: Option<Advice>,
    pub paused: bool,
}

/// A name in `_locales` and what goes into its blanks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Text {
    pub name: &'static str,
    pub blanks: Vec<String>,
}

/// A state with its colour; the words say the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Light {
    pub tone: Tone,
    pub text: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Tone {
    Good,
    Attention,
    Quiet,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Doing {
    /// Of the listing; empty where the order names none.
    pub title: String,
    pub step: Text,
    pub wait: Option<Text>,
    pub done: u32,
    pub of: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    pub text: Text,
    pub button: Text,
    pub url: &'static str,
}

impl Text {
    fn plain(name: &'static str) -> Self {
        Self::with(name, Vec::new())
    }

    fn with(name: &'static str, blanks: Vec<String>) -> Self {
        Self { name, blanks }
    }
}

impl Executor {
    pub(super) fn hear_popup(&mut self, message: &Message, moment: Moment, out: &mut Vec<Effect>) {
        let Some(asked) = json::read(&message.text) else {
            super::reply(message.reply, &(), out);
            return;
        };
        match asked {
            FromPopup::Look => {}
            FromPopup::Pair { server, code } => {
                return self.pair_typed(&server, &code, message.reply, moment, out);
            }
            FromPopup::Unpair => self.unpair(out),
            FromPopup::Pause => self.pause(moment, out),
            FromPopup::Resume => self.resume(moment, out),
            FromPopup::Check => self.check(moment, out),
        }
        self.show_popup(message.reply, None, moment, out);
    }

    fn pair_typed(
        &mut self,
        server: &str,
        code: &str,
        reply: ReplyNumber,
        moment: Moment,
        out: &mut Vec<Effect>,
    ) {
        let problem = match ServerOrigin::parse_typed(server) {
            Ok(origin) => {
                let asker = Asker::Popup(reply);
                return self.pair(Pending { origin, asker }, code, moment, out);
            }
            Err(NotAnOrigin::Unreadable) => "pair_no_address",
            Err(NotAnOrigin::NotEncrypted) => "pair_not_encrypted",
        };
        self.show_popup(reply, Some(Text::plain(problem)), moment, out);
    }

    pub(super) fn show_failed_pairing(
        &self,
        reply: ReplyNumber,
        code: &str,
        moment: Moment,
        out: &mut Vec<Effect>,
    ) {
        let problem = match code {
            UNREACHABLE | "unavailable" | "internal" => "pair_unreachable",
            "too_many" => "pair_too_many",
            "wrong_origin" => "pair_wrong_server",
            _ => "pair_wrong_code",
        };
        self.show_popup(reply, Some(Text::plain(problem)), moment, out);
    }

    pub(super) fn show_popup(
        &self,
        reply: ReplyNumber,
        problem: Option<Text>,
        moment: Moment,
        out: &mut Vec<Effect>,
    ) {
        super::reply(reply, &self.view(problem, moment), out);
    }

    fn view(&self, problem: Option<Text>, moment: Moment) -> View {
        let pairing = self.memory.pairing.as_ref();
        let official = ServerOrigin::official();
        let server = pairing.map_or(&official, |pairing| &pairing.origin);
        View {
            version: self.device.version.clone(),
            server: server.as_str().to_owned(),
            shop: pairing.map(|pairing| pairing.shop.clone()),
            problem,
            connection: self.connection_light(),
            vinted: self.vinted_light(),
            doing: self.doing(moment),
            idle: self.idle(),
            advice: self.advice(),
            paused: self.memory.paused,
        }
    }

    /// Why nothing is being done.
    fn idle(&self) -> Text {
        let held = self.memory.held.as_ref().map(|held| &held.why);
        match held {
            _ if self.memory.paused => Text::plain("idle_paused"),
            Some(Trouble::QuietHours { until }) => {
                Text::with("idle_quiet_hours", vec![time_of_day(*until)])
            }
            Some(Trouble::DailyCap { cap }) => Text::with("idle_daily_cap", vec![cap.to_string()]),
            Some(Trouble::HourlyCap { cap }) => {
                Text::with("idle_hourly_cap", vec![cap.to_string()])
            }
            _ => Text::plain("idle"),
        }
    }

    fn connection_light(&self) -> Light {
        let (tone, name) = match self.line() {
            Line::Socket => (Tone::Good, "connection_socket"),
            Line::Page => (Tone::Good, "connection_page"),
            Line::Opening => (Tone::Quiet, "connection_opening"),
            Line::None => (Tone::Attention, "connection_none"),
        };
        Light {
            tone,
            text: Text::plain(name),
        }
    }

    fn vinted_light(&self) -> Light {
        let checking = self
            .asking
            .as_ref()
            .is_some_and(|asking| asking.purpose == Purpose::Check);
        let (tone, text) = match &self.memory.session {
            _ if checking => (Tone::Quiet, Text::plain("vinted_checking")),
            VintedSession::SignedIn { login, .. } => (
                Tone::Good,
                Text::with("vinted_signed_in", vec![login.clone()]),
            ),
            VintedSession::SignedOut => (Tone::Attention, Text::plain("vinted_signed_out")),
            VintedSession::Challenged => (Tone::Attention, Text::plain("vinted_challenged")),
            VintedSession::Unknown => (Tone::Quiet, Text::plain("vinted_unknown")),
        };
        Light { tone, text }
    }

    fn doing(&self, moment: Moment) -> Option<Doing> {
        let run = &self.memory.journal.active()?.run;
        let progress = run.progress(moment.now_ms);
        let wait = match progress.wait {
            _ if self.memory.paused => Some(Text::plain("wait_paused")),
            Some(wait) => Some(Text::with(
                match wait.reason {
                    WaitReason::Pace => "wait_pace",
                    WaitReason::LookAgain => "wait_look_again",
                    WaitReason::Paused => "wait_paused",
                },
                vec![wait.seconds.to_string()],
            )),
            None if run.asks_permit() => Some(Text::plain("wait_permit")),
            None => None,
        };
        Some(Doing {
            title: run.title().to_owned(),
            step: step_text(&progress.step),
            wait,
            done: progress.done,
            of: progress.of,
        })
    }

    fn advice(&self) -> Option<Advice> {
        self.memory.pairing.as_ref()?;
        let text = match (&self.memory.session, self.memory.trouble.as_ref()) {
            (VintedSession::Challenged, _) => Text::plain("advice_challenged"),
            (VintedSession::SignedOut, _) => Text::plain("advice_signed_out"),
            (_, Some(Trouble::OtherMarketplaceAccount { login })) => {
                Text::with("advice_other_account", vec![login.clone()])
            }
            (_, Some(Trouble::AccessDenied)) => Text::plain("advice_access_denied"),
            (_, Some(Trouble::RateLimited { .. })) => Text::plain("advice_rate_limited"),
            (_, Some(Trouble::NoMarketplaceTab)) => Text::plain("advice_no_tab"),
            _ => return None,
        };
        Some(Advice {
            text,
            button: Text::plain("open_vinted"),
            url: SITE,
        })
    }
}

/// Minutes since midnight on a clock.
fn time_of_day(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

fn step_text(step: &Step) -> Text {
    let counted = |name, position: &u32, of: &u32| {
        Text::with(name, vec![position.to_string(), of.to_string()])
    };
    let name = match step {
        Step::UploadPhoto { position, of } => return counted("step_upload_photo", position, of),
        Step::ReadDetails { position, of } => return counted("step_read_details", position, of),
        Step::ReadTransactions { position, of } => {
            return counted("step_read_transactions", position, of);
        }
        Step::ReadSales { page, .. } => {
            return Text::with("step_read_sales", vec![page.to_string()]);
        }
        Step::ReadInvoices { year, month } => {
            return Text::with(
                "step_read_invoices",
                vec![month.to_string(), year.to_string()],
            );
        }
        Step::ReadConversation { position, of } => {
            return counted("step_read_conversation", position, of);
        }
        Step::ReadInbox { .. } => "step_read_inbox",
        Step::OpenConversation => "step_open_conversation",
        Step::Reply => "step_reply",
        Step::ReadWardrobe { page, .. } => {
            return Text::with("step_read_wardrobe", vec![page.to_string()]);
        }
        Step::Identify => "step_identify",
        Step::Look => "step_look",
        Step::Create => "step_create",
        Step::Update => "step_update",
        Step::Remove => "step_remove",
        Step::ReadBack => "step_read_back",
        Step::FindLabel => "step_find_label",
        Step::Prepare
        | Step::Handover
        | Step::FetchPhoto { .. }
        | Step::FetchLabel
        | Step::Record => "step_prepare",
    };
    Text::plain(name)
}
