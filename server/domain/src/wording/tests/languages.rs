//! The words of the other languages, each in a sentence or two.

use super::*;

/// A jacket with few facts, in the catalogue's words.
struct Jacket {
    language: Language,
    category: &'static str,
    gender: &'static str,
    size: &'static str,
    colours: [&'static str; 2],
    materials: [&'static str; 2],
    fit: &'static str,
    decade: &'static str,
    condition: &'static str,
    prose: &'static str,
    title: &'static str,
}

fn facts(jacket: &Jacket) -> Facts {
    let [wool, other] = jacket.materials;
    Facts {
        language: jacket.language,
        brand: "Hugo Boss".to_owned(),
        category: jacket.category.to_owned(),
        gender: Some(labelled(Gender::Women, jacket.gender)),
        size: jacket.size.to_owned(),
        colours: list(&jacket.colours),
        materials: shares(&[(wool, Some(70)), (other, Some(30))]),
        condition: Some(labelled(7, jacket.condition)),
        fit: jacket.fit.to_owned(),
        decade: Some(labelled(Age::Vintage, jacket.decade)),
        ..Facts::default()
    }
}

const JACKETS: [Jacket; 5] = [
    Jacket {
        language: Language::De,
        category: "Strickjacke",
        gender: "Damen",
        size: "Einheitsgröße",
        colours: ["Marineblau", "Weiß"],
        materials: ["Wolle", "Kaschmir"],
        fit: "Gerade",
        decade: "90er",
        condition: "Sehr gut",
        prose: "Hugo Boss Strickjacke für Damen, Einheitsgröße, Farbe Marineblau und Weiß. Passform: Gerade. \
                Material: 70 % Wolle und 30 % Kaschmir. Aus den 90er-Jahren. Der Artikel wird in sehr gutem Zustand \
                verkauft.",
        title: "Hugo Boss Strickjacke Damen, Einheitsgröße, Marineblau/Weiß",
    },
    Jacket {
        language: Language::It,
        category: "Cardigan",
        gender: "Donna",
        size: "M",
        colours: ["Nero", "Indaco"],
        materials: ["Lana", "Cashmere"],
        fit: "Dritta",
        decade: "Anni '90",
        condition: "Ottimo",
        prose: "Cardigan Hugo Boss da donna, taglia M, colore nero e indaco. Vestibilità dritta. Composizione: 70% \
                lana e 30% cashmere. Articolo degli anni '90. Articolo venduto in ottime condizioni.",
        title: "Hugo Boss cardigan donna, taglia M, nero/indaco",
    },
    Jacket {
        language: Language::Es,
        category: "Cárdigan",
        gender: "Mujer",
        size: "Talla única",
        colours: ["Negro", "Índigo"],
        materials: ["Lana", "Cachemira"],
        fit: "Recto",
        decade: "Años 90",
        condition: "Muy bueno",
        prose: "Cárdigan Hugo Boss de mujer, talla única, color negro e índigo. Corte recto. Composición: 70 % lana y \
                30 % cachemira. De los años 90. Se vende en muy buen estado.",
        title: "Hugo Boss cárdigan mujer, talla única, negro/índigo",
    },
    Jacket {
        language: Language::Nl,
        category: "Vest",
        gender: "Dames",
        size: "M",
        colours: ["Zwart", "Wit"],
        materials: ["Wol", "Kasjmier"],
        fit: "Recht",
        decade: "Jaren 90",
        condition: "Heel goed",
        prose: "Hugo Boss vest voor dames, maat M, kleur zwart en wit. Pasvorm: recht. Materiaal: 70% wol en 30% \
                kasjmier. Uit de jaren 90. Het item wordt in heel goede staat verkocht.",
        title: "Hugo Boss vest dames, maat M, zwart/wit",
    },
    Jacket {
        language: Language::Pl,
        category: "Kardigan",
        gender: "Kobieta",
        size: "M",
        colours: ["Czarny", "Biały"],
        materials: ["Wełna", "Kaszmir"],
        fit: "Prosty",
        decade: "Lata 90.",
        condition: "Bardzo dobry",
        prose: "Kardigan Hugo Boss dla kobiet, rozmiar M, kolor czarny i biały. Krój prosty. Materiał: 70% wełna i \
                30% kaszmir. Dekada: lata 90. Sprzedaję w bardzo dobrym stanie.",
        title: "Hugo Boss kardigan dla kobiet, rozmiar M, czarny/biały",
    },
];

#[test]
fn a_jacket_in_the_other_five_languages() {
    for jacket in &JACKETS {
        let facts = facts(jacket);
        let prose = description(&facts, DescriptionStyle::Prose, Room::plain(2000));
        assert_eq!(prose, jacket.prose);
        assert_eq!(title(&facts, TitleStyle::Minimal, 80), jacket.title);
    }
}

#[test]
fn an_abbreviation_does_not_begin_a_sentence() {
    let [.., polish] = &JACKETS;
    assert_eq!(
        title(&facts(polish), TitleStyle::Vintage, 80),
        "Vintage lata 90. Hugo Boss kardigan, rozmiar M"
    );
}
