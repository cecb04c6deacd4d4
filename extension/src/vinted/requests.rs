//! Every call that is made on vinted.fr, and the list that nothing else gets past.
//!
//! Bodies as in facts `marketplace-apis.md` section 4.3. What a page sends with each of its calls (CSRF token, anonymous
//! id, `Accept`) is added in the page, which alone knows it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use stoflow_wire::conversations::{InboxOrder, ReplyOrder};
use stoflow_wire::ids::ConversationId;
use stoflow_wire::revenue::InvoicesOrder;
use stoflow_wire::sales::SalesOrder;
use stoflow_wire::vinted::{PhotoToUpload, PublishOrder, VintedItem};
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

/// What a live listing has that an order says nothing about; sent back as it was read.
const CARRIED: [&str; 7] = [
    "isbn",
    "video_game_rating_id",
    "shipment_prices",
    "measurement_length",
    "measurement_width",
    "manufacturer",
    "manufacturer_labelling",
];

/// Marks a call as one of the upload form's. The headers for dynamic attributes are left out on purpose: with them the
/// site wants the condition among the attributes instead of in `status_id`.
const UPLOAD_FORM: &[(&str, &str)] = &[
    ("x-upload-form", "true"),
    ("x-enable-multiple-size-groups", "true"),
];

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
    pub headers: &'static [(&'static str, &'static str)],
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

/// The one call that cannot be repeated.
pub fn create(order: &PublishOrder, photo_ids: &[i64]) -> PageRequest {
    let item = item_body(&order.item, photo_ids, &order.upload_session);
    PageRequest {
        headers: UPLOAD_FORM,
        body: Body::Json {
            value: envelope(item, &order.upload_session),
        },
        ..write(Method::Post, "item_upload/items".to_owned())
    }
}

/// Writes a live listing as a whole. `kept` is what [`carried`] took from it.
pub fn replace(
    vinted_id: i64,
    item: &VintedItem,
    photo_ids: &[i64],
    kept: &Map<String, Value>,
    upload_session: &str,
) -> PageRequest {
    let mut body = item_body(item, photo_ids, upload_session);
    let ours = attributes(item);
    for (name, value) in kept {
        body.insert(name.clone(), value.clone());
    }
    let theirs = kept.get("item_attributes").and_then(Value::as_array);
    body.insert(
        "item_attributes".to_owned(),
        ours.into_iter()
            .chain(theirs.into_iter().flatten().cloned())
            .collect(),
    );
    body.insert("id".to_owned(), json!(vinted_id));
    PageRequest {
        headers: UPLOAD_FORM,
        body: Body::Json {
            value: envelope(body, upload_session),
        },
        ..write(Method::Put, format!("item_upload/items/{vinted_id}"))
    }
}

/// What has to be sent back with [`replace`] because leaving it out would erase it.
pub fn carried(editable: &Value) -> Map<String, Value> {
    let mut kept: Map<String, Value> = CARRIED
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), editable.get(*name)?.clone())))
        .collect();
    let attributes = editable.get("item_attributes").and_then(Value::as_array);
    let others = attributes.into_iter().flatten().filter(|attribute| {
        let code = attribute.get("code").and_then(Value::as_str);
        code.is_some_and(|code| !["material", "condition", "size"].contains(&code))
    });
    kept.insert("item_attributes".to_owned(), others.cloned().collect());
    kept
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
        | (Method::Post, ["photos"] | ["item_upload", "items"]) => query.is_empty(),
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

fn envelope(item: Map<String, Value>, upload_session: &str) -> Value {
    json!({
        "item": item,
        "feedback_id": null,
        "push_up": false,
        "parcel": null,
        "upload_session_id": upload_session,
    })
}

fn item_body(item: &VintedItem, photo_ids: &[i64], upload_session: &str) -> Map<String, Value> {
    let photos: Vec<Value> = photo_ids
        .iter()
        .map(|id| json!({ "id": id, "orientation": 0 }))
        .collect();
    let body = json!({
        "id": null,
        "currency": item.price.currency.code(),
        "temp_uuid": upload_session,
        "title": item.title,
        "description": item.description,
        "brand_id": item.brand_id,
        "brand": item.brand,
        "size_id": item.size_id,
        "catalog_id": item.catalog_id,
        "isbn": null,
        "is_unisex": item.is_unisex,
        "status_id": item.status_id,
        "video_game_rating_id": null,
        "price": item.price.decimal().parse::<f64>().ok(),
        "package_size_id": item.package_size_id,
        "shipment_prices": { "domestic": null, "international": null },
        "color_ids": item.colour_ids,
        "assigned_photos": photos,
        "measurement_length": null,
        "measurement_width": null,
        "item_attributes": attributes(item),
        "manufacturer": null,
        "manufacturer_labelling": null,
    });
    match body {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

fn attributes(item: &VintedItem) -> Vec<Value> {
    let material = json!({ "code": "material", "ids": item.material_ids });
    if item.material_ids.is_empty() {
        Vec::new()
    } else {
        vec![material]
    }
}
