//! A browser around the executor: it performs effects on a fake Vinted and a fake server, and can kill the worker before
//! or after any of them.

use crate::fake_vinted::FakeVinted;
use crate::orders::{moment, next_attempt};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use stoflow_extension::executor::border::{
    Alarm, Badge, Effect, Event, Message, ReplyNumber, SocketNumber, Timer,
};
use stoflow_extension::executor::{Device, Executor};
use stoflow_extension::senders::Sender;
use stoflow_wire::executor::{Command, CommandId, FromExecutor, Outcome, Paired, ToExecutor};
use stoflow_wire::ids::ExecutorId;

pub(crate) const EXTENSION: &str = "abcdefghijklmnopabcdefghijklmnop";
pub(crate) const SHOP: &str = "Chez Léa";

/// How a kill falls on an effect.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kill {
    /// It does not happen any more.
    Before,
    /// It happens, and nobody hears of it.
    After,
}

/// The server's side of the protocol, with a careful server's policy.
#[derive(Default)]
pub(crate) struct FakeServer {
    /// Not answered yet.
    pub(crate) commands: Vec<Command>,
    pub(crate) results: Vec<(CommandId, Outcome)>,
    pub(crate) heard: Vec<FromExecutor>,
    /// This many results get lost on their way.
    pub(crate) lost_results: u32,
    pub(crate) denies_permits: bool,
    pub(crate) next_token: Option<String>,
    /// After a result that is no success, hands the job out again.
    pub(crate) tries_again: bool,
}

impl FakeServer {
    pub(crate) fn hear(&mut self, frame: FromExecutor) -> Vec<ToExecutor> {
        self.heard.push(frame.clone());
        match frame {
            FromExecutor::Hello { open, .. } => self.welcome(open),
            FromExecutor::MayI { command, .. } => vec![ToExecutor::Permit {
                command,
                granted: !self.denies_permits,
            }],
            FromExecutor::JobResult {
                command, outcome, ..
            } => self.take(command, outcome),
            FromExecutor::Ping => vec![ToExecutor::Pong],
            _ => vec![],
        }
    }

    fn welcome(&mut self, open: Vec<CommandId>) -> Vec<ToExecutor> {
        let wanted = |id: &CommandId| self.commands.iter().any(|command| command.id == *id);
        let welcome = ToExecutor::Welcome {
            executor: ExecutorId(3),
            shop: SHOP.to_owned(),
            forget: open.into_iter().filter(|id| !wanted(id)).collect(),
            next_token: self.next_token.take(),
        };
        [welcome]
            .into_iter()
            .chain(self.commands.iter().map(execute))
            .collect()
    }

    fn take(&mut self, id: CommandId, outcome: Outcome) -> Vec<ToExecutor> {
        if self.lost_results > 0 {
            self.lost_results -= 1;
            return vec![];
        }
        if let Some((_, known)) = self.results.iter().find(|(known, _)| *known == id) {
            assert_eq!(*known, outcome, "a result does not change");
        } else {
            let done = self.commands.iter().find(|command| command.id == id);
            let order = done.expect("a command that was handed out").order.clone();
            self.commands.retain(|command| command.id != id);
            let number = u32::try_from(self.results.len()).unwrap() + 2;
            let next = next_attempt(number, &order, &outcome).filter(|_| self.tries_again);
            self.results.push((id.clone(), outcome));
            self.commands.extend(next);
        }
        let ack = ToExecutor::ResultAck { command: id };
        [ack]
            .into_iter()
            .chain(self.commands.iter().map(execute))
            .collect()
    }
}

fn execute(command: &Command) -> ToExecutor {
    ToExecutor::ExecuteJob {
        command: Box::new(command.clone()),
    }
}

pub(crate) struct Browser {
    pub(crate) vinted: FakeVinted,
    pub(crate) server: FakeServer,
    pub(crate) stored: Option<String>,
    pub(crate) replies: BTreeMap<u32, Value>,
    pub(crate) badge: Badge,
    pub(crate) alarm: Alarm,
    /// Whether sockets open.
    pub(crate) online: bool,
    /// The address and token of the last connection.
    pub(crate) dialled: Option<(String, String)>,
    pub(crate) pairings: Vec<(String, Value)>,
    /// The server's answer to a pairing.
    pub(crate) pairing_answer: (u16, Value),
    pub(crate) timers: BTreeMap<Timer, u64>,
    pub(crate) now_ms: u64,
    pub(crate) restarts: u32,
    pub(crate) effects: usize,
    pub(crate) kills: VecDeque<(usize, Kill)>,
    executor: Executor,
    socket: Option<SocketNumber>,
    events: VecDeque<Event>,
    last_reply: u32,
}

impl Browser {
    /// With the extension freshly installed.
    pub(crate) fn new() -> Self {
        let paired = Paired {
            executor: ExecutorId(3),
            token: "device-token".to_owned(),
            shop: SHOP.to_owned(),
        };
        let mut browser = Self {
            vinted: FakeVinted::default(),
            server: FakeServer::default(),
            stored: None,
            replies: BTreeMap::new(),
            badge: Badge::Nothing,
            alarm: Alarm::Off,
            online: true,
            dialled: None,
            pairings: Vec::new(),
            pairing_answer: (200, serde_json::to_value(paired).unwrap()),
            timers: BTreeMap::new(),
            now_ms: 1_790_000_000_000,
            restarts: 0,
            effects: 0,
            kills: VecDeque::new(),
            executor: Executor::new(None, device()),
            socket: None,
            events: VecDeque::new(),
            last_reply: 0,
        };
        browser.tell(Event::Woken);
        browser
    }

    /// Paired with a shop and connected.
    pub(crate) fn paired() -> Self {
        let mut browser = Self::new();
        let pair = json!({ "type": "pair", "server": "https://app.stoflow.com", "code": "K7QF" });
        browser.popup(&pair);
        browser
    }

    /// One event and everything that follows from it at once.
    pub(crate) fn tell(&mut self, event: Event) {
        self.events.push_back(event);
        while let Some(event) = self.events.pop_front() {
            let effects = self.executor.hear(event, moment(self.now_ms));
            for effect in effects {
                let due = self
                    .kills
                    .front()
                    .is_some_and(|(at, _)| *at == self.effects);
                self.effects += 1;
                let kill = due.then(|| self.kills.pop_front()).flatten();
                if !matches!(kill, Some((_, Kill::Before))) {
                    self.perform(effect);
                }
                if kill.is_some() {
                    self.kill();
                    break;
                }
            }
        }
    }

    /// Time goes on until `done`, from timer to timer.
    pub(crate) fn until(&mut self, done: impl Fn(&Self) -> bool) {
        for _ in 0..2_000 {
            if done(self) {
                return;
            }
            let next = self.timers.iter().min_by_key(|(_, due)| **due);
            let (timer, due) = next.map(|(timer, due)| (*timer, *due)).expect("a timer");
            self.timers.remove(&timer);
            self.now_ms = self.now_ms.max(due);
            self.tell(Event::TimerFired(timer));
        }
        panic!("it never came to that");
    }

    /// What the server heard, as far as `pick` wants it.
    pub(crate) fn heard<'a, T>(&'a self, pick: impl Fn(&'a FromExecutor) -> Option<T>) -> Vec<T> {
        self.server.heard.iter().filter_map(pick).collect()
    }

    /// Chrome kills the worker; the alarm wakes it.
    pub(crate) fn kill(&mut self) {
        self.events.clear();
        self.timers.clear();
        self.socket = None;
        self.executor = Executor::new(self.stored.as_deref(), device());
        self.events.push_back(Event::Woken);
    }

    pub(crate) fn cut(&mut self) {
        if let Some(socket) = self.socket.take() {
            self.tell(Event::SocketClosed(socket));
        }
    }

    /// The server says something on its own.
    pub(crate) fn say(&mut self, frame: &ToExecutor) {
        let text = serde_json::to_string(frame).unwrap();
        self.receive(&text);
    }

    pub(crate) fn receive(&mut self, text: &str) {
        if let Some(socket) = self.socket {
            let text = text.to_owned();
            self.tell(Event::FrameReceived { socket, text });
        }
    }

    /// The server hands out a command.
    pub(crate) fn order(&mut self, command: Command) {
        self.server.commands.push(command.clone());
        self.say(&execute(&command));
    }

    pub(crate) fn popup(&mut self, message: &Value) -> Value {
        let url = format!("chrome-extension://{EXTENSION}/popup.html");
        let sender = json!({ "id": EXTENSION, "url": url });
        self.inside(sender, &message.to_string())
    }

    pub(crate) fn inside(&mut self, sender: Value, text: &str) -> Value {
        self.speak(sender, text, Event::SaidInside)
    }

    pub(crate) fn outside(&mut self, sender: Value, text: &str) -> Value {
        self.speak(sender, text, Event::DashboardSaid)
    }

    fn speak(&mut self, sender: Value, text: &str, event: impl FnOnce(Message) -> Event) -> Value {
        self.last_reply += 1;
        let message = Message {
            sender: serde_json::from_value::<Sender>(sender).unwrap(),
            text: text.to_owned(),
            reply: ReplyNumber(self.last_reply),
        };
        self.tell(event(message));
        let reply = self.replies.remove(&self.last_reply);
        reply.expect("every message is answered")
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Store(text) => self.stored = Some(text),
            Effect::Connect { socket, url, token } => {
                self.dialled = Some((url, token));
                self.socket = self.online.then_some(socket);
                self.events.push_back(if self.online {
                    Event::SocketOpened(socket)
                } else {
                    Event::SocketClosed(socket)
                });
            }
            Effect::Disconnect => self.socket = None,
            Effect::Send(text) => self.send(&text),
            Effect::AskPage {
                ask,
                request,
                photo_url,
            } => {
                let photo = photo_url.map(|url| photo_key(&url));
                let reply = self.vinted.answer(&request, photo.as_deref());
                self.events.push_back(Event::PageReplied { ask, reply });
            }
            Effect::Pair { url, body } => {
                self.pairings
                    .push((url, serde_json::from_str(&body).unwrap()));
                let (status, body) = &self.pairing_answer;
                self.events.push_back(Event::PairAnswered {
                    status: *status,
                    body: body.to_string(),
                });
            }
            Effect::SetTimer { timer, ms } => {
                self.timers.insert(timer, self.now_ms + u64::from(ms));
            }
            Effect::ClearTimer(timer) => {
                self.timers.remove(&timer);
            }
            Effect::SetAlarm(alarm) => self.alarm = alarm,
            Effect::ShowBadge(badge) => self.badge = badge,
            Effect::Reply { reply, text } => {
                self.replies
                    .insert(reply.0, serde_json::from_str(&text).unwrap());
            }
            Effect::Restart => self.restarts += 1,
        }
    }

    fn send(&mut self, text: &str) {
        let Some(socket) = self.socket else {
            return;
        };
        for frame in self.server.hear(serde_json::from_str(text).unwrap()) {
            let text = serde_json::to_string(&frame).unwrap();
            self.events.push_back(Event::FrameReceived { socket, text });
        }
    }
}

fn device() -> Device {
    Device {
        extension_id: EXTENSION.to_owned(),
        version: "0.1.0".to_owned(),
        brands: ["Not A(Brand", "Chromium", "Google Chrome"]
            .map(str::to_owned)
            .into(),
        platform: "Linux".to_owned(),
    }
}

/// The number in a photo's signed path is that of its key.
fn photo_key(url: &str) -> String {
    let path = url.strip_prefix("https://app.stoflow.com/photos/signed/1/");
    let number = path.and_then(|path| path.split('/').next());
    format!("photo-{}", number.expect("a signed path of the server"))
}
