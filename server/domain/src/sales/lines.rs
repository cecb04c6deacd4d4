//! Writing down what a page of the list of sales showed. Says whether the page held anything new, so that a reading
//! can stop where everything was known.

use crate::catalogue::folding::fold;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::sales::rows::storable;
use crate::sales::{deadline, state};
use std::collections::HashSet;
use stoflow_wire::sales::{SaleLine, SaleState};
use time::OffsetDateTime;

/// What a page held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page {
    /// Every sale on it was known, finished and is as it was: so are all the older ones.
    Known,
    News,
}

/// Writes the lines of a page down. What is new, has changed or is not finished is to be read in full.
pub(crate) async fn see(tx: &mut TenantTx, lines: &[SaleLine]) -> Result<Page, Error> {
    let now: OffsetDateTime = sqlx::query_scalar("select now()")
        .fetch_one(tx.conn())
        .await
        .attempted("reading the time")?;
    let mut columns = Columns::default();
    let mut known = HashSet::new();
    for line in lines
        .iter()
        .filter(|line| known.insert(line.transaction_id))
    {
        columns.push(line, now);
    }
    let settled = settled(tx, &columns).await?;
    let page = if settled == columns.ids.len() {
        Page::Known
    } else {
        Page::News
    };
    write(tx, columns).await?;
    Ok(page)
}

/// How many of these lines are finished sales that stand as they stood.
async fn settled(tx: &mut TenantTx, columns: &Columns) -> Result<usize, Error> {
    let settled: i64 = sqlx::query_scalar(
        "select count(*) from sales s
        join unnest($1::bigint[], $2::text[], $3::text[]) as line (transaction_id, standing, status_text)
            on line.transaction_id = s.transaction_id
        where s.state in ('completed', 'called_off')
        and (s.standing, s.status_text) = (line.standing, line.status_text)",
    )
    .bind(&columns.ids)
    .bind(&columns.standings)
    .bind(&columns.statuses)
    .fetch_one(tx.conn())
    .await
    .attempted("comparing a page of sales with what is known")?;
    Ok(usize::try_from(settled).unwrap_or_default())
}

/// A sale that is over stays over here, whatever it was read as in full; of others the sale in full says more.
async fn write(tx: &mut TenantTx, columns: Columns) -> Result<(), Error> {
    sqlx::query(
        "insert into sales (transaction_id, conversation_id, title, price_minor, standing, status_text, state, sold_at
            , ship_by, thumb, search_text)
        select transaction_id, conversation_id, title, price_minor, standing, status_text, state, sold_at, ship_by
            , thumb, search_text
        from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::bigint[], $7::text[]
            , $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[])
        as line (transaction_id, standing, status_text, conversation_id, title, price_minor, state, sold_at, ship_by
            , thumb, search_text)
        on conflict (transaction_id) do update
        set details_due = sales.details_due
                or (sales.standing, sales.status_text) is distinct from (excluded.standing, excluded.status_text)
            , conversation_id = coalesce(excluded.conversation_id, sales.conversation_id)
            , standing = excluded.standing, status_text = excluded.status_text
            , state = case when excluded.state in ('completed', 'called_off') then excluded.state else sales.state end
            , thumb = coalesce(excluded.thumb, sales.thumb)",
    )
    .bind(columns.ids)
    .bind(columns.standings)
    .bind(columns.statuses)
    .bind(columns.conversations)
    .bind(columns.titles)
    .bind(columns.prices)
    .bind(columns.states)
    .bind(columns.sold)
    .bind(columns.deadlines)
    .bind(columns.thumbs)
    .bind(columns.search_texts)
    .execute(tx.conn())
    .await
    .attempted("writing down a page of sales")?;
    Ok(())
}

/// The lines of a page, column by column.
#[derive(Default)]
struct Columns {
    ids: Vec<i64>,
    standings: Vec<&'static str>,
    statuses: Vec<String>,
    conversations: Vec<Option<i64>>,
    titles: Vec<String>,
    prices: Vec<Option<i64>>,
    states: Vec<&'static str>,
    sold: Vec<OffsetDateTime>,
    deadlines: Vec<OffsetDateTime>,
    thumbs: Vec<Option<String>>,
    search_texts: Vec<String>,
}

impl Columns {
    fn push(&mut self, line: &SaleLine, now: OffsetDateTime) {
        let title = storable(&line.title);
        let sold_at = line.at.unwrap_or(now);
        let state: SaleState = state::of_line(line.standing);
        self.ids.push(line.transaction_id);
        self.standings.push(line.standing.name());
        self.statuses.push(storable(&line.status));
        self.conversations.push(line.conversation_id);
        self.search_texts.push(fold(&title));
        self.titles.push(title);
        self.prices.push(line.price.map(|price| price.minor));
        self.states.push(state.name());
        self.sold.push(sold_at);
        self.deadlines.push(deadline::ship_by(sold_at));
        self.thumbs.push(line.thumb.as_deref().map(storable));
    }
}
