//! How much of the channels' room a text takes, told while it is typed.

use super::take::Part;
use crate::say;
use crate::words::{Locale, locale};
use leptos::ev::Event;
use leptos::prelude::*;
use stoflow_wire::templates::{DESCRIPTION_ROOM, STRICTEST_TITLE_ROOM, TITLE_ROOM};

/// A control that begins with `text`, and below it how long what stands in it is.
#[component]
pub fn Counted(part: Part, text: String, children: Children) -> AnyView {
    let l = locale();
    let count = RwSignal::new(length(&text));
    let on_input = move |event: Event| count.set(length(&event_target_value(&event)));
    view! {
        <div class="counted" on:input=on_input>
            {children()}
            <p class="hint">{move || counted(l, part, count.get())}</p>
            <p class="error" role="status">{move || too_long(l, part, count.get())}</p>
        </div>
    }
    .into_any()
}

/// In UTF-16 units, as a browser counts: never more lenient than a channel.
pub fn length(text: &str) -> u32 {
    u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX)
}

/// The length of a text beside what the channels take.
pub fn counted(l: Locale, part: Part, count: u32) -> String {
    match part {
        Part::Title => {
            let (most, strictest) = (TITLE_ROOM, STRICTEST_TITLE_ROOM);
            say!(
                l,
                wording.title_count,
                count = count,
                most = most,
                strictest = strictest
            )
        }
        Part::Description => {
            let most = DESCRIPTION_ROOM;
            say!(l, wording.description_count, count = count, most = most)
        }
    }
}

fn too_long(l: Locale, part: Part, count: u32) -> Option<String> {
    let most = match part {
        Part::Title => TITLE_ROOM,
        Part::Description => DESCRIPTION_ROOM,
    };
    if count > most {
        let over = count - most;
        return Some(say!(l, wording.over_vinted, over = over));
    }
    (part == Part::Title && count > STRICTEST_TITLE_ROOM).then(|| {
        let over = count - STRICTEST_TITLE_ROOM;
        say!(l, wording.over_strictest, over = over)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_counted_as_a_browser_does_and_told_what_is_too_much() {
        assert_eq!(length("é👗"), 3);
        let told = |part, count| too_long(Locale::fr, part, count).is_some();
        assert!(!told(Part::Title, 80) && told(Part::Title, 81) && told(Part::Title, 101));
        assert!(!told(Part::Description, 2_000) && told(Part::Description, 2_001));
    }
}
