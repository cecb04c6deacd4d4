//! A product's photos in their order. What a person does shows at once and is sent after; a removal waits as long as
//! it can be undone.

use crate::error::{AppError, sentences};
use crate::products::server_fns::{remove_photo, reorder_photos};
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::outer;
use crate::ui::toast::{PATIENCE, Step, Toast, Toasts};
use crate::words::{Locale, locale};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use stoflow_wire::ids::{PhotoId, ProductId};
use stoflow_wire::photos::PhotoView;

#[derive(Clone, Copy)]
pub struct Pile {
    pub product: ProductId,
    pub photos: RwSignal<Vec<PhotoView>>,
    /// The photo in the person's hand.
    pub dragged: RwSignal<Option<PhotoId>>,
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

fn shift(photos: &mut [PhotoView], photo: PhotoId, steps: isize) {
    let Some(from) = photos.iter().position(|other| other.id == photo) else {
        return;
    };
    let to = from.saturating_add_signed(steps).min(photos.len() - 1);
    photos.swap(from, to);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_stops_at_the_ends() {
        let mut photos: Vec<PhotoView> = [1, 2, 3]
            .map(|id| PhotoView {
                id: PhotoId(id),
                width: 1,
                height: 1,
            })
            .to_vec();
        let ids = |photos: &[PhotoView]| photos.iter().map(|photo| photo.id.0).collect::<Vec<_>>();
        shift(&mut photos, PhotoId(3), -1);
        assert_eq!(ids(&photos), [1, 3, 2]);
        shift(&mut photos, PhotoId(1), -1);
        shift(&mut photos, PhotoId(2), 1);
        assert_eq!(ids(&photos), [1, 3, 2]);
    }
}
