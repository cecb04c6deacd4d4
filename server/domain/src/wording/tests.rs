use super::facts::{Age, Labelled, Named, Share};
use super::markup::Markup;
use super::*;
use crate::catalogue::Gender;

mod languages;
mod properties;
mod templates;

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}

fn named(pairs: &[(&str, &str)]) -> Vec<Named> {
    let named = pairs.iter().map(|(name, value)| Named {
        name: (*name).to_owned(),
        value: (*value).to_owned(),
    });
    named.collect()
}

fn labelled<K>(key: K, label: &str) -> Labelled<K> {
    let label = label.to_owned();
    Labelled { key, label }
}

fn shares(shares: &[(&str, Option<u8>)]) -> Vec<Share> {
    let shares = shares.iter().map(|(label, percent)| Share {
        label: (*label).to_owned(),
        percent: *percent,
    });
    shares.collect()
}

fn robe() -> Facts {
    Facts {
        language: Language::Fr,
        brand: "Sézane".to_owned(),
        model: "Gaspard".to_owned(),
        category: "Robe".to_owned(),
        gender: Some(labelled(Gender::Women, "Femme")),
        size: "38".to_owned(),
        colours: list(&["Bleu marine", "Blanc cassé"]),
        materials: shares(&[("Viscose", Some(80)), ("Lin", Some(20))]),
        condition: Some(labelled(8, "Excellent état")),
        remarks: list(&["Raccourci", "Légère décoloration"]),
        fit: "Droit".to_owned(),
        pattern: "Fleuri".to_owned(),
        neckline: "Col V".to_owned(),
        sleeves: "Manches courtes".to_owned(),
        origin: "Italie".to_owned(),
        decade: Some(labelled(Age::Vintage, "Années 90")),
        trends: list(&["Luxe discret"]),
        features: list(&["Brodé main", "Plissé"]),
        measurements: named(&[("Poitrine", "52 cm"), ("Longueur", "98,5 cm")]),
        details: named(&[("Saison", "Été"), ("Doublure", "Entièrement doublé")]),
        description: "Portée deux fois.\n\nElle tombe très bien.".to_owned(),
        sku: "A-17".to_owned(),
        location: "Étagère 4".to_owned(),
    }
}

fn jeans() -> Facts {
    Facts {
        language: Language::En,
        brand: "Levi's".to_owned(),
        model: "501".to_owned(),
        category: "Jeans".to_owned(),
        gender: Some(labelled(Gender::Men, "Men")),
        size: "W32".to_owned(),
        colours: list(&["Indigo"]),
        materials: shares(&[("Denim", Some(100))]),
        condition: Some(labelled(7, "Very good")),
        remarks: list(&["Knee wear"]),
        fit: "Straight".to_owned(),
        origin: "USA".to_owned(),
        decade: Some(labelled(Age::Vintage, "90s")),
        trends: list(&["Workwear"]),
        features: list(&["Selvedge", "Copper rivets", "Raw hem"]),
        measurements: named(&[("Waist", "41 cm"), ("Inseam", "81 cm")]),
        ..Facts::default()
    }
}

#[test]
fn french_titles() {
    let titles = TitleStyle::ALL.map(|style| title(&robe(), style, 100));
    assert_eq!(
        titles,
        [
            "Sézane Gaspard robe femme, taille 38, bleu marine/blanc cassé",
            "Sézane robe, modèle droit, viscose/lin, bleu marine/blanc cassé, taille 38, excellent état",
            "Robe Sézane femme motif fleuri col V manches courtes en viscose/lin, taille 38",
            "Vintage années 90 Sézane robe, made in Italie, brodé main/plissé, taille 38, luxe discret",
            "Sézane Gaspard robe - viscose/lin - bleu marine/blanc cassé - taille 38 - excellent état",
        ]
    );
}

#[test]
fn english_titles_keep_to_ebays_eighty_characters() {
    let titles = TitleStyle::ALL.map(|style| title(&jeans(), style, 80));
    assert_eq!(
        titles,
        [
            "Levi's 501 jeans for men, size W32, indigo",
            "Levi's jeans, straight fit, denim, indigo, size W32, in very good condition",
            "Jeans by Levi's for men, denim, size W32",
            "Vintage 90s Levi's jeans, made in USA, selvedge/copper rivets, size W32",
            "Levi's 501 jeans - denim - indigo - size W32 - in very good condition",
        ]
    );
}

#[test]
fn a_title_leaves_out_what_does_not_fit_and_what_it_says_already() {
    let standard = |most| title(&robe(), TitleStyle::Standard, most);
    assert_eq!(standard(40), "Sézane robe, modèle droit, viscose/lin");
    assert_eq!(standard(22), "Sézane robe, taille 38");
    assert_eq!(standard(4), "Robe");
    assert_eq!(standard(2), "Sé");
    assert_eq!(standard(1), "S");
    assert_eq!(standard(0), "");
    let named = Facts {
        model: "Jean 501".to_owned(),
        category: "Jean".to_owned(),
        ..robe()
    };
    assert!(title(&named, TitleStyle::Minimal, 100).starts_with("Sézane Jean 501 femme"));
    for style in TitleStyle::ALL {
        assert_eq!(title(&Facts::default(), style, 100), "");
    }
}

#[test]
fn a_decade_of_yesterday_is_not_called_vintage() {
    let recent = Facts {
        decade: Some(labelled(Age::Recent, "2010s")),
        ..jeans()
    };
    let title = title(&recent, TitleStyle::Vintage, 80);
    assert!(title.starts_with("2010s Levi's jeans, made in USA"));
}

#[test]
fn a_french_catalogue_description() {
    assert_eq!(
        description(&robe(), DescriptionStyle::Catalogue, Room::plain(2000)),
        "Portée deux fois.\n\nElle tombe très bien.\n\n\
         Informations\nMarque : Sézane\nModèle : Gaspard\nCatégorie : robe\nGenre : femme\nTaille : 38\n\
         Couleur : bleu marine et blanc cassé\n\n\
         Style et détails\nCoupe : droit\nMotif : fleuri\nEncolure : col V\nManches : manches courtes\n\
         Époque : années 90\nStyle : luxe discret\nParticularités : brodé main et plissé\nSaison : été\n\
         Doublure : entièrement doublé\n\n\
         Matière et fabrication\nMatière : 80 % viscose et 20 % lin\nPays de fabrication : Italie\n\n\
         État\nExcellent état\nÀ noter : raccourci et légère décoloration\n\n\
         Mesures à plat\nPoitrine : 52 cm\nLongueur : 98,5 cm"
    );
}

#[test]
fn sentences_in_french_and_english() {
    let prose = |facts: Facts| description(&facts, DescriptionStyle::Prose, Room::plain(2000));
    assert_eq!(
        prose(robe()),
        "Portée deux fois.\n\nElle tombe très bien.\n\n\
         Robe Sézane Gaspard pour femme, taille 38, couleur bleu marine et blanc cassé. Modèle droit, motif fleuri, \
         col V, manches courtes. Composition : 80 % viscose et 20 % lin. Pièce des années 90, pays de fabrication : \
         Italie. Particularités : brodé main et plissé. Style : luxe discret. Autres détails : été, entièrement \
         doublé. Article vendu en excellent état. À noter : raccourci et légère décoloration. Mesures à plat : \
         poitrine 52 cm, longueur 98,5 cm."
    );
    assert_eq!(
        prose(jeans()),
        "Levi's 501 jeans for men, size W32, in indigo. Straight fit. Made of 100% denim. From the 90s, made in USA. \
         Special features: selvedge, copper rivets and raw hem. Style: workwear. Sold in very good condition. \
         Please note: knee wear. Measured flat: waist 41 cm, inseam 81 cm."
    );
    let little = Facts {
        pattern: "Fleuri".to_owned(),
        size: "Taille unique".to_owned(),
        ..Facts::default()
    };
    assert_eq!(prose(little), "Taille unique. Motif fleuri.");
}

#[test]
fn an_english_sheet_a_shops_text_and_one_with_signs() {
    let jeans = Facts {
        fit: String::new(),
        trends: Vec::new(),
        features: Vec::new(),
        description: "Ask away.".to_owned(),
        details: named(&[("Rise", "Low-rise")]),
        ..jeans()
    };
    let [sheet, shop, emoji] = [
        DescriptionStyle::Sheet,
        DescriptionStyle::Shop,
        DescriptionStyle::Emoji,
    ]
    .map(|style| description(&jeans, style, Room::plain(2000)));
    assert_eq!(
        sheet,
        "Brand: Levi's\nModel: 501\nCategory: jeans\nDepartment: men\nSize: W32\nColour: indigo\n\
         Material: 100% denim\nMade in: USA\nCondition: very good\nPlease note: knee wear\nDecade: 90s\n\
         Rise: low-rise\nMeasured flat: waist 41 cm, inseam 81 cm\n\nAsk away."
    );
    assert_eq!(
        shop,
        "Levi's 501 jeans for men\n\nAsk away.\n\n• Size: W32\n• Colour: indigo\n• Material: 100% denim\n\
         • Condition: very good\n• Please note: knee wear\n• Measured flat: waist 41 cm, inseam 81 cm\n\n\
         The photos are part of the description. Any questions? Just send me a message."
    );
    assert!(emoji.starts_with("Ask away.\n\n🏷️ Brand: Levi's\n🔖 Model: 501\n"));
    assert!(emoji.ends_with("\n📌 Rise: low-rise\n📐 Measured flat: waist 41 cm, inseam 81 cm"));
}
