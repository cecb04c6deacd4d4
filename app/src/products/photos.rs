//! The editor's photos: adding, ordering, turning, cropping, keeping to oneself, removing. The first that buyers see is the
//! cover. Without scripts the same forms go to the server and come back.

pub mod cropping;
pub mod cuts;
pub mod hold;
pub mod order;
pub mod pile;
pub mod server_fns;
pub mod stage;
pub mod tile;
pub mod upload;

use crate::act::{ActForm, Done};
use crate::error::sentences;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::notice::NoticeBox;
use crate::ui::scripts;
use crate::visit::{Flash, visit};
use crate::words::locale;
use cropping::CropDialog;
use leptos::ev::{DragEvent, Event};
use leptos::prelude::*;
use pile::Pile;
use server_fns::REORDER;
use stoflow_wire::photos::{MOST, PhotoRefused};
use tile::Tile;
use upload::{Upload, Why};

/// The form that the buttons on the photos belong to.
const ACTS: &str = "photo-acts";

#[component]
pub fn Photos(pile: Pile) -> AnyView {
    let l = locale();
    let upload = Upload::new(pile, refused_before());
    let hovered = RwSignal::new(false);
    let on_drop = move |event: DragEvent| {
        event.prevent_default();
        hovered.set(false);
        if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
            upload.send(&files);
        }
    };
    // Buttons on the photos act in place; the form is for pages without scripts.
    let done = Callback::new(|_: Done| ());
    view! {
        <section
            class="card photos"
            id="photos"
            tabindex="-1"
            class:hovered=hovered
            on:dragover=move |event| {
                event.prevent_default();
                hovered.set(true);
            }
            on:dragleave=move |_| hovered.set(false)
            on:drop=on_drop
        >
            <h2>{say!(l, editor.photos)} " " <span class="muted">{move || format!("{}/{MOST}", pile.shown().len())}</span></h2>
            <AddPhotos upload=upload/>
            <Report upload=upload/>
            <ActForm id=ACTS action=REORDER done=done>
                <input type="hidden" name="product" value=pile.product.to_string()/>
            </ActForm>
            <ol class="pile">
                <For each=move || pile.photos.get() key=|photo| photo.id let(photo)>
                    <Tile pile=pile photo=photo/>
                </For>
            </ol>
            {move || (pile.photos.with(Vec::len) > 1).then(|| view! { <p class="hint">{say!(l, editor.photos_hint)}</p> })}
            <CropDialog pile=pile/>
        </section>
    }
    .into_any()
}

fn refused_before() -> Vec<PhotoRefused> {
    match visit().flash {
        Some(Flash::Uploaded { refused }) => refused,
        _ => Vec::new(),
    }
}

#[component]
fn AddPhotos(upload: Upload) -> AnyView {
    let l = locale();
    // The button to send chosen files is for pages without scripts only.
    let scripted = scripts::run();
    let on_change = move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(files) = input.files() {
            upload.send(&files);
        }
        input.set_value("");
    };
    view! {
        <form method="post" enctype="multipart/form-data" action=paths::upload(upload.pile.product)>
            <label class="add-photos">
                <Icon sign=Sign::Camera/>
                <strong>{say!(l, editor.photos_add)}</strong>
                <span>{say!(l, editor.photos_formats)}</span>
                <input
                    type="file"
                    name="photos"
                    multiple=true
                    accept="image/jpeg,image/png,image/webp"
                    on:change=on_change
                />
            </label>
            <button hidden=scripted>{say!(l, editor.photos_send)}</button>
        </form>
    }
    .into_any()
}

/// How the upload goes, and which files were not taken.
#[component]
fn Report(upload: Upload) -> AnyView {
    let l = locale();
    let progress = move || {
        upload.progress.get().map(|progress| {
            let (current, of) = (progress.current, progress.of);
            view! {
                <p role="status">
                    {say!(l, editor.photos_sending, current = current, of = of)}
                    <progress value=current.to_string() max=of.to_string()></progress>
                </p>
            }
        })
    };
    let left_out = move || {
        let left_out = upload.left_out.get();
        (!left_out.is_empty()).then(|| {
            let files = left_out
                .into_iter()
                .map(|file| {
                    let why = match &file.why {
                        Why::Unfit(problem) => sentences::photo_problem(l, *problem).to_owned(),
                        Why::Failed(error) => sentences::failure(l, error),
                    };
                    view! { <li><strong>{file.file_name}</strong> " : " {why}</li> }
                })
                .collect_view();
            view! {
                <NoticeBox tone=Tone::Warn>
                    <p>{say!(l, editor.photos_refused)}</p>
                    <ul>{files}</ul>
                </NoticeBox>
            }
        })
    };
    view! {
        {progress}
        {left_out}
    }
    .into_any()
}
