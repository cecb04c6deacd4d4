//! How the Vinted channel stands, as a colour, a word and a sentence that says what to do. Good is only what was seen
//! lately: what is old is called old.

use crate::jobs::sentences::trouble;
use crate::say;
use crate::ui::badge::Tone;
use crate::words::{Locale, dates};
use stoflow_wire::socket::{ExecutorPresence, VintedConnection};
use stoflow_wire::vinted::VintedSession;
use time::{Duration, OffsetDateTime};

/// Beyond this nobody knows whether a session still lasts. A browser at work sees it every half hour.
const FRESH: Duration = Duration::hours(3);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Health {
    pub tone: Tone,
    pub short: &'static str,
    pub sentence: String,
}

/// The first thing that stands in the way decides; then how long ago anything was seen.
pub fn health(l: Locale, connection: &VintedConnection, now: OffsetDateTime) -> Health {
    let found = impediment(l, connection);
    if let Some(since) = connection.unseen_since
        && found.as_ref().is_none_or(|found| found.tone == Tone::Warn)
    {
        return unseen(l, since, found, now);
    }
    found.unwrap_or_else(|| session(l, connection, now))
}

/// What keeps Vinted from being worked on at this moment, and what to do.
pub fn obstacle(l: Locale, connection: &VintedConnection) -> Option<String> {
    impediment(l, connection).map(|found| found.sentence)
}

fn impediment(l: Locale, connection: &VintedConnection) -> Option<Health> {
    if let Some(stopped) = &connection.stopped {
        return Some(Health {
            tone: Tone::Bad,
            short: say!(l, channels.short_stopped),
            sentence: trouble(l, stopped),
        });
    }
    let (tone, short, sentence) = match (connection.executor, &connection.session) {
        (ExecutorPresence::Unpaired, _) => (
            Tone::Warn,
            say!(l, channels.short_unpaired),
            say!(l, channels.unpaired),
        ),
        (ExecutorPresence::Away, _) => (
            Tone::Warn,
            say!(l, channels.short_away),
            say!(l, channels.away),
        ),
        (ExecutorPresence::Paused, _) => (
            Tone::Warn,
            say!(l, channels.short_paused),
            say!(l, channels.paused),
        ),
        (ExecutorPresence::Connected, VintedSession::SignedOut) => (
            Tone::Bad,
            say!(l, channels.short_signed_out),
            say!(l, channels.signed_out),
        ),
        (ExecutorPresence::Connected, VintedSession::Challenged) => (
            Tone::Bad,
            say!(l, channels.short_challenged),
            say!(l, channels.challenged),
        ),
        (ExecutorPresence::Connected, VintedSession::SignedIn { .. } | VintedSession::Unknown) => {
            return None;
        }
    };
    Some(Health {
        tone,
        short,
        sentence: sentence.to_owned(),
    })
}

/// Something is for sale, and for too long nobody looked whether it sold. What to do comes with it.
fn unseen(l: Locale, since: OffsetDateTime, found: Option<Health>, now: OffsetDateTime) -> Health {
    let ago = dates::ago(l, since, now);
    let mend = match found {
        Some(found) => found.sentence,
        None => say!(l, channels.unseen_mend).to_owned(),
    };
    Health {
        tone: Tone::Bad,
        short: say!(l, channels.short_unseen),
        sentence: say!(l, channels.unseen, ago = ago, mend = mend),
    }
}

fn session(l: Locale, connection: &VintedConnection, now: OffsetDateTime) -> Health {
    match (&connection.session, connection.session_seen_at) {
        (VintedSession::SignedIn { login, .. }, Some(at)) if now - at <= FRESH => Health {
            tone: Tone::Good,
            short: say!(l, channels.short_connected),
            sentence: say!(l, channels.connected, login = login),
        },
        (VintedSession::SignedIn { login, .. }, Some(at)) => {
            let ago = dates::ago(l, at, now);
            Health {
                tone: Tone::Plain,
                short: say!(l, channels.short_stale),
                sentence: say!(l, channels.stale, login = login, ago = ago),
            }
        }
        (_, Some(at)) => {
            let ago = dates::ago(l, at, now);
            Health {
                tone: Tone::Plain,
                short: say!(l, channels.short_unknown),
                sentence: say!(l, channels.unknown_since, ago = ago),
            }
        }
        (_, None) => Health {
            tone: Tone::Plain,
            short: say!(l, channels.short_unknown),
            sentence: say!(l, channels.unknown).to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::jobs::Trouble;
    use stoflow_wire::socket::LastSuccess;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-23 14:30 UTC);

    fn connection(executor: ExecutorPresence, session: VintedSession) -> VintedConnection {
        VintedConnection {
            executor,
            session,
            session_seen_at: Some(NOW - Duration::minutes(20)),
            last_success: LastSuccess::default(),
            unseen_since: None,
            account: None,
            stopped: None,
        }
    }

    fn alice() -> VintedConnection {
        let session = VintedSession::SignedIn {
            user_id: 42,
            login: "alice".to_owned(),
        };
        connection(ExecutorPresence::Connected, session)
    }

    fn shown(connection: &VintedConnection) -> (Tone, &'static str) {
        let health = health(Locale::en, connection, NOW);
        (health.tone, health.short)
    }

    #[test]
    fn good_is_only_what_was_seen_lately() {
        assert_eq!(shown(&alice()), (Tone::Good, "Connected"));
        let old = VintedConnection {
            session_seen_at: Some(NOW - Duration::hours(5)),
            ..alice()
        };
        assert_eq!(shown(&old), (Tone::Plain, "Not checked lately"));
        assert!(health(Locale::en, &old, NOW).sentence.contains("5 h ago"));
        let never = VintedConnection {
            session_seen_at: None,
            ..alice()
        };
        assert_eq!(shown(&never), (Tone::Plain, "To be checked"));
        let restarted = connection(ExecutorPresence::Connected, VintedSession::Unknown);
        assert_eq!(shown(&restarted), (Tone::Plain, "To be checked"));
    }

    #[test]
    fn sales_that_nobody_saw_are_an_alarm_whatever_the_reason() {
        for executor in [
            ExecutorPresence::Connected,
            ExecutorPresence::Away,
            ExecutorPresence::Paused,
        ] {
            let blind = VintedConnection {
                executor,
                unseen_since: Some(NOW - Duration::days(3)),
                ..alice()
            };
            assert_eq!(shown(&blind), (Tone::Bad, "Sales unseen"));
            assert!(
                health(Locale::fr, &blind, NOW)
                    .sentence
                    .contains("il y a 3 j")
            );
        }
        let stopped = VintedConnection {
            unseen_since: Some(NOW - Duration::days(3)),
            stopped: Some(Trouble::Challenged),
            ..alice()
        };
        assert_eq!(shown(&stopped), (Tone::Bad, "Stopped"));
    }

    #[test]
    fn what_was_not_seen_lately_can_be_read_all_the_same() {
        let old = VintedConnection {
            session_seen_at: None,
            unseen_since: Some(NOW - Duration::days(3)),
            ..alice()
        };
        assert_eq!(obstacle(Locale::en, &old), None);
        let away = VintedConnection {
            executor: ExecutorPresence::Away,
            ..old
        };
        assert!(obstacle(Locale::en, &away).is_some());
    }
}
