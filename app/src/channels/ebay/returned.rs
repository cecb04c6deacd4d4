//! How a way to eBay and back ended, as a word in this page's address and as a sentence that says what to do.

use crate::say;
use crate::ui::badge::Tone;
use crate::words::Locale;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Returned {
    Connected,
    Declined,
    Forged,
    Foreign,
    Replayed,
    Late,
    Refused,
    Unreachable,
}

impl Returned {
    const ALL: [Self; 8] = [
        Self::Connected,
        Self::Declined,
        Self::Forged,
        Self::Foreign,
        Self::Replayed,
        Self::Late,
        Self::Refused,
        Self::Unreachable,
    ];

    /// The word in the address.
    fn name(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Declined => "declined",
            Self::Forged => "forged",
            Self::Foreign => "foreign",
            Self::Replayed => "replayed",
            Self::Late => "late",
            Self::Refused => "refused",
            Self::Unreachable => "unreachable",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|returned| returned.name() == name)
    }

    pub fn tone(self) -> Tone {
        match self {
            Self::Connected => Tone::Good,
            Self::Declined => Tone::Info,
            Self::Replayed | Self::Late => Tone::Warn,
            Self::Forged | Self::Foreign | Self::Refused | Self::Unreachable => Tone::Bad,
        }
    }

    pub fn sentence(self, l: Locale) -> &'static str {
        match self {
            Self::Connected => say!(l, ebay.came_connected),
            Self::Declined => say!(l, ebay.came_declined),
            Self::Forged => say!(l, ebay.came_forged),
            Self::Foreign => say!(l, ebay.came_foreign),
            Self::Replayed => say!(l, ebay.came_replayed),
            Self::Late => say!(l, ebay.came_late),
            Self::Refused => say!(l, ebay.came_refused),
            Self::Unreachable => say!(l, ebay.came_unreachable),
        }
    }
}

/// The page that tells how it ended.
#[cfg(feature = "ssr")]
pub fn path_of(ending: stoflow_domain::channels::ebay::connecting::Ending) -> String {
    use crate::paths;
    use stoflow_domain::channels::ebay::connecting::Ending;

    let returned = match ending {
        Ending::Connected => Returned::Connected,
        Ending::Declined => Returned::Declined,
        Ending::Forged => Returned::Forged,
        Ending::Foreign => Returned::Foreign,
        Ending::Replayed => Returned::Replayed,
        Ending::TooLate => Returned::Late,
        Ending::Refused => Returned::Refused,
        Ending::Unreachable => Returned::Unreachable,
    };
    paths::with_query(paths::EBAY, &[("returned", returned.name())])
}
