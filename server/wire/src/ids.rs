//! Typed ids. A number is opaque: nothing may be read from its size or order (facts: rule R18).

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

ids! {
    /// A person who signs in.
    AccountId,
    /// A seller's shop: the number in the schema name `user_{id}`.
    TenantId,
    /// One signed-in browser, from sign-in to sign-out.
    SessionId,
    ProductId,
    PhotoId,
    /// A product's presence on one channel.
    ListingId,
    /// What is kept of a listing that is gone.
    SnapshotId,
    JobId,
    /// Jobs that were asked for at once.
    BatchId,
    /// One sale of the shop's.
    SaleId,
    /// One step of a job.
    TaskId,
    /// Vinted's own number of a conversation.
    ConversationId,
    /// An answer written here.
    ReplyId,
    CannedReplyId,
    /// A seller's own way to write titles and descriptions.
    TemplateId,
    /// A word of a seller's own, or what they said a word is at a marketplace.
    OwnWordId,
    /// A paired browser extension.
    ExecutorId,
}
