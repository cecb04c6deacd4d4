//! The goods of the demo shop. Pure data.

use crate::catalogue::Gender;
use crate::products::ProductFields;
use crate::products::demo::cloth::Fabric;
use crate::products::demo::cuts::Cut;
use crate::products::demo::drawing::Look;
use stoflow_wire::money::Money;

/// A product of the demo shop and how it looks.
pub(super) struct Piece {
    pub(super) fields: ProductFields,
    pub(super) look: Look,
}

pub(super) fn pieces() -> [Piece; 6] {
    [
        trench(),
        sailor_shirt(),
        sweater(),
        dress(),
        jeans(),
        denim_jacket(),
    ]
}

fn keys(keys: &[&str]) -> Vec<String> {
    keys.iter().map(|key| (*key).to_owned()).collect()
}

fn denim_jacket() -> Piece {
    Piece {
        fields: ProductFields {
            title: "Veste en jean Levi's trucker bleu délavé taille M".to_owned(),
            description: "Veste en jean trucker, coupe droite, denim épais joliment délavé.\n\
                Deux poches poitrine à rabat, boutons métal d'origine.\n\
                Mesures à plat : aisselle à aisselle 54 cm, longueur 62 cm.\n\
                Très bon état, légère patine au col."
                .to_owned(),
            price: Some(Money::euros_from_cents(4500)),
            cost: Some(Money::euros_from_cents(1500)),
            minimum: Some(Money::euros_from_cents(3500)),
            category: "jacket".to_owned(),
            gender: Some(Gender::Men),
            brand: "Levi's".to_owned(),
            size: "M".to_owned(),
            colours: keys(&["blue"]),
            condition: Some(7),
            materials: keys(&["denim", "cotton"]),
            shares: Vec::new(),
            attributes: Vec::new(),
            measurements: Vec::new(),
            weight_g: None,
            parcel: None,
            location: "Portant 1".to_owned(),
            sku: "DEMO-001".to_owned(),
            quantity: 1,
        },
        look: Look {
            cut: Cut::Jacket,
            fabric: Fabric::Denim,
            main: [96.0, 134.0, 178.0],
            accent: [206.0, 160.0, 96.0],
        },
    }
}

fn jeans() -> Piece {
    Piece {
        fields: ProductFields {
            title: "Jean droit Levi's 501 brut W32 L34".to_owned(),
            description: "Le 501 classique, brut, jamais raccourci.\n\
                Taille à plat 41 cm, entrejambe 86 cm, fourche 30 cm.\n\
                Lavé deux fois, à froid."
                .to_owned(),
            price: Some(Money::euros_from_cents(3900)),
            cost: Some(Money::euros_from_cents(1200)),
            minimum: None,
            category: "jeans".to_owned(),
            gender: Some(Gender::Men),
            brand: "Levi's".to_owned(),
            size: "W32 L34".to_owned(),
            colours: keys(&["indigo", "navy"]),
            condition: Some(8),
            materials: keys(&["denim"]),
            shares: Vec::new(),
            attributes: Vec::new(),
            measurements: Vec::new(),
            weight_g: None,
            parcel: None,
            location: "Étagère A3".to_owned(),
            sku: "DEMO-002".to_owned(),
            quantity: 1,
        },
        look: Look {
            cut: Cut::Jeans,
            fabric: Fabric::Denim,
            main: [52.0, 66.0, 108.0],
            accent: [198.0, 148.0, 84.0],
        },
    }
}

fn dress() -> Piece {
    Piece {
        fields: ProductFields {
            title: "Robe midi fleurie Sézane taille 38".to_owned(),
            description: "Robe midi à fleurs, fluide, taille marquée, doublée.\n\
                Portée une fois à un mariage, passée au pressing.\n\
                Longueur 118 cm, taille 72 cm."
                .to_owned(),
            price: Some(Money::euros_from_cents(6500)),
            cost: Some(Money::euros_from_cents(2000)),
            minimum: Some(Money::euros_from_cents(5000)),
            category: "dress".to_owned(),
            gender: Some(Gender::Women),
            brand: "Sézane".to_owned(),
            size: "38".to_owned(),
            colours: keys(&["burgundy", "pink"]),
            condition: Some(9),
            materials: keys(&["viscose"]),
            shares: Vec::new(),
            attributes: Vec::new(),
            measurements: Vec::new(),
            weight_g: None,
            parcel: None,
            location: "Portant 2".to_owned(),
            sku: "DEMO-003".to_owned(),
            quantity: 1,
        },
        look: Look {
            cut: Cut::Dress,
            fabric: Fabric::Floral,
            main: [124.0, 34.0, 56.0],
            accent: [246.0, 190.0, 200.0],
        },
    }
}

fn sweater() -> Piece {
    Piece {
        fields: ProductFields {
            title: "Pull en laine mérinos Comptoir des Cotonniers écru taille S".to_owned(),
            description: "Pull col rond en mérinos, maille douce qui ne gratte pas.\n\
                Aucune bouloche, entretien à la main.\n\
                Aisselle à aisselle 48 cm, longueur 60 cm."
                .to_owned(),
            price: Some(Money::euros_from_cents(2800)),
            cost: Some(Money::euros_from_cents(900)),
            minimum: None,
            category: "sweater".to_owned(),
            gender: Some(Gender::Women),
            brand: "Comptoir des Cotonniers".to_owned(),
            size: "S".to_owned(),
            colours: keys(&["cream"]),
            condition: Some(8),
            materials: keys(&["merino", "wool"]),
            shares: Vec::new(),
            attributes: Vec::new(),
            measurements: Vec::new(),
            weight_g: None,
            parcel: None,
            location: "Étagère B1".to_owned(),
            sku: "DEMO-004".to_owned(),
            quantity: 1,
        },
        look: Look {
            cut: Cut::Sweater,
            fabric: Fabric::Knit,
            main: [240.0, 228.0, 200.0],
            accent: [214.0, 198.0, 166.0],
        },
    }
}

fn sailor_shirt() -> Piece {
    Piece {
        fields: ProductFields {
            title: "T-shirt marinière Petit Bateau rayé marine taille M".to_owned(),
            description: "Marinière à manches courtes, coton épais, rayures marine.\n\
                Bon état, col qui se tient bien.\n\
                Aisselle à aisselle 50 cm, longueur 66 cm."
                .to_owned(),
            price: Some(Money::euros_from_cents(1200)),
            cost: Some(Money::euros_from_cents(0)),
            minimum: None,
            category: "t_shirt".to_owned(),
            gender: Some(Gender::Women),
            brand: "Petit Bateau".to_owned(),
            size: "M".to_owned(),
            colours: keys(&["white", "navy"]),
            condition: Some(6),
            materials: keys(&["cotton"]),
            shares: Vec::new(),
            attributes: Vec::new(),
            measurements: Vec::new(),
            weight_g: None,
            parcel: None,
            location: "Carton 4".to_owned(),
            sku: "DEMO-005".to_owned(),
            quantity: 1,
        },
        look: Look {
            cut: Cut::Tee,
            fabric: Fabric::Striped,
            main: [247.0, 245.0, 238.0],
            accent: [34.0, 46.0, 92.0],
        },
    }
}

fn trench() -> Piece {
    Piece {
        fields: ProductFields {
            title: "Trench beige Mango ceinturé taille L".to_owned(),
            description: "Trench mi-long croisé, ceinture d'origine, doublure impeccable.\n\
                Idéal mi-saison, imperméabilisé cet hiver.\n\
                Aisselle à aisselle 52 cm, longueur 104 cm."
                .to_owned(),
            price: Some(Money::euros_from_cents(3400)),
            cost: Some(Money::euros_from_cents(1000)),
            minimum: None,
            category: "trench".to_owned(),
            gender: Some(Gender::Women),
            brand: "Mango".to_owned(),
            size: "L".to_owned(),
            colours: keys(&["beige", "camel"]),
            condition: Some(7),
            materials: keys(&["cotton", "polyester"]),
            shares: Vec::new(),
            attributes: Vec::new(),
            measurements: Vec::new(),
            weight_g: None,
            parcel: None,
            location: "Portant 2".to_owned(),
            sku: "DEMO-006".to_owned(),
            quantity: 1,
        },
        look: Look {
            cut: Cut::Trench,
            fabric: Fabric::Plain,
            main: [206.0, 178.0, 136.0],
            accent: [150.0, 120.0, 80.0],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::own_words::OwnWords;
    use crate::products::form;

    #[test]
    fn every_piece_could_have_been_typed() {
        for piece in pieces() {
            assert_eq!(
                form::read(&form::write(&piece.fields), OwnWords::none()),
                Ok(piece.fields)
            );
        }
    }
}
