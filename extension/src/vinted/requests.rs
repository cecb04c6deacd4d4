//! Every call that is made on vinted.fr, and the list that nothing else gets past.
//!
//! Bodies as in facts `marketplace-apis.md` section 4.3. What a page sends with each of its calls (CSRF token, anonymous
//! id, `Accept`) is added in the page, which alone knows it.

use super::attributes::FormStyle;
use super::item_body;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stoflow_wire::conversations::{InboxOrder, ReplyOrder};
use stoflow_wire::ids::ConversationId;
use stoflow_wire::revenue::InvoicesOrder;
use stoflow_wire::sales::SalesOrder;
use stoflow_wire::vinted::{PhotoToUpload, PublishOrder};
use stoflow_wire::wardrobe::WardrobeOrder;

/// Where all of it happens.
pub const SITE: &str = "https://www.vinted.fr";

const API: &str = "/api/v2/";

/// Listings per page of the wardrobe: the most the site gives.
pub const WARDROBE_PAGE: u32 = 96;

/// Sales per page: half of what the site gives, so that a page fits into one frame whatever stands in it.
pub const SALES_PAGE: u32 = 50;
/// Conversations per page of the inbox.
pub const INBOX_PAGE: u32 = 20;

type Headers = &'static [(&'static str, &'static str)];

/// Marks a call as one of the upload form's.
const UPLOAD_FORM: Headers = &[
    ("x-upload-form", "true"),
    ("x-enable-multiple-size-groups", "true"),
];

/// The same for a form that has condition and size among its attributes: with these headers the site wants them there
/// and nowhere else.
const UPLOAD_FORM_WITH_ATTRIBUTES: Headers = &[
    ("x-upload-form", "true"),
    ("x-enable-multiple-size-groups", "true"),
    ("x-enable-dynamic-attribute-condition", "true"),
    ("x-enable-dynamic-attribute-size", "true"),
    ("x-enable-dynamic-attribute-video-game-rating", "true"),
];

fn form_headers(style: FormStyle) -> Headers {
    match style {
        FormStyle::Fields => UPLOAD_FORM,
        FormStyle::Attributes => UPLOAD_FORM_WITH_ATTRIBUTES,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    Get,
    Post,
    Put,
}

/// One same-origin request for the page to make.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageRequest {
    pub method: Method,
    /// From `/api/v2/` on, with its query.
    pub path: String,
    /// Besides those the page sends with everything.
    pub headers: Headers,
    pub body: Body,
    pub csrf: Csrf,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    Empty,
    Json {
        value: Value,
    },
    /// Multipart, with one file whose bytes join on the way.
    Form {
        fields: Vec<(&'static str, String)>,
        file: FormFile,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FormFile {
    pub field: &'static str,
    pub name: String,
    pub content_type: String,
}

/// Which CSRF token the page sends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Csrf {
    /// The one the page came with.
    #[default]
    OfThePage,
    /// One from a page fetched anew: the old one was refused.
    Fresh,
}

/// Who is signed in.
pub fn current_user() -> PageRequest {
    read("users/current".to_owned())
}

/// The member's own listings, newest first.
pub fn wardrobe(member: i64, WardrobeOrder { page, per_page }: WardrobeOrder) -> PageRequest {
    read(format!(
        "wardrobe/{member}/items?page={page}&per_page={per_page}&order=newest_first"
    ))
}

/// What the member sold, newest first.
pub fn sales(SalesOrder { page, per_page }: SalesOrder) -> PageRequest {
    read(format!(
        "my_orders?type=sold&status=all&page={page}&per_page={per_page}"
    ))
}

/// One sale in full.
pub fn transaction(transaction_id: i64) -> PageRequest {
    read(format!("transactions/{transaction_id}"))
}

/// What the wallet was paid in a month, by pages.
pub fn invoices(InvoicesOrder { year, month, page }: InvoicesOrder) -> PageRequest {
    read(format!("wallet/invoices/{year}/{month}?page={page}"))
}

/// Where a parcel's label lies.
pub fn label(shipment_id: i64) -> PageRequest {
    read(format!("shipments/{shipment_id}/label_url"))
}

/// A page of the wardrobe as large as the site gives it; `page` counts from 1.
pub fn large(page: u32) -> WardrobeOrder {
    WardrobeOrder {
        page,
        per_page: WARDROBE_PAGE,
    }
}

/// Where a listing can be looked at.
pub fn listing_url(vinted_id: i64) -> String {
    format!("{SITE}/items/{vinted_id}")
}

/// A listing as the upload form edits it.
pub fn editable_item(vinted_id: i64) -> PageRequest {
    PageRequest {
        headers: UPLOAD_FORM,
        ..read(format!("item_upload/items/{vinted_id}"))
    }
}

/// One photo of a listing that is being made.
pub fn photo(upload_session: &str, photo: &PhotoToUpload) -> PageRequest {
    let extension = photo.content_type.rsplit('/').next().unwrap_or("jpeg");
    PageRequest {
        headers: UPLOAD_FORM,
        body: Body::Form {
            fields: vec![
                ("photo[type]", "item".to_owned()),
                ("photo[temp_uuid]", upload_session.to_owned()),
            ],
            file: FormFile {
                field: "photo[file]",
                name: format!("photo.{extension}"),
                content_type: photo.content_type.clone(),
            },
        },
        ..write(Method::Post, "photos".to_owned())
    }
}

/// What the form of a category asks for. Writes nothing.
pub fn attributes(catalog_id: i64) -> PageRequest {
    PageRequest {
        headers: UPLOAD_FORM_WITH_ATTRIBUTES,
        body: Body::Json {
            value: json!({ "attributes": [{ "code": "category", "value": [catalog_id] }] }),
        },
        ..write(Method::Post, "item_upload/attributes".to_owned())
    }
}

/// The one call that cannot be repeated.
pub fn create(order: &PublishOrder, style: FormStyle, photo_ids: &[i64]) -> PageRequest {
    let item = item_body::in_style(item_body::of_item(&order.item), style);
    PageRequest {
        headers: form_headers(style),
        body: Body::Json {
            value: envelope(item, photo_ids, &order.upload_session),
        },
        ..write(Method::Post, "item_upload/items".to_owned())
    }
}

/// Writes a live listing as a whole.
pub fn replace(
    vinted_id: i64,
    item: item_body::Body,
    style: FormStyle,
    photo_ids: &[i64],
    upload_session: &str,
) -> PageRequest {
    let mut item = item_body::in_style(item, style);
    item.insert("id".to_owned(), json!(vinted_id));
    PageRequest {
        headers: form_headers(style),
        body: Body::Json {
            value: envelope(item, photo_ids, upload_session),
        },
        ..write(Method::Put, format!("item_upload/items/{vinted_id}"))
    }
}

/// Takes a listing away for good.
pub fn delete(vinted_id: i64) -> PageRequest {
    write(Method::Post, format!("items/{vinted_id}/delete"))
}

/// The member's conversations, the one that moved last first.
pub fn inbox(InboxOrder { page, per_page }: InboxOrder) -> PageRequest {
    read(format!("inbox?page={page}&per_page={per_page}"))
}

/// One conversation; the site counts it as read from then on.
pub fn conversation(id: ConversationId) -> PageRequest {
    read(format!("conversations/{id}"))
}

/// Says something in a conversation. It cannot be repeated: a second one says it twice.
pub fn reply(order: &ReplyOrder) -> PageRequest {
    PageRequest {
        body: Body::Json {
            value: json!({ "reply": {
                "body": order.body,
                "photo_temp_uuids": null,
                "is_personal_data_sharing_check_skipped": false,
            } }),
        },
        ..write(
            Method::Post,
            format!("conversations/{}/replies", order.conversation),
        )
    }
}

/// May this be asked of the page at all? Everything else is refused, whoever wants it.
pub fn is_allowed(method: Method, path: &str) -> bool {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let Some(rest) = path.strip_prefix(API) else {
        return false;
    };
    let segments: Vec<&str> = rest.split('/').collect();
    match (method, segments.as_slice()) {
        (Method::Get, ["wardrobe", member, "items"]) => is_id(member) && is_plain(query),
        (Method::Get, ["my_orders" | "inbox"]) => is_plain(query),
        (Method::Get, ["wallet", "invoices", year, month]) => {
            is_id(year) && is_id(month) && is_plain(query)
        }
        (Method::Get, ["transactions", sale]) => is_id(sale) && query.is_empty(),
        (Method::Get, ["shipments", parcel, "label_url"]) => is_id(parcel) && query.is_empty(),
        (Method::Get, ["conversations", id]) | (Method::Post, ["conversations", id, "replies"]) => {
            is_id(id) && query.is_empty()
        }
        (Method::Get, ["users", "current"])
        | (Method::Post, ["photos"] | ["item_upload", "items" | "attributes"]) => query.is_empty(),
        (Method::Get | Method::Put, ["item_upload", "items", item])
        | (Method::Post, ["items", item, "delete"]) => is_id(item) && query.is_empty(),
        _ => false,
    }
}

fn is_id(segment: &str) -> bool {
    (1..=19).contains(&segment.len()) && segment.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_plain(query: &str) -> bool {
    query
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_=&".contains(&byte))
}

fn read(path: String) -> PageRequest {
    PageRequest {
        method: Method::Get,
        path: format!("{API}{path}"),
        headers: &[],
        body: Body::Empty,
        csrf: Csrf::OfThePage,
    }
}

fn write(method: Method, path: String) -> PageRequest {
    PageRequest {
        method,
        ..read(path)
    }
}

fn envelope(mut item: item_body::Body, photo_ids: &[i64], upload_session: &str) -> Value {
    let photos = photo_ids.iter();
    let photos: Vec<Value> = photos
        .map(|id| json!({ "id": id, "orientation": 0 }))
        .collect();
    item.insert("assigned_photos".to_owned(), Value::Array(photos));
    item.insert("temp_uuid".to_owned(), json!(upload_session));
    json!({
        "item": item,
        "feedback_id": null,
        "push_up": false,
        "parcel": null,
        "upload_session_id": upload_session,
    })
}
