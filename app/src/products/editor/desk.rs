//! What lies on the editor's desk: the version being edited, how safe the typing is, what is wrong with it.
//!
//! Typing is kept on the server after each pause, so that nothing is ever lost; saving is the seller's own act. The
//! text itself stays in the document's form and is read from there.

use super::fitting::Fitting;
use super::safety::Safety;
use super::sheet;
use crate::bridge::Bridge;
use crate::error::AppError;
use crate::jobs::drawer::Drawer;
use crate::live::Live;
use crate::products::photos::pile::Pile;
use crate::products::server_fns::{keep_draft, read_readiness, save_product};
use crate::ui::{focus, outer};
use futures::lock::Mutex;
use leptos::ev::Event;
use leptos::html::Form;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use std::time::Duration;
use stoflow_wire::fit::Fit;
use stoflow_wire::ids::{PhotoId, ProductId};
use stoflow_wire::listings::Readiness;
use stoflow_wire::platform::Platform;
use stoflow_wire::problem::FieldProblem;
use stoflow_wire::products::ProductEditor;

#[derive(Clone, Copy)]
pub struct Desk {
    pub product: ProductId,
    pub version: RwSignal<i64>,
    /// As it is typed.
    pub title: RwSignal<String>,
    /// As it is chosen.
    pub category: RwSignal<String>,
    pub fitting: Fitting,
    pub safety: RwSignal<Safety>,
    /// Rises whenever what was typed has come to the server: what is reckoned from it there is read again.
    pub kept: RwSignal<u32>,
    pub problems: RwSignal<Vec<FieldProblem>>,
    /// What went wrong with the whole of the last act.
    pub failure: RwSignal<Option<AppError>>,
    pub readiness: RwSignal<Vec<Readiness>>,
    pub form: NodeRef<Form>,
    pub pile: Pile,
    /// Something was typed that the server does not have.
    unkept: RwSignal<bool>,
    /// Rises with each keystroke: a pause is a moment in which it stays.
    strokes: StoredValue<u32>,
    /// One request about the text at a time: a draft that came in after a save would bring the old text back.
    turn: StoredValue<Arc<Mutex<()>>>,
}

const PAUSE: Duration = Duration::from_millis(900);
const RETRY: Duration = Duration::from_secs(5);

/// What reading the form alone finds, and what only the shop as a whole could know: a reference in use.
fn all_problems(editor: &ProductEditor, failure: Option<&AppError>) -> Vec<FieldProblem> {
    let mut problems = editor.problems.clone();
    if let Some(AppError::Invalid { fields }) = failure {
        let known = |field: &str| editor.problems.iter().any(|problem| problem.field == field);
        problems.extend(
            fields
                .iter()
                .filter(|problem| !known(&problem.field))
                .cloned(),
        );
    }
    problems
}

/// Whether typing into `field` may have put right what was wrong with another: shares are too much all together.
fn is_settled(wrong: &str, field: &str) -> bool {
    wrong == field || wrong == "materials" && field.starts_with("shares.")
}

/// As long as nothing came of what was asked for, it is the same request.
fn keep_requests(before: &[Readiness], now: &mut [Readiness]) {
    for channel in now {
        let same = before
            .iter()
            .find(|old| old.platform == channel.platform && old.listing == channel.listing);
        if let Some(same) = same {
            channel.request.clone_from(&same.request);
        }
    }
}

impl Desk {
    pub fn lay(editor: &ProductEditor, fit: Fit, failure: Option<AppError>) -> Self {
        Self {
            product: editor.id,
            version: RwSignal::new(editor.version),
            title: RwSignal::new(editor.form.title.clone()),
            category: RwSignal::new(editor.form.category.clone()),
            fitting: Fitting::begin(&editor.form, fit),
            safety: RwSignal::new(if editor.unsaved {
                Safety::Draft
            } else {
                Safety::Saved
            }),
            kept: RwSignal::new(0),
            problems: RwSignal::new(all_problems(editor, failure.as_ref())),
            failure: RwSignal::new(failure),
            readiness: RwSignal::new(editor.readiness.clone()),
            form: NodeRef::new(),
            pile: Pile::new(editor.id, editor.photos.clone()),
            unkept: RwSignal::new(false),
            strokes: StoredValue::new(0),
            turn: StoredValue::default(),
        }
    }

    /// The desk of the editor around this control.
    pub fn here() -> Option<Self> {
        use_context()
    }

    /// A control changed: what was wrong with it may be right now, and the whole is kept after a pause.
    pub fn typed(self, event: &Event) {
        let field = sheet::field_of(event).unwrap_or_default();
        match field.as_str() {
            "title" => self.title.set(event_target_value(event)),
            "category" => self.category.set(event_target_value(event)),
            _ => {}
        }
        self.fitting.hear(&field, event, self.form);
        self.problems
            .update(|problems| problems.retain(|problem| !is_settled(&problem.field, &field)));
        self.unkept.set(true);
        self.safety.set(Safety::Typing);
        self.keep_after(PAUSE);
    }

    /// Whether the form says something else by now than when it had been kept `kept` times.
    pub fn is_ahead_of(self, kept: u32) -> bool {
        self.unkept.get() || self.kept.get() != kept
    }

    fn keep_after(self, pause: Duration) {
        let Some(stroke) = self.strokes.try_update_value(|strokes| {
            *strokes += 1;
            *strokes
        }) else {
            return;
        };
        set_timeout(
            move || {
                if self.strokes.try_get_value() == Some(stroke) {
                    self.keep();
                }
            },
            pause,
        );
    }

    fn keep(self) {
        self.safety.set(Safety::Keeping);
        let strokes = self.strokes.get_value();
        let turn = self.turn.get_value();
        spawn_local(async move {
            let _turn = turn.lock().await;
            // Somebody typed on, or saved, meanwhile.
            let overtaken = || self.strokes.try_get_value() != Some(strokes);
            let Some(sheet) = (!overtaken()).then(|| sheet::read(self.form)).flatten() else {
                return;
            };
            let kept = keep_draft(sheet.product, sheet.version, sheet.item).await;
            if !overtaken() {
                self.note_kept(strokes, kept);
            }
        });
    }

    fn note_kept(self, strokes: u32, kept: Result<(), AppError>) {
        match kept {
            Ok(()) => self.note(strokes, Safety::KeptAt(time_of_day())),
            Err(AppError::SignedOut) => outer::reload(),
            Err(error @ AppError::Invalid { .. }) => {
                self.safety.set(Safety::NotKept);
                self.fail(error);
            }
            Err(_) => {
                self.safety.set(Safety::NotKept);
                self.keep_after(RETRY);
            }
        }
    }

    /// What was typed until then has come to the server.
    fn note(self, strokes: u32, safety: Safety) {
        self.kept.update(|kept| *kept += 1);
        if self.strokes.try_get_value() == Some(strokes) {
            self.unkept.set(false);
        }
        self.safety.set(safety);
    }

    /// Saves; `false` where something stands against it, which the page shows then.
    pub async fn save(self) -> bool {
        self.strokes.update_value(|strokes| *strokes += 1);
        self.safety.set(Safety::Saving);
        self.failure.set(None);
        self.pile.settle().await;
        let turn = self.turn.get_value();
        let _turn = turn.lock().await;
        let strokes = self.strokes.try_get_value().unwrap_or_default();
        let Some(sheet) = sheet::read(self.form) else {
            return false;
        };
        let saved = save_product(sheet.product, sheet.version, sheet.item).await;
        let all_right = saved.is_ok();
        match saved {
            Ok(version) => {
                self.version.set(version);
                self.problems.set(Vec::new());
                self.note(strokes, Safety::SavedAt(time_of_day()));
                self.look_again().await;
            }
            Err(AppError::SignedOut) => outer::reload(),
            Err(error) => {
                if matches!(error, AppError::Offline | AppError::Unavailable { .. }) {
                    self.safety.set(Safety::NotKept);
                } else {
                    self.note(strokes, Safety::KeptAt(time_of_day()));
                }
                self.fail(error);
            }
        }
        all_right
    }

    /// Shows what stands against an act, and leads the keyboard there: to the first field, or to the sentence.
    pub fn fail(self, error: AppError) {
        let place = match &error {
            AppError::Invalid { fields } => {
                self.problems.set(fields.clone());
                fields
                    .first()
                    .map(|first| format!("#field-{}", first.field.replace('.', "-")))
            }
            _ => None,
        };
        self.failure.set(Some(error));
        let place = place.unwrap_or_else(|| "#trouble".to_owned());
        request_animation_frame(move || focus::on_first(&place));
    }

    /// Reads again how the product stands on its channels.
    pub async fn look_again(self) {
        if let Ok(mut readiness) = read_readiness(self.product).await {
            self.readiness
                .try_with_untracked(|before| keep_requests(before, &mut readiness));
            self.readiness.try_set(readiness);
        }
    }

    /// What a publication asked for now is sent with.
    pub fn request(self) -> String {
        self.readiness.with_untracked(|channels| {
            let vinted = channels.iter().find(|at| at.platform == Platform::Vinted);
            vinted
                .map(|vinted| vinted.request.clone())
                .unwrap_or_default()
        })
    }

    /// Follows the jobs that are at this product, and its photos: both decide what can be done with it.
    pub fn follow(self, live: Live) {
        Effect::new(move |before: Option<(u32, Vec<PhotoId>)>| {
            let turn = (live.turns.get(), self.pile.shown());
            if before.is_some_and(|before| before != turn) {
                spawn_local(self.look_again());
            }
            turn
        });
    }

    /// A job was begun: the drawer shows it, and the extension learns at once where it has no line of its own.
    pub fn begun(self, drawer: Drawer, bridge: Bridge) {
        drawer.open();
        bridge.probe();
        spawn_local(self.look_again());
    }
}

fn time_of_day() -> String {
    let now = js_sys::Date::new_0();
    format!("{:02}:{:02}", now.get_hours(), now.get_minutes())
}
