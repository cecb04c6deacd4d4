//! One event after the other into the executor, its effects out in their order.

use super::socket::Line;
use super::{mouth, reach, socket};
use crate::dice::Moment;
use crate::executor::border::{Alarm, Badge, Effect, Event, ReplyNumber, Timer};
use crate::executor::{Device, Executor};
use crate::json;
use futures::StreamExt;
use futures::channel::mpsc::{UnboundedReceiver, UnboundedSender, unbounded};
use futures::channel::oneshot;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Brand colours of the icon's badge.
const YELLOW: &str = "#facc15";
const RED: &str = "#c42b2b";

/// The worker's running parts.
pub(super) struct Shell {
    events: UnboundedSender<Event>,
    replies: Rc<RefCell<Replies>>,
}

/// Who waits for which answer.
#[derive(Default)]
struct Replies {
    last: u32,
    waiting: BTreeMap<u32, oneshot::Sender<String>>,
}

/// What performing effects needs to remember.
struct Performer {
    events: UnboundedSender<Event>,
    replies: Rc<RefCell<Replies>>,
    line: Option<Line>,
    /// The present setting of each timer; an older one that comes in is void.
    timers: Rc<RefCell<BTreeMap<Timer, u32>>>,
}

/// What was stored could not be stored; going on would break the promise that it is.
struct NotStored;

#[derive(Deserialize)]
struct Posted {
    status: u16,
    body: String,
}

impl Shell {
    pub(super) fn start(stored: Option<&str>, device: Device) -> Self {
        let (events, coming) = unbounded();
        let replies = Rc::new(RefCell::new(Replies::default()));
        let performer = Performer {
            events: events.clone(),
            replies: Rc::clone(&replies),
            line: None,
            timers: Rc::default(),
        };
        spawn_local(work(Executor::new(stored, device), performer, coming));
        Self { events, replies }
    }

    pub(super) fn tell(&self, event: Event) {
        // Nobody listens any more when storing failed; the worker then dies and starts anew.
        drop(self.events.unbounded_send(event));
    }

    pub(super) fn expect_reply(&self, answer: oneshot::Sender<String>) -> ReplyNumber {
        let mut replies = self.replies.borrow_mut();
        replies.last = replies.last.wrapping_add(1);
        let number = replies.last;
        replies.waiting.insert(number, answer);
        ReplyNumber(number)
    }
}

async fn work(
    mut executor: Executor,
    mut performer: Performer,
    mut coming: UnboundedReceiver<Event>,
) {
    while let Some(event) = coming.next().await {
        for effect in executor.hear(event, moment()) {
            if performer.perform(effect).await.is_err() {
                // Whoever still waits for an answer hears that there is none.
                performer.replies.borrow_mut().waiting.clear();
                return;
            }
        }
    }
}

impl Performer {
    async fn perform(&mut self, effect: Effect) -> Result<(), NotStored> {
        match effect {
            Effect::Store(text) => mouth::store(&text).await.map_err(|_| NotStored)?,
            Effect::Connect { socket, url, token } => {
                self.line = Some(socket::open(socket, &url, &token, &self.events));
            }
            Effect::Disconnect => self.line = None,
            Effect::Send(text) => {
                if let Some(line) = &self.line {
                    // A closed line is told as an event of its own.
                    drop(line.unbounded_send(text));
                }
            }
            Effect::AskPage {
                ask,
                request,
                photo_url,
            } => self.later(async move {
                let reply = reach::ask(&request, photo_url.as_deref()).await;
                Event::PageReplied { ask, reply }
            }),
            Effect::Pair { url, body } => self.later(async move {
                let posted = mouth::post(&url, &body).await.ok();
                let posted = posted.and_then(|posted| posted.as_string());
                let posted = posted.and_then(|posted| json::read(&posted));
                let Posted { status, body } = posted.unwrap_or(Posted {
                    status: 0,
                    body: String::new(),
                });
                Event::PairAnswered { status, body }
            }),
            Effect::SetTimer { timer, ms } => self.set_timer(timer, ms),
            Effect::ClearTimer(timer) => {
                self.reset(timer);
            }
            Effect::SetAlarm(Alarm::On) => mouth::start_alarm(),
            Effect::SetAlarm(Alarm::Off) => mouth::stop_alarm(),
            Effect::ShowBadge(Badge::Nothing) => mouth::show_badge("", YELLOW),
            Effect::ShowBadge(Badge::Paused) => mouth::show_badge("II", YELLOW),
            Effect::ShowBadge(Badge::Attention) => mouth::show_badge("!", RED),
            Effect::Reply { reply, text } => {
                let waiting = self.replies.borrow_mut().waiting.remove(&reply.0);
                if let Some(waiting) = waiting {
                    // The one who asked may have gone.
                    drop(waiting.send(text));
                }
            }
            Effect::Restart => mouth::restart(),
        }
        Ok(())
    }

    /// Begins something that ends in an event.
    fn later(&self, work: impl Future<Output = Event> + 'static) {
        let events = self.events.clone();
        spawn_local(async move {
            let event = work.await;
            drop(events.unbounded_send(event));
        });
    }

    fn set_timer(&self, timer: Timer, ms: u32) {
        let setting = self.reset(timer);
        let (timers, events) = (Rc::clone(&self.timers), self.events.clone());
        spawn_local(async move {
            mouth::sleep(ms).await;
            if timers.borrow().get(&timer) == Some(&setting) {
                drop(events.unbounded_send(Event::TimerFired(timer)));
            }
        });
    }

    /// Voids the timer's present setting and names the next one.
    fn reset(&self, timer: Timer) -> u32 {
        let mut timers = self.timers.borrow_mut();
        let setting = timers.entry(timer).or_default();
        *setting = setting.wrapping_add(1);
        *setting
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "milliseconds since 1970 and numbers below 2^32 fit"
)]
fn moment() -> Moment {
    Moment {
        now_ms: js_sys::Date::now() as u64,
        random: (js_sys::Math::random() * f64::from(u32::MAX)) as u64,
    }
}
