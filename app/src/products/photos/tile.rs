//! One photo in the editor: the picture, what it is there for, and what can be done with it. What is done often is at
//! hand, the rest in a menu. Without scripts each button sends its form.

use super::ACTS;
use super::cuts::Cuts;
use super::pile::{Pile, tile_id};
use super::server_fns::{CROP, MARK, REMOVE, REORDER, RESTORE, TURN};
use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::ui::menu::{self, Menu};
use crate::ui::scripts;
use crate::words::locale;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use stoflow_wire::crop::Crop;
use stoflow_wire::ids::PhotoId;
use stoflow_wire::photos::{Mark, PhotoView, Turn};

#[component]
pub fn Tile(pile: Pile, photo: PhotoView) -> AnyView {
    let l = locale();
    let id = photo.id;
    let (width, height) = (photo.width.to_string(), photo.height.to_string());
    let place = Memo::new(move |_| pile.place(id).unwrap_or_default());
    let is_cover = Memo::new(move |_| pile.cover() == Some(id));
    let is_internal = Memo::new(move |_| pile.is_internal(id));
    let last = move || place.get() + 1 >= pile.photos.with(Vec::len);
    let name = Signal::derive(move || {
        let place = place.get() + 1;
        say!(l, editor.photo_name, place = place)
    });
    view! {
        <li
            id=tile_id(id)
            draggable="true"
            class:cover=is_cover
            class:internal=is_internal
            class:dragged=move || pile.dragged.get() == Some(id)
            aria-busy=move || (pile.remade.get() == Some(id)).then_some("true")
            on:dragstart=move |_| pile.dragged.set(Some(id))
            on:dragenter=move |_| pile.drag_over(id)
            on:dragend=move |_| {
                pile.dragged.set(None);
                pile.keep_order();
            }
        >
            <img src=paths::thumb(id) alt=name width=width height=height draggable="false"/>
            {move || is_cover.get().then(|| view! { <span class="badge info">{say!(l, editor.cover)}</span> })}
            {move || is_internal.get().then(|| view! { <span class="badge warn">{say!(l, photos.internal)}</span> })}
            <div class="photo-acts">
                <button
                    form=ACTS
                    formaction=REORDER
                    name="order"
                    value=move || pile.order_with(id, -1)
                    aria-label=move || format!("{} : {}", name.get(), say!(l, editor.photo_earlier))
                    disabled=move || place.get() == 0
                    on:click=move |event| instead(&event, || pile.step(id, -1))
                >
                    <Icon sign=Sign::Left/>
                </button>
                <button
                    form=ACTS
                    formaction=REORDER
                    name="order"
                    value=move || pile.order_with(id, 1)
                    aria-label=move || format!("{} : {}", name.get(), say!(l, editor.photo_later))
                    disabled=last
                    on:click=move |event| instead(&event, || pile.step(id, 1))
                >
                    <Icon sign=Sign::Right/>
                </button>
            </div>
            <More pile=pile photo=photo name=name/>
        </li>
    }
    .into_any()
}

/// Does `act` in the place of what the browser would send.
fn instead(event: &MouseEvent, act: impl FnOnce()) {
    event.prevent_default();
    act();
}

/// As [`instead`], from an entry of a menu that has served its turn.
fn chosen(event: &MouseEvent, act: impl FnOnce()) {
    menu::close();
    instead(event, act);
}

#[component]
fn More(pile: Pile, photo: PhotoView, name: Signal<String>) -> AnyView {
    let l = locale();
    let id = photo.id;
    let cropped = photo.cropped;
    let label = Signal::derive(move || format!("{} : {}", name.get(), say!(l, photos.more)));
    view! {
        <Menu label=label face=view! { <Icon sign=Sign::More/> }.into_any()>
            <form method="post" action=TURN>
                <input type="hidden" name="product" value=pile.product.to_string()/>
                <input type="hidden" name="photo" value=id.to_string()/>
                <button name="turn" value=Turn::Left.name() on:click=move |event| chosen(&event, || pile.turn(id, Turn::Left))>
                    <Icon sign=Sign::TurnLeft/>
                    <span>{say!(l, photos.turn_left)}</span>
                </button>
                <button name="turn" value=Turn::Right.name() on:click=move |event| chosen(&event, || pile.turn(id, Turn::Right))>
                    <Icon sign=Sign::TurnRight/>
                    <span>{say!(l, photos.turn_right)}</span>
                </button>
            </form>
            <CropEntry pile=pile photo=photo/>
            {cropped.then(|| view! { <RestoreEntry pile=pile id=id/> })}
            <form method="post" action=MARK>
                <input type="hidden" name="product" value=pile.product.to_string()/>
                <input type="hidden" name="photo" value=id.to_string()/>
                <Standing pile=pile id=id/>
                <button formaction=REMOVE class="danger" on:click=move |event| chosen(&event, || pile.remove(l, id))>
                    <Icon sign=Sign::Close/>
                    <span>{say!(l, editor.photo_remove)}</span>
                </button>
            </form>
        </Menu>
    }
    .into_any()
}

/// The way to the crop: a page of its own over this one, or without scripts what it asks for, on the spot.
#[component]
fn CropEntry(pile: Pile, photo: PhotoView) -> impl IntoView {
    let l = locale();
    let scripted = scripts::run();
    let id = photo.id.to_string();
    move || {
        if scripted.get() {
            let photo = photo.clone();
            let on_click = move |event: MouseEvent| {
                chosen(&event, || pile.cropped.set(Some(photo.clone())));
            };
            return view! {
                <button type="button" on:click=on_click>
                    <Icon sign=Sign::Crop/>
                    <span>{say!(l, photos.crop)}</span>
                </button>
            }
            .into_any();
        }
        view! {
            <details class="fold">
                <summary><span>{say!(l, photos.crop)}</span></summary>
                <form method="post" action=CROP>
                    <input type="hidden" name="product" value=pile.product.to_string()/>
                    <input type="hidden" name="photo" value=id.clone()/>
                    <Cuts crop=RwSignal::new(Crop::default())/>
                    <button>{say!(l, photos.crop_do)}</button>
                </form>
            </details>
        }
        .into_any()
    }
}

/// The way back from a crop.
#[component]
fn RestoreEntry(pile: Pile, id: PhotoId) -> AnyView {
    let l = locale();
    view! {
        <form method="post" action=RESTORE>
            <input type="hidden" name="product" value=pile.product.to_string()/>
            <button name="photo" value=id.to_string() on:click=move |event| chosen(&event, || pile.restore(id))>
                <Icon sign=Sign::Whole/>
                <span>{say!(l, photos.restore)}</span>
            </button>
        </form>
    }
    .into_any()
}

/// What the photo is there for, and the other things it could be there for.
#[component]
fn Standing(pile: Pile, id: PhotoId) -> impl IntoView {
    let l = locale();
    move || {
        if pile.is_internal(id) {
            return view! {
                <button name="mark" value=Mark::Published.name() on:click=move |event| chosen(&event, || pile.mark(id, Mark::Published))>
                    <Icon sign=Sign::Eye/>
                    <span>{say!(l, photos.publish)}</span>
                </button>
            }
            .into_any();
        }
        let to_front = (pile.cover() != Some(id)).then(|| {
            view! {
                <button
                    formaction=REORDER
                    name="order"
                    value=pile.order_from(id)
                    on:click=move |event| chosen(&event, || pile.lead_with(id))
                >
                    <Icon sign=Sign::Star/>
                    <span>{say!(l, photos.make_cover)}</span>
                </button>
            }
        });
        view! {
            {to_front}
            <button name="mark" value=Mark::Internal.name() on:click=move |event| chosen(&event, || pile.mark(id, Mark::Internal))>
                <Icon sign=Sign::Tag/>
                <span>{say!(l, photos.keep_internal)}</span>
            </button>
        }
        .into_any()
    }
}
