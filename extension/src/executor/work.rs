//! The present command, step by step: one at a time, because there is one person at one keyboard on Vinted.

use super::border::{AskNumber, Effect, Timer};
use super::{Asking, Executor, Purpose};
use crate::dice::Moment;
use crate::vinted::identity;
use crate::vinted::replies::{PageReply, understand};
use crate::vinted::requests::{self, PageRequest};
use crate::vinted::run::Run;
use crate::vinted::run::step::Step;
use stoflow_wire::executor::{CommandId, FromExecutor, Outcome};
use stoflow_wire::jobs::{Wait, WaitReason};
use stoflow_wire::vinted::{PhotoToUpload, VintedSession};

impl Executor {
    /// As far as it goes without news: notes ends, takes up the next command, does its next step.
    pub(super) fn advance(&mut self, moment: Moment, out: &mut Vec<Effect>) {
        while self.note_end(out) || (self.may_step() && self.step(moment, out)) {}
        self.tell_progress(moment, out);
    }

    fn may_step(&self) -> bool {
        !self.memory.paused && self.asking.is_none()
    }

    /// Notes and tells how the active command ended; false where it has not.
    fn note_end(&mut self, out: &mut Vec<Effect>) -> bool {
        let Some(entry) = self.memory.journal.active_mut() else {
            return false;
        };
        let Some(outcome) = entry.run.outcome().cloned() else {
            return false;
        };
        entry.closed = true;
        self.carrier.say(super::journal::answer(&entry.run), out);
        match outcome {
            Outcome::Done(_) => self.memory.trouble = None,
            Outcome::Stopped { trouble, .. } | Outcome::InDoubt { trouble, .. } => {
                self.memory.trouble = Some(trouble);
            }
            Outcome::Cancelled { .. } => {}
        }
        true
    }

    /// Does the active command's next step; true where there is another right after it.
    fn step(&mut self, moment: Moment, out: &mut Vec<Effect>) -> bool {
        let Some(entry) = self.memory.journal.active_mut() else {
            return false;
        };
        match entry.run.step(moment) {
            Step::Ask { request, photo } => {
                let id = entry.run.id().clone();
                return self.ask_for(id, request, photo, out);
            }
            Step::Permit => {
                let asked = may_i(&entry.run);
                self.carrier.say(asked, out);
            }
            Step::Wait { ms } => out.push(Effect::SetTimer {
                timer: Timer::Run,
                ms: u32::try_from(ms).unwrap_or(u32::MAX),
            }),
            Step::Listen => {}
            Step::Done => return true,
        }
        false
    }

    /// Sends the question of a run; what may not leave is answered here, and true returned.
    fn ask_for(
        &mut self,
        id: CommandId,
        request: PageRequest,
        photo: Option<PhotoToUpload>,
        out: &mut Vec<Effect>,
    ) -> bool {
        let origin = self.memory.pairing.as_ref().map(|pairing| &pairing.origin);
        let refusal = if !requests::is_allowed(request.method, &request.path) {
            Some(PageReply::NoTab)
        } else if photo.is_some() && photo_url(origin, photo.as_ref()).is_none() {
            Some(PageReply::NoPhoto)
        } else {
            None
        };
        if let Some(refusal) = refusal {
            if let Some(run) = self.memory.journal.run_mut(&id) {
                run.hear_page(&refusal);
            }
            return true;
        }
        let photo_url = photo_url(origin, photo.as_ref());
        self.ask(Purpose::Run(id), request, photo_url, out);
        false
    }

    fn ask(
        &mut self,
        purpose: Purpose,
        request: PageRequest,
        photo_url: Option<String>,
        out: &mut Vec<Effect>,
    ) {
        let ask = AskNumber(self.last_ask.0.wrapping_add(1));
        self.last_ask = ask;
        self.asking = Some(Asking { ask, purpose });
        out.push(Effect::AskPage {
            ask,
            request,
            photo_url,
        });
    }

    /// Asks who is signed in, unless the page is being asked something already.
    pub(super) fn check(&mut self, moment: Moment, out: &mut Vec<Effect>) {
        if self.asking.is_none() {
            self.ask(Purpose::Check, requests::current_user(), None, out);
        }
        self.tell_progress(moment, out);
    }

    pub(super) fn page_replied(
        &mut self,
        ask: AskNumber,
        reply: &PageReply,
        moment: Moment,
        out: &mut Vec<Effect>,
    ) {
        let Some(asking) = self.asking.take_if(|asking| asking.ask == ask) else {
            return;
        };
        match asking.purpose {
            Purpose::Run(id) => {
                let run = self.memory.journal.run_mut(&id);
                let session = run.and_then(|run| {
                    run.hear_page(reply);
                    run.take_session()
                });
                if let Some(session) = session {
                    self.note_session(session, Some(id), out);
                }
            }
            Purpose::Check => {
                if let Some(session) = session_seen(reply) {
                    self.note_session(session, None, out);
                }
            }
        }
        self.advance(moment, out);
    }

    /// The server may not have heard it: the line was down, or it could not say yet.
    pub(super) fn ask_permit_again(&mut self, out: &mut Vec<Effect>) {
        let asked = self.memory.journal.active().map(|entry| &entry.run);
        if let Some(asked) = asked.filter(|run| run.asks_permit()).map(may_i) {
            self.carrier.say(asked, out);
        }
    }

    /// Tells the server where the active command stands, where that is news.
    pub(super) fn tell_progress(&mut self, moment: Moment, out: &mut Vec<Effect>) {
        let Some(entry) = self.memory.journal.active() else {
            return;
        };
        let mut progress = entry.run.progress(moment.now_ms);
        if self.memory.paused {
            progress.wait = Some(Wait {
                seconds: 0,
                reason: WaitReason::Paused,
            });
        }
        let news = Some((entry.run.id().clone(), progress.clone()));
        if news == self.told {
            return;
        }
        self.told = news;
        let frame = FromExecutor::Progress {
            command: entry.run.id().clone(),
            fence: entry.run.fence(),
            progress,
            uploaded: entry.run.uploaded().to_vec(),
        };
        self.carrier.say(frame, out);
    }

    /// The person pauses: nothing new is asked of Vinted.
    pub(super) fn pause(&mut self, moment: Moment, out: &mut Vec<Effect>) {
        self.memory.paused = true;
        out.push(Effect::ClearTimer(Timer::Run));
        self.carrier.say(FromExecutor::Paused { paused: true }, out);
        self.tell_progress(moment, out);
    }

    pub(super) fn resume(&mut self, moment: Moment, out: &mut Vec<Effect>) {
        self.memory.paused = false;
        if self.asking.is_none() {
            self.memory.journal.recover();
        }
        self.ask_permit_again(out);
        self.carrier
            .say(FromExecutor::Paused { paused: false }, out);
        self.advance(moment, out);
    }
}

fn photo_url(
    origin: Option<&crate::server_origin::ServerOrigin>,
    photo: Option<&PhotoToUpload>,
) -> Option<String> {
    origin?.photo_url(&photo?.path)
}

fn may_i(run: &Run) -> FromExecutor {
    FromExecutor::MayI {
        command: run.id().clone(),
        fence: run.fence(),
    }
}

/// Who is signed in, as far as an answer to `users/current` tells.
fn session_seen(reply: &PageReply) -> Option<VintedSession> {
    let answer = understand(reply);
    let refusal = identity::refusal_of(&answer);
    refusal.or_else(|| Some(identity::member_in(answer).ok()?.session()))
}
