//! Many items at once that came from elsewhere, as drafts, sold or put away, and their leaving again where nobody touched
//! them: a statement for hundreds of rows.

use crate::catalogue::Gender;
use crate::database::TenantTx;
use crate::database::rows::{self, Attempted};
use crate::error::Error;
use crate::listings;
use crate::products::parcel::Parcel;
use crate::products::{ProductFields, counts, revision, row, search};
use stoflow_wire::ids::ProductId;
use stoflow_wire::problem::Problem;
use stoflow_wire::products::{ProductForm, ProductStatus, StatusCounts};
use stoflow_wire::receipts::SoldBy;
use time::Date;

/// Rows of one statement.
const TOGETHER: usize = 500;

/// How an item stands that comes in: nothing is online by that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Standing {
    #[default]
    Draft,
    /// `on`: the day in Paris, where it is known.
    Sold { on: Option<Date> },
    /// `sold_on`: where it was sold before it was put away.
    Archived { sold_on: Option<Date> },
}

impl Standing {
    const ALL: [ProductStatus; 3] = [
        ProductStatus::Draft,
        ProductStatus::Sold,
        ProductStatus::Archived,
    ];

    fn status(self) -> ProductStatus {
        match self {
            Self::Draft => ProductStatus::Draft,
            Self::Sold { .. } => ProductStatus::Sold,
            Self::Archived { .. } => ProductStatus::Archived,
        }
    }

    /// Of what is put away: the status it goes back to.
    fn before(self) -> Option<ProductStatus> {
        match self {
            Self::Draft | Self::Sold { .. } => None,
            Self::Archived { sold_on: None } => Some(ProductStatus::Draft),
            Self::Archived { sold_on: Some(_) } => Some(ProductStatus::Sold),
        }
    }

    /// The day it was sold on, where it is known.
    pub(crate) fn sold_on(self) -> Option<Date> {
        match self {
            Self::Draft => None,
            Self::Sold { on } => on,
            Self::Archived { sold_on } => sold_on,
        }
    }

    /// Of what is sold: nobody but the seller says so.
    fn sold_by(self) -> Option<SoldBy> {
        let is_sold = [Some(self.status()), self.before()].contains(&Some(ProductStatus::Sold));
        is_sold.then_some(SoldBy::Seller)
    }
}

/// An item that comes in. `fields` are within the form's bounds; `typed` is kept beside them as what is being typed, where
/// more was said than can be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub(crate) fields: Option<ProductFields>,
    pub(crate) typed: Option<ProductForm>,
    pub(crate) standing: Standing,
}

/// Adds the items, the first one newest, and answers their numbers in the order they came in. [`Error::Invalid`] at `sku`
/// where another item took one of theirs meanwhile.
pub(crate) async fn bring(
    tx: &mut TenantTx,
    arrivals: &[Arrival],
) -> Result<Vec<ProductId>, Error> {
    let mut brought = Vec::with_capacity(arrivals.len());
    // The list shows what has the highest number first.
    for some in arrivals.rchunks(TOGETHER) {
        let mut some: Vec<&Arrival> = some.iter().collect();
        some.reverse();
        let numbers = insert(tx, &some).await?;
        keep_typed(tx, &some, &numbers).await?;
        brought.extend(numbers);
    }
    let mut change = StatusCounts::default();
    for arrival in arrivals {
        counts::tally(&mut change, arrival.standing.status(), 1);
    }
    counts::add(tx, change).await?;
    brought.reverse();
    Ok(brought.into_iter().map(ProductId).collect())
}

async fn insert(tx: &mut TenantTx, some: &[&Arrival]) -> Result<Vec<i64>, Error> {
    let unsaid = ProductFields {
        quantity: 1,
        ..ProductFields::default()
    };
    let mut columns = Columns::default();
    for arrival in some {
        columns.push(arrival.fields.as_ref().unwrap_or(&unsaid), arrival)?;
    }
    let titles = columns.titles.clone();
    let inserted = sqlx::query_as::<_, (i64, String)>(
        "insert into products (title, description, price_minor, cost_minor, minimum_minor, category, gender, brand, size
            , colours, condition, materials, attributes, measurements, weight_g, parcel, location, sku, quantity
            , search_text, status, archived_from, sold_at, sold_by, touched)
        select title, description, price, cost, minimum, category, gender, brand, size, string_to_array(colours, ',')
            , condition, string_to_array(materials, ','), attributes::jsonb, measurements::jsonb, weight, parcel, location
            , sku, quantity, search_text, status, archived_from, sold_on::timestamp at time zone 'Europe/Paris', sold_by, true
        from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[]
            , $9::text[], $10::text[], $11::smallint[], $12::text[], $13::text[], $14::text[], $15::integer[], $16::text[]
            , $17::text[], $18::text[], $19::integer[], $20::text[], $21::text[], $22::text[], $23::date[], $24::text[])
        as arrivals (title, description, price, cost, minimum, category, gender, brand, size, colours, condition, materials
            , attributes, measurements, weight, parcel, location, sku, quantity, search_text, status, archived_from, sold_on
            , sold_by)
        returning id, title",
    )
    .bind(columns.titles)
    .bind(columns.descriptions)
    .bind(columns.prices)
    .bind(columns.costs)
    .bind(columns.minimums)
    .bind(columns.categories)
    .bind(columns.genders)
    .bind(columns.brands)
    .bind(columns.sizes)
    .bind(columns.colours)
    .bind(columns.conditions)
    .bind(columns.materials)
    .bind(columns.attributes)
    .bind(columns.measurements)
    .bind(columns.weights)
    .bind(columns.parcels)
    .bind(columns.locations)
    .bind(columns.skus)
    .bind(columns.quantities)
    .bind(columns.search_texts)
    .bind(columns.statuses)
    .bind(columns.before)
    .bind(columns.sold_on)
    .bind(columns.sold_by)
    .fetch_all(tx.conn())
    .await;
    let attempted = "bringing products in";
    let inserted = rows::on_unique(inserted, attempted, || {
        Error::field("sku", Problem::AlreadyUsed)
    })?;
    let (numbers, named): (Vec<i64>, Vec<String>) = inserted.into_iter().unzip();
    if named != titles {
        return Err(Error::internal(
            attempted,
            "they came back in another order",
        ));
    }
    Ok(numbers)
}

/// The rows of a statement, column by column.
#[derive(Default)]
struct Columns {
    titles: Vec<String>,
    descriptions: Vec<String>,
    prices: Vec<Option<i64>>,
    costs: Vec<Option<i64>>,
    minimums: Vec<Option<i64>>,
    categories: Vec<String>,
    genders: Vec<&'static str>,
    brands: Vec<String>,
    sizes: Vec<String>,
    colours: Vec<String>,
    conditions: Vec<Option<i16>>,
    materials: Vec<String>,
    attributes: Vec<String>,
    measurements: Vec<String>,
    weights: Vec<Option<i32>>,
    parcels: Vec<Option<&'static str>>,
    locations: Vec<String>,
    skus: Vec<String>,
    quantities: Vec<i32>,
    search_texts: Vec<String>,
    statuses: Vec<&'static str>,
    before: Vec<Option<&'static str>>,
    sold_on: Vec<Option<Date>>,
    sold_by: Vec<Option<&'static str>>,
}

impl Columns {
    fn push(&mut self, fields: &ProductFields, arrival: &Arrival) -> Result<(), Error> {
        let typed = arrival.typed.as_ref().filter(|_| fields.title.is_empty());
        // What was never saved is found by what is being typed.
        self.search_texts.push(match typed {
            Some(form) => search::text(&form.title, &form.brand, &form.sku, &form.location),
            None => search::text(&fields.title, &fields.brand, &fields.sku, &fields.location),
        });
        let minor = |money: Option<stoflow_wire::money::Money>| money.map(|money| money.minor);
        self.titles.push(fields.title.clone());
        self.descriptions.push(fields.description.clone());
        self.prices.push(minor(fields.price));
        self.costs.push(minor(fields.cost));
        self.minimums.push(minor(fields.minimum));
        self.categories.push(fields.category.clone());
        self.genders.push(fields.gender.map_or("", Gender::key));
        self.brands.push(fields.brand.clone());
        self.sizes.push(fields.size.clone());
        self.colours.push(fields.colours.join(","));
        self.conditions.push(fields.condition.map(i16::from));
        self.materials.push(fields.materials.join(","));
        self.attributes.push(json(&row::said(fields).0)?);
        self.measurements
            .push(json(&row::stored(&fields.measurements).0)?);
        self.weights.push(fields.weight_g.map(i32::from));
        self.parcels.push(fields.parcel.map(Parcel::key));
        self.locations.push(fields.location.clone());
        self.skus.push(fields.sku.clone());
        self.quantities.push(fields.quantity);
        self.stand(arrival.standing);
        Ok(())
    }

    fn stand(&mut self, standing: Standing) {
        self.statuses.push(standing.status().name());
        self.before.push(standing.before().map(ProductStatus::name));
        self.sold_on.push(standing.sold_on());
        self.sold_by.push(standing.sold_by().map(SoldBy::name));
    }
}

fn json(said: &impl serde::Serialize) -> Result<String, Error> {
    serde_json::to_string(said).map_err(|error| Error::internal("writing what is said", error))
}

async fn keep_typed(tx: &mut TenantTx, some: &[&Arrival], numbers: &[i64]) -> Result<(), Error> {
    let typed = some.iter().zip(numbers);
    let typed = typed.filter_map(|(arrival, number)| Some((*number, arrival.typed.as_ref()?)));
    let (mut products, mut forms) = (Vec::new(), Vec::new());
    for (product, form) in typed {
        products.push(product);
        forms.push(json(form)?);
    }
    if products.is_empty() {
        return Ok(());
    }
    sqlx::query(
        "insert into product_drafts (product_id, form, base_version)
        select product, form::jsonb, 1 from unnest($1::bigint[], $2::text[]) as typed (product, form)",
    )
    .bind(products)
    .bind(forms)
    .execute(tx.conn())
    .await
    .attempted("keeping what could not be saved")?;
    Ok(())
}

/// Clears those of the items away that are as they came in: not saved, typed at, photographed or put up since. Answers
/// which.
pub(crate) async fn send_back(
    tx: &mut TenantTx,
    products: &[ProductId],
) -> Result<Vec<ProductId>, Error> {
    let numbers: Vec<i64> = products.iter().map(|product| product.0).collect();
    // What is typed has its first moment in common with its product; saving, a photo and a change of status move the product's
    // last one.
    let untouched: Vec<i64> = sqlx::query_scalar(
        "select id from products
        where id = any ($1) and updated_at = created_at
            and not exists (
                select 1 from product_drafts d where d.product_id = products.id and d.saved_at <> products.created_at
            )
        order by id for update",
    )
    .bind(numbers)
    .fetch_all(tx.conn())
    .await
    .attempted("looking for what nobody touched")?;
    let untouched: Vec<ProductId> = untouched.into_iter().map(ProductId).collect();
    let listed = listings::badges(tx, &untouched).await?;
    let free: Vec<ProductId> = untouched
        .into_iter()
        .filter(|product| !listed.contains_key(product))
        .collect();
    sqlx::query("delete from product_drafts where product_id = any ($1)")
        .bind(free.iter().map(|product| product.0).collect::<Vec<i64>>())
        .execute(tx.conn())
        .await
        .attempted("forgetting what could not be saved")?;
    revision::discard(tx, &free, &Standing::ALL).await
}
