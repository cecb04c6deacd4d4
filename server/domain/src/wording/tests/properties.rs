//! Whatever is known of an item and whatever stands in it: limits, whole words, no loose marks, the same every time.

use super::*;
use proptest::prelude::*;
use proptest::sample::select;

/// The facts of `facts` whose bit is set.
fn some_of(facts: Facts, kept: u32) -> Facts {
    fn when<T: Default>(kept: u32, bit: u32, value: T) -> T {
        if kept & (1 << bit) == 0 {
            T::default()
        } else {
            value
        }
    }
    Facts {
        language: facts.language,
        brand: when(kept, 0, facts.brand),
        model: when(kept, 1, facts.model),
        category: when(kept, 2, facts.category),
        gender: when(kept, 3, facts.gender),
        size: when(kept, 4, facts.size),
        colours: when(kept, 5, facts.colours),
        materials: when(kept, 6, facts.materials),
        condition: when(kept, 7, facts.condition),
        remarks: when(kept, 8, facts.remarks),
        fit: when(kept, 9, facts.fit),
        pattern: when(kept, 10, facts.pattern),
        neckline: when(kept, 11, facts.neckline),
        sleeves: when(kept, 12, facts.sleeves),
        origin: when(kept, 13, facts.origin),
        decade: when(kept, 14, facts.decade),
        trends: when(kept, 15, facts.trends),
        features: when(kept, 16, facts.features),
        measurements: when(kept, 17, facts.measurements),
        details: when(kept, 18, facts.details),
        description: when(kept, 19, facts.description),
        sku: when(kept, 20, facts.sku),
        location: when(kept, 21, facts.location),
    }
}

/// Any part of the dress's facts, with the words of any language around them.
fn known() -> impl Strategy<Value = Facts> {
    let languages = select(Language::ALL.to_vec());
    (any::<u32>(), languages).prop_map(|(kept, language)| Facts {
        language,
        ..some_of(robe(), kept)
    })
}

/// Facts nobody tidied.
fn wild() -> impl Strategy<Value = Facts> {
    let text = || "\\PC{0,40}|[ ,;<&{}a()\\n-]{0,20}";
    let texts = || proptest::collection::vec(text(), 0..4);
    let one = (text(), text(), text(), text(), text(), any::<String>());
    (known(), one, texts(), texts(), any::<u8>()).prop_map(
        |(facts, one, colours, remarks, note)| {
            let (brand, category, size, name, value, description) = one;
            Facts {
                condition: Some(labelled(note, &category)),
                measurements: vec![Named { name, value }],
                brand,
                category,
                size,
                colours,
                remarks,
                description,
                ..facts
            }
        },
    )
}

/// Nothing is doubled, and no line begins or ends with what should stand between two things.
fn is_tidy(text: &str) -> bool {
    let doubled = ["  ", " ,", ",,", ", .", "()", "..", " .", "- -", "\n\n\n"];
    let loose = [',', ';', '-', '/', '|'];
    let ends = |line: &str| line.starts_with(loose) || line.ends_with(loose) || line.ends_with('(');
    !doubled.iter().any(|it| text.contains(it)) && !text.lines().any(ends) && text.trim() == text
}

/// Every word of the title is a whole word of the longest title.
fn is_of_whole_words(title: &str, longest: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split([' ', ',', '/']).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let known = words(longest);
    words(title).iter().all(|word| known.contains(word))
}

proptest! {
    #[test]
    fn a_title_fits_is_tidy_and_ends_with_a_word(
        facts in known(),
        style in select(TitleStyle::ALL.to_vec()),
        most in 12_usize..150,
    ) {
        let told = title(&facts, style, most);
        prop_assert!(plain::length(&told) <= most);
        prop_assert!(is_tidy(&told), "{told:?}");
        let longest = title(&facts, style, 1000);
        prop_assert!(is_of_whole_words(&told, &longest), "{told:?} of {longest:?}");
        prop_assert_eq!(told.is_empty(), longest.is_empty());
        prop_assert_eq!(title(&facts, style, most), told);
    }

    #[test]
    fn a_description_fits_and_is_tidy_whatever_is_missing(
        facts in known(),
        style in select(DescriptionStyle::ALL.to_vec()),
    ) {
        let room = Room::plain(2000);
        let told = description(&facts, style, room);
        prop_assert!(room.fits(&told));
        prop_assert!(is_tidy(&told), "{told}");
        prop_assert!(!told.contains(['{', '}']), "{told}");
        prop_assert_eq!(description(&facts, style, room), told);
    }

    #[test]
    fn nothing_a_seller_types_breaks_a_limit(
        facts in wild(),
        title_style in select(TitleStyle::ALL.to_vec()),
        style in select(DescriptionStyle::ALL.to_vec()),
        most in 0_usize..400,
        markup in select(vec![Markup::Plain, Markup::Html]),
    ) {
        let told = title(&facts, title_style, most);
        prop_assert!(plain::length(&told) <= most);
        prop_assert!(!told.chars().any(char::is_control));
        let room = Room { most, markup };
        let text = description(&facts, style, room);
        let written = markup.write(&text);
        prop_assert!(plain::length(&written) <= most);
        let raw = written.replace("<br>", "");
        prop_assert!(markup == Markup::Plain || !raw.contains(['<', '>', '"']));
        prop_assert!(!text.contains("  ") && !text.contains("\n\n\n"));
    }

    #[test]
    fn any_template_is_filled_in_within_the_limit(
        facts in known(),
        template in "(\\{[a-zé]{1,9}\\}|\\{marque\\}|\\{taille\\}|\\{couleurs\\}|[ ,.:()\\[\\]\\n/-]|\\PC){0,40}",
        most in 0_usize..120,
    ) {
        let told = title_from(&template, &facts, most);
        prop_assert!(plain::length(&told) <= most);
        let room = Room::plain(most);
        let text = description_from(&template, &facts, room);
        prop_assert!(room.fits(&text));
        prop_assert!(!text.contains("  ") && text.trim() == text);
        prop_assert_eq!(description_from(&template, &facts, room), text);
    }

    #[test]
    fn a_template_of_known_facts_alone_leaves_no_loose_marks(
        facts in known(),
        marks in proptest::collection::vec(select(vec![", ", " - ", " ", "/", ". ", " | ", "\n"]), 5),
    ) {
        let names = ["{marque}", "{taille}", "{couleur}", "({modèle})", "{motif}", "[{col}, {manches}]"];
        let template: String = names
            .iter()
            .zip(marks.iter().copied().chain([""]))
            .flat_map(|(name, mark)| [*name, mark])
            .collect();
        let text = description_from(&template, &facts, Room::plain(2000));
        prop_assert!(is_tidy(&text), "{template:?} gives {text:?}");
    }
}
