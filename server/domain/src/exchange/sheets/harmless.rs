//! Texts that no spreadsheet takes for a formula: an apostrophe before them says that they are texts. It is taken off again
//! when the same sheet comes back, and off nothing else.

/// What a program may begin a formula with, in narrow and in wide letters.
const BEGIN: [char; 14] = [
    '=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '−', '\t', '\r', '\n',
];

pub(in crate::exchange) fn guard(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

pub(in crate::exchange) fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

/// Guarded or not: an apostrophe that was there before is not mistaken for ours.
fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    bare.starts_with(BEGIN) || bare.trim_start().starts_with(BEGIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_texts() {
        for text in [
            "=1+1", "+33 6", "-5", "@A1", " =1", "\t=1", "|cmd", "＝1", "'=1",
        ] {
            assert_eq!(guard(text), format!("'{text}"));
        }
        for text in ["Robe = bleue", "'90s", "", "12.50"] {
            assert_eq!(guard(text), text);
            assert_eq!(unguard(text), text);
        }
    }

    proptest! {
        #[test]
        fn what_is_guarded_comes_back(text in "['=+@ a-z\t-]{0,8}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text);
        }
    }
}
