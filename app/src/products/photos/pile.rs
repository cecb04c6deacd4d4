//! A product's photos in their order. An order shows at once and is sent after; a removal waits as long as it can be
//! undone; what makes another picture, or decides who sees one, shows when it is done.

use super::order::{shift, to_front};
use super::server_fns::{mark_photo, remove_photo, reorder_photos, restore_photo, turn_photo};
use crate::error::{AppError, sentences};
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::toast::{PATIENCE, Step, Toast, Toasts};
use crate::ui::{focus, outer};
use crate::words::{Locale, locale};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use stoflow_wire::ids::{PhotoId, ProductId};
use stoflow_wire::photos::{Mark, PhotoView, Turn};

#[derive(Clone, Copy)]
pub struct Pile {
    pub product: ProductId,
    pub photos: RwSignal<Vec<PhotoView>>,
    /// The photo in the person's hand.
    pub dragged: RwSignal<Option<PhotoId>>,
    /// The photo of which another is being made.
    pub remade: RwSignal<Option<PhotoId>>,
    /// The photo that is being cropped.
    pub cropped: RwSignal<Option<PhotoView>>,
    /// Taken out of sight, but not removed yet.
    leaving: StoredValue<Vec<PhotoId>>,
    toasts: Toasts,
    locale: Locale,
}

impl Pile {
    pub fn new(product: ProductId, photos: Vec<PhotoView>) -> Self {
        let pile = Self {
            product,
            photos: RwSignal::new(photos),
            dragged: RwSignal::new(None),
            remade: RwSignal::new(None),
            cropped: RwSignal::new(None),
            leaving: StoredValue::new(Vec::new()),
            toasts: Toasts::here(),
            locale: locale(),
        };
        // Whoever goes to another page has seen the undo and left it.
        on_cleanup(move || {
            for photo in pile.leaving.try_get_value().unwrap_or_default() {
                spawn_local(async move {
                    let _told_by_the_next_visit = remove_photo(product, photo).await;
                });
            }
        });
        pile
    }

    pub fn place(self, photo: PhotoId) -> Option<usize> {
        self.photos
            .with(|photos| photos.iter().position(|other| other.id == photo))
    }

    pub fn is_internal(self, photo: PhotoId) -> bool {
        self.photos.with(|photos| {
            photos
                .iter()
                .any(|other| other.id == photo && other.internal)
        })
    }

    /// The first that buyers see.
    pub fn cover(self) -> Option<PhotoId> {
        self.photos.with(|photos| {
            let mut shown = photos.iter().filter(|photo| !photo.internal);
            shown.next().map(|photo| photo.id)
        })
    }

    /// Those that buyers see, in no order.
    pub fn shown(self) -> Vec<PhotoId> {
        let mut shown: Vec<PhotoId> = self.photos.with(|photos| {
            let shown = photos.iter().filter(|photo| !photo.internal);
            shown.map(|photo| photo.id).collect()
        });
        shown.sort_unstable();
        shown
    }

    /// The order with `photo` moved by `steps`, as the server reads it.
    pub fn order_with(self, photo: PhotoId, steps: isize) -> String {
        let mut photos = self.photos.get();
        shift(&mut photos, photo, steps);
        self.order_of(&photos)
    }

    /// Moves `photo` by `steps` and keeps the new order.
    pub fn step(self, photo: PhotoId, steps: isize) {
        self.photos.update(|photos| shift(photos, photo, steps));
        self.keep_order();
    }

    /// The order with `photo` before all others, as the server reads it.
    pub fn order_from(self, photo: PhotoId) -> String {
        let mut photos = self.photos.get();
        to_front(&mut photos, photo);
        self.order_of(&photos)
    }

    /// Puts `photo` before all others and keeps the new order.
    pub fn lead_with(self, photo: PhotoId) {
        self.photos.update(|photos| to_front(photos, photo));
        self.keep_order();
    }

    /// The photo in hand takes the place of `target`; the others make room.
    pub fn drag_over(self, target: PhotoId) {
        let Some(dragged) = self
            .dragged
            .get_untracked()
            .filter(|dragged| *dragged != target)
        else {
            return;
        };
        self.photos.update(|photos| {
            let position = |id| photos.iter().position(|photo| photo.id == id);
            if let (Some(from), Some(to)) = (position(dragged), position(target)) {
                let photo = photos.remove(from);
                photos.insert(to, photo);
            }
        });
    }

    pub fn keep_order(self) {
        let order = self.photos.with_untracked(|photos| self.order_of(photos));
        spawn_local(async move {
            if let Err(error) = reorder_photos(self.product, order).await {
                self.fail(&error);
            }
        });
    }

    pub fn turn(self, photo: PhotoId, turn: Turn) {
        self.remake(photo, turn_photo(self.product, photo, turn));
    }

    /// Brings back what `photo` was before it was cropped.
    pub fn restore(self, photo: PhotoId) {
        self.remake(photo, restore_photo(self.product, photo));
    }

    /// Puts what `made` answers into the place of `photo`. One at a time: each is another photo afterwards.
    fn remake(
        self,
        photo: PhotoId,
        made: impl Future<Output = Result<PhotoView, AppError>> + 'static,
    ) {
        if self.remade.get_untracked().is_some() {
            return;
        }
        self.remade.set(Some(photo));
        spawn_local(async move {
            let made = made.await;
            self.remade.try_set(None);
            match made {
                Ok(made) => self.exchange(photo, made),
                Err(error) => self.fail(&error),
            }
        });
    }

    /// `new` is in the place of `old`, and the keyboard stays there.
    pub fn exchange(self, old: PhotoId, new: PhotoView) {
        let place = format!("#{} summary", tile_id(new.id));
        self.photos.try_update(|photos| {
            if let Some(photo) = photos.iter_mut().find(|photo| photo.id == old) {
                *photo = new;
            }
        });
        request_animation_frame(move || focus::on_first(&place));
    }

    /// Says what `photo` is there for.
    pub fn mark(self, photo: PhotoId, mark: Mark) {
        spawn_local(async move {
            if let Err(error) = mark_photo(self.product, photo, mark).await {
                return self.fail(&error);
            }
            self.photos.try_update(|photos| {
                if let Some(photo) = photos.iter_mut().find(|other| other.id == photo) {
                    photo.internal = mark == Mark::Internal;
                }
            });
        });
    }

    /// Takes `photo` out of sight; it is removed once the undo is gone.
    pub fn remove(self, l: Locale, photo: PhotoId) {
        let Some(place) = untrack(|| self.place(photo)) else {
            return;
        };
        let Some(taken) = self.photos.try_update(|photos| photos.remove(place)) else {
            return;
        };
        self.leaving.update_value(|leaving| leaving.push(photo));
        let put_back = Arc::new(move || self.put_back(place, taken.clone()));
        self.toasts.show(Toast {
            tone: Tone::Plain,
            text: say!(l, frame.photo_removed).to_owned(),
            step: Some(Step::Act {
                label: say!(l, products.undo).to_owned(),
                act: put_back,
            }),
        });
        set_timeout(
            move || {
                spawn_local(async move {
                    self.let_go(photo).await;
                });
            },
            PATIENCE,
        );
    }

    fn put_back(self, place: usize, photo: PhotoView) {
        let waiting = self.leaving.try_update_value(|leaving| {
            let before = leaving.len();
            leaving.retain(|other| *other != photo.id);
            leaving.len() < before
        });
        if waiting == Some(true) {
            self.photos
                .update(|photos| photos.insert(place.min(photos.len()), photo));
        }
    }

    /// Removes what is out of sight now: what is published is what is shown.
    pub async fn settle(self) {
        for photo in self.leaving.try_get_value().unwrap_or_default() {
            self.let_go(photo).await;
        }
    }

    async fn let_go(self, photo: PhotoId) {
        let waiting = self
            .leaving
            .try_with_value(|leaving| leaving.contains(&photo))
            .unwrap_or_default();
        if !waiting {
            return;
        }
        self.leaving
            .update_value(|leaving| leaving.retain(|other| *other != photo));
        if let Err(error) = remove_photo(self.product, photo).await {
            self.fail(&error);
        }
    }

    fn fail(self, error: &AppError) {
        if *error == AppError::SignedOut {
            outer::reload();
        }
        self.toasts
            .say(Tone::Bad, sentences::failure(self.locale, error));
    }

    /// The server wants each photo once: those out of sight come last.
    fn order_of(self, photos: &[PhotoView]) -> String {
        let leaving = self.leaving.try_get_value().unwrap_or_default();
        let ids: Vec<String> = photos
            .iter()
            .map(|photo| photo.id)
            .chain(leaving)
            .map(|id| id.to_string())
            .collect();
        ids.join(",")
    }
}

/// The element that shows a photo.
pub fn tile_id(photo: PhotoId) -> String {
    format!("photo-{photo}")
}
