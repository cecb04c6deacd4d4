//! Every page on one screen.

use crate::batches::changes::done::ChangedPage;
use crate::batches::changes::page::ChangePage;
use crate::batches::page::BulkPage;
use crate::channels::governor::page::GovernorPage;
use crate::channels::statistics::page::StatisticsPage;
use crate::channels::vinted::VintedPage;
use crate::channels::wardrobe::archive::ArchivePage;
use crate::channels::wardrobe::page::WardrobePage;
use crate::conversations::canned::CannedPage;
use crate::conversations::page::MessagesPage;
use crate::error::page::Missing;
use crate::exchange::page::ImportPage;
use crate::exchange::start::ExchangePage;
use crate::frame::Frame;
use crate::jobs::detail::JobPage;
use crate::jobs::page::JobsPage;
use crate::landing::LandingPage;
use crate::products::editor::EditorPage;
use crate::products::list::ProductListPage;
use crate::products::new::NewProductPage;
use crate::products::similar::SimilarPage;
use crate::sales::detail::SalePage;
use crate::sales::page::SalesPage;
use crate::sales::pick_list::PickListPage;
use crate::sales::receipts::ReceiptsPage;
use crate::session::check_mail::CheckMailPage;
use crate::session::confirm::ConfirmPage;
use crate::session::sign_in::SignInPage;
use crate::session::sign_up::SignUpPage;
use crate::settings::SettingsPage;
use crate::ui::raw::escaped;
use crate::visit::{Visit, load};
use crate::wording::page::TemplatesPage;
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
                <Route ssr=whole.clone() path=path!("/") view=LandingPage/>
                <Route ssr=whole.clone() path=path!("/sign-up") view=SignUpPage/>
                <Route ssr=whole.clone() path=path!("/sign-in") view=SignInPage/>
                <Route ssr=whole.clone() path=path!("/check-your-mail") view=CheckMailPage/>
                <Route ssr=whole.clone() path=path!("/confirm") view=ConfirmPage/>
                <ParentRoute ssr=whole.clone() path=path!("") view=Frame>
                    <Route ssr=whole.clone() path=path!("/products") view=ProductListPage/>
                    <Route ssr=whole.clone() path=path!("/products/new") view=NewProductPage/>
                    <Route ssr=whole.clone() path=path!("/products/bulk") view=BulkPage/>
                    <Route ssr=whole.clone() path=path!("/products/change") view=ChangePage/>
                    <Route ssr=whole.clone() path=path!("/products/changes/:id") view=ChangedPage/>
                    <Route ssr=whole.clone() path=path!("/products/import") view=ExchangePage/>
                    <Route ssr=whole.clone() path=path!("/products/import/:id") view=ImportPage/>
                    <Route ssr=whole.clone() path=path!("/products/:id") view=EditorPage/>
                    <Route ssr=whole.clone() path=path!("/products/:id/similar") view=SimilarPage/>
                    <Route ssr=whole.clone() path=path!("/sales") view=SalesPage/>
                    <Route ssr=whole.clone() path=path!("/sales/pick-list") view=PickListPage/>
                    <Route ssr=whole.clone() path=path!("/sales/receipts") view=ReceiptsPage/>
                    <Route ssr=whole.clone() path=path!("/sales/:id") view=SalePage/>
                    <Route ssr=whole.clone() path=path!("/messages/canned") view=CannedPage/>
                    <Route ssr=whole.clone() path=path!("/messages/:conversation?") view=MessagesPage/>
                    <Route ssr=whole.clone() path=path!("/jobs") view=JobsPage/>
                    <Route ssr=whole.clone() path=path!("/jobs/:id") view=JobPage/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted") view=VintedPage/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted/wardrobe") view=WardrobePage/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted/archive") view=ArchivePage/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted/limits") view=GovernorPage/>
                    <Route ssr=whole.clone() path=path!("/channels/vinted/statistics") view=StatisticsPage/>
                    <Route ssr=whole.clone() path=path!("/settings") view=SettingsPage/>
                    <Route ssr=whole path=path!("/settings/templates") view=TemplatesPage/>
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
