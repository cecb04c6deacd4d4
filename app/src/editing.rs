//! A page of a list and one form, which writes a new thing or changes the one that the address names under `edit`: templates,
//! canned replies, own words. After each act the list is read anew; what is typed of one thing stands in no other's form.

use crate::act::Done;
use crate::address;
use crate::error::{AppError, sentences};
use crate::ui::badge::Tone;
use crate::ui::toast::Toasts;
use crate::ui::{focus, outer};
use crate::visit::{Form, Refused, refused};
use crate::words::locale;
use leptos::html::Button;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use std::str::FromStr;

/// What the page is at.
#[derive(Clone, Copy)]
pub struct Editing<Id: Send + Sync + 'static> {
    chosen: Memo<Option<Id>>,
    saves: RwSignal<u32>,
    /// Whatever else was done.
    acts: RwSignal<u32>,
    /// The form that the page began with, and how it came back when it was sent without scripts.
    first: StoredValue<(Turn<Id>, Option<Refused>)>,
}

/// Which form it is: there is one for each thing, and another after each save.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Turn<Id> {
    /// The thing it changes; a new one where there is none.
    pub chosen: Option<Id>,
    saves: u32,
}

impl<Id> Editing<Id>
where
    Id: FromStr + Copy + PartialEq + Send + Sync + 'static,
{
    /// A thing counts as chosen as long as it `is_there`.
    pub fn new(form: Form, is_there: impl Fn(Id) -> bool + Send + Sync + 'static) -> Self {
        let query = address::query();
        let chosen = Memo::new(move |_| {
            let number = query.with(|query| query.get("edit"))?;
            number.parse().ok().filter(|chosen| is_there(*chosen))
        });
        let first = Turn {
            chosen: chosen.get_untracked(),
            saves: 0,
        };
        Self {
            chosen,
            saves: RwSignal::new(0),
            acts: RwSignal::new(0),
            first: StoredValue::new((first, refused(form))),
        }
    }

    pub fn turn(self) -> Turn<Id> {
        Turn {
            chosen: self.chosen.get(),
            saves: self.saves.get(),
        }
    }

    /// How this form came back when it was sent without scripts.
    pub fn before(self, turn: Turn<Id>) -> Option<Refused> {
        self.first.with_value(|(first, before)| {
            let is_first = turn == *first;
            before.clone().filter(|_| is_first)
        })
    }

    /// Tells that `save` saved, and leads to `page`, where the form is free for the next.
    pub fn saved<Saved: Send + Sync + 'static>(
        self,
        save: Action<Saved, Result<(), AppError>>,
        told: &'static str,
        page: &'static str,
    ) {
        let toasts = Toasts::here();
        let navigate = use_navigate();
        Effect::new(move |_| {
            if matches!(save.value().get(), Some(Ok(()))) {
                toasts.say(Tone::Good, told.to_owned());
                save.clear();
                self.saves.try_update(|saves| *saves += 1);
                navigate(page, NavigateOptions::default());
            }
        });
    }

    /// What a form of the list does when it was done: tells so.
    pub fn done(self, told: &'static str) -> Callback<Done> {
        let toasts = Toasts::here();
        Callback::new(move |_: Done| {
            toasts.say(Tone::Good, told.to_owned());
            self.acts.try_update(|acts| *acts += 1);
        })
    }

    /// Reads anew what the page shows after each save and act. What stands in its controls stays: what is `shown` changes, and
    /// nothing is made anew that shows the same.
    pub fn reread<Shown, Reading>(
        self,
        shown: RwSignal<Shown>,
        read: impl Fn() -> Reading + 'static,
    ) where
        Shown: Send + Sync + 'static,
        Reading: Future<Output = Result<Shown, AppError>> + 'static,
    {
        let l = locale();
        let toasts = Toasts::here();
        let latest = StoredValue::new(0);
        Effect::new(move |before: Option<()>| {
            let now = self.acts.get() + self.saves.get();
            if before.is_none() {
                return;
            }
            latest.set_value(now);
            let reading = read();
            spawn_local(async move {
                let answer = reading.await;
                // An answer to an earlier act says less, and on a page that was left nobody listens.
                if latest.try_get_value() != Some(now) {
                    return;
                }
                match answer {
                    Ok(read) => {
                        shown.try_set(read);
                    }
                    Err(AppError::SignedOut) => outer::reload(),
                    Err(error) => toasts.say(Tone::Bad, sentences::failure(l, &error)),
                }
            });
        });
    }
}

impl<Id> Turn<Id> {
    /// The button that saves. The one that was pressed went with its form: where the next is for something new, its button takes
    /// the focus.
    pub fn button(&self) -> NodeRef<Button> {
        let button = NodeRef::<Button>::new();
        if self.saves > 0 && self.chosen.is_none() {
            button.on_load(|button| focus::on(&button));
        }
        button
    }
}
