//! A photo under the scissors, over the page: a frame around what is to be left, by hand, by keys or in numbers. Opens
//! with scripts alone; without them the numbers are in the photo's menu.

use super::cuts::Cuts;
use super::pile::Pile;
use super::server_fns::{CROP, crop_photo};
use super::stage::{Remainder, Stage};
use crate::error::{AppError, sentences};
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::notice::NoticeBox;
use crate::ui::outer;
use crate::words::locale;
use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stoflow_wire::crop::{Crop, LEAST, percentage};
use stoflow_wire::photos::PhotoView;

/// Width to height.
const SQUARE: (u32, u32) = (1, 1);
const PORTRAIT: (u32, u32) = (4, 5);

#[component]
pub fn CropDialog(pile: Pile) -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let opened = pile.cropped.with(Option::is_some);
        if let Some(dialog) = dialog.get().filter(|dialog| opened && !dialog.open()) {
            let _shown = dialog.show_modal();
        }
    });
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    });
    view! {
        <dialog
            class="cropping"
            aria-labelledby="crop-title"
            node_ref=dialog
            on:close=move |_| pile.cropped.set(None)
        >
            {move || {
                let photo = pile.cropped.get()?;
                Some(view! { <Cropping pile=pile photo=photo close=close/> })
            }}
        </dialog>
    }
    .into_any()
}

#[component]
fn Cropping(pile: Pile, photo: PhotoView, close: Callback<()>) -> AnyView {
    let l = locale();
    let (id, size) = (photo.id, (photo.width, photo.height));
    let crop = RwSignal::new(Crop::default());
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<AppError>);
    let place = untrack(|| pile.place(id)).unwrap_or_default() + 1;
    let left = Memo::new(move |_| crop.get().frame(size.0, size.1));
    let told = move || {
        if let Some(left) = left.get() {
            say!(l, photos.left, width = left.width, height = left.height)
        } else {
            say!(l, errors.photo_too_small, min = LEAST)
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        let Crop {
            left,
            top,
            right,
            bottom,
        } = crop.get_untracked();
        spawn_local(async move {
            let [left, top, right, bottom] = [left, top, right, bottom].map(percentage);
            let made = crop_photo(pile.product, id, left, top, right, bottom).await;
            busy.try_set(false);
            match made {
                Ok(new) => {
                    close.try_run(());
                    pile.exchange(id, new);
                }
                Err(AppError::SignedOut) => outer::reload(),
                Err(error) => {
                    failure.try_set(Some(error));
                }
            }
        });
    };
    view! {
        <form method="post" action=CROP on:submit=on_submit aria-busy=move || busy.get().to_string()>
            <h2 id="crop-title">{say!(l, photos.crop_title, place = place)}</h2>
            {move || failure.get().map(|error| view! {
                <NoticeBox tone=Tone::Bad>{sentences::failure(l, &error)}</NoticeBox>
            })}
            <Stage photo=photo.clone() crop=crop/>
            <div class="row">
                <Shape crop=crop wanted=Crop::default() label=say!(l, photos.whole)/>
                <Shape crop=crop wanted=Crop::centred(size, SQUARE) label=say!(l, photos.square)/>
                <Shape crop=crop wanted=Crop::centred(size, PORTRAIT) label=say!(l, photos.portrait)/>
                <Remainder photo=photo crop=crop/>
            </div>
            <output>{told}</output>
            <details class="fold">
                <summary>{say!(l, photos.exact)}</summary>
                <Cuts crop=crop/>
            </details>
            <div class="row ends">
                <button type="button" on:click=move |_| close.run(())>{say!(l, photos.cancel)}</button>
                <button
                    class="primary"
                    disabled=move || busy.get() || left.get().is_none() || crop.get() == Crop::default()
                >
                    {say!(l, photos.crop_do)}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// A shape at one press.
#[component]
fn Shape(crop: RwSignal<Crop>, wanted: Crop, label: &'static str) -> AnyView {
    view! {
        <button
            type="button"
            aria-pressed=move || (crop.get() == wanted).to_string()
            on:click=move |_| crop.set(wanted)
        >
            {label}
        </button>
    }
    .into_any()
}
