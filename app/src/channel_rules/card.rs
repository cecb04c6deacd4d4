//! One channel: its form, what the rules come to, and the way back to what StoFlow has. Each card is by itself, so that what
//! is typed into one stays while another is kept.

use super::example::Shown;
use super::fields::{Fees, Price, as_held, as_typed, note};
use super::sentences;
use super::server_fns::{RESET, SetChannelRules};
use crate::act::{ActForm, Done};
use crate::error::form::refusal;
use crate::error::sentences::failure;
use crate::say;
use crate::ui::ask::Ask;
use crate::ui::badge::Tone;
use crate::ui::focus;
use crate::ui::notice::NoticeBox;
use crate::ui::toast::Toasts;
use crate::visit::{Form, Refused, refused};
use crate::words::locale;
use leptos::ev::Event;
use leptos::form::ActionForm;
use leptos::html::Button;
use leptos::prelude::*;
use stoflow_wire::channel_rules::ChannelDesk;
use stoflow_wire::pricing::{Channel, Source};

#[component]
pub fn Card(desk: ChannelDesk) -> AnyView {
    let l = locale();
    let toasts = Toasts::here();
    let channel = desk.channel;
    // Counted: each answer has a form of its own, so that nothing typed into the former's controls stays.
    let desk = RwSignal::new((0_u32, desk));
    let before = StoredValue::new(refused_here(channel));
    let save = ServerAction::<SetChannelRules>::new();
    let hold = move |kept: ChannelDesk, told: &'static str| {
        toasts.say(Tone::Good, told.to_owned());
        before.set_value(None);
        save.clear();
        desk.try_update(|(answers, desk)| {
            *answers += 1;
            *desk = kept;
        });
    };
    Effect::new(move |_| {
        if let Some(Ok(kept)) = save.value().get() {
            hold(kept, say!(l, channel_rules.set));
        }
    });
    let reset = Callback::new(move |done: Done| {
        if let Ok(kept) = serde_json::from_slice(done.answer.as_bytes()) {
            hold(kept, say!(l, channel_rules.was_reset));
        }
    });
    let name = sentences::channel(l, channel);
    view! {
        <section class="card rules" id=channel.name() aria-label=name>
            <h2>{name}</h2>
            <For
                each=move || [desk.get()]
                key=|(answers, _)| *answers
                children=move |(answers, desk)| {
                    view! { <Body answers=answers desk=desk before=before.get_value() save=save/> }
                }
            />
            {move || desk.with(|(_, desk)| is_own(desk)).then(|| view! { <Reset channel=channel reset=reset/> })}
        </section>
    }
    .into_any()
}

/// The form of this channel that was sent without scripts and could not be taken.
fn refused_here(channel: Channel) -> Option<Refused> {
    refused(Form::ChannelRules).filter(|before| before.typed("channel") == channel.name())
}

fn is_own(desk: &ChannelDesk) -> bool {
    [desk.price_by, desk.fees_by].contains(&Source::Seller)
}

#[component]
fn Body(
    answers: u32,
    desk: ChannelDesk,
    before: Option<Refused>,
    save: ServerAction<SetChannelRules>,
) -> AnyView {
    let l = locale();
    let form = match &before {
        Some(before) => as_typed(before),
        None => as_held(l, &desk.form),
    };
    let error = refusal(*save, before.as_ref());
    let refusal = move || {
        error.get().map(|error| {
            view! { <NoticeBox tone=Tone::Bad>{failure(l, &error)}</NoticeBox> }
        })
    };
    let typed = RwSignal::new(form.clone());
    let channel = desk.channel;
    let button = NodeRef::<Button>::new();
    // The button that was pressed went with its form.
    button.on_load(move |button| {
        if answers > 0 {
            focus::on(&button);
        }
    });
    view! {
        <ActionForm action=save attr:novalidate=true>
            // Closed until the answer is there: it makes another form, without what would be typed meanwhile.
            <div class="rules-form" prop:inert=save.pending() on:input=move |event: Event| note(&event, typed)>
                <input type="hidden" name="rules[channel]" value=channel.name()/>
                {refusal}
                <Price channel=channel by=desk.price_by form=form.clone() error=error/>
                <Fees desk=desk form=form error=error/>
                <Shown channel=channel typed=typed/>
                <button node_ref=button class="primary" disabled=save.pending()>{say!(l, channel_rules.save)}</button>
            </div>
        </ActionForm>
    }
    .into_any()
}

#[component]
fn Reset(channel: Channel, reset: Callback<Done>) -> AnyView {
    let l = locale();
    view! {
        <Ask label=say!(l, channel_rules.reset) question=say!(l, channel_rules.reset_question)>
            <ActForm action=RESET done=reset>
                <input type="hidden" name="channel" value=channel.name()/>
                <button class="danger">{say!(l, channel_rules.reset_sure)}</button>
            </ActForm>
        </Ask>
    }
    .into_any()
}
