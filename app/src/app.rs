//! Every page on one screen.

use crate::error::page::Missing;
use crate::frame::Frame;
use crate::products::list::ProductListPage;
use crate::rooms::{Editor, Market, Office};
use crate::ui::raw::escaped;
use crate::visit::{Visit, load};
use leptos::prelude::*;
use leptos_meta::{Title, provide_meta_context};
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// All pages are rendered whole before they are sent, so that they are complete without scripts.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    let visit = SharedValue::new(|| use_context::<Visit>().unwrap_or_else(load)).into_inner();
    provide_context(visit);
    let whole = SsrMode::Async;
    view! {
        <Title formatter=named/>
        <Router>
            <Routes fallback=Missing>
                <Route ssr=whole.clone() path=path!("/") view=Office::Landing/>
                <Route ssr=whole.clone() path=path!("/sign-up") view=Office::SignUp/>
                <Route ssr=whole.clone() path=path!("/sign-in") view=Office::SignIn/>
                <Route ssr=whole.clone() path=path!("/check-your-mail") view=Office::CheckMail/>
                <Route ssr=whole.clone() path=path!("/confirm") view=Office::Confirm/>
                <ParentRoute ssr=whole.clone() path=path!("") view=Frame>
                    <Route ssr=whole.clone() path=path!("/products") view=ProductListPage/>
                    <Route ssr=whole.clone() path=path!("/products/new") view=Editor::New/>
                    <Route ssr=whole.clone() path=path!("/products/bulk") view=Office::Bulk/>
                    <Route ssr=whole.clone() path=path!("/products/change") view=Office::Change/>
                    <Route ssr=whole.clone() path=path!("/products/changes/:id") view=Office::Changed/>
                    <Route ssr=whole.clone() path=path!("/products/import") view=Office::Exchange/>
                    <Route ssr=whole.clone() path=path!("/products/import/:id") view=Office::Import/>
                    <Route ssr=whole.clone() path=path!("/products/:id") view=Editor::Item/>
                    <Route ssr=whole.clone() path=path!("/products/:id/similar") view=Editor::Similar/>
                    <Route ssr=whole.clone() path=path!("/products/:id/vinted") view=Editor::Understood/>
                    <Route ssr=whole.clone() path=path!("/sales") view=Market::Sales/>
                    <Route ssr=whole.clone() path=path!("/sales/pick-list") view=Market::PickList/>
                    <Route ssr=whole.clone() path=path!("/sales/receipts") view=Market::Receipts/>
                    <Route ssr=whole.clone() path=path!("/sales/:id") view=Market::Sale/>
                    <Route ssr=whole.clone() path=path!("/messages/canned") view=Market::Canned/>
                    <Route ssr=whole.clone() path=path!("/messages/:conversation?") view=Market::Messages/>
                    <Route ssr=whole.clone() path=path!("/jobs") view=Office::Jobs/>
                    <Route ssr=whole.clone() path=path!("/jobs/:id") view=Office::Job/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted") view=Market::Vinted/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted/wardrobe") view=Market::Wardrobe/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted/archive") view=Market::Archive/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted/limits") view=Market::Limits/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted/statistics") view=Market::Statistics/>
                    <Route ssr=whole.clone() path=path!("/channels/ebay") view=Market::Ebay/>
                    <Route ssr=whole.clone() path=path!("/settings") view=Office::Settings/>
                    <Route ssr=whole.clone() path=path!("/settings/words") view=Editor::OwnWords/>
                    <Route ssr=whole.clone() path=path!("/settings/templates") view=Editor::Templates/>
                    <Route ssr=whole.clone() path=path!("/settings/prices") view=Office::ChannelRules/>
                    <Route ssr=whole path=path!("/admin/brands") view=Office::BrandTiers/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

/// The same in every language.
const NAME: &str = "StoFlow";

/// The window's title. The renderer writes it out as it is, and a product's name may be in it.
fn named(title: String) -> String {
    if title.is_empty() {
        return NAME.to_owned();
    }
    format!("{} · {NAME}", escaped(&title))
}
