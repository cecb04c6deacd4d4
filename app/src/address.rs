//! What the address of a page asks, read once. The router's own reading takes the escapes off twice, so that a search with
//! `%` or a way back with `&` in it would come out as another one.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::Url;
use leptos_router::params::ParamsMap;

/// Names and values of the address the visitor is at.
pub fn query() -> Memo<ParamsMap> {
    let search = use_location().search;
    Memo::new(move |_| search.with(|search| read(search)))
}

/// Names are unescaped here, values as they come into the map.
fn read(search: &str) -> ParamsMap {
    let pairs = search.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| (Url::unescape(&spaced(name)), spaced(value)))
        .collect()
}

/// Forms write a plus sign for a space.
fn spaced(text: &str) -> String {
    text.replace('+', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::{self, with_query};

    fn get(path: &str, name: &str) -> Option<String> {
        let (_, search) = path.split_once('?')?;
        read(search).get(name)
    }

    #[test]
    fn what_an_address_asks_is_read_as_it_was_written() {
        let list = with_query(paths::PRODUCTS, &[("search", "robe & 100%25 coton+lin")]);
        let bulk = with_query(paths::BULK, &[("back", &list), ("act", "publish")]);
        assert_eq!(get(&bulk, "back"), Some(list.clone()));
        assert_eq!(
            get(&list, "search").as_deref(),
            Some("robe & 100%25 coton+lin")
        );
        assert_eq!(get(&bulk, "act").as_deref(), Some("publish"));
        assert_eq!(get(&bulk, "product"), None);
    }

    #[test]
    fn a_form_of_the_browser_is_read_too() {
        let asked =
            "/products?search=robe+d%27%C3%A9t%C3%A9&item%5Bsize%5D=M&product=3&product=7&x";
        assert_eq!(get(asked, "search").as_deref(), Some("robe d'été"));
        assert_eq!(get(asked, "item[size]").as_deref(), Some("M"));
        let (_, search) = asked.split_once('?').unwrap();
        let products = read(search).get_all("product");
        assert_eq!(products, Some(vec!["3".to_owned(), "7".to_owned()]));
    }
}
