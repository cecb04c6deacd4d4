use super::*;
use stoflow_wire::wording::Language;

/// A fact by its placeholder.
type Known = (Placeholder, &'static str);

/// A template, what is known, and what it then says.
type Case = (&'static str, &'static [Known], &'static str);

/// Fills in `template` with words that are known by their placeholders.
fn filled(template: &str, known: &[Known]) -> String {
    let mut values = Values::none(Language::Fr);
    for (placeholder, text) in known {
        let value = match placeholder {
            Placeholder::Brand | Placeholder::Model => Value::Name((*text).to_owned()),
            Placeholder::Measurements => Value::Rows {
                alone: text.split('|').map(str::to_owned).collect(),
                inline: text.replace('|', ", "),
            },
            _ => Value::Word((*text).to_owned()),
        };
        values = values.with(*placeholder, Some(value));
    }
    fill(&Layout::read(template), &values)
}

const BRAND: Known = (Placeholder::Brand, "agnès b.");
const MODEL: Known = (Placeholder::Model, "501");
const SIZE: Known = (Placeholder::Size, "M");
const COLOUR: Known = (Placeholder::Colour, "Bleu");
const CATEGORY: Known = (Placeholder::Category, "Robe");
const MEASURED: Known = (Placeholder::Measurements, "Taille : 41 cm|Bas : 19 cm");

#[test]
fn what_has_placeholders_and_none_is_known_is_left_out() {
    let template =
        "À vendre\n\nTaille : {taille}\nCouleur : {couleur}\n\nMesures\n{mesures}\n\nÀ bientôt";
    assert_eq!(filled(template, &[]), "À vendre\n\nÀ bientôt");
    assert_eq!(
        filled(template, &[COLOUR]),
        "À vendre\n\nCouleur : bleu\n\nÀ bientôt"
    );
    assert_eq!(
        filled(template, &[SIZE, MEASURED]),
        "À vendre\n\nTaille : M\n\nMesures\nTaille : 41 cm\nBas : 19 cm\n\nÀ bientôt"
    );
}

#[test]
fn no_mark_is_left_without_its_clause() {
    let cases: [Case; 20] = [
        ("{marque}, {taille}, {couleur}", &[SIZE], "M"),
        (
            "{marque}, {taille}, {couleur}",
            &[BRAND, COLOUR],
            "agnès b., bleu",
        ),
        ("{marque} - {taille} | {couleur}", &[BRAND], "agnès b."),
        ("{marque}/{taille}", &[SIZE], "M"),
        ("Taille {taille}, couleur {couleur}.", &[SIZE], "Taille M."),
        (
            "Taille {taille}, couleur {couleur}.",
            &[COLOUR],
            "Couleur bleu.",
        ),
        (
            "{marque}. Taille {taille}. Fin.",
            &[MODEL, SIZE],
            "Taille M. Fin.",
        ),
        ("{modele}. Taille {taille}. Fin.", &[MODEL], "501. Fin."),
        ("{modele} ({taille})", &[MODEL], "501"),
        (
            "{modele} (taille {taille}, {couleur}) neuf",
            &[MODEL],
            "501 neuf",
        ),
        (
            "{modele} (taille {taille}, {couleur})",
            &[MODEL, COLOUR],
            "501 (bleu)",
        ),
        (
            "{modele} (taille {taille}, {couleur})",
            &[SIZE],
            "(Taille M)",
        ),
        ("{categorie} en {couleur}", &[CATEGORY], "Robe"),
        ("{categorie} en {couleur}", &[COLOUR], "En bleu"),
        (
            "Vends {categorie} {marque} bleue",
            &[CATEGORY],
            "Vends robe bleue",
        ),
        ("Gr. {taille} {couleur}", &[COLOUR], "Gr. bleu"),
        ("Infos : {taille}, {couleur}", &[COLOUR], "Infos : bleu"),
        (
            "Taille : {taille} - Couleur : {couleur}",
            &[COLOUR],
            "Couleur : bleu",
        ),
        ("• {taille}, {couleur}", &[COLOUR], "• Bleu"),
        ("{categorie}, {marque}.", &[BRAND], "agnès b."),
    ];
    for (template, known, expected) in cases {
        assert_eq!(filled(template, known), expected, "{template}");
    }
}

#[test]
fn a_word_the_fact_says_itself_is_not_said_twice() {
    let unique = (Placeholder::Size, "Taille unique");
    let neckline = (Placeholder::Neckline, "Col V");
    let german = (Placeholder::Size, "Einheitsgröße");
    assert_eq!(filled("Taille {taille}", &[unique]), "Taille unique");
    assert_eq!(
        filled("{categorie}, taille {taille}", &[CATEGORY, unique]),
        "Robe, taille unique"
    );
    assert_eq!(filled("Größe {size}", &[german]), "Einheitsgröße");
    assert_eq!(filled("{col}, col {col}", &[neckline]), "Col V, col V");
    let polo = (Placeholder::Brand, "Bleu Polo");
    let category = (Placeholder::Category, "Polo");
    assert_eq!(
        filled("{marque} {categorie}", &[polo, category]),
        "Bleu Polo polo"
    );
}

#[test]
fn an_unknown_word_and_a_fact_with_braces_stay_as_they_are() {
    let brand = (Placeholder::Brand, "{taille}");
    assert_eq!(filled("{marque} {prix}", &[brand, SIZE]), "{taille} {prix}");
}

#[test]
fn facts_that_stand_below_each_other_keep_the_bullet() {
    assert_eq!(
        filled("• {mesures}", &[MEASURED]),
        "• Taille : 41 cm\n• Bas : 19 cm"
    );
    assert_eq!(
        filled("Mesures : {mesures}.", &[MEASURED]),
        "Mesures : taille : 41 cm, Bas : 19 cm."
    );
}
