//! What a job does, waits for and stumbles over, one sentence each.

use crate::products::{gap_name, title_or_none};
use crate::say;
use crate::ui::badge::Tone;
use crate::words::Locale;
use crate::words::dates::{time_of_day, wait};
use stoflow_wire::jobs::{
    JobActor, JobEventView, JobState, JobView, Step, StepResult, StepState, Trouble, Wait,
    WaitReason,
};
use stoflow_wire::platform::{JobKind, VintedAction};

/// What the job is to do.
pub fn kind(l: Locale, kind: JobKind) -> &'static str {
    let JobKind::Vinted(action) = kind;
    match action {
        VintedAction::Publish => say!(l, jobs.kind_publish),
        VintedAction::Update => say!(l, jobs.kind_update),
        VintedAction::Delete => say!(l, jobs.kind_delete),
        VintedAction::Sync => say!(l, jobs.kind_sync),
        VintedAction::Link => say!(l, jobs.kind_link),
        VintedAction::Orders => say!(l, jobs.kind_orders),
        VintedAction::Message => say!(l, jobs.kind_message),
        VintedAction::Reply => say!(l, jobs.kind_reply),
    }
}

/// What the job is about: an item or a listing by its title, or the wardrobe as a whole.
pub fn subject(l: Locale, job: &JobView) -> String {
    match job.kind {
        JobKind::Vinted(VintedAction::Sync) => say!(l, jobs.subject_wardrobe).to_owned(),
        JobKind::Vinted(VintedAction::Orders) => say!(l, jobs.subject_sales).to_owned(),
        JobKind::Vinted(VintedAction::Message | VintedAction::Reply) => {
            say!(l, jobs.subject_messages).to_owned()
        }
        JobKind::Vinted(VintedAction::Link) if job.product_title.trim().is_empty() => {
            say!(l, jobs.subject_listing).to_owned()
        }
        JobKind::Vinted(_) => title_or_none(l, &job.product_title),
    }
}

pub fn state(l: Locale, state: JobState) -> (Tone, &'static str) {
    match state {
        JobState::Pending => (Tone::Plain, say!(l, jobs.state_pending)),
        JobState::Running => (Tone::Info, say!(l, jobs.state_running)),
        JobState::AwaitingExecutor => (Tone::Info, say!(l, jobs.state_awaiting_executor)),
        JobState::Retryable => (Tone::Warn, say!(l, jobs.state_retryable)),
        JobState::Paused => (Tone::Plain, say!(l, jobs.state_paused)),
        JobState::Completed => (Tone::Good, say!(l, jobs.state_completed)),
        JobState::Failed => (Tone::Bad, say!(l, jobs.state_failed)),
        JobState::Cancelled => (Tone::Plain, say!(l, jobs.state_cancelled)),
        JobState::Expired => (Tone::Bad, say!(l, jobs.state_expired)),
    }
}

pub fn step(l: Locale, step: &Step) -> String {
    match step {
        Step::Prepare => say!(l, jobs.step_prepare).to_owned(),
        Step::Handover => say!(l, jobs.step_handover).to_owned(),
        Step::Identify => say!(l, jobs.step_identify).to_owned(),
        Step::Look => say!(l, jobs.step_look).to_owned(),
        Step::UploadPhoto { position, of } => {
            say!(l, jobs.step_upload_photo, position = position, of = of)
        }
        Step::Create => say!(l, jobs.step_create).to_owned(),
        Step::Update => say!(l, jobs.step_update).to_owned(),
        Step::Remove => say!(l, jobs.step_remove).to_owned(),
        Step::ReadBack => say!(l, jobs.step_read_back).to_owned(),
        Step::ReadWardrobe { page, of: 0 } => say!(l, jobs.step_read_wardrobe_page, page = page),
        Step::ReadWardrobe { page, of } => say!(l, jobs.step_read_wardrobe, page = page, of = of),
        Step::ReadDetails { position, of } => {
            say!(l, jobs.step_read_details, position = position, of = of)
        }
        Step::ReadSales { page, of: 0 } => say!(l, jobs.step_read_sales_page, page = page),
        Step::ReadSales { page, of } => say!(l, jobs.step_read_sales, page = page, of = of),
        Step::ReadTransactions { position, of } => {
            say!(l, jobs.step_read_transactions, position = position, of = of)
        }
        Step::ReadInvoices { year, month } => {
            say!(l, jobs.step_read_invoices, month = month, year = year)
        }
        Step::FindLabel => say!(l, jobs.step_find_label).to_owned(),
        Step::FetchLabel => say!(l, jobs.step_fetch_label).to_owned(),
        Step::ReadInbox { page, .. } => say!(l, jobs.step_read_inbox, page = page),
        Step::ReadConversation { position, of } => {
            say!(l, jobs.step_read_conversation, position = position, of = of)
        }
        Step::OpenConversation => say!(l, jobs.step_open_conversation).to_owned(),
        Step::Reply => say!(l, jobs.step_reply).to_owned(),
        Step::FetchPhoto { position, of } => {
            say!(l, jobs.step_fetch_photo, position = position, of = of)
        }
        Step::Record => say!(l, jobs.step_record).to_owned(),
    }
}

/// Why nothing happens right now, and for how long.
pub fn waiting(l: Locale, waiting: &Wait) -> String {
    let time = wait(l, waiting.seconds);
    match waiting.reason {
        WaitReason::Pace => say!(l, jobs.wait_pace, time = time),
        WaitReason::LookAgain => say!(l, jobs.wait_look_again, time = time),
        WaitReason::Paused => say!(l, jobs.wait_paused).to_owned(),
    }
}

/// What went wrong, and what to do.
pub fn trouble(l: Locale, trouble: &Trouble) -> String {
    match trouble {
        Trouble::NoExecutor => say!(l, jobs.trouble_no_executor).to_owned(),
        Trouble::PausedBySeller => say!(l, jobs.trouble_paused_by_seller).to_owned(),
        Trouble::ExecutorPaused => say!(l, jobs.trouble_executor_paused).to_owned(),
        Trouble::QuietHours { until } => {
            let time = time_of_day(*until);
            say!(l, jobs.trouble_quiet_hours, time = time)
        }
        Trouble::DailyCap { cap } => say!(l, jobs.trouble_daily_cap, cap = cap),
        Trouble::HourlyCap { cap } => say!(l, jobs.trouble_hourly_cap, cap = cap),
        Trouble::NoMarketplaceTab => say!(l, jobs.trouble_no_marketplace_tab).to_owned(),
        Trouble::SignedOutOfMarketplace => say!(l, jobs.trouble_signed_out).to_owned(),
        Trouble::OtherMarketplaceAccount { login } => {
            say!(l, jobs.trouble_other_account, login = login)
        }
        Trouble::Challenged => say!(l, jobs.trouble_challenged).to_owned(),
        Trouble::RateLimited {
            retry_after_s: Some(seconds),
        } => {
            let time = wait(l, *seconds);
            say!(l, jobs.trouble_rate_limited_for, time = time)
        }
        Trouble::RateLimited {
            retry_after_s: None,
        } => say!(l, jobs.trouble_rate_limited).to_owned(),
        Trouble::MarketplaceDown { .. } => say!(l, jobs.trouble_marketplace_down).to_owned(),
        Trouble::Refused { reasons } => {
            let words: Vec<&str> = reasons.iter().map(|reason| reason.words.as_str()).collect();
            let words = words.join(" ");
            say!(l, jobs.trouble_refused, words = words)
        }
        Trouble::NotReady { gaps } => {
            let names: Vec<&str> = gaps.iter().map(|gap| gap_name(l, gap.field)).collect();
            let names = names.join(", ");
            say!(l, jobs.trouble_not_ready, names = names)
        }
        Trouble::AccessDenied => say!(l, jobs.trouble_access_denied).to_owned(),
        Trouble::Unknown => say!(l, jobs.trouble_unknown).to_owned(),
        Trouble::Gone => say!(l, jobs.trouble_gone).to_owned(),
        Trouble::Reserved => say!(l, jobs.trouble_reserved).to_owned(),
        Trouble::Unreadable { .. } => say!(l, jobs.trouble_unreadable).to_owned(),
        Trouble::PhotoUnavailable { position } => {
            say!(l, jobs.trouble_photo_unavailable, position = position)
        }
        Trouble::NoLabel => say!(l, jobs.trouble_no_label).to_owned(),
        Trouble::LabelUnavailable => say!(l, jobs.trouble_label_unavailable).to_owned(),
        Trouble::TimedOut => say!(l, jobs.trouble_timed_out).to_owned(),
        Trouble::Internal => say!(l, jobs.trouble_internal).to_owned(),
    }
}

/// Whether the page that mends the connection is what helps.
pub fn is_about_connection(trouble: &Trouble) -> bool {
    matches!(
        trouble,
        Trouble::NoExecutor
            | Trouble::PausedBySeller
            | Trouble::NoMarketplaceTab
            | Trouble::SignedOutOfMarketplace
            | Trouble::OtherMarketplaceAccount { .. }
            | Trouble::Challenged
            | Trouble::RateLimited { .. }
            | Trouble::AccessDenied
            | Trouble::TimedOut
    )
}

/// What happened to a job, as its history tells it.
pub fn event(l: Locale, event: &JobEventView) -> String {
    let words = match event.event.as_str() {
        "asked" if event.actor != JobActor::Seller => say!(l, jobs.event_begun_alone),
        "asked" => say!(l, jobs.event_asked),
        "claimed" => match event.attempt {
            Some(attempt) => return say!(l, jobs.event_claimed_again, attempt = attempt),
            None => say!(l, jobs.event_claimed),
        },
        "parked" => say!(l, jobs.event_parked),
        "held_back" => say!(l, jobs.event_held_back),
        "handed_over" => say!(l, jobs.event_handed_over),
        "permitted" => say!(l, jobs.event_permitted),
        "permit_refused" => say!(l, jobs.event_permit_refused),
        "continued" => say!(l, jobs.event_continued),
        "completed" => say!(l, jobs.event_completed),
        "to_be_retried" => say!(l, jobs.event_to_be_retried),
        "failed" => say!(l, jobs.event_failed),
        "expired" => say!(l, jobs.event_expired),
        "handed_back" => say!(l, jobs.event_handed_back),
        "cancelled" => say!(l, jobs.event_cancelled),
        "cancel_asked" => say!(l, jobs.event_cancel_asked),
        "retry_asked" => say!(l, jobs.event_retry_asked),
        "paused" => say!(l, jobs.event_paused),
        "resumed" => say!(l, jobs.event_resumed),
        "rescued" => say!(l, jobs.event_rescued),
        "late_answer" => say!(l, jobs.event_late_answer),
        _ => say!(l, jobs.event_other),
    };
    words.to_owned()
}

/// Who did it.
pub fn actor(l: Locale, actor: JobActor) -> &'static str {
    match actor {
        JobActor::Seller => say!(l, jobs.actor_seller),
        JobActor::Worker => say!(l, jobs.actor_worker),
        JobActor::Executor => say!(l, jobs.actor_executor),
        JobActor::Clock => say!(l, jobs.actor_clock),
    }
}

/// What a step left behind.
pub fn step_result(l: Locale, result: StepResult) -> String {
    match result {
        StepResult::Photo { vinted_id } => say!(l, jobs.result_photo, id = vinted_id),
        StepResult::Listing { vinted_id } => say!(l, jobs.result_listing, id = vinted_id),
    }
}

/// How a step ended.
pub fn step_state(l: Locale, state: StepState) -> (Tone, &'static str) {
    match state {
        StepState::Running => (Tone::Info, say!(l, jobs.step_running)),
        StepState::Done => (Tone::Good, say!(l, jobs.step_done)),
        StepState::Failed => (Tone::Bad, say!(l, jobs.step_failed)),
    }
}
