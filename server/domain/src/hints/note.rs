//! Hints as one NOTIFY carries them: `1f…;12j;12p;907e`: the node that sends, then shop and topic of each.

use super::{Hint, Topic};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use stoflow_wire::ids::TenantId;

/// A NOTIFY may carry 8,000 bytes; a shop's number and its topic take at most 21.
const MOST: usize = 300;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) node: u64,
    pub(super) hints: Vec<Hint>,
}

/// Not a note: another version of the server wrote it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unreadable;

impl Note {
    /// Takes as many hints out of `waiting` as one note carries; `None` when there are none.
    pub(super) fn take(node: u64, waiting: &mut BTreeSet<Hint>) -> Option<Self> {
        let hints = std::iter::from_fn(|| waiting.pop_first())
            .take(MOST)
            .collect::<Vec<_>>();
        (!hints.is_empty()).then_some(Self { node, hints })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}", self.node)?;
        self.hints
            .iter()
            .try_for_each(|hint| write!(f, ";{}{}", hint.tenant, letter(hint.topic)))
    }
}

impl FromStr for Note {
    type Err = Unreadable;

    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let mut parts = text.split(';');
        let node = parts
            .next()
            .and_then(|node| u64::from_str_radix(node, 16).ok())
            .ok_or(Unreadable)?;
        let hints = parts
            .map(hint)
            .collect::<Option<Vec<_>>>()
            .ok_or(Unreadable)?;
        Ok(Self { node, hints })
    }
}

fn hint(text: &str) -> Option<Hint> {
    let (at, letter) = text.char_indices().next_back()?;
    Some(Hint {
        tenant: TenantId(text[..at].parse().ok()?),
        topic: topic(letter)?,
    })
}

fn letter(topic: Topic) -> char {
    match topic {
        Topic::Jobs => 'j',
        Topic::Progress => 'l',
        Topic::Executors => 'e',
        Topic::Commands => 'c',
        Topic::Products => 'p',
        Topic::Conversations => 'm',
        Topic::Session => 's',
    }
}

fn topic(letter: char) -> Option<Topic> {
    match letter {
        'j' => Some(Topic::Jobs),
        'l' => Some(Topic::Progress),
        'e' => Some(Topic::Executors),
        'c' => Some(Topic::Commands),
        'p' => Some(Topic::Products),
        'm' => Some(Topic::Conversations),
        's' => Some(Topic::Session),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Hint, MOST, Note, Topic, Unreadable};
    use std::collections::BTreeSet;
    use stoflow_wire::ids::TenantId;

    #[test]
    fn a_note_reads_back_and_fits_into_one_notify() {
        let mut waiting = (0..400)
            .map(|number| Hint {
                tenant: TenantId(i64::MAX - number),
                topic: Topic::Executors,
            })
            .collect::<BTreeSet<_>>();
        let note = Note::take(u64::MAX, &mut waiting).expect("there are hints");
        assert_eq!(note.hints.len(), MOST);
        assert_eq!(
            waiting.len(),
            400 - MOST,
            "the rest waits for the next note"
        );
        assert!(note.to_string().len() < 8000);
        assert_eq!(note.to_string().parse(), Ok(note));
    }

    #[test]
    fn what_is_no_note_is_refused() {
        for text in ["", "x", "1;", "1;2", "1;2q", "1;j", "1;-j", "1;2j;"] {
            assert_eq!(text.parse::<Note>(), Err(Unreadable), "{text:?}");
        }
    }
}
