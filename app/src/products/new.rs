//! `/products/new`: for those who come by its address. A button makes the item, since following a link must not.

use crate::say;
use crate::ui::empty::Empty;
use crate::ui::icon::Sign;
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn NewProductPage() -> AnyView {
    let l = locale();
    view! {
        <Title text=say!(l, frame.new_product)/>
        <div class="page">
            <h1 class="unseen">{say!(l, frame.new_product)}</h1>
            <Empty sign=Sign::Tag title=say!(l, frame.new_product) text=say!(l, products.new_text)>
                <form method="post" action="/fn/create_product">
                    <button class="primary">{say!(l, products.none_button)}</button>
                </form>
            </Empty>
        </div>
    }
    .into_any()
}
