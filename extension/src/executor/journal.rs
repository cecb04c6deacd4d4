//! The commands in hand and those just settled. Stored whole after each change, so a killed worker loses nothing and a
//! command that comes twice is done once.

use crate::vinted::run::Run;
use crate::vinted::stamina::Stamina;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use stoflow_wire::executor::{Command, CommandId, FromExecutor, Outcome};
use stoflow_wire::ids::JobId;
use stoflow_wire::vinted::VintedResult;

/// The server hands over one command at a time; more than this in hand is nonsense.
const MOST_OPEN: usize = 16;

/// How many settled results are kept for commands that come again nevertheless.
const MOST_SETTLED: usize = 32;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Journal {
    open: VecDeque<Entry>,
    settled: VecDeque<Settled>,
    /// What the last command left.
    stamina: Stamina,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    pub run: Run,
    /// Its end was noted and told; it only waits for the server's word.
    pub closed: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Settled {
    id: CommandId,
    job: JobId,
    fence: i64,
    outcome: Outcome,
}

impl Journal {
    /// Takes a command in and gives the frame that answers it; `None` where the journal is full.
    pub fn take(&mut self, command: Command) -> Option<FromExecutor> {
        if let Some(settled) = self.settled.iter().find(|done| done.id == command.id) {
            return Some(settled.result());
        }
        if let Some(entry) = self.open.iter().find(|entry| *entry.run.id() == command.id) {
            return Some(answer(&entry.run));
        }
        if self.open.len() >= MOST_OPEN {
            return None;
        }
        let run = Run::begin(command).with_stamina(self.stamina);
        let ack = answer(&run);
        self.open.push_back(Entry { run, closed: false });
        Some(ack)
    }

    /// The command whose turn it is.
    pub fn active(&self) -> Option<&Entry> {
        self.open.iter().find(|entry| !entry.closed)
    }

    pub fn active_mut(&mut self) -> Option<&mut Entry> {
        self.open.iter_mut().find(|entry| !entry.closed)
    }

    pub fn run_mut(&mut self, id: &CommandId) -> Option<&mut Run> {
        let entry = self.open.iter_mut().find(|entry| entry.run.id() == id)?;
        Some(&mut entry.run)
    }

    /// Names of all commands in hand, answered or not.
    pub fn ids(&self) -> Vec<CommandId> {
        self.open
            .iter()
            .map(|entry| entry.run.id().clone())
            .collect()
    }

    /// What the server has to hear again after a new connection.
    pub fn answers(&self) -> Vec<FromExecutor> {
        self.open.iter().map(|entry| answer(&entry.run)).collect()
    }

    /// The server has the result.
    pub fn settle(&mut self, id: &CommandId) {
        let position = self.open.iter().position(|entry| entry.run.id() == id);
        let Some(entry) = position.and_then(|position| self.open.remove(position)) else {
            return;
        };
        self.stamina = entry.run.stamina();
        if let Some(outcome) = entry.run.outcome().filter(|outcome| !is_reading(outcome)) {
            self.settled.push_front(Settled {
                id: id.clone(),
                job: entry.run.job(),
                fence: entry.run.fence(),
                outcome: outcome.clone(),
            });
            self.settled.truncate(MOST_SETTLED);
        }
    }

    /// Settled without us, or another's by now.
    pub fn forget(&mut self, ids: &[CommandId]) {
        self.open.retain(|entry| !ids.contains(entry.run.id()));
    }

    /// The worker was killed: see [`Run::recover`].
    pub fn recover(&mut self) {
        for entry in &mut self.open {
            entry.run.recover();
        }
    }
}

impl Settled {
    fn result(&self) -> FromExecutor {
        FromExecutor::JobResult {
            command: self.id.clone(),
            job: self.job,
            fence: self.fence,
            outcome: self.outcome.clone(),
        }
    }
}

/// What was only read is large, and reading it again does no harm: it is not kept.
fn is_reading(outcome: &Outcome) -> bool {
    matches!(
        outcome,
        Outcome::Done(
            VintedResult::Wardrobe(_)
                | VintedResult::Details { .. }
                | VintedResult::Sales(_)
                | VintedResult::Invoices(_)
                | VintedResult::Transactions { .. }
                | VintedResult::Label(_)
                | VintedResult::Inbox(_)
                | VintedResult::Conversations { .. }
        )
    )
}

/// The result where there is one, else that the command is in hand.
pub fn answer(run: &Run) -> FromExecutor {
    match run.outcome() {
        Some(outcome) => FromExecutor::JobResult {
            command: run.id().clone(),
            job: run.job(),
            fence: run.fence(),
            outcome: outcome.clone(),
        },
        None => FromExecutor::Ack {
            command: run.id().clone(),
            fence: run.fence(),
        },
    }
}
