//! What is typed, once the hand rests: for what is asked of the server while somebody types.

use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;

/// A pause in the typing.
const PAUSE: Duration = Duration::from_millis(220);

/// What `typed` holds after each pause.
pub fn rested<T: Clone + Send + Sync + 'static>(typed: RwSignal<T>) -> RwSignal<T> {
    let rested = RwSignal::new(typed.get_untracked());
    let pending = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |before: Option<()>| {
        let now = typed.get();
        if before.is_none() {
            return;
        }
        put_off(pending, move || {
            rested.try_set(now);
        });
    });
    rested
}

/// Does `later` after a pause, unless something else is put off before.
pub fn put_off(pending: StoredValue<Option<TimeoutHandle>>, later: impl FnOnce() + 'static) {
    call_off(pending);
    pending.set_value(set_timeout_with_handle(later, PAUSE).ok());
}

/// What was put off is not done.
pub fn call_off(pending: StoredValue<Option<TimeoutHandle>>) {
    if let Some(handle) = pending.get_value() {
        handle.clear();
    }
}
