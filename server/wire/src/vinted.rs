//! Orders for vinted.fr, in Vinted's own terms: ids are Vinted's, texts are final.
//!
//! The server decides all of it; the extension adds nothing but the photo ids and the answers it meets.
//! Source: facts `marketplace-apis.md` section 4.3.

use crate::conversations::{
    ConversationsOrder, FoundConversation, InboxOrder, InboxPage, Replied, ReplyOrder,
};
use crate::listings::ListingField;
use crate::money::Money;
use crate::revenue::{InvoicesOrder, InvoicesPage};
use crate::sales::{
    FoundLabel, FoundTransaction, LabelOrder, SalesOrder, SalesPage, TransactionsOrder,
};
use crate::wardrobe::{DetailsOrder, FoundDetails, WardrobeOrder, WardrobePage};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// What to do on vinted.fr.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "order", rename_all = "snake_case")]
pub enum VintedOrder {
    Publish(PublishOrder),
    Update(UpdateOrder),
    Delete(DeleteOrder),
    ReadWardrobe(WardrobeOrder),
    ReadDetails(DetailsOrder),
    ReadSales(SalesOrder),
    ReadTransactions(TransactionsOrder),
    ReadInvoices(InvoicesOrder),
    FindLabel(LabelOrder),
    ReadInbox(InboxOrder),
    ReadConversations(ConversationsOrder),
    Reply(ReplyOrder),
}

/// The item as the upload form takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VintedItem {
    /// At most 100 characters.
    pub title: String,
    /// At most 2000 characters; ends with the reference line.
    pub description: String,
    pub price: Money,
    pub catalog_id: i64,
    /// Vinted's id where it is known; the text goes along in any case.
    pub brand_id: Option<i64>,
    pub brand: String,
    pub size_id: Option<i64>,
    pub status_id: i64,
    /// At most two.
    pub colour_ids: Vec<i64>,
    /// At most three.
    pub material_ids: Vec<i64>,
    pub package_size_id: i64,
    pub is_unisex: bool,
    /// Whole centimetres, across and down the garment as it lies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measurement_width: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measurement_length: Option<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishOrder {
    pub item: VintedItem,
    /// The line in the description by which this listing can be found again.
    pub reference: String,
    /// The same on every attempt: Vinted's `temp_uuid` and `upload_session_id`.
    pub upload_session: String,
    /// In order; the first is the cover.
    pub photos: Vec<PhotoToUpload>,
    /// An earlier attempt may have created it: look for the reference before creating.
    pub look_first: bool,
    /// When an attempt whose end is unknown was first allowed to create it.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        with = "time::serde::rfc3339::option"
    )]
    pub sent_at: Option<OffsetDateTime>,
    /// Uploaded by an earlier attempt: photo key → Vinted's photo id. Not uploaded again.
    pub uploaded: Vec<UploadedPhoto>,
}

/// A photo the extension fetches from the server and hands to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoToUpload {
    /// Stable name of this photo within the product.
    pub key: String,
    /// Signed path on the server, good for the command's life: `/photos/signed/…`.
    pub path: String,
    pub content_type: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UploadedPhoto {
    pub key: String,
    pub vinted_id: i64,
}

/// Writes what changed of a live listing. Everything else is read from Vinted first and sent back, because a write that
/// leaves something out empties it: what the seller changed on Vinted by hand stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateOrder {
    pub vinted_id: i64,
    /// As the listing should be.
    pub item: VintedItem,
    /// What of the item to write; never the photos.
    #[serde(default = "ListingField::of_the_item")]
    pub changed: Vec<ListingField>,
    #[serde(default)]
    pub photos: PhotoUpdate,
}

/// What becomes of a live listing's photos.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "photos", rename_all = "snake_case")]
pub enum PhotoUpdate {
    /// They stay as they are there, in their order.
    #[default]
    Keep,
    Replace(NewPhotos),
}

/// The photos a live listing is to have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPhotos {
    /// The same on every attempt: Vinted takes only photos that were uploaded under the name of the write.
    pub upload_session: String,
    /// In order; the first is the cover.
    pub wanted: Vec<PhotoToUpload>,
    /// Believed to be on the listing. Those that are need no upload, whatever their place.
    pub listed: Vec<UploadedPhoto>,
    /// Uploaded by an earlier attempt.
    pub uploaded: Vec<UploadedPhoto>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteOrder {
    pub vinted_id: i64,
}

/// How a command ended on vinted.fr.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum VintedResult {
    Published(PublishedListing),
    Updated(ReadBack),
    /// Deleted now, or already gone (404).
    Deleted,
    /// It was to be taken off and had been sold by then, as the wardrobe says.
    FoundSold,
    /// Boxed: up to 200 kB of JSON, where the others are small.
    Wardrobe(Box<WardrobePage>),
    Details {
        /// In the order's order.
        found: Vec<FoundDetails>,
    },
    /// Boxed: up to 100 kB of JSON.
    Sales(Box<SalesPage>),
    Transactions {
        /// In the order's order.
        transactions: Vec<FoundTransaction>,
    },
    Invoices(Box<InvoicesPage>),
    Label(FoundLabel),
    Inbox(Box<InboxPage>),
    Conversations {
        /// In the order's order; fewer where all would not fit into one frame.
        found: Vec<FoundConversation>,
    },
    Replied(Box<Replied>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishedListing {
    pub vinted_id: i64,
    pub url: String,
    /// Found by its reference instead of created now.
    pub adopted: bool,
    /// Vinted asks the seller to verify the item before it is shown.
    pub needs_verification: bool,
    pub read_back: ReadBack,
}

/// The listing as Vinted holds it after the write. `None` where it could not be read: the write stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadBack {
    pub seen: Option<Box<SeenItem>>,
    /// What our photos are called on Vinted, where they were sent with the write.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<UploadedPhoto>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenItem {
    pub title: String,
    pub description: String,
    /// Minor units of the listing's currency.
    pub price_minor: i64,
    pub catalog_id: Option<i64>,
    pub brand: String,
    pub size_id: Option<i64>,
    pub status_id: Option<i64>,
    pub colour_ids: Vec<i64>,
    /// In Vinted's order.
    pub photo_ids: Vec<i64>,
    /// Those that were assigned, in our order.
    pub assigned_photo_ids: Vec<i64>,
    /// `None` from an extension that does not tell them yet.
    #[serde(default)]
    pub more: Option<SeenMore>,
}

/// What else of a listing is read back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenMore {
    pub material_ids: Vec<i64>,
    pub package_size_id: Option<i64>,
    pub is_unisex: bool,
    /// Whole centimetres.
    pub measurement_width: Option<i64>,
    pub measurement_length: Option<i64>,
}

/// Who is signed in on vinted.fr in the seller's browser (`vinted_session_update`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "session", rename_all = "snake_case")]
pub enum VintedSession {
    SignedIn {
        user_id: i64,
        login: String,
    },
    SignedOut,
    /// A bot check is in the way.
    Challenged,
    /// No tab was asked yet.
    Unknown,
}
