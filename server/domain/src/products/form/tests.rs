//! The form's rules, field by field, and that no text whatever makes the reading stumble.

use super::*;
use proptest::prelude::*;

fn titled() -> ProductForm {
    ProductForm {
        title: "Veste".to_owned(),
        ..ProductForm::default()
    }
}

fn measured(chest: &str, length: &str) -> BTreeMap<String, String> {
    pairs(&[("chest", chest), ("length", length)])
}

fn pairs(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pairs = pairs.iter();
    pairs
        .map(|(key, typed)| ((*key).to_owned(), (*typed).to_owned()))
        .collect()
}

fn problems(form: &ProductForm) -> Vec<(String, Problem)> {
    read(form, OwnWords::none())
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|p| (p.field, p.problem))
        .collect()
}

/// The one problem of a form that is fine but for `text` in `field`.
fn problem(field: &str, text: &str) -> Option<Problem> {
    let mut form = titled();
    for (name, value) in texts(&mut form) {
        if name == field {
            text.clone_into(value);
        }
    }
    let mut found = problems(&form);
    assert!(found.len() <= 1, "{found:?}");
    found.pop().map(|(named, problem)| {
        assert_eq!(named, field);
        problem
    })
}

#[test]
fn reads_a_whole_form() {
    let form = ProductForm {
        title: "  Veste en jean\tLevi's 🙂 ".to_owned(),
        description: "Ligne 1\r\nLigne 2\n\n<b>gras</b> שלום ".to_owned(),
        price: "1 234,5 €".to_owned(),
        cost: "0".to_owned(),
        minimum: "900".to_owned(),
        category: "jacket".to_owned(),
        gender: "men".to_owned(),
        brand: "Levi's".to_owned(),
        size: "M".to_owned(),
        colours: "navy, blue,navy".to_owned(),
        condition: "8".to_owned(),
        materials: "denim,cotton".to_owned(),
        shares: pairs(&[("cotton", "80 %"), ("denim", "20"), ("silk", "x")]),
        attributes: BTreeMap::from([
            ("trend".to_owned(), "workwear, y2k,workwear".to_owned()),
            ("fit".to_owned(), "oversized".to_owned()),
            ("neckline".to_owned(), String::new()),
        ]),
        measurements: measured("54,5", "62.0 cm"),
        weight: " 850 ".to_owned(),
        parcel: "large".to_owned(),
        location: "Étagère A3".to_owned(),
        sku: "LV-001".to_owned(),
        quantity: "2".to_owned(),
    };
    let fields = read(&form, OwnWords::none()).unwrap();
    assert_eq!(fields.title, "Veste en jean Levi's 🙂");
    assert_eq!(fields.description, "Ligne 1\nLigne 2\n\n<b>gras</b> שלום");
    assert_eq!(fields.price, Some(Money::euros_from_cents(123_450)));
    assert_eq!(fields.cost, Some(Money::euros_from_cents(0)));
    assert_eq!(fields.minimum, Some(Money::euros_from_cents(90_000)));
    assert_eq!(fields.gender, Some(Gender::Men));
    assert_eq!(fields.colours, ["navy", "blue"]);
    assert_eq!(fields.condition, Some(8));
    assert_eq!(fields.materials, ["cotton", "denim"], "the main one first");
    assert_eq!(
        write(&fields).shares,
        pairs(&[("cotton", "80"), ("denim", "20")])
    );
    let lengths = [("chest", 545), ("length", 620)].map(|(key, millimetres)| Measured {
        key: key.to_owned(),
        millimetres,
    });
    assert_eq!(fields.measurements, lengths);
    let said = [
        ("fit", vec!["oversized"]),
        ("trend", vec!["workwear", "y2k"]),
    ];
    let said = said.map(|(key, words)| Described {
        key: key.to_owned(),
        words: words.into_iter().map(str::to_owned).collect(),
    });
    assert_eq!(fields.attributes, said);
    assert_eq!(write(&fields).attributes["trend"], "workwear,y2k");
    assert_eq!(write(&fields).measurements, measured("54.5", "62"));
    assert_eq!(fields.weight_g, Some(850));
    assert_eq!(fields.parcel, Some(Parcel::Large));
    assert_eq!(fields.quantity, 2);
    assert_eq!(write(&fields).price, "1234.50");
    assert_eq!(write(&fields).cost, "0.00");
}

#[test]
fn only_the_title_is_required() {
    assert_eq!(read(&titled(), OwnWords::none()).unwrap().quantity, 1);
    let nothing = [("title".to_owned(), Problem::Missing)];
    assert_eq!(problems(&ProductForm::default()), nothing);
    assert_eq!(problem("title", " \n\t "), Some(Problem::Missing));
}

#[test]
fn every_field_says_its_own_problem() {
    let cases = [
        ("title", "a\0b", Problem::ForbiddenCharacter),
        ("title", "a\u{1b}[31mb", Problem::ForbiddenCharacter),
        ("description", "a\u{7}", Problem::ForbiddenCharacter),
        ("price", "0", Problem::TooSmall { min: 1 }),
        ("price", "-5", Problem::Negative),
        ("price", "12,345", Problem::TooPrecise),
        ("price", "cher", Problem::NotANumber),
        ("price", "1e3", Problem::NotANumber),
        ("price", "100000", Problem::TooLarge { max: PRICE_MAX }),
        (
            "price",
            "99999999999999999999",
            Problem::TooLarge { max: PRICE_MAX },
        ),
        ("cost", "-1", Problem::Negative),
        ("cost", "un euro", Problem::NotANumber),
        ("cost", "100000", Problem::TooLarge { max: PRICE_MAX }),
        ("minimum", "0", Problem::TooSmall { min: 1 }),
        ("minimum", "9,999", Problem::TooPrecise),
        ("category", "chaussures", Problem::Unknown),
        ("category", "tops", Problem::Unknown),
        ("gender", "Men", Problem::Unknown),
        ("colours", "navy,bleuâtre", Problem::Unknown),
        (
            "colours",
            "red,blue,green,black,white,navy",
            Problem::TooMany { max: 5 },
        ),
        (
            "materials",
            "cotton,wool,silk,linen",
            Problem::TooMany { max: 3 },
        ),
        ("condition", "11", Problem::TooLarge { max: 10 }),
        ("condition", "-1", Problem::Negative),
        ("condition", "7.5", Problem::NotANumber),
        ("condition", "bon", Problem::NotANumber),
        ("quantity", "10000", Problem::TooLarge { max: 9999 }),
        (
            "quantity",
            "99999999999999999999999",
            Problem::TooLarge { max: 9999 },
        ),
        ("quantity", "−2", Problem::Negative),
        ("quantity", "-", Problem::NotANumber),
        ("quantity", "٣", Problem::NotANumber),
        ("sku", "A\0", Problem::ForbiddenCharacter),
        ("weight", "0", Problem::TooSmall { min: 1 }),
        ("weight", "30001", Problem::TooLarge { max: 30_000 }),
        ("weight", "1,2 kg", Problem::NotANumber),
        ("parcel", "enorme", Problem::Unknown),
    ];
    for (field, text, expected) in cases {
        assert_eq!(problem(field, text), Some(expected), "{field}: {text:?}");
    }
}

#[test]
fn every_length_says_its_own_problem() {
    let cases = [
        ("0", Problem::TooSmall { min: 5 }),
        ("0,4", Problem::TooSmall { min: 5 }),
        ("500,1", Problem::TooLarge { max: 5000 }),
        ("99999999999", Problem::TooLarge { max: 5000 }),
        ("52,25", Problem::TooPrecise),
        ("-52", Problem::Negative),
        ("large", Problem::NotANumber),
        ("5 2", Problem::NotANumber),
        (",5", Problem::NotANumber),
        ("٥٢", Problem::NotANumber),
    ];
    for (typed, problem) in cases {
        let form = ProductForm {
            measurements: measured("52", typed),
            ..titled()
        };
        let expected = [("measurements.length".to_owned(), problem)];
        assert_eq!(problems(&form), expected, "{typed:?}");
    }
    for (typed, millimetres) in [("0.5", 5), ("500", 5000), ("68,50", 685), ("7cm", 70)] {
        let form = ProductForm {
            measurements: measured("", typed),
            ..titled()
        };
        let read = read(&form, OwnWords::none()).unwrap().measurements;
        assert_eq!(read.len(), 1, "{typed:?}");
        assert_eq!(read[0].millimetres, millimetres, "{typed:?}");
    }
    let unknown = ProductForm {
        measurements: [("girth".to_owned(), "5".to_owned())].into(),
        ..titled()
    };
    let expected = [("measurements".to_owned(), Problem::Unknown)];
    assert_eq!(problems(&unknown), expected);
}

#[test]
fn every_attribute_says_its_own_problem() {
    let cases = [
        (
            "fit",
            "slim,loose",
            "attributes.fit",
            Problem::TooMany { max: 1 },
        ),
        (
            "trend",
            "workwear,steampunk",
            "attributes.trend",
            Problem::Unknown,
        ),
        ("girth", "wide", "attributes", Problem::Unknown),
    ];
    for (key, typed, field, problem) in cases {
        let form = ProductForm {
            attributes: [(key.to_owned(), typed.to_owned())].into(),
            ..titled()
        };
        assert_eq!(problems(&form), [(field.to_owned(), problem)], "{typed}");
    }
}

#[test]
fn what_is_unusual_but_fine_is_taken() {
    let cases = [
        (
            "title",
            "👗✨ 𝓡𝓸𝓫𝓮 مرحبا <script>alert(1)</script> \u{202e}x",
        ),
        ("description", "a\tb\r\rc"),
        ("price", "99 999,99"),
        ("price", "0,01"),
        ("cost", "0"),
        ("minimum", "0,01"),
        ("quantity", "0"),
        ("quantity", "9999"),
        ("condition", " 10 "),
        ("colours", ",,"),
        ("sku", "É 12/b#"),
    ];
    for (field, text) in cases {
        assert_eq!(problem(field, text), None, "{field}: {text:?}");
    }
}

#[test]
fn shares_are_wrong_each_by_itself_and_together_at_the_materials() {
    let told = |wool: &str, silk: &str| {
        let form = ProductForm {
            title: "Pull".to_owned(),
            materials: "wool,silk".to_owned(),
            shares: pairs(&[("wool", wool), ("silk", silk)]),
            ..ProductForm::default()
        };
        problems(&form)
    };
    assert_eq!(told("80", "20"), []);
    assert_eq!(told("", ""), []);
    let too_much = Problem::TooLarge { max: 100 };
    let together = ("materials".to_owned(), too_much.clone());
    assert_eq!(told("80", "21"), [together]);
    let each = ("shares.silk".to_owned(), Problem::NotANumber);
    assert_eq!(told("80", "un peu"), [each]);
    let beyond = ("shares.wool".to_owned(), too_much);
    assert_eq!(told("101", "1"), [beyond]);
}

#[test]
fn lengths_count_characters() {
    let limits = [
        ("title", TITLE_MAX),
        ("description", DESCRIPTION_MAX),
        ("brand", BRAND_MAX),
        ("size", SIZE_MAX),
        ("location", LOCATION_MAX),
        ("sku", SKU_MAX),
    ];
    for (field, max) in limits {
        let full = "é".repeat(max as usize);
        assert_eq!(problem(field, &full), None, "{field}");
        let over = Some(Problem::TooLong { max });
        assert_eq!(problem(field, &format!("{full}é")), over, "{field}");
    }
}

#[test]
fn half_a_form_says_what_it_says() {
    let form = ProductForm {
        price: "douze".to_owned(),
        cost: "4,5".to_owned(),
        category: "jacket".to_owned(),
        condition: "99".to_owned(),
        ..ProductForm::default()
    };
    let expected = ProductFields {
        cost: Some(Money::euros_from_cents(450)),
        category: "jacket".to_owned(),
        quantity: 1,
        ..ProductFields::default()
    };
    assert_eq!(read_leniently(&form, OwnWords::none()), expected);
}

#[test]
fn every_bad_field_is_named_at_once() {
    let form = ProductForm {
        price: "x".to_owned(),
        condition: "99".to_owned(),
        quantity: "-1".to_owned(),
        ..ProductForm::default()
    };
    let named: Vec<String> = problems(&form)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(named, ["title", "price", "condition", "quantity"]);
}

fn typed() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => ".{0,40}",
        1 => "[0-9,. €−-]{0,8}",
        1 => Just("navy,blue".to_owned()),
        1 => Just("women".to_owned()),
        1 => Just("jacket".to_owned()),
        2 => "[a-zé \\r\\n\\t]{0,30}",
        2 => "[0-9]{1,4}",
        2 => Just(String::new()),
    ]
}

proptest! {
    #[test]
    fn no_form_makes_the_reading_stumble(texts_typed in proptest::collection::vec(typed(), 19)) {
        let mut form = ProductForm {
            measurements: measured("", ""),
            ..ProductForm::default()
        };
        for ((_, value), text) in texts(&mut form).into_iter().zip(texts_typed) {
            *value = text;
        }
        if let Ok(fields) = read(&form, OwnWords::none()) {
            prop_assert_eq!(read(&write(&fields), OwnWords::none()), Ok(fields));
        }
    }

    #[test]
    fn what_is_read_reads_the_same_again(
        title in "\\PC{1,60}", description in "(?s).{0,80}", price in 1_i64..=PRICE_MAX,
        condition in 0_u8..=10, quantity in 0_u16..=9999, sku in "[A-Z0-9/-]{0,20}", cost in 0_i64..=PRICE_MAX,
    ) {
        let form = ProductForm {
            title,
            description,
            price: Money::euros_from_cents(price).decimal(),
            cost: Money::euros_from_cents(cost).decimal(),
            condition: condition.to_string(),
            quantity: quantity.to_string(),
            sku,
            ..ProductForm::default()
        };
        if let Ok(fields) = read(&form, OwnWords::none()) {
            prop_assert_eq!(fields.price, Some(Money::euros_from_cents(price)));
            prop_assert_eq!(fields.cost, Some(Money::euros_from_cents(cost)));
            prop_assert_eq!(read(&write(&fields), OwnWords::none()), Ok(fields));
        }
    }
}
