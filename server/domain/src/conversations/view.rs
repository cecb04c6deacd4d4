//! One conversation as the dashboard shows it: its messages, what is on its way, the item it is about, and the canned
//! replies with everything put in.

use super::pages::state;
use super::placeholders::{self, Values};
use super::rows::NOT_THERE;
use super::{MOST_A_DAY, canned, outbox};
use crate::channels::vinted;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::sales;
use sqlx::types::Json;
use stoflow_wire::conversations::{
    CannedReply, ConversationView, ItemCard, MessageKind, MessageView, OfferState, ReplyView,
    Sender,
};
use stoflow_wire::ids::{ConversationId, JobId, ProductId, ReplyId};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::money::Money;
use time::OffsetDateTime;

/// The newest messages that are shown.
const MESSAGES: i64 = 200;

pub(super) async fn one(tx: &mut TenantTx, id: ConversationId) -> Result<ConversationView, Error> {
    let head = head(tx, id).await?;
    let values = Values {
        buyer: head.opposite_login.clone(),
        item: head.title(),
        price: head.price().map(written).unwrap_or_default(),
    };
    Ok(ConversationView {
        id,
        url: format!("https://{}/inbox/{id}", vinted::SITE),
        allow_reply: head.allow_reply,
        item: head.card(),
        sale: sales::of_conversation(tx, id).await?,
        read_at: head.read_at,
        login: head.opposite_login,
        messages: messages(tx, id).await?,
        replies: replies(tx, id).await?,
        canned: filled(tx, &values).await?,
        left_today: outbox::left_today(tx).await?,
        most_a_day: MOST_A_DAY,
        key: format!("{:032x}", rand::random::<u128>()),
    })
}

#[derive(sqlx::FromRow)]
struct Head {
    opposite_login: String,
    allow_reply: bool,
    read_at: Option<OffsetDateTime>,
    item_id: Option<i64>,
    item_title: String,
    item_photo: Option<String>,
    item_price_minor: Option<i64>,
    listed_title: Option<String>,
    listed_price_minor: Option<i64>,
    product_id: Option<i64>,
}

impl Head {
    /// As the wardrobe has it, else as the conversation says.
    fn title(&self) -> String {
        self.listed_title
            .clone()
            .unwrap_or_else(|| self.item_title.clone())
    }

    fn price(&self) -> Option<Money> {
        let minor = self.listed_price_minor.or(self.item_price_minor);
        minor.map(Money::euros_from_cents)
    }

    fn card(&self) -> Option<ItemCard> {
        if self.item_id.is_none() && self.item_title.is_empty() {
            return None;
        }
        Some(ItemCard {
            title: self.title(),
            thumb: self.item_photo.clone(),
            price: self.price(),
            url: self.item_id.map(|id| vinted::page(id, "")),
            product: self.product_id.map(ProductId),
        })
    }
}

/// The item is found by its number on Vinted, among the wardrobe and among what was published from here.
async fn head(tx: &mut TenantTx, id: ConversationId) -> Result<Head, Error> {
    let head: Option<Head> = sqlx::query_as(
        "select c.opposite_login, c.allow_reply, c.read_at, c.item_id, c.item_title, c.item_photo, c.item_price_minor
            , coalesce(w.title, l.title) as listed_title, coalesce(w.price_minor, l.price_minor) as listed_price_minor
            , coalesce(wl.product_id, l.product_id) as product_id
        from conversations c
        left join wardrobe_items w on w.vinted_id = c.item_id
        left join listings wl on wl.id = w.listing_id
        left join lateral (select b.product_id, b.title, b.price_minor from listings b
            where b.external_id = c.item_id::text order by b.id desc limit 1) l on true
        where c.id = $1",
    )
    .bind(id.0)
    .fetch_optional(tx.conn())
    .await
    .attempted("reading a conversation")?;
    head.ok_or(NOT_THERE)
}

#[derive(sqlx::FromRow)]
struct Said {
    kind: String,
    sender: String,
    body: String,
    title: String,
    subtitle: String,
    price_minor: Option<i64>,
    offer_state: Option<String>,
    photos: Vec<String>,
    at: OffsetDateTime,
}

impl TryFrom<Said> for MessageView {
    type Error = Error;

    fn try_from(row: Said) -> Result<Self, Error> {
        let unknown = || Error::internal("showing a message", "its kind or sender is unknown");
        Ok(Self {
            kind: MessageKind::from_name(&row.kind).ok_or_else(unknown)?,
            from: Sender::from_name(&row.sender).ok_or_else(unknown)?,
            body: row.body,
            title: row.title,
            subtitle: row.subtitle,
            price: row.price_minor.map(Money::euros_from_cents),
            offer: row.offer_state.as_deref().and_then(OfferState::from_name),
            photos: row.photos,
            at: Some(row.at),
        })
    }
}

async fn messages(tx: &mut TenantTx, id: ConversationId) -> Result<Vec<MessageView>, Error> {
    let mut newest: Vec<Said> = sqlx::query_as(
        "select kind, sender, body, title, subtitle, price_minor, offer_state, photos, said_at as at
        from messages where conversation_id = $1 order by said_at desc, id desc limit $2",
    )
    .bind(id.0)
    .bind(MESSAGES)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the messages of a conversation")?;
    newest.reverse();
    newest.into_iter().map(TryInto::try_into).collect()
}

#[derive(sqlx::FromRow)]
struct Waiting {
    id: i64,
    body: String,
    state: String,
    trouble: Option<Json<Trouble>>,
    job_id: Option<i64>,
    created_at: OffsetDateTime,
}

/// What is on its way or did not get there; and what was sent but not read back yet.
async fn replies(tx: &mut TenantTx, id: ConversationId) -> Result<Vec<ReplyView>, Error> {
    let waiting: Vec<Waiting> = sqlx::query_as(
        "select r.id, r.body, r.state, r.trouble, r.job_id, r.created_at from replies r
        join conversations c on c.id = r.conversation_id
        where r.conversation_id = $1 and (r.state in ('queued', 'in_doubt', 'failed')
            or (r.state = 'sent' and (c.read_at is null or r.ended_at > c.read_at)))
        order by r.id",
    )
    .bind(id.0)
    .fetch_all(tx.conn())
    .await
    .attempted("reading the replies of a conversation")?;
    waiting
        .into_iter()
        .map(|row| {
            Ok(ReplyView {
                id: ReplyId(row.id),
                body: row.body,
                state: state(&row.state)?,
                trouble: row.trouble.map(|json| json.0),
                job: row.job_id.map(JobId),
                created_at: row.created_at,
            })
        })
        .collect()
}

async fn filled(tx: &mut TenantTx, values: &Values) -> Result<Vec<CannedReply>, Error> {
    let canned = canned::list(tx).await?.into_iter();
    let filled = canned.map(|reply| CannedReply {
        text: placeholders::fill(&reply.text, values),
        ..reply
    });
    Ok(filled.collect())
}

/// As vinted.fr writes it: `25,00 €`.
fn written(price: Money) -> String {
    let cents = price.minor.unsigned_abs();
    format!("{},{:02}\u{a0}€", cents / 100, cents % 100)
}
