//! The service worker as a value: events in, effects out (design section 6).
//!
//! `frames` hears the server, `work` drives the present command, `dashboard` and `popup` answer the two pages that may
//! speak, `carrier` is the line, `journal` and `memory` what outlives the worker. Whatever changes the memory is stored
//! before anything else is done: that one rule, kept in [`Executor::hear`], makes every step safe against being killed.

pub mod border;
pub mod carrier;
pub mod journal;
pub mod memory;
pub mod pairing;
pub mod popup;

mod dashboard;
mod frames;
mod work;

use crate::dice::Moment;
use crate::json;
use border::{Alarm, AskNumber, Badge, Effect, Event, Message, ReplyNumber, Timer};
use carrier::{Carrier, Line};
use memory::Memory;
use pairing::Pending;
use serde::Deserialize;
use stoflow_wire::executor::{CommandId, FromExecutor};
use stoflow_wire::jobs::{Progress, Trouble};
use stoflow_wire::vinted::VintedSession;

/// What the browser tells about the extension and itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Device {
    pub extension_id: String,
    pub version: String,
    /// As in `navigator.userAgentData`, with the made-up brand browsers put among them.
    pub brands: Vec<String>,
    pub platform: String,
}

impl Device {
    /// What the settings list it as, such as "Google Chrome · Linux".
    fn name(&self) -> String {
        let real = |brand: &&String| !brand.contains("Not") && *brand != "Chromium";
        let brand = self.brands.iter().find(real);
        let brand = brand.map_or("Chromium", String::as_str);
        format!("{brand} · {}", self.platform)
    }
}

/// The worker, from its start to its death.
#[derive(Debug)]
pub struct Executor {
    device: Device,
    memory: Memory,
    stored: String,
    carrier: Carrier,
    /// The question that is with the page.
    asking: Option<Asking>,
    last_ask: AskNumber,
    pending: Option<Pending>,
    /// What was told last, so that nothing is told twice.
    told: Option<(CommandId, Progress)>,
    /// What the browser shows and does; nobody knows after a restart.
    badge: Option<Badge>,
    alarm: Option<Alarm>,
    update_waits: bool,
}

#[derive(Debug, PartialEq)]
struct Asking {
    ask: AskNumber,
    purpose: Purpose,
}

#[derive(Debug, PartialEq)]
enum Purpose {
    Run(CommandId),
    /// Who is signed in, without a command.
    Check,
}

impl Executor {
    /// The worker with what an earlier one stored. It does nothing before its first event.
    pub fn new(stored: Option<&str>, device: Device) -> Self {
        Self {
            device,
            memory: Memory::read(stored),
            stored: stored.unwrap_or_default().to_owned(),
            carrier: Carrier::default(),
            asking: None,
            last_ask: AskNumber::default(),
            pending: None,
            told: None,
            badge: None,
            alarm: None,
            update_waits: false,
        }
    }

    /// Takes one event and says what to do about it, in order.
    pub fn hear(&mut self, event: Event, moment: Moment) -> Vec<Effect> {
        let mut out = Vec::new();
        self.carrier.notice_absence(moment);
        self.react(event, moment, &mut out);
        self.show(&mut out);
        let text = self.memory.text();
        if text != self.stored {
            self.stored.clone_from(&text);
            out.insert(0, Effect::Store(text));
        }
        out
    }

    fn react(&mut self, event: Event, moment: Moment, out: &mut Vec<Effect>) {
        match event {
            Event::Woken => {
                self.memory.journal.recover();
                self.connect(out);
                self.advance(moment, out);
            }
            Event::BrowserStarted => self.note_session(VintedSession::Unknown, None, out),
            Event::AlarmRang => self.advance(moment, out),
            Event::TimerFired(timer) => self.timer_fired(timer, moment, out),
            Event::SocketOpened(number) if self.carrier.is_socket(number) => {
                self.carrier.opened(moment, out);
                self.hello(out);
            }
            Event::SocketClosed(number) if self.carrier.is_socket(number) => {
                self.carrier.closed(moment, out);
            }
            Event::FrameReceived { socket, text } if self.carrier.is_socket(socket) => {
                self.carrier.heard(moment);
                if let Some(frame) = json::read(&text) {
                    self.hear_frame(frame, moment, out);
                }
            }
            Event::SocketOpened(_) | Event::SocketClosed(_) | Event::FrameReceived { .. } => {}
            Event::PageReplied { ask, reply } => self.page_replied(ask, &reply, moment, out),
            Event::DashboardSaid(message) => self.hear_dashboard(message, moment, out),
            Event::SaidInside(message) => self.hear_inside(message, moment, out),
            Event::PairAnswered { status, body } => self.pair_answered(status, &body, moment, out),
            Event::UpdateWaits => self.update_waits = true,
        }
    }

    fn timer_fired(&mut self, timer: Timer, moment: Moment, out: &mut Vec<Effect>) {
        match timer {
            Timer::Run => self.advance(moment, out),
            Timer::Ping => {
                self.carrier.ping(moment, out);
                self.ask_permit_again(out);
            }
            Timer::Reconnect => {
                if let Some(pairing) = &self.memory.pairing {
                    self.carrier.retry(pairing, moment, out);
                }
            }
        }
    }

    fn connect(&mut self, out: &mut Vec<Effect>) {
        if let Some(pairing) = &self.memory.pairing {
            self.carrier.connect(pairing, out);
        }
    }

    fn hello(&mut self, out: &mut Vec<Effect>) {
        let hello = FromExecutor::Hello {
            version: self.device.version.clone(),
            open: self.memory.journal.ids(),
            session: self.memory.session.clone(),
            paused: self.memory.paused,
        };
        self.carrier.greet(hello, out);
    }

    fn hear_inside(&mut self, message: Message, moment: Moment, out: &mut Vec<Effect>) {
        if message.sender.is_popup(&self.device.extension_id) {
            self.hear_popup(&message, moment, out);
            return;
        }
        let page = message.sender.is_vinted_page(&self.device.extension_id);
        if page && self.wonders_who_is_there() {
            self.check(moment, out);
        }
        reply(message.reply, &(), out);
    }

    /// Whether a page of vinted.fr that the person opens is a reason to ask who is signed in.
    fn wonders_who_is_there(&self) -> bool {
        let unknown = self.memory.session == VintedSession::Unknown;
        self.memory.pairing.is_some() && (unknown || self.needs_the_person())
    }

    fn note_session(
        &mut self,
        session: VintedSession,
        command: Option<CommandId>,
        out: &mut Vec<Effect>,
    ) {
        if session == self.memory.session {
            return;
        }
        self.memory.session = session.clone();
        // Somebody else is signed in now; the next command says whether it is the right one.
        if self.memory.trouble.as_ref().is_some_and(is_other_account) {
            self.memory.trouble = None;
        }
        if session == VintedSession::Challenged {
            self.carrier
                .say(FromExecutor::DatadomeDetected { command }, out);
        }
        self.carrier
            .say(FromExecutor::VintedSessionUpdate { session }, out);
    }

    /// Brings the icon, the alarm and a waiting update in line with how things stand.
    fn show(&mut self, out: &mut Vec<Effect>) {
        let badge = self.due_badge();
        if self.badge != Some(badge) {
            self.badge = Some(badge);
            out.push(Effect::ShowBadge(badge));
        }
        let alarm = match self.memory.pairing {
            Some(_) => Alarm::On,
            None => Alarm::Off,
        };
        if self.alarm != Some(alarm) {
            self.alarm = Some(alarm);
            out.push(Effect::SetAlarm(alarm));
        }
        if self.update_waits && self.memory.journal.active().is_none() {
            self.update_waits = false;
            out.push(Effect::Restart);
        }
    }

    fn due_badge(&self) -> Badge {
        if self.memory.pairing.is_none() {
            Badge::Nothing
        } else if self.memory.paused {
            Badge::Paused
        } else if self.needs_the_person() {
            Badge::Attention
        } else {
            Badge::Nothing
        }
    }

    fn needs_the_person(&self) -> bool {
        matches!(
            self.memory.session,
            VintedSession::SignedOut | VintedSession::Challenged
        ) || self.memory.trouble.as_ref().is_some_and(is_other_account)
    }

    fn line(&self) -> Line {
        self.carrier.line()
    }

    /// Everything of the pairing: token, journal, line. The pause stays, it is the person's.
    fn unpair(&mut self, out: &mut Vec<Effect>) {
        self.carrier.part(out);
        self.memory = Memory {
            paused: self.memory.paused,
            ..Memory::default()
        };
        self.told = None;
        out.push(Effect::ClearTimer(Timer::Run));
    }
}

fn is_other_account(trouble: &Trouble) -> bool {
    matches!(trouble, Trouble::OtherMarketplaceAccount { .. })
}

fn reply<T: serde::Serialize>(reply: ReplyNumber, message: &T, out: &mut Vec<Effect>) {
    out.extend(
        serde_json::to_string(message)
            .ok()
            .map(|text| Effect::Reply { reply, text }),
    );
}
