//! A page of the inbox in our words. Facts `marketplace-apis.md` section 4.3, `original-backend.md` appendix F.5.
//!
//! A row has no item's id: `item_photos` are photos, and their ids are theirs.

use super::fields::{LONGEST_WORDS, address, flag, id, words};
use super::replies::int;
use serde_json::Value;
use stoflow_wire::conversations::{InboxEntry, InboxOrder, InboxPage, Opposite};
use stoflow_wire::ids::ConversationId;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// What the answer to [`super::requests::inbox`] holds; `None` where it holds no page.
pub fn read(answer: &Value, order: InboxOrder) -> Option<InboxPage> {
    let rows = answer.get("conversations").and_then(Value::as_array)?;
    let pagination = answer.get("pagination")?;
    let number = |name| int(pagination.get(name)).and_then(|number| u32::try_from(number).ok());
    let pages = number("total_pages")?;
    let most = usize::try_from(order.per_page).unwrap_or(usize::MAX);
    Some(InboxPage {
        page: number("current_page").unwrap_or(order.page),
        // The site counts one page where there is nothing.
        pages: if rows.is_empty() && order.page == 1 {
            0
        } else {
            pages
        },
        entries: rows.iter().take(most).filter_map(entry).collect(),
    })
}

fn entry(row: &Value) -> Option<InboxEntry> {
    let photos = row.get("item_photos").and_then(Value::as_array);
    Some(InboxEntry {
        id: ConversationId(id(row.get("id"))?),
        opposite: opposite(row.get("opposite_user")),
        preview: words(row.get("description"), LONGEST_WORDS),
        unread: flag(row.get("unread")),
        photo: photos.and_then(|photos| picture(photos.first())),
        updated_at: moment(row.get("updated_at")),
    })
}

/// The member at the other end; one who left the site has neither number nor name.
pub fn opposite(user: Option<&Value>) -> Opposite {
    let get = |name| user.and_then(|user| user.get(name));
    Opposite {
        id: id(get("id")),
        login: words(get("login"), LONGEST_WORDS),
        photo: picture(get("photo")),
    }
}

/// The smallest rendition that is told, else the picture itself.
pub fn picture(photo: Option<&Value>) -> Option<String> {
    let photo = photo?;
    let thumbs = photo.get("thumbnails").and_then(Value::as_array);
    let sized = thumbs.into_iter().flatten().filter_map(|thumb| {
        let width = int(thumb.get("width")).filter(|width| *width >= 70)?;
        Some((width, address(thumb.get("url"))?))
    });
    sized
        .min_by_key(|(width, _)| *width)
        .map(|(_, url)| url)
        .or_else(|| address(photo.get("url")))
}

/// A time as text or in seconds since 1970, to the second.
pub fn moment(value: Option<&Value>) -> Option<OffsetDateTime> {
    let told = match value? {
        Value::String(text) => OffsetDateTime::parse(text, &Rfc3339).ok(),
        number => OffsetDateTime::from_unix_timestamp(int(Some(number))?).ok(),
    };
    let seconds = told?.unix_timestamp();
    OffsetDateTime::from_unix_timestamp(seconds)
        .ok()
        .filter(|_| seconds > 0)
}
