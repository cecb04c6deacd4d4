//! Many plausible second-hand products at once, the same ones at every run: for benchmarks and for looking at long
//! lists.

use crate::catalogue::sizes::SizeGroup;
use crate::catalogue::{self, Category, Gender, brands};
use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::products::{ProductFields, counts, search};
use stoflow_wire::language::Language;
use stoflow_wire::money::Money;
use stoflow_wire::products::{ProductStatus, StatusCounts};

/// Rows of one statement.
const BATCH: u64 = 1000;

/// Brands to choose from, the most traded ones.
const BRANDS: usize = 120;

const DETAILS: [&str; 16] = [
    "vintage",
    "oversize",
    "coupe droite",
    "années 90",
    "taille haute",
    "coton bio",
    "édition limitée",
    "à rayures",
    "brodé main",
    "style workwear",
    "comme neuf",
    "d'été",
    "d'hiver",
    "imprimé fleuri",
    "fait en France",
    "Y2K",
];

const STORIES: [&str; 6] = [
    "Porté quelques fois seulement, toujours lavé à froid.",
    "Trouvé dans une friperie lyonnaise, belle matière et beau tombé.",
    "Acheté l'an dernier, trop grand pour moi, il cherche une nouvelle vie.",
    "Aucun défaut à signaler, maison sans animaux et non fumeur.",
    "Une petite trace d'usure au poignet, visible sur la dernière photo.",
    "Pièce rare, introuvable en boutique depuis des années.",
];

const SHELVES: [&str; 5] = ["Étagère A", "Étagère B", "Portant", "Carton", "Malle"];

const LETTER_SIZES: [&str; 6] = ["XS", "S", "M", "L", "XL", "XXL"];
const TROUSER_SIZES: [&str; 8] = [
    "34", "36", "38", "40", "42", "W30 L32", "W32 L32", "W34 L34",
];
const SHOE_SIZES: [&str; 6] = ["36", "38", "38,5", "40", "41", "43"];
const ONE_SIZE: [&str; 1] = ["unique"];
const CHILD_SIZES: [&str; 6] = ["4 ans", "6 ans", "8 ans", "10 ans", "12 ans", "14 ans"];

/// Adds `count` products, the last one newest, spread over the past months.
pub async fn fill(tx: &mut TenantTx, count: u32) -> Result<(), Error> {
    let present: i64 = sqlx::query_scalar("select count(*) from products where touched")
        .fetch_one(tx.conn())
        .await
        .attempted("counting products")?;
    let first = present.unsigned_abs();
    let end = first + u64::from(count);
    for start in (first..end).step_by(usize::try_from(BATCH).unwrap_or(1)) {
        insert(tx, start..(start + BATCH).min(end), end).await?;
    }
    let mut change = StatusCounts::default();
    (first..end).for_each(|number| counts::tally(&mut change, status(number), 1));
    counts::add(tx, change).await
}

/// The goods of these numbers; the age of each is how far it is from `end`.
async fn insert(tx: &mut TenantTx, numbers: std::ops::Range<u64>, end: u64) -> Result<(), Error> {
    let mut rows = Columns::default();
    for number in numbers {
        rows.push(goods(number), status(number), end - number);
    }
    sqlx::query(
        "insert into products (title, description, price_minor, category, gender, brand, size, colours, condition
            , materials, location, sku, status, search_text, created_at, archived_from, touched)
        select title, description, price_minor, category, gender, brand, size, string_to_array(colours, ',')
            , condition, string_to_array(materials, ','), location, sku, status, search_text
            , now() - age * interval '23 minutes', case when status = 'archived' then 'draft' end, true
        from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]
            , $9::smallint[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::bigint[])
        as goods (title, description, price_minor, category, gender, brand, size, colours, condition, materials
            , location, sku, status, search_text, age)",
    )
    .bind(rows.titles)
    .bind(rows.descriptions)
    .bind(rows.prices)
    .bind(rows.categories)
    .bind(rows.genders)
    .bind(rows.brands)
    .bind(rows.sizes)
    .bind(rows.colours)
    .bind(rows.conditions)
    .bind(rows.materials)
    .bind(rows.locations)
    .bind(rows.skus)
    .bind(rows.statuses)
    .bind(rows.search_texts)
    .bind(rows.ages)
    .execute(tx.conn())
    .await
    .attempted("filling a shop")?;
    Ok(())
}

/// The rows of a batch, column by column.
#[derive(Default)]
struct Columns {
    titles: Vec<String>,
    descriptions: Vec<String>,
    prices: Vec<Option<i64>>,
    categories: Vec<String>,
    genders: Vec<&'static str>,
    brands: Vec<String>,
    sizes: Vec<String>,
    colours: Vec<String>,
    conditions: Vec<Option<i16>>,
    materials: Vec<String>,
    locations: Vec<String>,
    skus: Vec<String>,
    statuses: Vec<&'static str>,
    search_texts: Vec<String>,
    ages: Vec<i64>,
}

impl Columns {
    fn push(&mut self, goods: ProductFields, status: ProductStatus, age: u64) {
        let search_text = search::text(&goods.title, &goods.brand, &goods.sku, &goods.location);
        self.search_texts.push(search_text);
        self.titles.push(goods.title);
        self.descriptions.push(goods.description);
        self.prices.push(goods.price.map(|price| price.minor));
        self.categories.push(goods.category);
        self.genders.push(goods.gender.map_or("", Gender::key));
        self.brands.push(goods.brand);
        self.sizes.push(goods.size);
        self.colours.push(goods.colours.join(","));
        self.conditions.push(goods.condition.map(i16::from));
        self.materials.push(goods.materials.join(","));
        self.locations.push(goods.location);
        self.skus.push(goods.sku);
        self.statuses.push(status.name());
        self.ages.push(i64::try_from(age).unwrap_or(i64::MAX));
    }
}

/// Most lie there, some are sold, a few put away. None is published: nothing of this is live anywhere.
fn status(number: u64) -> ProductStatus {
    match number % 25 {
        3 | 11 => ProductStatus::Sold,
        17 => ProductStatus::Archived,
        _ => ProductStatus::Draft,
    }
}

/// The product of this number; always the same one.
fn goods(number: u64) -> ProductFields {
    let mut dice = Dice(number);
    let leaves: Vec<&Category> = catalogue::categories()
        .iter()
        .filter(|c| c.is_leaf())
        .collect();
    let brands: Vec<&brands::Brand> = brands::all().take(BRANDS).collect();
    let category = dice.pick(&leaves);
    let gender = dice.pick(&category.genders);
    let brand = dice.pick(&brands);
    let colour = dice.pick(catalogue::colours());
    let material = dice.pick(catalogue::materials());
    let condition = dice.pick(&catalogue::conditions()[1..8]);
    let size = *dice.pick(sizes(category, *gender));
    let label = category.label(Language::Fr);
    let colour_label = colour.label(Language::Fr).to_lowercase();
    let detail = dice.pick(&DETAILS);
    ProductFields {
        title: format!(
            "{label} {} {detail} {colour_label} taille {size}",
            brand.name
        ),
        description: format!(
            "{label} {} en {}, coloris {colour_label}, taille {size}.\n{}\n{}.",
            brand.name,
            material.label(Language::Fr).to_lowercase(),
            dice.pick(&STORIES),
            condition.label(Language::Fr),
        ),
        price: Some(Money::euros_from_cents(350 + dice.below(90) * 100)),
        cost: None,
        minimum: None,
        category: category.key.clone(),
        gender: Some(*gender),
        brand: brand.name.clone(),
        size: size.to_owned(),
        colours: vec![colour.key.clone()],
        condition: Some(condition.note),
        materials: vec![material.key.clone()],
        shares: Vec::new(),
        attributes: Vec::new(),
        measurements: Vec::new(),
        weight_g: None,
        parcel: None,
        location: format!("{} {}", dice.pick(&SHELVES), 1 + dice.below(40)),
        sku: format!("ST-{number:06}"),
        quantity: 1,
    }
}

fn sizes(category: &Category, gender: Gender) -> &'static [&'static str] {
    if category.sizes.contains(&SizeGroup::Shoe) {
        return &SHOE_SIZES;
    }
    if !category.sizes.contains(&SizeGroup::Letter) {
        return &ONE_SIZE;
    }
    match gender {
        Gender::Girls | Gender::Boys => &CHILD_SIZES,
        Gender::Women | Gender::Men | Gender::Unisex if category.parent == "bottoms" => {
            &TROUSER_SIZES
        }
        Gender::Women | Gender::Men | Gender::Unisex => &LETTER_SIZES,
    }
}

/// Choices that look random and are the same at every run (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u32) -> i64 {
        i64::try_from(self.roll() % u64::from(end)).unwrap_or(0)
    }

    /// One of `choices`, which are never none.
    fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        let count = u64::try_from(choices.len()).unwrap_or(1);
        &choices[usize::try_from(self.roll() % count).unwrap_or(0)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_words::OwnWords;
    use crate::products::form;
    use std::collections::HashSet;

    #[test]
    fn every_product_could_have_been_typed() {
        for number in 0..2000 {
            let goods = goods(number);
            assert_eq!(
                form::read(&form::write(&goods), OwnWords::none()),
                Ok(goods),
                "{number}"
            );
        }
    }

    #[test]
    fn the_goods_are_varied_and_the_same_at_every_run() {
        let titles: HashSet<String> = (0..1000).map(|number| goods(number).title).collect();
        assert!(titles.len() > 990, "{}", titles.len());
        assert_eq!(goods(7), goods(7));
        assert_eq!(
            (0..100)
                .filter(|n| status(*n) == ProductStatus::Sold)
                .count(),
            8
        );
    }
}
