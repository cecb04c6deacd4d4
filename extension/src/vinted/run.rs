//! The run of one command: who is signed in, then its errand's calls, each paced, permitted, asked and understood.
//!
//! A value: it is stored after each change, and a run read back after the worker was killed goes on with `recover`.
//! `step` says what to do next and notes that it is being done; `hear_*` takes what came of it. Knows no tab, no socket
//! and no timer.

mod standing;
pub mod step;

use self::standing::Standing;
use self::step::Step;
use super::errand::{Call, CallKind, Intent};
use super::identity::{self, Member};
use super::order::OrderedErrand;
use super::replies::{Answer, PageReply, understand};
use super::requests::{self, Csrf, PageRequest};
use super::stamina::Stamina;
use crate::dice::Moment;
use serde::{Deserialize, Serialize};
use stoflow_wire::executor::{Command, CommandId, Outcome, Pace};
use stoflow_wire::ids::JobId;
use stoflow_wire::jobs::{Progress, Step as NamedStep, Trouble, Wait, WaitReason};
use stoflow_wire::vinted::{UploadedPhoto, VintedSession};

/// How often one call is asked in all when its answers are lost.
const MOST_ASKS: u32 = 2;

/// The page never answered.
const NO_ANSWER: Trouble = Trouble::MarketplaceDown {
    status: 0,
    retry_after_s: None,
};

/// One command on its way through vinted.fr.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Run {
    id: CommandId,
    job: JobId,
    fence: i64,
    /// The account it must be done with; any where none is known yet.
    account: Option<i64>,
    pace: Pace,
    #[serde(default)]
    stamina: Stamina,
    /// The signed-in member, once seen.
    member: Option<i64>,
    errand: OrderedErrand,
    standing: Standing,
    /// How often the present call was asked.
    asks: u32,
    csrf: Csrf,
    cancel_wanted: bool,
    /// What the answers told about the session; `None` where they told nothing.
    session: Option<VintedSession>,
}

/// The server's answer to `may_i`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    Granted,
    Denied,
}

impl Run {
    pub fn begin(command: Command) -> Self {
        Self {
            job: command.job,
            fence: command.fence,
            account: command.account,
            pace: command.pace,
            stamina: Stamina::default(),
            member: None,
            errand: OrderedErrand::new(command.order, &command.id),
            standing: Standing::Ready,
            asks: 0,
            csrf: Csrf::OfThePage,
            cancel_wanted: false,
            session: None,
            id: command.id,
        }
    }

    /// With what the command before it left.
    #[must_use]
    pub fn with_stamina(self, stamina: Stamina) -> Self {
        Self { stamina, ..self }
    }

    pub fn stamina(&self) -> Stamina {
        self.stamina
    }

    pub fn id(&self) -> &CommandId {
        &self.id
    }

    pub fn job(&self) -> JobId {
        self.job
    }

    pub fn fence(&self) -> i64 {
        self.fence
    }

    /// The listing's title, empty where the order has none.
    pub fn title(&self) -> &str {
        self.errand.title()
    }

    pub fn outcome(&self) -> Option<&Outcome> {
        match &self.standing {
            Standing::Over(outcome) => Some(outcome),
            _ => None,
        }
    }

    pub fn asks_permit(&self) -> bool {
        self.standing == Standing::AskingPermit
    }

    /// What the answers so far told about who is signed in, once.
    pub fn take_session(&mut self) -> Option<VintedSession> {
        self.session.take()
    }

    pub fn uploaded(&self) -> &[UploadedPhoto] {
        self.errand.uploaded()
    }

    pub fn progress(&self, now_ms: u64) -> Progress {
        let place = self.errand.get().place();
        let (step, done) = match self.member {
            None => (NamedStep::Identify, 0),
            Some(_) => (place.step, place.done + 1),
        };
        let wait = match &self.standing {
            Standing::Waiting { until_ms, reason } => Some(Wait {
                seconds: u32::try_from(until_ms.saturating_sub(now_ms).div_ceil(1000))
                    .unwrap_or(u32::MAX),
                reason: reason.clone(),
            }),
            _ => None,
        };
        Progress {
            step,
            done,
            of: place.of + 1,
            wait,
        }
    }

    /// The next thing to do. It counts as begun: store the run before doing it.
    pub fn step(&mut self, moment: Moment) -> Step {
        loop {
            match &self.standing {
                Standing::Ready => self.set_out(moment),
                Standing::Waiting { until_ms, reason } => {
                    let left = until_ms.saturating_sub(moment.now_ms);
                    if left > 0 {
                        return Step::Wait { ms: left };
                    }
                    let reason = reason.clone();
                    self.waited(&reason);
                }
                Standing::Paced => match self.call().map(|call| call.kind) {
                    Some(CallKind::Create) => return self.ask_who(),
                    Some(kind) if kind.needs_permit() => return self.ask_permit(),
                    _ => self.standing = Standing::Permitted,
                },
                Standing::SameMember => return self.ask_permit(),
                Standing::Permitted => match self.call() {
                    Some(call) => return self.ask(call),
                    None => self.standing = Standing::Ready,
                },
                Standing::Asked | Standing::AskedWho | Standing::AskingPermit => {
                    return Step::Listen;
                }
                Standing::Over(_) => return Step::Done,
            }
        }
    }

    /// The page's answer to the last [`Step::Ask`].
    pub fn hear_page(&mut self, reply: &PageReply) {
        match self.standing {
            Standing::Asked => self.hear_call(understand(reply)),
            Standing::AskedWho => self.hear_who(understand(reply)),
            _ => {}
        }
    }

    fn hear_call(&mut self, answer: Answer) {
        self.note_session(&answer);
        let kind = self.call().map_or(CallKind::Read, |call| call.kind);
        match answer {
            // Once, the page may simply have been open for too long.
            Answer::Denied if self.csrf == Csrf::OfThePage => {
                self.csrf = Csrf::Fresh;
                self.standing = match kind {
                    // Or somebody else signed in meanwhile.
                    CallKind::Create => Standing::Paced,
                    _ => Standing::Permitted,
                };
            }
            Answer::Unclear(Trouble::Unknown) if kind.may_repeat() && self.asks < MOST_ASKS => {
                self.standing = Standing::Ready;
            }
            // The site is down for a moment: reading again does no harm.
            Answer::Unclear(Trouble::MarketplaceDown { .. })
                if kind == CallKind::Read && self.asks < MOST_ASKS =>
            {
                self.standing = Standing::Ready;
            }
            Answer::Unclear(Trouble::Unknown)
                if matches!(kind, CallKind::Read | CallKind::Photo) =>
            {
                self.hear(Answer::No(NO_ANSWER));
            }
            answer => self.hear(answer),
        }
    }

    /// The server's answer to the last [`Step::Permit`].
    pub fn hear_permit(&mut self, permission: Permission) {
        if self.standing != Standing::AskingPermit {
            return;
        }
        self.standing = match permission {
            Permission::Granted => Standing::Permitted,
            Permission::Denied => self.give_up(),
        };
    }

    /// Gives the command up as soon as it is certain that nothing of it has happened.
    pub fn cancel(&mut self) {
        self.cancel_wanted = true;
        let idle = !matches!(self.standing, Standing::Asked | Standing::Over(_));
        if idle && self.may_give_up() {
            self.standing = self.give_up();
        }
    }

    /// Goes on after the worker was killed or paused. What was with the page then counts as lost, and a permit of
    /// then as spent.
    pub fn recover(&mut self) {
        match self.standing {
            Standing::Asked => self.hear_page(&PageReply::Lost),
            Standing::Permitted | Standing::AskedWho | Standing::SameMember => {
                self.standing = Standing::Paced;
            }
            _ => {}
        }
    }

    fn intent(&self) -> Intent {
        match self.member {
            Some(member) => self.errand.get().intent(member),
            None => Intent::Call(Call::new(CallKind::Read, requests::current_user())),
        }
    }

    fn call(&self) -> Option<Call> {
        match self.intent() {
            Intent::Call(call) => Some(call),
            Intent::Rest | Intent::Over(_) => None,
        }
    }

    fn set_out(&mut self, moment: Moment) {
        if self.cancel_wanted && self.may_give_up() {
            self.standing = self.give_up();
            return;
        }
        let (ms, reason) = match self.intent() {
            Intent::Over(outcome) => {
                self.standing = over(outcome);
                return;
            }
            Intent::Rest => (self.pace.look_again_ms, WaitReason::LookAgain),
            Intent::Call(call) => {
                let wait = moment.between(call.kind.pace(&self.pace));
                let rest = self.stamina.spend(&self.pace, moment);
                (wait + rest, WaitReason::Pace)
            }
        };
        self.standing = Standing::Waiting {
            until_ms: moment.now_ms + u64::from(ms),
            reason,
        };
    }

    fn waited(&mut self, reason: &WaitReason) {
        self.standing = if *reason == WaitReason::LookAgain {
            self.errand.get_mut().rested();
            Standing::Ready
        } else {
            Standing::Paced
        };
    }

    fn ask(&mut self, call: Call) -> Step {
        self.standing = Standing::Asked;
        self.asks += 1;
        Step::Ask {
            request: PageRequest {
                csrf: self.csrf,
                ..call.request
            },
            photo: call.photo,
        }
    }

    fn ask_who(&mut self) -> Step {
        self.standing = Standing::AskedWho;
        self.asks += 1;
        Step::Ask {
            request: requests::current_user(),
            photo: None,
        }
    }

    fn ask_permit(&mut self) -> Step {
        self.standing = Standing::AskingPermit;
        Step::Permit
    }

    fn hear_who(&mut self, answer: Answer) {
        self.note_session(&answer);
        match identity::member_in(answer) {
            Ok(member) if self.member == Some(member.user_id) => {
                self.asks = 0;
                self.standing = Standing::SameMember;
            }
            Ok(other) => self.stop_for(other),
            // A look does no harm twice, and all photos are there already.
            Err(Trouble::Unknown | Trouble::MarketplaceDown { .. }) if self.asks < MOST_ASKS => {
                self.standing = Standing::Ready;
            }
            Err(Trouble::Unknown) => self.stop(NO_ANSWER),
            Err(trouble) => self.stop(trouble),
        }
    }

    fn stop_for(&mut self, other: Member) {
        self.session = Some(other.session());
        let login = other.login;
        self.stop(Trouble::OtherMarketplaceAccount { login });
    }

    fn hear(&mut self, answer: Answer) {
        self.asks = 0;
        self.csrf = Csrf::OfThePage;
        self.standing = Standing::Ready;
        match self.member {
            Some(_) => self.errand.get_mut().hear(answer),
            None => self.hear_identity(answer),
        }
    }

    fn hear_identity(&mut self, answer: Answer) {
        match identity::member_in(answer) {
            Ok(member) if self.account.is_none_or(|ours| ours == member.user_id) => {
                self.session = Some(member.session());
                self.member = Some(member.user_id);
            }
            Ok(other) => self.stop_for(other),
            Err(trouble) => self.stop(trouble),
        }
    }

    fn stop(&mut self, trouble: Trouble) {
        self.standing = over(self.errand.get().stopped_by(trouble));
    }

    fn note_session(&mut self, answer: &Answer) {
        if let Some(session) = identity::refusal_of(answer) {
            self.session = Some(session);
        }
    }

    /// Nothing may have happened: no call with an effect is out, and none was lost.
    fn may_give_up(&self) -> bool {
        self.asks == 0 && self.errand.get().given_up().is_some()
    }

    /// How it ends when it is given up. A call that was asked and lost may have had its effect.
    fn give_up(&self) -> Standing {
        let given_up = self.errand.get().given_up().filter(|_| self.asks == 0);
        over(given_up.unwrap_or_else(|| Outcome::InDoubt {
            trouble: Trouble::Unknown,
            uploaded: self.uploaded().to_vec(),
        }))
    }
}

fn over(outcome: Outcome) -> Standing {
    Standing::Over(Box::new(outcome))
}
