//! How the Vinted channel stands, as a colour, a word and a sentence that says what to do.

use crate::jobs::sentences::trouble;
use crate::say;
use crate::ui::badge::Tone;
use crate::words::Locale;
use stoflow_wire::socket::{ExecutorPresence, VintedConnection};
use stoflow_wire::vinted::VintedSession;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    pub tone: Tone,
    pub short: &'static str,
    pub sentence: String,
}

/// The first thing that stands in the way decides.
pub fn health(l: Locale, connection: &VintedConnection) -> Health {
    if let Some(stopped) = &connection.stopped {
        return Health {
            tone: Tone::Bad,
            short: say!(l, channels.short_stopped),
            sentence: trouble(l, stopped),
        };
    }
    let (tone, short, sentence) = match connection.executor {
        ExecutorPresence::Unpaired => (
            Tone::Warn,
            say!(l, channels.short_unpaired),
            say!(l, channels.unpaired),
        ),
        ExecutorPresence::Away => (
            Tone::Warn,
            say!(l, channels.short_away),
            say!(l, channels.away),
        ),
        ExecutorPresence::Paused => (
            Tone::Warn,
            say!(l, channels.short_paused),
            say!(l, channels.paused),
        ),
        ExecutorPresence::Connected => return session(l, connection),
    };
    Health {
        tone,
        short,
        sentence: sentence.to_owned(),
    }
}

fn session(l: Locale, connection: &VintedConnection) -> Health {
    let (tone, short, sentence) = match &connection.session {
        VintedSession::SignedIn { login, .. } => (
            Tone::Good,
            say!(l, channels.short_connected),
            say!(l, channels.connected, login = login),
        ),
        VintedSession::SignedOut => (
            Tone::Bad,
            say!(l, channels.short_signed_out),
            say!(l, channels.signed_out).to_owned(),
        ),
        VintedSession::Challenged => (
            Tone::Bad,
            say!(l, channels.short_challenged),
            say!(l, channels.challenged).to_owned(),
        ),
        VintedSession::Unknown => (
            Tone::Good,
            say!(l, channels.short_connected),
            say!(l, channels.unknown).to_owned(),
        ),
    };
    Health {
        tone,
        short,
        sentence,
    }
}
