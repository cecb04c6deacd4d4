//! Where one is in the list: the question, what is said of its layout and the pages before, as they stand in the address.
//! What it says that cannot be read is not asked.

use crate::paths;
use crate::products::columns::Columns;
use crate::products::layout::Rows;
use leptos_router::params::ParamsMap;
use stoflow_wire::filters::{Age, Presence};
use stoflow_wire::money::{Currency, Money};
use stoflow_wire::products::{ProductFilter, ProductStatus};

/// A page of the list. Its address is its whole state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub filter: ProductFilter,
    /// `None` where the list is as it was left.
    pub rows: Option<Rows>,
    pub columns: Option<Columns>,
    /// Where the pages between the first and this one start.
    trail: Vec<String>,
}

/// What is asked beside words and status, each removable by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Vinted,
    Category,
    Brand,
    Price,
    Age,
    Attention,
}

/// What the address says for yes.
pub const YES: &str = "true";
/// Parts the trail's starts; these are opaque, but never hold one.
const SEPARATOR: char = '~';
/// Beyond this the way back is the first page: an address has to stay short.
const LONGEST_TRAIL: usize = 40;

impl Place {
    pub fn read(query: &ParamsMap) -> Self {
        Self::told(|name| query.get(name).unwrap_or_default())
    }

    /// By what `get` has under each name, as in an address or in a form; nothing is an empty text.
    pub fn told(get: impl Fn(&'static str) -> String) -> Self {
        let (lowest, highest) = in_order(cents(&get("price_from")), cents(&get("price_to")));
        Self {
            filter: ProductFilter {
                search: get("search"),
                status: ProductStatus::from_name(&get("status")),
                vinted: Presence::from_name(&get("vinted")),
                category: visible(&get("category")),
                brand: visible(&get("brand")),
                price_from: lowest,
                price_to: highest,
                age: Age::from_name(&get("age")),
                attention: get("attention") == YES,
                after: Some(get("after")).filter(|after| !after.is_empty()),
            },
            rows: Rows::from_name(&get("rows")),
            columns: Columns::read(&get("columns")),
            trail: get("trail")
                .split(SEPARATOR)
                .filter(|start| !start.is_empty())
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Names and values of the address; empty values say nothing.
    fn query(&self) -> Vec<(&'static str, String)> {
        let ProductFilter {
            search,
            status,
            vinted,
            category,
            brand,
            price_from,
            price_to,
            age,
            attention,
            after,
        } = &self.filter;
        let name = |name: Option<&'static str>| name.unwrap_or_default().to_owned();
        vec![
            ("search", search.clone()),
            ("status", name(status.map(ProductStatus::name))),
            ("vinted", name(vinted.map(Presence::name))),
            ("category", category.clone()),
            ("brand", brand.clone()),
            ("price_from", price_from.map(written).unwrap_or_default()),
            ("price_to", price_to.map(written).unwrap_or_default()),
            ("age", name(age.map(Age::name))),
            ("attention", name(attention.then_some(YES))),
            ("rows", name(self.rows.map(Rows::name))),
            (
                "columns",
                self.columns.map(Columns::write).unwrap_or_default(),
            ),
            ("after", after.clone().unwrap_or_default()),
            ("trail", self.trail.join(&SEPARATOR.to_string())),
        ]
    }

    pub fn path(&self) -> String {
        let query = self.query();
        let pairs: Vec<(&str, &str)> = query
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        paths::with_query(paths::PRODUCTS, &pairs)
    }

    /// What a form that asks for `own` anew has to send along.
    pub fn beside(&self, own: &str) -> Vec<(&'static str, String)> {
        let mut query = self.first(self.filter.clone()).query();
        query.retain(|(name, value)| *name != own && !value.is_empty());
        query
    }

    /// The first page of the same question in another status.
    #[must_use]
    pub fn in_status(&self, status: Option<ProductStatus>) -> Self {
        self.first(ProductFilter {
            status,
            ..self.filter.clone()
        })
    }

    /// The first page of the same question with other words.
    #[must_use]
    pub fn searching(&self, search: String) -> Self {
        self.first(ProductFilter {
            search,
            ..self.filter.clone()
        })
    }

    pub fn asks(&self, part: Part) -> bool {
        let filter = &self.filter;
        match part {
            Part::Vinted => filter.vinted.is_some(),
            Part::Category => !filter.category.is_empty(),
            Part::Brand => !filter.brand.is_empty(),
            Part::Price => filter.price_from.is_some() || filter.price_to.is_some(),
            Part::Age => filter.age.is_some(),
            Part::Attention => filter.attention,
        }
    }

    /// The first page of the question without a part.
    #[must_use]
    pub fn without(&self, part: Part) -> Self {
        let mut place = self.first(self.filter.clone());
        let filter = &mut place.filter;
        match part {
            Part::Vinted => filter.vinted = None,
            Part::Category => filter.category.clear(),
            Part::Brand => filter.brand.clear(),
            Part::Price => (filter.price_from, filter.price_to) = (None, None),
            Part::Age => filter.age = None,
            Part::Attention => filter.attention = false,
        }
        place
    }

    /// The first page of words and status alone.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Part::ALL
            .into_iter()
            .fold(self.clone(), |place, part| place.without(part))
    }

    /// The first page of another question.
    #[must_use]
    pub fn first(&self, filter: ProductFilter) -> Self {
        Self {
            filter: ProductFilter {
                after: None,
                ..filter
            },
            rows: self.rows,
            columns: self.columns,
            trail: Vec::new(),
        }
    }

    /// The same page with other rows.
    #[must_use]
    pub fn in_rows(&self, rows: Rows) -> Self {
        Self {
            rows: Some(rows),
            ..self.clone()
        }
    }

    /// The same page with other columns.
    #[must_use]
    pub fn in_columns(&self, columns: Columns) -> Self {
        Self {
            columns: Some(columns),
            ..self.clone()
        }
    }

    /// The page that starts at `next`.
    #[must_use]
    pub fn next(&self, next: String) -> Self {
        let mut trail = self.trail.clone();
        trail.extend(self.filter.after.clone());
        if trail.len() > LONGEST_TRAIL {
            trail.clear();
        }
        self.starting(Some(next), trail)
    }

    /// The page before; `None` on the first.
    pub fn previous(&self) -> Option<Self> {
        self.filter.after.as_ref()?;
        let mut trail = self.trail.clone();
        let after = trail.pop();
        Some(self.starting(after, trail))
    }

    fn starting(&self, after: Option<String>, trail: Vec<String>) -> Self {
        Self {
            filter: ProductFilter {
                after,
                ..self.filter.clone()
            },
            rows: self.rows,
            columns: self.columns,
            trail,
        }
    }

    /// Nothing is asked: an empty list is an empty shop.
    pub fn is_whole(&self) -> bool {
        self.filter == ProductFilter::default()
    }
}

impl Part {
    pub const ALL: [Self; 6] = [
        Self::Vinted,
        Self::Category,
        Self::Brand,
        Self::Price,
        Self::Age,
        Self::Attention,
    ];
}

/// Without what nobody sees and no chip could show.
fn visible(text: &str) -> String {
    text.replace(char::is_control, "").trim().to_owned()
}

fn cents(typed: &str) -> Option<i64> {
    let amount = Money::parse_typed(typed, Currency::default()).ok()?;
    Some(amount.minor)
}

fn written(cents: i64) -> String {
    Money::euros_from_cents(cents).decimal()
}

/// Whoever types 50 to 20 means 20 to 50.
fn in_order(from: Option<i64>, to: Option<i64>) -> (Option<i64>, Option<i64>) {
    match (from, to) {
        (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
        either => either,
    }
}

#[cfg(test)]
mod tests;
