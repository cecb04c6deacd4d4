//! A seller's browser with the extension, and the vinted.fr it sees, as the tests of selling play them.
//!
//! It keeps to the protocol as the extension does: journal before every step, permit before the effect, the result
//! again until it is acknowledged. What it may lose at any moment is its memory and its line; the journal and
//! vinted.fr survive.

mod publishing;

use crate::domain::mishap::{Fuse, Struck, cancel_everything};
use crate::domain::wardrobe::{Wardrobe, published};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use stoflow_domain::backend::Backend;
use stoflow_domain::executors::{self, Connected};
use stoflow_wire::executor::{
    Command, CommandId, FromExecutor, Held, Outcome, PairRequest, ToExecutor,
};
use stoflow_wire::ids::TenantId;
use stoflow_wire::jobs::{Progress, Step, Trouble};
use stoflow_wire::vinted::{PublishOrder, UploadedPhoto, VintedOrder, VintedResult, VintedSession};

/// How far a journalled command is.
enum Phase {
    Taken,
    /// The effect is about to be made, or was made: not known which after a loss of memory.
    Sending,
    Answered(Box<Outcome>),
}

struct Entry {
    command: Command,
    uploaded: Vec<UploadedPhoto>,
    phase: Phase,
}

pub(super) struct Browser {
    backend: Backend,
    token: String,
    journal: BTreeMap<CommandId, Entry>,
    pub(super) wardrobe: Arc<Mutex<Wardrobe>>,
    pub(super) session: VintedSession,
    pub(super) paused: bool,
    /// What vinted.fr answers to the next effect instead of making it.
    pub(super) refusal: Option<Trouble>,
    /// What its popup says of work that waits.
    pub(super) held: Option<Held>,
    line: Option<Connected>,
    inbox: Vec<ToExecutor>,
}

impl Browser {
    /// Pairs a browser with the shop.
    pub(super) async fn pair(
        backend: &Backend,
        tenant: TenantId,
        wardrobe: &Arc<Mutex<Wardrobe>>,
    ) -> Self {
        let code = executors::make_code(backend, tenant).await.unwrap().code;
        let request = PairRequest {
            code,
            name: "Chrome · Linux".to_owned(),
        };
        let paired = executors::pair(backend, request).await.unwrap();
        Self {
            backend: backend.clone(),
            token: paired.token,
            journal: BTreeMap::new(),
            wardrobe: Arc::clone(wardrobe),
            session: VintedSession::SignedIn {
                user_id: 42,
                login: "alice".to_owned(),
            },
            paused: false,
            refusal: None,
            held: None,
            line: None,
            inbox: Vec::new(),
        }
    }

    /// Loses its memory and its line. Journal and vinted.fr stay.
    pub(super) fn lose_memory(&mut self) {
        self.line = None;
        self.inbox.clear();
    }

    /// The commands it has and was not told to forget.
    pub(super) fn open(&self) -> Vec<CommandId> {
        self.journal.keys().cloned().collect()
    }

    /// Connects where it is not, asks for frames, and does everything it can do now. `true` when something was said.
    pub(super) async fn turn(&mut self, fuse: &Fuse) -> Result<bool, Struck> {
        if self.line.is_none() {
            self.connect(fuse).await?;
        }
        let asked = {
            let line = self.line.as_ref().unwrap();
            fuse.run(executors::next_frames(&self.backend, line))
                .await?
        };
        let work = self.without_hints(asked.unwrap());
        self.inbox.extend(work);
        let mut said = false;
        loop {
            while !self.inbox.is_empty() {
                let frame = self.inbox.remove(0);
                self.take(frame, fuse).await?;
                said = true;
            }
            if !self.act(fuse).await? {
                return Ok(said);
            }
            said = true;
        }
    }

    /// What is only shown in the popup is no work.
    fn without_hints(&mut self, frames: Vec<ToExecutor>) -> Vec<ToExecutor> {
        let mut work = Vec::new();
        for frame in frames {
            match frame {
                ToExecutor::HeldBack { held } => self.held = held,
                frame => work.push(frame),
            }
        }
        work
    }

    /// Connects and greets, without doing anything more.
    pub(super) async fn connect(&mut self, fuse: &Fuse) -> Result<(), Struck> {
        let name = format!("{:032x}", rand::random::<u128>());
        let connected = fuse
            .run(executors::connect(&self.backend, &self.token, &name))
            .await?
            .unwrap();
        self.line = Some(connected);
        let hello = FromExecutor::Hello {
            version: "1.0".to_owned(),
            open: self.open(),
            session: self.session.clone(),
            paused: self.paused,
        };
        self.say(hello, fuse).await?;
        let unacknowledged: Vec<CommandId> = self.journal.keys().cloned().collect();
        for command in unacknowledged {
            self.answer_for(&command, fuse).await?;
        }
        Ok(())
    }

    /// Says something and puts the answers into the inbox.
    pub(super) async fn say(&mut self, frame: FromExecutor, fuse: &Fuse) -> Result<(), Struck> {
        fuse.point()?;
        let line = self.line.as_ref().ok_or(Struck)?;
        if fuse.cancels_now() {
            cancel_everything(&self.backend, line.tenant).await;
        }
        let answers = fuse
            .run(executors::hear(&self.backend, line, frame))
            .await?;
        fuse.point()?;
        self.inbox.extend(answers.unwrap());
        Ok(())
    }

    async fn take(&mut self, frame: ToExecutor, fuse: &Fuse) -> Result<(), Struck> {
        fuse.point()?;
        match frame {
            ToExecutor::Welcome {
                forget, next_token, ..
            } => {
                self.journal.retain(|command, _| !forget.contains(command));
                self.token = next_token.unwrap_or_else(|| self.token.clone());
            }
            ToExecutor::ExecuteJob { command } => self.receive(*command, fuse).await?,
            ToExecutor::Permit { command, granted } => {
                self.permitted(&command, granted, fuse).await?;
            }
            ToExecutor::ResultAck { command } => drop(self.journal.remove(&command)),
            ToExecutor::CancelJob { command } => self.cancel(&command, fuse).await?,
            ToExecutor::Unpaired => self.journal.clear(),
            ToExecutor::HeldBack { .. } | ToExecutor::Pong => {}
        }
        Ok(())
    }

    async fn receive(&mut self, command: Command, fuse: &Fuse) -> Result<(), Struck> {
        let (id, fence) = (command.id.clone(), command.fence);
        self.journal.entry(id.clone()).or_insert(Entry {
            command,
            uploaded: Vec::new(),
            phase: Phase::Taken,
        });
        self.say(FromExecutor::Ack { command: id, fence }, fuse)
            .await
    }

    async fn cancel(&mut self, command: &CommandId, fuse: &Fuse) -> Result<(), Struck> {
        if let Some(entry) = self.journal.get_mut(command)
            && matches!(entry.phase, Phase::Taken)
        {
            entry.phase = Phase::Answered(Box::new(Outcome::Cancelled {
                uploaded: entry.uploaded.clone(),
            }));
            self.answer_for(command, fuse).await?;
        }
        Ok(())
    }

    /// After a loss of memory: what was answered is said again, what was being sent is in doubt.
    async fn answer_for(&mut self, command: &CommandId, fuse: &Fuse) -> Result<(), Struck> {
        let Some(entry) = self.journal.get_mut(command) else {
            return Ok(());
        };
        let outcome = match &entry.phase {
            Phase::Taken => return Ok(()),
            Phase::Answered(outcome) => outcome.as_ref().clone(),
            Phase::Sending => Outcome::InDoubt {
                trouble: Trouble::Unknown,
                uploaded: entry.uploaded.clone(),
            },
        };
        entry.phase = Phase::Answered(Box::new(outcome.clone()));
        let frame = FromExecutor::JobResult {
            command: command.clone(),
            job: entry.command.job,
            fence: entry.command.fence,
            outcome,
        };
        self.say(frame, fuse).await
    }

    /// Works on a command it has taken, up to asking for the permit. `false` when there is none.
    async fn act(&mut self, fuse: &Fuse) -> Result<bool, Struck> {
        let taken = self
            .journal
            .values()
            .find(|entry| matches!(entry.phase, Phase::Taken));
        let Some(command) = taken.map(|entry| entry.command.clone()) else {
            return Ok(false);
        };
        if self.paused {
            return Ok(false);
        }
        let to_make = match &command.order {
            VintedOrder::Publish(order) => Some(order),
            VintedOrder::Draft(order) => Some(&order.listing),
            _ => None,
        };
        if let Some(order) = to_make {
            if order.look_first && self.adopt(&command, order, fuse).await? {
                return Ok(true);
            }
            self.upload(&command, order, fuse).await?;
        }
        if self.read(&command, fuse).await? {
            return Ok(true);
        }
        let ask = FromExecutor::MayI {
            command: command.id.clone(),
            fence: command.fence,
        };
        self.say(ask, fuse).await?;
        Ok(true)
    }

    /// Carries a command out that only reads: nobody is asked for a permit.
    async fn read(&mut self, command: &Command, fuse: &Fuse) -> Result<bool, Struck> {
        let step = match &command.order {
            VintedOrder::ReadWardrobe(order) => Step::ReadWardrobe {
                page: order.page,
                of: 0,
            },
            VintedOrder::ReadDetails(_) => Step::ReadDetails { position: 1, of: 1 },
            VintedOrder::ReadSales(order) => Step::ReadSales {
                page: order.page,
                of: 0,
            },
            VintedOrder::ReadTransactions(_) => Step::ReadTransactions { position: 1, of: 1 },
            VintedOrder::ReadInvoices(order) => Step::ReadInvoices {
                year: order.year,
                month: order.month,
            },
            VintedOrder::FindLabel(_) => Step::FindLabel,
            VintedOrder::ReadInbox(order) => Step::ReadInbox {
                page: order.page,
                of: 0,
            },
            VintedOrder::ReadConversations(_) => Step::ReadConversation { position: 1, of: 1 },
            VintedOrder::Reply(order) if self.wardrobe.lock().unwrap().talks.has(order) => {
                Step::OpenConversation
            }
            _ => return Ok(false),
        };
        let report = FromExecutor::Progress {
            command: command.id.clone(),
            fence: command.fence,
            progress: Progress {
                step,
                done: 0,
                of: 1,
                wait: None,
            },
            uploaded: Vec::new(),
        };
        self.say(report, fuse).await?;
        fuse.point()?;
        let read = self.wardrobe.lock().unwrap().read(&command.order);
        let outcome = match (self.refusal.take(), read) {
            (Some(trouble), _) => Outcome::Stopped {
                trouble,
                uploaded: Vec::new(),
            },
            (None, read) => Outcome::Done(read.unwrap()),
        };
        self.answer(&command.id, outcome, fuse).await?;
        Ok(true)
    }

    async fn adopt(
        &mut self,
        command: &Command,
        order: &PublishOrder,
        fuse: &Fuse,
    ) -> Result<bool, Struck> {
        fuse.point()?;
        let found = self.wardrobe.lock().unwrap().find(&order.reference);
        let Some(id) = found else { return Ok(false) };
        let result = if let VintedOrder::Draft(_) = &command.order {
            VintedResult::Drafted(self.wardrobe.lock().unwrap().drafted(id, &order.item))
        } else {
            let mut published = published(id, &order.item);
            published.adopted = true;
            VintedResult::Published(published)
        };
        self.answer(&command.id, Outcome::Done(result), fuse)
            .await?;
        Ok(true)
    }

    async fn answer(
        &mut self,
        id: &CommandId,
        outcome: Outcome,
        fuse: &Fuse,
    ) -> Result<(), Struck> {
        if let Some(entry) = self.journal.get_mut(id) {
            entry.phase = Phase::Answered(Box::new(outcome));
        }
        self.answer_for(id, fuse).await
    }
}
