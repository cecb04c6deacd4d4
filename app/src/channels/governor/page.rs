//! `/channels/vinted/limits`: pace, quiet hours, what a day may hold, and when a removal asks first.

use super::limits::Limits;
use super::server_fns::{SetGovernor, read_governor};
use crate::asked::asked;
use crate::error::page::Failed;
use crate::paths;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::icon::{Icon, Sign};
use crate::ui::skeleton::Skeleton;
use crate::ui::toast::Toasts;
use crate::visit::{Form, refused};
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn GovernorPage() -> AnyView {
    let l = locale();
    let action = ServerAction::<SetGovernor>::new();
    // Not the action's version: what could not be taken must stay in its fields.
    let taken = RwSignal::new(0_u32);
    let governor = asked(move || taken.get(), |_| read_governor());
    let before = StoredValue::new(refused(Form::Governor));
    let error = Signal::derive(move || match action.value().get() {
        Some(answer) => answer.err(),
        None => before.with_value(|before| Some(before.as_ref()?.error.clone())),
    });
    let toasts = Toasts::here();
    Effect::new(move |_| {
        if let Some(Ok(())) = action.value().get() {
            taken.update(|taken| *taken += 1);
            toasts.say(Tone::Good, say!(l, governor.set).to_owned());
        }
    });
    view! {
        <Title text=say!(l, governor.title)/>
        <div class="page narrow">
            <header class="page-head led">
                <a class="button quiet" href=paths::VINTED aria-label=say!(l, frame.vinted)>
                    <Icon sign=Sign::Left/>
                </a>
                <h1>{say!(l, governor.title)}</h1>
            </header>
            <Transition fallback=|| view! { <Skeleton rows=8/> }>
                {move || Suspend::new(async move {
                    match governor.await {
                        Ok(governor) => {
                            let held = before.with_value(Clone::clone);
                            view! { <Limits governor=governor before=held action=action error=error/> }.into_any()
                        }
                        Err(error) => view! { <Failed error=error/> }.into_any(),
                    }
                })}
            </Transition>
        </div>
    }
    .into_any()
}
