//! Which items a page about many is for: those that were ticked in the list, or all that the list's question finds. It
//! stands in the address, with the way back to the list as it was.

use super::server_fns::find_matching;
use crate::error::AppError;
use crate::paths;
use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use std::fmt::Write;
use stoflow_wire::changes::Matching;
use stoflow_wire::ids::ProductId;
use stoflow_wire::products::ProductFilter;

/// The names in addresses and forms.
pub const PRODUCT: &str = "product";
pub const ALL: &str = "all";
pub const BACK: &str = "back";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chosen {
    These(Vec<ProductId>),
    All(ProductFilter),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub chosen: Chosen,
    /// The list as it was.
    pub back: String,
}

impl Choice {
    /// Nothing chosen is no choice.
    pub fn read(query: &ParamsMap) -> Option<Self> {
        let chosen = match query.get(ALL).filter(|all| !all.is_empty()) {
            Some(all) => Chosen::All(filter(&all)?),
            None => Chosen::These(ticked(query)?),
        };
        let back = query.get(BACK).filter(|back| is_list(back));
        Some(Self {
            chosen,
            back: back.unwrap_or_else(|| paths::PRODUCTS.to_owned()),
        })
    }

    /// The items, at most as many as can be taken at once by a job for each.
    pub async fn items(self) -> Result<Matching, AppError> {
        match self.chosen {
            Chosen::These(products) => Ok(Matching {
                products,
                more: false,
            }),
            Chosen::All(filter) => find_matching(filter).await,
        }
    }

    /// The choice in a form that stays with it.
    pub fn fields(&self) -> AnyView {
        let back = view! { <input type="hidden" name=BACK value=self.back.clone()/> };
        let chosen = match &self.chosen {
            Chosen::All(filter) => {
                view! { <input type="hidden" name=ALL value=text(filter)/> }.into_any()
            }
            Chosen::These(products) => products
                .iter()
                .map(|product| view! { <input type="hidden" name=PRODUCT value=product.to_string()/> })
                .collect_view()
                .into_any(),
        };
        view! { {back} {chosen} }.into_any()
    }
}

fn ticked(query: &ParamsMap) -> Option<Vec<ProductId>> {
    let ids = query.get_all(PRODUCT)?;
    let products: Vec<ProductId> = ids.iter().filter_map(|id| id.parse().ok()).collect();
    (!products.is_empty()).then_some(products)
}

/// An address may say anything; only the list is led back to.
fn is_list(path: &str) -> bool {
    path == paths::PRODUCTS || path.starts_with(&format!("{}?", paths::PRODUCTS))
}

/// The address of `page`, where the act `(name, value)` is about what is chosen.
pub fn path(page: &str, act: (&str, &str), chosen: &Chosen, back: &str) -> String {
    let all = match chosen {
        Chosen::All(filter) => text(filter),
        Chosen::These(_) => String::new(),
    };
    let mut path = paths::with_query(page, &[act, (BACK, back), (ALL, &all)]);
    if let Chosen::These(products) = chosen {
        for product in products {
            let _infallible = write!(path, "&{PRODUCT}={product}");
        }
    }
    path
}

/// A question of the list as one word, whatever it asks: no layer of an address has to escape it. From its top.
pub fn text(filter: &ProductFilter) -> String {
    let whole = ProductFilter {
        after: None,
        ..filter.clone()
    };
    let json = serde_json::to_vec(&whole).unwrap_or_default();
    json.iter().fold(String::new(), |mut text, byte| {
        let _infallible = write!(text, "{byte:02x}");
        text
    })
}

fn filter(text: &str) -> Option<ProductFilter> {
    let digits: Option<Vec<u8>> = text
        .chars()
        .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
        .collect();
    let json: Vec<u8> = digits?
        .chunks(2)
        .map(|pair| pair.iter().fold(0, |byte, digit| byte * 16 + digit))
        .collect();
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::products::ProductStatus;

    #[test]
    fn the_address_names_the_act_the_items_and_the_way_back() {
        let chosen = Chosen::These(vec![ProductId(3), ProductId(7)]);
        let path = path(
            paths::BULK,
            ("act", "publish"),
            &chosen,
            "/products?search=a",
        );
        assert_eq!(
            path,
            "/products/bulk?act=publish&back=%2Fproducts%3Fsearch%3Da&product=3&product=7"
        );
    }

    #[test]
    fn a_question_comes_back_as_it_was_asked() {
        let asked = ProductFilter {
            search: "robe d'été & 100% coton + 👗".to_owned(),
            status: Some(ProductStatus::Draft),
            ..ProductFilter::default()
        };
        let below = ProductFilter {
            after: Some("abc".to_owned()),
            ..asked.clone()
        };
        assert_eq!(filter(&text(&below)), Some(asked));
        for nonsense in ["x", "7", "7b", "é"] {
            assert_eq!(filter(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn all_of_a_question_needs_no_item() {
        let all = text(&ProductFilter::default());
        let query = ParamsMap::from_iter([(ALL, all.as_str()), (BACK, "https://exemple.fr/")]);
        let choice = Choice::read(&query).unwrap();
        assert_eq!(choice.chosen, Chosen::All(ProductFilter::default()));
        assert_eq!(choice.back, paths::PRODUCTS);
        assert_eq!(Choice::read(&ParamsMap::new()), None);
    }
}
