//! A shop with one of everything in it, under numbers that are nobody else's.
#![expect(
    clippy::disallowed_types,
    reason = "one text furnishes every shop: its numbers and tables are filled in"
)]

use crate::app::Person;
use sqlx::AssertSqlSafe;
use stoflow_wire::ids::TenantId;

/// The kinds of things a call can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Product,
    Photo,
    Picture,
    Listing,
    Job,
    Batch,
    Sale,
    Conversation,
    Reply,
    Canned,
    Executor,
    Item,
    Snapshot,
    Template,
    Change,
    Import,
    OwnWord,
    Correction,
}

impl Kind {
    pub(crate) const ALL: [Self; 18] = [
        Self::Product,
        Self::Photo,
        Self::Picture,
        Self::Listing,
        Self::Job,
        Self::Batch,
        Self::Sale,
        Self::Conversation,
        Self::Reply,
        Self::Canned,
        Self::Executor,
        Self::Item,
        Self::Snapshot,
        Self::Template,
        Self::Change,
        Self::Import,
        Self::OwnWord,
        Self::Correction,
    ];

    /// `$product`
    pub(crate) fn mark(self) -> String {
        format!("${}", format!("{self:?}").to_lowercase())
    }
}

/// The numbers of one shop's things, and a word that stands on all of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shop {
    first: i64,
    pub(crate) word: &'static str,
}

impl Shop {
    pub(crate) const fn new(first: i64, word: &'static str) -> Self {
        Self { first, word }
    }

    pub(crate) fn number(&self, kind: Kind) -> i64 {
        self.first + kind as i64
    }

    /// Puts one of everything into the shop of `person`.
    pub(crate) async fn furnish(&self, person: &Person<'_>) {
        let uploaded = person.product("Robe").await;
        person.photo(uploaded).await;
        let fill = Kind::ALL
            .into_iter()
            .fold(THINGS.replace("$word", self.word), |sql, kind| {
                sql.replace(&kind.mark(), &self.number(kind).to_string())
            });
        let mut tx = person
            .app
            .backend
            .database
            .tenant(person.tenant)
            .await
            .unwrap();
        sqlx::raw_sql(AssertSqlSafe(fill))
            .execute(tx.conn())
            .await
            .unwrap();
        tx.commit().await.unwrap();
    }
}

/// Every row of a shop as text, table by table.
pub(crate) async fn contents(person: &Person<'_>) -> Vec<String> {
    let TenantId(number) = person.tenant;
    let mut tx = person
        .app
        .backend
        .database
        .tenant(person.tenant)
        .await
        .unwrap();
    let tables: Vec<String> = sqlx::query_scalar(
        "select tablename::text from pg_catalog.pg_tables where schemaname = $1 order by 1",
    )
    .bind(format!("user_{number}"))
    .fetch_all(tx.conn())
    .await
    .unwrap();
    assert!(tables.len() > 20, "{tables:?}");
    let mut contents = Vec::new();
    for table in tables {
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!(
            "select to_jsonb(entry)::text from {table} as entry order by 1"
        )))
        .fetch_all(tx.conn())
        .await
        .unwrap();
        contents.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    contents
}

const THINGS: &str = "
insert into products (id, title, description, price_minor, brand, location, sku, status, touched, search_text)
overriding system value
values ($product, 'Pull $word', 'En $word.', 2500, '$word', '$word', 'SKU-$product', 'published', true, lower('pull $word'));

update product_counts set published = published + 1;

insert into product_photos (id, product_id, position, storage_key, content_hash, width, height, bytes)
overriding system value
select added.id, $product, added.position, storage_key, content_hash, width, height, bytes
from product_photos, (values ($photo, 0), ($picture, 1)) as added (id, position) limit 2;

insert into listings (id, product_id, platform, site, state, reference, upload_session, external_id, url, title, price_minor,
    written_version, published_at)
overriding system value
values ($listing, $product, 'vinted', 'www.vinted.fr', 'live', 'REF$listing', 'session-$listing', '$listing',
    'https://www.vinted.fr/items/$listing', 'Pull $word', 2500, 1, now());

insert into batch_jobs (id, platform, action, idempotency_key, asked)
overriding system value
values ($batch, 'vinted', 'update', 'batch-$batch', 1);

insert into batch_jobs (id, platform, action, idempotency_key, asked, left_out)
overriding system value
values ($change, 'stoflow', 'location', 'change-$change', 1, '{\"batch\": $change, \"kind\": \"location\", \"undone\": null,
    \"left_out\": [], \"changed\": [{\"product\": $product, \"title\": \"Pull $word\", \"version\": 1,
    \"turn\": {\"of\": \"location\", \"before\": \"$word\", \"after\": \"$word\"}}]}');

insert into batch_jobs (id, platform, action, idempotency_key, left_out)
overriding system value
values ($import, 'file', 'import', 'import-$import', '{\"file\": \"$word.csv\", \"preset\": null, \"headings\": [\"Titre\", \"\"],
    \"places\": [\"title\", \"\"], \"unshown\": 0, \"rows\": [[2, [\"Robe $word\", \"\"]]], \"report\": null, \"made\": [],
    \"undone\": null}');

insert into marketplace_jobs (id, platform, action, product_id, listing_id, lane, batch_id, expires_at)
overriding system value
values ($job, 'vinted', 'update', $product, $listing, 'vinted', $batch, now() + interval '1 day');

insert into sales (id, transaction_id, conversation_id, title, price_minor, buyer_login, state, standing, status_text,
    sold_at, paid_at, ship_by, search_text)
overriding system value
values ($sale, $sale, $conversation, 'Pull $word', 2500, '$word', 'to_ship', 'needs_action', 'À expédier', now(), now(),
    now() + interval '5 days', lower('pull $word'));

insert into sale_items (sale_id, position, vinted_id, title, listing_id)
values ($sale, 0, $listing, 'Pull $word', $listing);

insert into conversations (id, opposite_id, opposite_login, item_title, preview, unread, updated_at, search_text)
values ($conversation, 1, '$word', 'Pull $word', 'Bonjour $word', true, now(), lower('$word'));

insert into messages (conversation_id, anchor, kind, sender, body, title, subtitle, said_at)
values ($conversation, 'one', 'message', 'them', 'Bonjour $word', '', '', now());

insert into replies (id, conversation_id, idempotency_key, body, state)
overriding system value
values ($reply, $conversation, 'reply-$reply', 'Merci $word', 'queued');

insert into canned_replies (id, name, body)
overriding system value
values ($canned, '$word', 'Merci $word');

insert into text_templates (id, name, name_key, language, title, description)
overriding system value
values ($template, '$word', lower('$word'), 'fr', '$word {marque}', '');

insert into own_words (id, field, word, name)
overriding system value
values ($ownword, 'colours', 'own_$word', '$word');

insert into own_words (id, channel, site, field, word, means)
overriding system value
values ($correction, 'vinted', 'www.vinted.fr', 'colours', 'own_$word', '1');

insert into channel_rules (channel, coefficient, added_minor, ending)
values ('vinted', 1100, 0, 'ninety');

insert into executors (id, name, token_hash)
overriding system value
values ($executor, 'Chrome $word', '\\x00');

insert into wardrobe_items (vinted_id, title, price_minor, brand, size, condition, url, photos, state, views, favourites,
    search_text, first_run, seen_run)
values ($item, 'Pull $word', 2500, '$word', 'M', 'Très bon état', 'https://www.vinted.fr/items/$item', '[]', 'on_sale', 3, 1,
    lower('pull $word'), 1, 1);

insert into listings (id, product_id, platform, site, state, reference, upload_session, external_id, title, price_minor,
    removed_at)
overriding system value
values ($snapshot, $product, 'vinted', 'www.vinted.fr', 'removed', 'REF$snapshot', 'session-$snapshot', '$snapshot',
    'Pull $word', 2500, now());

insert into listing_snapshots (id, listing_id, external_id, title, currency, photos)
overriding system value
values ($snapshot, $snapshot, '$snapshot', 'Pull $word', 'EUR', array(select storage_key from product_photos limit 1));
";
