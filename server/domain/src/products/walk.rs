//! One walk over a shop for whatever its list is asked: a page of what matches, and how many match in each status.
//!
//! Nothing is joined: whatever a planner guesses of so many conditions, each row costs a look into an index at the
//! most. What few products have in common, such as a job that broke, is looked up first.

use crate::catalogue;
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::jobs;
use crate::listings::view;
use crate::products::counts;
use crate::products::place::Place;
use crate::products::question::{Beside, Question, Refused};
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::{ProductStatus, StatusCounts};

/// Without a status: all but what the seller put away.
const ALL: [ProductStatus; 4] = [
    ProductStatus::Draft,
    ProductStatus::Published,
    ProductStatus::Sold,
    ProductStatus::PendingDeletion,
];

pub(super) struct Hits {
    /// The products of the page, the newest first.
    pub(super) page: Vec<i64>,
    pub(super) counts: StatusCounts,
}

type Row = (i64, i64, i64, i64, Vec<i64>);

/// The walk with what is asked beside words. What matches is neither kept nor sorted: it comes from the newest on, as the
/// index has it, and is counted and numbered in passing.
macro_rules! walk {
    ($beside:literal) => {
        concat!(
            "select count(*) filter (where status = 'draft')
                , count(*) filter (where status = 'published')
                , count(*) filter (where status = 'sold')
                , count(*) filter (where status = 'archived')
                , coalesce((
                    array_agg(id) filter (where status = any ($2) and (created_at, id) < ($3, $4))
                )[1:$5], '{}')
            from (
                select id, status, created_at from products where touched and search_text like all ($1)",
            $beside,
            "
                order by created_at desc, id desc
            ) hits"
        )
    };
}

const WORDS: &str = walk!("");

/// The states are those of the index of a product's one listing, written out so that it can be used.
const EVERYTHING: &str = walk!(
    "
    and ($6::text[] is null or category = any ($6))
    and ($7::text[] is null or lower(brand) = any ($7))
    and ($8::bigint is null or price_minor >= $8)
    and ($9::bigint is null or price_minor <= $9)
    and ($10::integer is null or created_at <= now() - make_interval(days => $10))
    and ($11::text[] is null or exists (
        select 1 from listings l
        where l.product_id = products.id and l.state = any ($11)
            and l.state in ('creating', 'live', 'updating', 'removing', 'draft', 'relisting', 'in_doubt')
            and ($12::integer is null or l.published_at <= now() - make_interval(days => $12))
    ))
    and ($13::text[] is null or not exists (
        select 1 from listings l
        where l.product_id = products.id and l.state = any ($13)
            and l.state in ('creating', 'live', 'updating', 'removing', 'draft', 'relisting', 'in_doubt')
    ))
    and ($14::bigint[] is null or id = any ($14))
    and ($15::bigint[] is null or id <> all ($15))
    and ($16::bigint[] is null or lacking or (sizeless and category = any ($17)) or id = any ($16))"
);

/// As many of what matches as `most`, below `after`, and the counts of all that matches.
pub(super) async fn hits(
    tx: &mut TenantTx,
    question: &Question,
    status: Option<ProductStatus>,
    after: Place,
    most: i32,
) -> Result<Hits, Error> {
    let statuses: Vec<&str> = match status {
        Some(status) => vec![status.name()],
        None => ALL.map(ProductStatus::name).to_vec(),
    };
    let statement = match question.beside {
        None => WORDS,
        Some(_) => EVERYTHING,
    };
    // Planned for what is asked each time: what is not asked is then not looked at, and most of it is in the index.
    let mut asking = sqlx::query_as::<_, Row>(statement)
        .persistent(question.beside.is_none())
        .bind(&question.patterns)
        .bind(statuses)
        .bind(after.created_at)
        .bind(after.id)
        .bind(most);
    if let Some(beside) = &question.beside {
        let known = Known::about(tx, beside).await?;
        asking = asking
            .bind(&beside.categories)
            .bind(&beside.brands)
            .bind(beside.price_from)
            .bind(beside.price_to)
            .bind(beside.created_days)
            .bind(&beside.in_states)
            .bind(beside.listed_days)
            .bind(&beside.not_in_states)
            .bind(known.only)
            .bind(known.without)
            .bind(known.troubled)
            .bind(known.sized);
    }
    let (draft, published, sold, archived, page) = asking
        .fetch_one(tx.conn())
        .await
        .attempted("searching products")?;
    Ok(Hits {
        page,
        counts: counts::from_row((draft, published, sold, archived)),
    })
}

/// What is looked up before the walk, as far as it is asked for.
#[derive(Default)]
struct Known {
    only: Option<Vec<i64>>,
    without: Option<Vec<i64>>,
    /// Something went wrong with these.
    troubled: Option<Vec<i64>>,
    /// Keys of the categories whose things have a size.
    sized: Vec<&'static str>,
}

impl Known {
    async fn about(tx: &mut TenantTx, beside: &Beside) -> Result<Self, Error> {
        let mut known = Self::default();
        match beside.refused {
            Refused::AsAllOthers => {}
            Refused::Alone => known.only = Some(numbers(view::refused(tx).await?)),
            Refused::LeftOut => known.without = Some(numbers(view::refused(tx).await?)),
        }
        if beside.attention {
            known.troubled = Some(troubled(tx).await?);
            known.sized = sized();
        }
        Ok(known)
    }
}

/// A marketplace refused it or wants it verified, or a job about it broke.
async fn troubled(tx: &mut TenantTx) -> Result<Vec<i64>, Error> {
    let mut troubled = numbers(view::refused(tx).await?);
    troubled.extend(numbers(view::to_verify(tx).await?));
    troubled.extend(numbers(jobs::broken_products(tx).await?));
    Ok(troubled)
}

fn numbers(products: Vec<ProductId>) -> Vec<i64> {
    products.into_iter().map(|product| product.0).collect()
}

fn sized() -> Vec<&'static str> {
    catalogue::categories()
        .iter()
        .filter(|category| !category.sizes.is_empty())
        .map(|category| category.key.as_str())
        .collect()
}
