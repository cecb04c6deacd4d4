use super::*;

fn item(number: i64, title: &str, brand: &str, size: &str, cents: i64) -> Item {
    Item {
        product: ProductId(number),
        title: title.to_owned(),
        brand: brand.to_owned(),
        size: size.to_owned(),
        price_minor: Some(cents),
        sku: format!("ST-{number:04}"),
    }
}

fn stray(title: &str, brand: &str, size: &str, cents: i64) -> Stray {
    Stray {
        title: title.to_owned(),
        brand: brand.to_owned(),
        size: size.to_owned(),
        price_minor: Some(cents),
        codes: Vec::new(),
    }
}

fn shelf() -> Shelf {
    let mut shelf = Shelf::of([
        item(1, "Robe rouge à fleurs", "Sézane", "38", 2500),
        item(2, "Robe rouge à pois", "Sézane", "40", 2500),
        item(3, "Jean", "Levi's", "W32", 3000),
    ]);
    shelf.remember(ProductId(2), "SF-0A1B2C3D");
    shelf
}

fn found(stray: &Stray) -> Option<(i64, Vec<Likeness>)> {
    let found = shelf().best(stray)?;
    Some((found.product.0, found.because))
}

#[test]
fn the_same_title_is_the_same_item() {
    use Likeness::{Brand, Price, Size, Title};
    let all = vec![Title, Brand, Size, Price];
    let same = stray("ROBE ROUGE A FLEURS", "sezane", "T. 38", 2600);
    assert_eq!(found(&same), Some((1, all)));
    let dearer = stray("Robe rouge à fleurs", "", "", 9900);
    assert_eq!(found(&dearer), Some((1, vec![Title])));
}

#[test]
fn another_brand_or_size_speaks_against_it() {
    assert_eq!(
        found(&stray("Robe rouge à fleurs", "Zara", "38", 9900)),
        None
    );
    assert_eq!(found(&stray("Jean", "", "", 9900)), None);
    let jean = found(&stray("Jean", "LEVIS", "", 9900));
    assert_eq!(jean, Some((3, vec![Likeness::Title, Likeness::Brand])));
    assert_eq!(found(&stray("Jean", "LEVIS", "W34", 9900)), None);
}

#[test]
fn a_reference_beats_a_title() {
    let with = |codes: Vec<String>| Stray {
        codes,
        ..stray("Robe rouge à fleurs", "Sézane", "38", 2500)
    };
    let listed = codes("Portée deux fois.\n\nRéf. SF-0A1B2C3D");
    let found_by = |stray: &Stray| found(stray).map(|(product, because)| (product, because[0]));
    assert_eq!(found_by(&with(listed)), Some((2, Likeness::Reference)));
    let by_sku = stray("Pantalon (ST-0003)", "", "", 100);
    assert_eq!(found_by(&by_sku), Some((3, Likeness::Reference)));
}

#[test]
fn what_merely_holds_a_number_refers_to_nothing() {
    assert_eq!(codes("Taille 38, 100 % coton, neuf"), Vec::<String>::new());
    assert_eq!(codes("réf AB-12 et AB-12."), ["ab 12"]);
    assert_eq!(codes("Réf. SF-ABCDEFGH"), ["sf abcdefgh"]);
}

#[test]
fn nothing_is_like_everything() {
    assert_eq!(found(&stray("", "", "", 2500)), None);
    assert_eq!(found(&stray("Manteau", "Sézane", "38", 2500)), None);
    assert!(Shelf::default().best(&stray("Jean", "", "", 1)).is_none());
}
