//! How a channel takes a description: as plain text, or as HTML in which every sign of the text is only a sign.
//!
//! Writing is the last step: a text is made and cut as plain text, to the room it will have once written.

use super::plain;

/// What the channel reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Markup {
    Plain,
    Html,
}

impl Markup {
    /// How much of the channel's limit a text takes, in UTF-16 units once it is written.
    pub fn length(self, text: &str) -> usize {
        self.cost()(text)
    }

    /// The text as the channel takes it.
    pub fn write(self, text: &str) -> String {
        match self {
            Self::Plain => text.to_owned(),
            Self::Html => html(text),
        }
    }

    pub(super) fn cost(self) -> fn(&str) -> usize {
        match self {
            Self::Plain => plain::length,
            Self::Html => html_length,
        }
    }
}

/// What a channel gives a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// At most so many UTF-16 units, written.
    pub most: usize,
    pub markup: Markup,
}

impl Room {
    pub fn plain(most: usize) -> Self {
        let markup = Markup::Plain;
        Self { most, markup }
    }

    pub fn html(most: usize) -> Self {
        let markup = Markup::Html;
        Self { most, markup }
    }

    pub(super) fn fits(self, text: &str) -> bool {
        self.markup.length(text) <= self.most
    }

    pub(super) fn cut(self, text: &str) -> String {
        plain::cut_with_ellipsis(text, self.most, self.markup.cost())
    }
}

fn html(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for sign in text.chars() {
        match entity(sign) {
            Some(entity) => written.push_str(entity),
            None => written.push(sign),
        }
    }
    written
}

fn html_length(text: &str) -> usize {
    text.chars()
        .map(|sign| entity(sign).map_or(sign.len_utf16(), str::len))
        .sum()
}

/// Sign by sign, so that the length of a text is the sum of its parts.
fn entity(sign: char) -> Option<&'static str> {
    Some(match sign {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        '\n' => "<br>",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_sign_is_only_a_sign() {
        assert_eq!(
            Markup::Html.write("H&M <b>\n\"l'été\""),
            "H&amp;M &lt;b&gt;<br>&quot;l&#39;été&quot;"
        );
        assert_eq!(Markup::Plain.write("H&M <b>"), "H&M <b>");
    }

    proptest! {
        #[test]
        fn what_is_written_is_as_long_as_was_counted(text in any::<String>()) {
            let written = Markup::Html.write(&text);
            prop_assert_eq!(plain::length(&written), Markup::Html.length(&text));
        }

        #[test]
        fn nothing_raw_is_left(text in "[a&<>'\"\n;]{0,60}", room in 0_usize..80) {
            let room = Room::html(room);
            let written = room.markup.write(&room.cut(&text));
            prop_assert!(plain::length(&written) <= room.most);
            let left = written.replace("<br>", "");
            prop_assert!(!left.contains(['<', '>', '"', '\'']));
            for after in left.split('&').skip(1) {
                let known = ["amp;", "lt;", "gt;", "quot;", "#39;"];
                prop_assert!(known.iter().any(|entity| after.starts_with(entity)));
            }
        }
    }
}
