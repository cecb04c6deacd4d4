//! What the server says, over either carrier.

use super::Executor;
use super::border::{Effect, Timer};
use super::carrier::Line;
use crate::dice::Moment;
use crate::vinted::run::Permission;
use stoflow_wire::executor::{CommandId, ToExecutor};
use stoflow_wire::ids::ExecutorId;

/// The server's `welcome`.
struct Welcome {
    executor: ExecutorId,
    shop: String,
    forget: Vec<CommandId>,
    next_token: Option<String>,
}

impl Executor {
    pub(super) fn hear_frame(&mut self, frame: ToExecutor, moment: Moment, out: &mut Vec<Effect>) {
        match frame {
            ToExecutor::Welcome {
                executor,
                shop,
                forget,
                next_token,
            } => self.welcome(
                Welcome {
                    executor,
                    shop,
                    forget,
                    next_token,
                },
                out,
            ),
            ToExecutor::ExecuteJob { command } => {
                if let Some(answer) = self.memory.journal.take(*command) {
                    self.carrier.say(answer, out);
                }
            }
            ToExecutor::Permit { command, granted } => {
                let permission = if granted {
                    Permission::Granted
                } else {
                    Permission::Denied
                };
                if !self.memory.paused
                    && let Some(run) = self.memory.journal.run_mut(&command)
                {
                    run.hear_permit(permission);
                }
            }
            ToExecutor::ResultAck { command } => self.memory.journal.settle(&command),
            ToExecutor::CancelJob { command } => {
                if let Some(run) = self.memory.journal.run_mut(&command) {
                    run.cancel();
                }
            }
            ToExecutor::Unpaired => {
                self.unpair(out);
                return;
            }
            ToExecutor::HeldBack { held } => {
                self.memory.held = held;
                return;
            }
            ToExecutor::Pong => return,
        }
        self.advance(moment, out);
    }

    /// The server knows us: what it must hear again, it hears now.
    fn welcome(&mut self, welcome: Welcome, out: &mut Vec<Effect>) {
        let own_line = self.line() == Line::Socket;
        let Some(pairing) = &mut self.memory.pairing else {
            return;
        };
        pairing.executor = welcome.executor;
        pairing.shop = welcome.shop;
        // A token that passed through a page is not taken; the old one stays good.
        if let Some(token) = welcome.next_token.filter(|_| own_line) {
            pairing.token = token;
        }
        self.carrier.welcomed();
        // Said anew on each connection, where there is something to say.
        self.memory.held = None;
        self.memory.journal.forget(&welcome.forget);
        out.push(Effect::ClearTimer(Timer::Run));
        for answer in self.memory.journal.answers() {
            self.carrier.say(answer, out);
        }
        self.told = None;
        self.ask_permit_again(out);
    }
}
