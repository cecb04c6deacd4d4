use super::*;
use crate::products::columns::Column;

fn read(path: &str) -> Place {
    let query = path
        .split_once('?')
        .map(|(_, query)| query)
        .unwrap_or_default();
    let map = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Place::read(&map)
}

#[test]
fn pages_lead_on_and_back() {
    let first = Place::default();
    assert_eq!(first.previous(), None);
    assert_eq!(first.path(), "/products");
    let second = first.next("aa".to_owned());
    let third = second.next("bb".to_owned());
    assert_eq!(third.path(), "/products?after=bb&trail=aa");
    assert_eq!(read(&third.path()), third);
    assert_eq!(third.previous(), Some(second.clone()));
    assert_eq!(second.previous(), Some(first));
}

#[test]
fn the_address_is_the_whole_question() {
    let path = "/products?search=robe&status=draft&vinted=unlisted&category=dress&brand=Zara&price_from=12.50&\
                price_to=40.00&age=created60&attention=true&rows=dense&columns=price.location";
    let place = read(path);
    assert!(Part::ALL.into_iter().all(|part| place.asks(part)));
    assert_eq!(place.path(), path);
    let deep = place.next("aa".to_owned());
    assert_eq!(deep.path(), format!("{path}&after=aa"));
    assert_eq!(read(&deep.path()), deep);
    assert_eq!(deep.in_rows(Rows::Roomy).filter, deep.filter);
    // What was left is another thing: what is asked for stands there, be it the usual.
    let usual = Place::default().in_rows(Rows::Roomy);
    let usual = usual.in_columns(Columns::default());
    let path = "/products?rows=roomy&columns=price.quantity.channels.age";
    assert_eq!((usual.path().as_str(), read(path)), (path, usual));
    let columns = place.columns.unwrap().toggled(Column::Age);
    let more = deep.in_rows(Rows::Grid).in_columns(columns);
    assert!(
        more.path()
            .contains("&rows=grid&columns=price.location.age&after=aa")
    );
}

#[test]
fn a_new_question_starts_at_the_first_page() {
    let deep = read("/products?brand=Zara&rows=dense&after=aa&trail=bb");
    for (place, path) in [
        (
            deep.searching("robe".to_owned()),
            "/products?search=robe&brand=Zara&rows=dense",
        ),
        (
            deep.in_status(Some(ProductStatus::Sold)),
            "/products?status=sold&brand=Zara&rows=dense",
        ),
        (deep.without(Part::Brand), "/products?rows=dense"),
        (deep.without_filters(), "/products?rows=dense"),
        (deep.first(ProductFilter::default()), "/products?rows=dense"),
    ] {
        assert_eq!(place.path(), path);
    }
    let carried = [("brand", "Zara".to_owned()), ("rows", "dense".to_owned())];
    assert_eq!(deep.beside("search"), carried);
}

#[test]
fn each_part_goes_alone() {
    let place = read(
        "/products?vinted=listed&category=dress&brand=Zara&price_to=9&age=listed30&attention=true",
    );
    for part in Part::ALL {
        let left = place.without(part);
        for other in Part::ALL {
            assert_eq!(
                left.asks(other),
                other != part,
                "{other:?} without {part:?}"
            );
        }
    }
    assert!(place.without_filters().is_whole());
}

#[test]
fn prices_are_read_as_they_are_typed() {
    let read = |from, to| {
        let place = Place::told(|name| match name {
            "price_from" => String::from(from),
            "price_to" => String::from(to),
            _ => String::new(),
        });
        (place.filter.price_from, place.filter.price_to)
    };
    assert_eq!(read("12,5", "1 000 €"), (Some(1250), Some(100_000)));
    assert_eq!(read("50", "20"), (Some(2000), Some(5000)));
    assert_eq!(read("", "0"), (None, Some(0)));
}

#[test]
fn nonsense_asks_nothing() {
    let nonsense = "/products?status=x&vinted=live&category=\0&brand= &price_from=douze&price_to=-1&age=listed31&\
                    attention=yes&rows=tight&columns=shoe&trail=~~";
    assert_eq!(read(nonsense), Place::default());
}

#[test]
fn a_long_way_back_is_the_first_page() {
    let far = (0..100).fold(Place::default(), |place, page| {
        place.next(format!("c{page}"))
    });
    assert!(far.path().len() < 1000);
    assert!(far.previous().is_some());
}
