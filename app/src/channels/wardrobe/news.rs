//! What is told of an act on the wardrobe, and what can be done about it next.

use super::picks::Picks;
use super::sentences;
use super::server_fns::{ATTACH, DETACH, MAKE, MAKE_ALL, SYNC, TAKE, TAKE_ALL, detach_listing};
use crate::act::Done;
use crate::error::sentences::failure;
use crate::jobs::drawer::Drawer;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::toast::{Step, Toast, Toasts};
use crate::words::{Locale, locale};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use stoflow_wire::wardrobe::BulkReport;

/// Where news of the page go: its toasts, and the counter that lets its rows be read again.
#[derive(Clone, Copy)]
pub struct News {
    l: Locale,
    acts: RwSignal<u32>,
    toasts: Toasts,
    drawer: Drawer,
}

impl News {
    pub fn here(acts: RwSignal<u32>) -> Self {
        Self {
            l: locale(),
            acts,
            toasts: Toasts::here(),
            drawer: Drawer::here(),
        }
    }

    /// Tells of an act by its address, and has the rows read again.
    pub fn tell(self, done: &Done, picks: Picks) {
        let l = self.l;
        match done.action.as_str() {
            TAKE | TAKE_ALL => {
                picks.clear();
                let report = report(done);
                let undo = done.value.parse().ok().filter(|_| report.done == 1);
                self.show(
                    tone(report),
                    sentences::taken(l, report),
                    undo.map(|listing| self.undo(listing)),
                );
            }
            MAKE | MAKE_ALL => {
                picks.clear();
                let report = report(done);
                self.show(
                    tone(report),
                    sentences::asked(l, report),
                    Some(self.follow()),
                );
            }
            SYNC => self.show(Tone::Good, say!(l, wardrobe.sync_asked), None),
            DETACH => self.show(Tone::Good, say!(l, wardrobe.detached), None),
            ATTACH => self.show(Tone::Good, say!(l, wardrobe.attached), None),
            _ => {}
        }
        self.acts.try_update(|acts| *acts += 1);
    }

    /// Tells that a listing was linked to an item of the seller's choice.
    pub fn attached(self, listing: i64) {
        let text = say!(self.l, wardrobe.attached);
        self.show(Tone::Good, text, Some(self.undo(listing)));
        self.acts.try_update(|acts| *acts += 1);
    }

    fn show(self, tone: Tone, text: impl Into<String>, step: Option<Step>) {
        self.toasts.show(Toast {
            tone,
            text: text.into(),
            step,
        });
    }

    fn follow(self) -> Step {
        Step::Act {
            label: say!(self.l, jobs.open_drawer).to_owned(),
            act: Arc::new(move || self.drawer.open()),
        }
    }

    fn undo(self, listing: i64) -> Step {
        Step::Act {
            label: say!(self.l, wardrobe.undo).to_owned(),
            act: Arc::new(move || {
                spawn_local(async move {
                    match detach_listing(listing, String::new()).await {
                        Ok(()) => {
                            self.acts.try_update(|acts| *acts += 1);
                        }
                        Err(error) => self.toasts.say(Tone::Bad, failure(self.l, &error)),
                    }
                });
            }),
        }
    }
}

fn report(done: &Done) -> BulkReport {
    serde_json::from_str(&done.answer).unwrap_or_default()
}

fn tone(report: BulkReport) -> Tone {
    if report.done == 0 {
        Tone::Plain
    } else {
        Tone::Good
    }
}
