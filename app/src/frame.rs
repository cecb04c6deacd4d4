//! The frame around a seller's pages: rail, top bar, jobs drawer, toasts. It stays while pages change and keeps the
//! lines to the server and to the extension.

pub mod rail;
pub mod server_fns;
pub mod top_bar;

use crate::asked::{Json, asked};
use crate::bridge::Bridge;
use crate::channels::wardrobe;
use crate::error::sentences;
use crate::jobs::drawer::{Drawer, JobsDrawer};
use crate::live::{Line, Live};
use crate::products::layout::Left;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::menu;
use crate::ui::notice::NoticeBox;
use crate::ui::toast::{ToastShelf, Toasts};
use crate::visit::{Flash, Form, Notice, Refused, visit};
use crate::words::{Locale, locale};
use crate::{jobs, paths};
use leptos::prelude::*;
use leptos_router::components::{Outlet, Redirect};
use leptos_router::hooks::use_location;
use rail::Rail;
use server_fns::{Shop, read_shop};
use top_bar::TopBar;

/// The shop as the frame shows it, read once per page load.
pub type ShopResource = Resource<Result<Shop, crate::error::AppError>, Json>;

/// Shows the page inside to sellers and leads strangers to the sign-in.
#[component]
pub fn Frame() -> impl IntoView {
    let location = use_location();
    if !visit().signed_in {
        let next = paths::current(
            &location.pathname.get_untracked(),
            &location.search.get_untracked(),
        );
        return view! { <Redirect path=paths::sign_in(&next)/> }.into_any();
    }
    let l = locale();
    let live = Live::new();
    let bridge = Bridge::new(live);
    let toasts = Toasts::default();
    let drawer = Drawer::default();
    provide_context(live);
    provide_context(bridge);
    provide_context(toasts);
    provide_context(drawer);
    provide_context(Left::known());
    live.follow();
    bridge.follow();
    jobs::announce(live, toasts, drawer, l);
    crate::sales::news::announce(live, toasts, l);
    menu::close_on_leaving();
    let shop = asked(|| (), |()| read_shop());
    view! {
        <a class="skip" href="#content" rel="external">{say!(l, frame.skip)}</a>
        <div class="frame">
            <Rail shop=shop/>
            <TopBar shop=shop/>
            <main id="content" tabindex="-1">
                <OutOfLine/>
                <Unconfirmed shop=shop/>
                <FromBefore/>
                <Outlet/>
            </main>
        </div>
        <JobsDrawer/>
        <ToastShelf toasts=toasts dismiss_label=say!(l, frame.dismiss)/>
    }
    .into_any()
}

/// Says that what is shown may be old.
#[component]
fn OutOfLine() -> impl IntoView {
    let l = locale();
    let live = Live::here();
    move || {
        (live.line.get() == Line::Lost)
            .then(|| view! { <NoticeBox tone=Tone::Warn>{say!(l, frame.offline)}</NoticeBox> })
    }
}

#[component]
fn Unconfirmed(shop: ShopResource) -> AnyView {
    let l = locale();
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let person = shop.await.ok()?.person;
                (!person.confirmed).then(|| view! {
                    <NoticeBox tone=Tone::Info>
                        {say!(l, frame.unconfirmed)} " "
                        <a href=paths::check_mail(&person.email)>{say!(l, session.resend)}</a>
                    </NoticeBox>
                })
            })}
        </Suspense>
    }
    .into_any()
}

/// What a form sent without scripts has to tell. Forms that tell it at their fields do so themselves.
#[component]
fn FromBefore() -> impl IntoView {
    let l = locale();
    let (tone, text) = match visit().flash? {
        Flash::Refused(Refused {
            form: Form::Other,
            error,
            ..
        }) => (Tone::Bad, sentences::failure(l, &error)),
        Flash::Done { notice } => (Tone::Good, told(l, notice)),
        _ => return None,
    };
    Some(view! { <NoticeBox tone=tone>{text}</NoticeBox> })
}

/// What was done, in words.
pub fn told(l: Locale, notice: Notice) -> String {
    let words = match notice {
        Notice::Saved => say!(l, frame.saved),
        Notice::DraftDropped => say!(l, frame.draft_dropped),
        Notice::Publishing => say!(l, frame.publishing),
        Notice::Updating => say!(l, frame.updating),
        Notice::Removing => say!(l, frame.removing),
        Notice::Relisting => say!(l, frame.relisting),
        Notice::Drafting => say!(l, frame.drafting),
        Notice::Archived => say!(l, frame.archived),
        Notice::Restored => say!(l, frame.restored),
        Notice::PhotoRemoved => say!(l, frame.photo_removed),
        Notice::MailSent => say!(l, session.mail_sent),
        Notice::BrowserRevoked => say!(l, frame.browser_revoked),
        Notice::LaneResumed => say!(l, frame.lane_resumed),
        Notice::LimitsSet => say!(l, governor.set),
        Notice::RulesSet => say!(l, channel_rules.set),
        Notice::RulesReset => say!(l, channel_rules.was_reset),
        Notice::BrandMoved => say!(l, brand_tiers.moved_told),
        Notice::AllPaused => say!(l, frame.all_paused),
        Notice::TryingAgain => say!(l, frame.trying_again),
        Notice::BatchBegun => say!(l, frame.batch_begun),
        Notice::BatchCancelled => say!(l, frame.batch_cancelled),
        Notice::ItemsChanged => say!(l, batches.items_changed),
        Notice::NothingChanged => say!(l, batches.nothing_changed),
        Notice::ChangeUndone => say!(l, batches.change_undone),
        Notice::Imported => say!(l, exchange.imported),
        Notice::LookedAgain => say!(l, exchange.looked_again),
        Notice::ImportUndone => say!(l, exchange.import_undone),
        Notice::SyncAsked => say!(l, wardrobe.sync_asked),
        Notice::Attached => say!(l, wardrobe.attached),
        Notice::Detached => say!(l, wardrobe.detached),
        Notice::ListedAgain => say!(l, archive.revived),
        Notice::ReadingAsked => say!(l, conversations.reading_asked),
        Notice::ReplyWritten => say!(l, conversations.written),
        Notice::ReplyDiscarded => say!(l, conversations.discarded),
        Notice::CannedSaved => say!(l, conversations.canned_saved),
        Notice::CannedRemoved => say!(l, conversations.canned_removed),
        Notice::TemplateSaved => say!(l, wording.template_saved),
        Notice::TemplateRemoved => say!(l, wording.template_removed),
        Notice::WordSaved => say!(l, own_words.saved),
        Notice::WordRemoved => say!(l, own_words.removed),
        Notice::WordUnderstood => say!(l, own_words.understood),
        Notice::CorrectionRemoved => say!(l, own_words.correction_removed),
        Notice::ViewKept => say!(l, filters.kept),
        Notice::ViewForgotten => say!(l, filters.forgotten),
        Notice::SuggestionsTaken(report) => return wardrobe::sentences::taken(l, report),
        Notice::ItemsAsked(report) => return wardrobe::sentences::asked(l, report),
        Notice::SalesAsked => say!(l, sales.read_asked),
        Notice::LabelsAsked(report) => return crate::sales::sentences::asked(l, report),
        Notice::SalePacked => say!(l, sales.packed_told),
        Notice::SaleUnpacked => say!(l, sales.unpacked_told),
        Notice::SaleTakenBack => say!(l, sales.taken_back),
        Notice::SaleLeft => say!(l, sales.left_sold),
        Notice::SoldElsewhere(sold) => return crate::products::receipt::sold_told(l, Some(sold)),
        Notice::SoldUndone => say!(l, receipts.undone),
        Notice::Restocked => say!(l, receipts.restocked),
        Notice::EbayChecked => say!(l, ebay.told_checked),
        Notice::EbayOptedIn => say!(l, ebay.told_opted_in),
        Notice::EbayLocationAdded => say!(l, ebay.told_location),
        Notice::EbaySitesChosen => say!(l, ebay.told_sites),
        Notice::EbayDisconnected => say!(l, ebay.told_disconnected),
        Notice::EbayUnread => say!(l, ebay.told_unread),
    };
    words.to_owned()
}
