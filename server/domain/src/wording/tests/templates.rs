//! What sellers write themselves, and rooms that are too small.

use super::*;
use stoflow_wire::wording::{TemplateFault, TemplatePart};

fn template(title: &str, description: &str) -> Template {
    Template {
        name: "La mienne".to_owned(),
        language: Language::Fr,
        title: title.to_owned(),
        description: description.to_owned(),
    }
}

#[test]
fn a_sellers_template_reads_as_they_meant_it() {
    let own = template(
        "{Catégorie} {marque} T.{taille} ({emplacement})",
        "Bonjour,\n\nje vends {categorie} {marque} en {matieres}.\nTaille : {taille} - Couleur : {couleur}\n\
         Défauts : {défauts}\n\nMesures :\n- {mesures}\n\nRéf. {sku}",
    );
    let shown = preview(&own, &robe(), 100, Room::plain(2000)).unwrap();
    assert_eq!(shown.title, "Robe Sézane T.38 (Étagère 4)");
    assert_eq!(
        shown.description,
        "Bonjour,\n\nje vends robe Sézane en 80 % viscose et 20 % lin.\nTaille : 38 - Couleur : bleu marine\n\
         Défauts : raccourci et légère décoloration\n\nMesures :\n- Poitrine : 52 cm\n- Longueur : 98,5 cm\n\n\
         Réf. A-17"
    );
    let bare = Facts {
        category: "Robe".to_owned(),
        colours: list(&["Noir"]),
        ..Facts::default()
    };
    let shown = preview(&own, &bare, 100, Room::plain(2000)).unwrap();
    assert_eq!(shown.title, "Robe");
    assert_eq!(
        shown.description,
        "Bonjour,\n\nje vends robe.\nCouleur : noir"
    );
}

#[test]
fn an_empty_part_is_left_to_the_style_and_a_mistake_is_told() {
    let own = template("{marque}", "");
    let shown = preview(&own, &robe(), 100, Room::plain(2000)).unwrap();
    assert_eq!(shown.title, "Sézane");
    assert!(shown.description.contains("Marque : Sézane"));
    let wrong = preview(&template("", "{prix}"), &robe(), 100, Room::plain(2000));
    let [problem] = wrong.unwrap_err().try_into().unwrap();
    assert_eq!(problem.part, TemplatePart::Description);
    let name = "prix".to_owned();
    assert_eq!(
        problem.fault,
        TemplateFault::UnknownPlaceholder { name, at: 0 }
    );
}

#[test]
fn every_style_is_a_template_a_seller_may_take() {
    for language in Language::ALL {
        for style in TitleStyle::ALL {
            for layout in DescriptionStyle::ALL {
                let own = Template {
                    language,
                    ..template(
                        &title_template(style, language),
                        &description_template(layout, language),
                    )
                };
                assert_eq!(template::problems(&own), []);
            }
        }
    }
    assert_eq!(
        title_template(TitleStyle::Minimal, Language::Fr),
        "{marque} {modèle} {catégorie} {genre}, taille {taille}, {couleurs}"
    );
}

#[test]
fn the_sellers_words_give_way_before_the_facts() {
    let facts = Facts {
        description: "Une très belle robe. ".repeat(200),
        ..robe()
    };
    let text = description(&facts, DescriptionStyle::Catalogue, Room::plain(2000));
    assert!((1980..=2000).contains(&plain::length(&text)));
    assert!(text.contains("…\n\nInformations\n"));
    assert!(text.ends_with("Longueur : 98,5 cm"));
    let small = description(&facts, DescriptionStyle::Catalogue, Room::plain(200));
    assert!(plain::length(&small) <= 200 && small.ends_with('…'));
}

#[test]
fn a_description_for_ebay_fits_once_it_is_written() {
    let facts = Facts {
        brand: "H&M <Studio>".to_owned(),
        description: "L'été & \"moi\"\n".repeat(400),
        ..jeans()
    };
    let room = Room::html(4000);
    let text = description(&facts, DescriptionStyle::Sheet, room);
    let written = Markup::Html.write(&text);
    assert!((3970..=4000).contains(&plain::length(&written)));
    assert!(written.starts_with("Brand: H&amp;M &lt;Studio&gt;<br>Model: 501<br>"));
}

#[test]
fn the_editors_list_shows_every_placeholder_with_its_fact() {
    let french = placeholders(&robe(), language::Language::Fr);
    let view = |word: &str| french.iter().find(|view| view.word == word).unwrap();
    assert_eq!(view("marque").value, "Sézane");
    assert_eq!(view("pourqui").value, "pour femme");
    assert_eq!(view("matières").value, "80 % viscose et 20 % lin");
    assert_eq!(view("matières").placeholder, Placeholder::Materials);
    let english = placeholders(&Facts::default(), language::Language::En);
    assert_eq!(english.len(), french.len());
    assert!(english.iter().all(|view| view.value.is_empty()));
}
