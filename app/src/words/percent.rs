//! Ratios in percent, as each language writes them.

use super::Locale;
use stoflow_wire::pricing::PerMille;

/// What a part is of the whole: `64,8 %`, `64.8%`.
pub fn share(locale: Locale, ratio: PerMille) -> String {
    let sign = if ratio.0 < 0 { "−" } else { "" };
    written(locale, sign, ratio)
}

/// What is added or taken away: `+20 %`, `−15 %`, `0 %`.
pub fn change(locale: Locale, ratio: PerMille) -> String {
    let sign = match ratio.0 {
        ..0 => "−",
        0 => "",
        1.. => "+",
    };
    written(locale, sign, ratio)
}

fn written(locale: Locale, sign: &str, ratio: PerMille) -> String {
    let thousandths = ratio.0.unsigned_abs();
    let (point, gap) = match locale {
        Locale::fr => (',', "\u{a0}"),
        Locale::en => ('.', ""),
    };
    match (thousandths / 10, thousandths % 10) {
        (whole, 0) => format!("{sign}{whole}{gap}%"),
        (whole, tenth) => format!("{sign}{whole}{point}{tenth}{gap}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_shares_as_people_do() {
        assert_eq!(share(Locale::fr, PerMille(648)), "64,8\u{a0}%");
        assert_eq!(share(Locale::en, PerMille(648)), "64.8%");
        assert_eq!(share(Locale::fr, PerMille(750)), "75\u{a0}%");
        assert_eq!(share(Locale::en, PerMille(-5)), "−0.5%");
    }

    #[test]
    fn a_change_has_a_sign() {
        assert_eq!(change(Locale::fr, PerMille(200)), "+20\u{a0}%");
        assert_eq!(change(Locale::en, PerMille(-150)), "−15%");
        assert_eq!(change(Locale::fr, PerMille(0)), "0\u{a0}%");
    }
}
