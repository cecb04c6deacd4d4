//! The table `messages`: what stands in a conversation, each thing once however often it is read.

use super::rows::{of_vinted, storable};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use aws_lc_rs::digest::{SHA256, digest};
use std::fmt::Write;
use stoflow_wire::conversations::{Message, MessageKind, OfferState, Sender};
use stoflow_wire::ids::ConversationId;
use time::OffsetDateTime;

/// Adds those that are new. What an offer has become is news; everything else stays as it was first read.
pub(super) async fn keep(
    tx: &mut TenantTx,
    conversation: ConversationId,
    messages: &[Message],
) -> Result<(), Error> {
    for message in messages {
        keep_one(tx, conversation, message).await?;
    }
    Ok(())
}

async fn keep_one(
    tx: &mut TenantTx,
    conversation: ConversationId,
    message: &Message,
) -> Result<(), Error> {
    let photos = message.photos.iter();
    let photos: Vec<String> = photos.filter_map(|photo| of_vinted(Some(photo))).collect();
    sqlx::query(
        "insert into messages (conversation_id, anchor, kind, sender, body, title, subtitle, price_minor, offer_state
            , photos, said_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, coalesce($11, now()))
        on conflict (conversation_id, anchor) do update
        set offer_state = excluded.offer_state, price_minor = excluded.price_minor, subtitle = excluded.subtitle
        where messages.offer_state is distinct from excluded.offer_state",
    )
    .bind(conversation.0)
    .bind(anchor(message))
    .bind(message.kind.name())
    .bind(message.from.name())
    .bind(storable(&message.body))
    .bind(storable(&message.title))
    .bind(storable(&message.subtitle))
    .bind(message.price.map(|price| price.minor))
    .bind(message.offer.map(OfferState::name))
    .bind(photos)
    .bind(message.at)
    .execute(tx.conn())
    .await
    .attempted("writing down a message")?;
    Ok(())
}

/// What a message is known by: Vinted's number of it among its kind, or its content where it has none (inventory
/// appendix D).
fn anchor(message: &Message) -> String {
    let kind = message.kind.name();
    if let Some(id) = message.id {
        return format!("{kind}:{id}");
    }
    let at = message.at.map(OffsetDateTime::unix_timestamp);
    let content = format!(
        "{at:?}\0{}\0{}\0{}\0{}",
        message.from.name(),
        message.title,
        message.subtitle,
        message.body
    );
    let mut text = format!("{kind}#");
    for byte in &digest(&SHA256, content.as_bytes()).as_ref()[..16] {
        let _infallible = write!(text, "{byte:02x}");
    }
    text
}

/// The last thing somebody said is ours. What Vinted says does not count.
pub(super) fn ends_with_us(messages: &[Message]) -> bool {
    let last = messages
        .iter()
        .rev()
        .find(|message| message.from != Sender::Site);
    last.is_some_and(|message| message.from == Sender::Us)
}

/// Vinted's number of the newest message that is known, offers aside: they are numbered apart.
pub(super) async fn newest(
    tx: &mut TenantTx,
    conversation: ConversationId,
) -> Result<Option<i64>, Error> {
    sqlx::query_scalar(
        "select max(split_part(anchor, ':', 2)::bigint) from messages
        where conversation_id = $1 and kind = $2 and anchor like 'message:%'",
    )
    .bind(conversation.0)
    .bind(MessageKind::Message.name())
    .fetch_one(tx.conn())
    .await
    .attempted("reading which message is the newest")
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    fn status(title: &str) -> Message {
        Message {
            id: None,
            kind: MessageKind::Status,
            from: Sender::Site,
            body: String::new(),
            title: title.to_owned(),
            subtitle: "Envoie le colis".to_owned(),
            price: None,
            offer: None,
            photos: Vec::new(),
            at: Some(datetime!(2026-11-23 14:30 UTC)),
        }
    }

    #[test]
    fn what_has_no_number_is_known_by_its_content() {
        assert_eq!(anchor(&status("Vendu")), anchor(&status("Vendu")));
        assert_ne!(anchor(&status("Vendu")), anchor(&status("Expédié")));
        let later = Message {
            at: Some(datetime!(2026-11-24 14:30 UTC)),
            ..status("Vendu")
        };
        assert_ne!(anchor(&later), anchor(&status("Vendu")));
        let numbered = Message {
            id: Some(7),
            kind: MessageKind::Message,
            ..status("")
        };
        assert_eq!(anchor(&numbered), "message:7");
    }

    #[test]
    fn the_sites_words_are_not_the_last_ones() {
        let said = |from| Message { from, ..status("") };
        assert!(ends_with_us(&[
            said(Sender::Them),
            said(Sender::Us),
            said(Sender::Site)
        ]));
        assert!(!ends_with_us(&[said(Sender::Us), said(Sender::Them)]));
        assert!(!ends_with_us(&[]));
    }
}
