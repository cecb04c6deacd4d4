//! What a job keeps from one attempt to the next, so that nothing is done twice.

use serde::{Deserialize, Serialize};
use stoflow_wire::ids::{ConversationId, ProductId, ReplyId, SaleId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::{UploadedPhoto, VintedItem};

/// The column `marketplace_jobs.kept`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts that are true or not, each by itself"
)]
pub(crate) struct Kept {
    /// Photos the marketplace already has.
    pub(crate) uploaded: Vec<UploadedPhoto>,
    /// The seller leaves a listing's photos as they are there: the hashes of those the product had then. `None`: the
    /// listing gets what changed.
    pub(crate) photos_left: Option<Vec<String>>,
    /// The present command asked for its permit and got a no. A command told to look first asks only after it
    /// looked and found nothing, so then the listing is known to be absent.
    pub(crate) refused_permit: bool,
    /// The marketplace denied it access, the lane stood still, and the seller let it go on.
    pub(crate) denied: bool,
    /// How far a draft is that is to be public, kept, or put in a listing's place; `None` where there is none.
    pub(crate) draft: Option<DraftCursor>,
    /// How far a sync is; `None` before its first page.
    pub(crate) sync: Option<SyncCursor>,
    /// How far a reading of details is; `None` for all other jobs.
    pub(crate) details: Option<DetailsCursor>,
    /// What an item is made from, and how far that is.
    pub(crate) link: Option<LinkCursor>,
    /// How far a reading of the sales is; `None` before its first page.
    pub(crate) sales: Option<SalesCursor>,
    /// Whose label is fetched, and how far that is.
    pub(crate) label: Option<LabelCursor>,
    /// How far a reading of the inbox is; `None` before its first page.
    pub(crate) inbox: Option<InboxCursor>,
    /// A listing that is to be taken off was read as it is, as far as it could be.
    pub(crate) looked: bool,
    /// What a reply's job has to send.
    pub(crate) reply: Option<ReplyId>,
    /// The item was sold elsewhere: it goes before everything, and no rule of the day holds it back.
    pub(crate) forced: bool,
}

/// A draft on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DraftCursor {
    pub(crate) purpose: Purpose,
    /// What it is found and told apart by; its listing's own once it is the listing.
    pub(crate) reference: String,
    pub(crate) upload_session: String,
    /// Vinted's id of it, once known.
    pub(crate) draft: Option<i64>,
    /// A permit was given at this stage, and what came of it is not known.
    pub(crate) sent: bool,
    /// What it is to hold.
    #[serde(default)]
    pub(crate) made: Option<Made>,
    pub(crate) stage: DraftStage,
}

/// What the draft is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Purpose {
    /// To be public as soon as its photos were found in order.
    Publish,
    /// To stay a draft.
    Keep,
    /// To take the place of a live listing.
    Replace,
}

/// The item of a draft, the product version it was made from, the hash of both item and photos, and what the photos are
/// called there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Made {
    pub(crate) item: VintedItem,
    pub(crate) version: i64,
    pub(crate) hash: Option<String>,
    pub(crate) photos: Vec<UploadedPhoto>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub(crate) enum DraftStage {
    /// It is made, or written anew, and read.
    Make,
    /// It is in order: the listing it replaces is taken away.
    Replace,
    /// It is the listing now: it is made public.
    Complete,
    /// It is taken away, because of this or because nobody wants it any more.
    Discard { why: Option<Trouble> },
}

impl DraftCursor {
    /// Before the first command. `reference` and `upload_session` are its own.
    pub(crate) fn begin(purpose: Purpose, reference: String, upload_session: String) -> Self {
        Self {
            purpose,
            reference,
            upload_session,
            draft: None,
            sent: false,
            made: None,
            stage: DraftStage::Make,
        }
    }
}

/// Where a sync goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct SyncCursor {
    /// The number of this walk through the wardrobe.
    pub(crate) run: i64,
    /// Listings there are, as the first page said.
    pub(crate) entries: u32,
    /// Every page said the same number: nothing moved from page to page meanwhile.
    pub(crate) steady: bool,
    /// Listings that were live when it began, and that no walk has met: this one has to.
    #[serde(default)]
    pub(crate) unmet: Vec<i64>,
    pub(crate) stage: SyncStage,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub(crate) enum SyncStage {
    Pages {
        next: u32,
        of: u32,
    },
    /// Listings that no page showed and that are looked at by themselves, in order.
    Details {
        left: Vec<i64>,
        of: u32,
    },
}

/// How far the reading of details is. Which come next is asked anew before each command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DetailsCursor {
    /// Listings whose details were read.
    pub(crate) read: u32,
    /// Those still to be read when the last command ended.
    pub(crate) left: u32,
}

/// Where a reading of the inbox goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InboxCursor {
    /// It does not stop at what is known: the walk before did not come to its end.
    pub(crate) whole: bool,
    pub(crate) stage: InboxStage,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub(crate) enum InboxStage {
    Pages {
        next: u32,
        of: u32,
    },
    /// Conversations still to be read, in order.
    Conversations {
        left: Vec<ConversationId>,
        of: u32,
    },
}

/// How far the making of an item from a listing is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LinkCursor {
    pub(crate) vinted_id: i64,
    /// The item, once it is made.
    pub(crate) product: Option<ProductId>,
}

/// Where a reading of the sales goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "stage", rename_all = "snake_case")]
pub(crate) enum SalesCursor {
    Pages {
        next: u32,
        of: u32,
    },
    /// Sales that are still to be read in full, in order: some of all those that are not finished.
    Transactions {
        left: Vec<i64>,
        of: u32,
        /// Read before these.
        #[serde(default)]
        done: u32,
    },
    /// The same of sales that are finished, which can wait for another reading.
    Finished {
        left: Vec<i64>,
        of: u32,
        done: u32,
    },
    /// What the wallet was paid in a month.
    Invoices {
        month: InvoiceMonth,
        page: u32,
        /// The months after this one, in order.
        then: Vec<InvoiceMonth>,
    },
}

/// A month of the wallet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct InvoiceMonth {
    pub(crate) year: u16,
    /// From 1 to 12.
    pub(crate) month: u8,
}

/// How far the fetching of a label is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LabelCursor {
    pub(crate) sale: SaleId,
    pub(crate) shipment_id: i64,
    /// Where it lies, once that was found.
    pub(crate) url: Option<String>,
}

impl Kept {
    /// Adds photos; a photo that was uploaded again has its newer id.
    pub(crate) fn add_uploaded(&mut self, photos: Vec<UploadedPhoto>) {
        for photo in photos {
            self.uploaded.retain(|known| known.key != photo.key);
            self.uploaded.push(photo);
        }
    }

    /// Photos that may have gone to another account, or that the marketplace would not take, are uploaded anew.
    pub(crate) fn forget_unusable(&mut self, trouble: &Trouble) {
        let unusable = match trouble {
            Trouble::OtherMarketplaceAccount { .. } => true,
            Trouble::Refused { reasons } => {
                let mut reasons = reasons.iter();
                reasons.any(|reason| reason.field.contains("photo"))
            }
            _ => false,
        };
        if unusable {
            self.uploaded.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::jobs::Refusal;

    fn photo(key: &str, vinted_id: i64) -> UploadedPhoto {
        UploadedPhoto {
            key: key.to_owned(),
            vinted_id,
        }
    }

    #[test]
    fn a_photo_is_kept_once_with_its_newest_id() {
        let mut kept = Kept::default();
        kept.add_uploaded(vec![photo("1", 11), photo("2", 12)]);
        kept.add_uploaded(vec![photo("1", 21)]);
        assert_eq!(kept.uploaded, vec![photo("2", 12), photo("1", 21)]);
    }

    #[test]
    fn photos_are_uploaded_anew_where_they_may_be_anothers_or_were_refused() {
        let refused = |field: &str| Trouble::Refused {
            reasons: vec![Refusal {
                field: field.to_owned(),
                words: String::new(),
            }],
        };
        let other = Trouble::OtherMarketplaceAccount {
            login: "bob".to_owned(),
        };
        for (trouble, left) in [
            (other, 0),
            (refused("photos"), 0),
            (refused("title"), 1),
            (Trouble::Challenged, 1),
        ] {
            let mut kept = Kept::default();
            kept.add_uploaded(vec![photo("1", 11)]);
            kept.forget_unusable(&trouble);
            assert_eq!(kept.uploaded.len(), left, "{trouble:?}");
        }
    }
}
