//! Jobs as the drawer shows them.

use crate::batches::BatchView;
use crate::gap::Gap;
use crate::ids::{BatchId, JobId, ListingId, ProductId};
use crate::platform::JobKind;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// Design section 5: pending → running → {`awaiting_executor` → running, completed, retryable → pending, failed,
/// cancelled, expired}; paused ↔ pending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Pending,
    Running,
    /// Its command waits for, or is with, a browser extension.
    AwaitingExecutor,
    /// Ended badly, runs again by itself at `run_at`.
    Retryable,
    Paused,
    Completed,
    Failed,
    Cancelled,
    Expired,
}

impl JobState {
    pub const ALL: [Self; 9] = [
        Self::Pending,
        Self::Running,
        Self::AwaitingExecutor,
        Self::Retryable,
        Self::Paused,
        Self::Completed,
        Self::Failed,
        Self::Cancelled,
        Self::Expired,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Running => "running",
            Self::AwaitingExecutor => "awaiting_executor",
            Self::Retryable => "retryable",
            Self::Paused => "paused",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Nothing more happens to it by itself; a failed or expired one runs again when the seller asks for it.
    pub fn is_final(self) -> bool {
        matches!(
            self,
            Self::Completed | Self::Failed | Self::Cancelled | Self::Expired
        )
    }
}

/// Why a job stopped or waits, typed so that each language writes the sentence and the button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Trouble {
    /// No extension is connected: open Chrome or pair it.
    NoExecutor,
    /// The seller paused all work on the marketplace, and resumes it on its page.
    PausedBySeller,
    /// The person paused every connected extension in its popup: they resume there.
    ExecutorPaused,
    /// The seller's quiet hours: it goes on by itself when they end.
    QuietHours {
        /// In minutes since midnight in Paris.
        until: u16,
    },
    /// The day's share of this is used up: it goes on by itself when the next day of Paris begins.
    DailyCap {
        cap: u32,
    },
    /// As much as an account may do in an hour is done: it goes on by itself when the next one begins.
    HourlyCap {
        cap: u32,
    },
    /// No tab of vinted.fr could be opened or answered.
    NoMarketplaceTab,
    SignedOutOfMarketplace,
    /// The browser is signed in to another Vinted account than the shop's.
    OtherMarketplaceAccount {
        login: String,
    },
    /// A bot check is shown in the tab: the person must answer it there.
    Challenged,
    RateLimited {
        retry_after_s: Option<u32>,
    },
    MarketplaceDown {
        status: u16,
        /// When it said to come back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after_s: Option<u32>,
    },
    /// The item was changed since and lacks what the marketplace asks for.
    NotReady {
        gaps: Vec<Gap>,
    },
    /// The marketplace refused the content; its own words per field.
    Refused {
        reasons: Vec<Refusal>,
    },
    /// Access was denied for good (403/106).
    AccessDenied,
    /// Sent, but the answer was lost.
    Unknown,
    /// The listing is not there any more.
    Gone,
    /// A buyer has reserved the listing: the marketplace lets nobody change it until that is over.
    Reserved,
    /// An answer that could not be understood.
    Unreadable {
        what: String,
    },
    PhotoUnavailable {
        position: u32,
    },
    /// The marketplace has made no label for the parcel.
    NoLabel,
    /// The label could not be fetched, or is no PDF.
    LabelUnavailable,
    /// The deadline passed while waiting.
    TimedOut,
    /// Something of ours broke; the request id leads to the log.
    Internal,
}

/// One thing the marketplace said no to, in its own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    pub field: String,
    pub words: String,
}

/// A step of a job (`marketplace_tasks`), in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum Step {
    /// Fields, mapping, title and description are made.
    Prepare,
    /// Waiting for the extension to take the command.
    Handover,
    /// Who is signed in on the marketplace.
    Identify,
    /// Is it there already?
    Look,
    /// Photo `position` of `of`, counted from 1.
    UploadPhoto {
        position: u32,
        of: u32,
    },
    Create,
    Update,
    Remove,
    /// Read the listing back and compare.
    ReadBack,
    /// Page `page` of `of` of the wardrobe, counted from 1; `of` is 0 until the first was read.
    ReadWardrobe {
        page: u32,
        of: u32,
    },
    /// Texts and ids of listing `position` of `of`, counted from 1.
    ReadDetails {
        position: u32,
        of: u32,
    },
    /// Page `page` of `of` of what was sold, counted from 1; `of` is 0 until the first was read.
    ReadSales {
        page: u32,
        of: u32,
    },
    /// Sale `position` of `of` in full, counted from 1.
    ReadTransactions {
        position: u32,
        of: u32,
    },
    /// What the wallet was paid in a month.
    ReadInvoices {
        year: u16,
        month: u8,
    },
    /// Where a parcel's label lies.
    FindLabel,
    /// The label comes into the seller's own storage.
    FetchLabel,
    /// Page `page` of `of` of the inbox, counted from 1; `of` is 0 until the first was read.
    ReadInbox {
        page: u32,
        of: u32,
    },
    /// Conversation `position` of `of`, counted from 1.
    ReadConversation {
        position: u32,
        of: u32,
    },
    /// The conversation to be answered in, before and after.
    OpenConversation,
    Reply,
    /// Photo `position` of `of` comes into the seller's own storage.
    FetchPhoto {
        position: u32,
        of: u32,
    },
    /// Write the result down.
    Record,
}

/// Why nothing happens right now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaitReason {
    /// Human pace on the marketplace.
    Pace,
    /// Between two looks for a listing whose creation is in doubt.
    LookAgain,
    /// The person paused it in the popup.
    Paused,
}

/// What a job is doing at this moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub step: Step,
    /// Steps done and steps in all, for the bar.
    pub done: u32,
    pub of: u32,
    pub wait: Option<Wait>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    pub seconds: u32,
    pub reason: WaitReason,
}

/// One row of the drawer, and the payload of `job_status_update`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobView {
    pub id: JobId,
    pub kind: JobKind,
    pub state: JobState,
    pub product: Option<ProductId>,
    pub product_title: String,
    pub listing: Option<ListingId>,
    pub progress: Option<Progress>,
    pub trouble: Option<Trouble>,
    pub attempt: i32,
    /// The public page, once there is one.
    pub url: Option<String>,
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub finished_at: Option<OffsetDateTime>,
}

/// Which jobs the page of all jobs shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobShow {
    #[default]
    All,
    /// Not over yet.
    Open,
    /// Failed or expired, and the same was not asked for again since: they wait for the seller.
    Broken,
    Completed,
    /// Put away: over for months, or read too often to stay among the others.
    Archived,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JobFilter {
    pub show: JobShow,
    pub kind: Option<JobKind>,
    /// In the item's title, brand, SKU and place.
    pub search: String,
    /// Only the jobs of this batch.
    pub batch: Option<BatchId>,
    /// The last job of the page before.
    pub after: Option<JobId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobList {
    /// Newest first, at most 50.
    pub jobs: Vec<JobView>,
    /// Put into [`JobFilter::after`] for the next page; `None` on the last.
    pub next: Option<JobId>,
    pub counts: JobCounts,
    /// The batch that was asked for, over or not; else those that are not over, the newest first.
    pub batches: Vec<BatchView>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobCounts {
    pub open: i64,
    /// Failed or expired, and the same was not asked for again since.
    pub broken: i64,
}

/// A job with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobDetail {
    pub job: JobView,
    /// It was put away, and nothing can be done with it any more.
    pub archived: bool,
    /// In the order they were begun; a step that was done again is there once for each try.
    pub steps: Vec<StepView>,
    /// Oldest first.
    pub history: Vec<JobEventView>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepView {
    pub step: Step,
    pub state: StepState,
    #[serde(with = "time::serde::rfc3339")]
    pub started_at: OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub finished_at: Option<OffsetDateTime>,
    pub result: Option<StepResult>,
    /// Why it was cut short.
    pub trouble: Option<Trouble>,
}

/// What a step left behind on the marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum StepResult {
    Photo { vinted_id: i64 },
    Listing { vinted_id: i64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    Running,
    Done,
    Failed,
}

/// Something that happened to a job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobEventView {
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    pub actor: JobActor,
    /// The history's own word, such as `claimed` or `handed_over`.
    pub event: String,
    /// Why, where it went wrong.
    pub trouble: Option<Trouble>,
    /// What was being done then.
    pub step: Option<Step>,
    pub attempt: Option<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobActor {
    Seller,
    Worker,
    Executor,
    Clock,
}
