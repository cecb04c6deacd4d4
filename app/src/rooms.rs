//! The pages, by the parts a browser fetches: what a page of one room needs is not loaded on a page of another.
//!
//! What a page does not need is fetched into the browser's cache while nothing happens (`shell`), and loaded when somebody goes
//! there. The list of items, where a seller's day begins, is in no room: it comes with the frame, on every page. There are few
//! rooms, since what any two have in common is a part of its own. Which room an address leads to stands in `app`.

use crate::batches::changes::done::ChangedPage;
use crate::batches::changes::page::ChangePage;
use crate::batches::page::BulkPage;
use crate::brand_tiers::page::BrandTiersPage;
use crate::channel_rules::page::ChannelRulesPage;
use crate::channels::ebay::EbayPage;
use crate::channels::governor::page::GovernorPage;
use crate::channels::statistics::page::StatisticsPage;
use crate::channels::vinted::VintedPage;
use crate::channels::wardrobe::archive::ArchivePage;
use crate::channels::wardrobe::page::WardrobePage;
use crate::conversations::canned::CannedPage;
use crate::conversations::page::MessagesPage;
use crate::error::AppError;
use crate::error::page::Failed;
use crate::exchange::page::ImportPage;
use crate::exchange::start::ExchangePage;
use crate::jobs::detail::JobPage;
use crate::jobs::page::JobsPage;
use crate::landing::LandingPage;
use crate::own_words::page::OwnWordsPage;
use crate::own_words::understood::UnderstoodPage;
use crate::products::editor::EditorPage;
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
use crate::wording::page::TemplatesPage;
use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::ChooseView;

/// A room: its pages, and the function that `cargo xtask build` cuts the module at.
macro_rules! room {
    ($room:ident, $open:ident, $fetch:ident, $($page:ident => $component:ident),+) => {
        #[derive(Clone, Copy, Debug)]
        pub enum $room {
            $($page),+
        }

        #[wasm_split($open, wasm_split_path = ::leptos::wasm_split, preload($fetch), fallible)]
        fn $open(page: $room) -> Result<AnyView, SplitLoaderError> {
            Ok(match page {
                $($room::$page => view! { <$component/> }.into_any()),+
            })
        }

        impl ChooseView for $room {
            async fn choose(self) -> AnyView {
                $open(self).await.unwrap_or_else(|_| not_loaded())
            }

            async fn preload(&self) {
                // What did not come is asked for again as the page is shown.
                drop($fetch().await);
            }
        }
    };
}

room!(Editor, open_editor, fetch_editor,
    Item => EditorPage, New => NewProductPage, Similar => SimilarPage, Understood => UnderstoodPage,
    Templates => TemplatesPage, OwnWords => OwnWordsPage);
room!(Market, open_market, fetch_market,
    Vinted => VintedPage, Wardrobe => WardrobePage, Archive => ArchivePage, Limits => GovernorPage, Statistics => StatisticsPage,
    Ebay => EbayPage,
    Sales => SalesPage, Sale => SalePage, PickList => PickListPage, Receipts => ReceiptsPage,
    Messages => MessagesPage, Canned => CannedPage);
room!(Office, open_office, fetch_office,
    Landing => LandingPage, SignUp => SignUpPage, SignIn => SignInPage, CheckMail => CheckMailPage, Confirm => ConfirmPage,
    Bulk => BulkPage, Change => ChangePage, Changed => ChangedPage, Exchange => ExchangePage, Import => ImportPage, Jobs => JobsPage, Job => JobPage, Settings => SettingsPage,
    ChannelRules => ChannelRulesPage, BrandTiers => BrandTiersPage);

/// The network was away, or the server is newer than the page: its files have other names since.
fn not_loaded() -> AnyView {
    view! { <Failed error=AppError::Offline/> }.into_any()
}
