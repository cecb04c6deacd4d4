//! Whether taking a listing off would throw something away: one that is young, or that people saved, sells better where
//! it is. A question for the seller, never a wall.

use crate::database::TenantTx;
use crate::database::rows::Attempted;
use crate::error::Error;
use crate::governor;
use stoflow_wire::listings::Caution;
use time::OffsetDateTime;

/// A listing as old as so many times the seller's own limit is not spared for its favourites any more.
const OLD: u32 = 3;

/// The seller's rule, and the moment it is asked at.
pub(super) struct Rule {
    days: u32,
    now: OffsetDateTime,
}

impl Rule {
    pub(super) async fn read(tx: &mut TenantTx) -> Result<Self, Error> {
        let now = sqlx::query_scalar("select now()")
            .fetch_one(tx.conn())
            .await
            .attempted("asking the database for the time")?;
        Ok(Self {
            days: governor::spared_days(tx).await?,
            now,
        })
    }

    /// What there is to say before a live listing is taken off; `None` where there is nothing.
    pub(super) fn caution(
        &self,
        published_at: Option<OffsetDateTime>,
        favourites: i64,
    ) -> Option<Caution> {
        let online = self.now - published_at?;
        let days_online = u32::try_from(online.whole_days()).unwrap_or(0);
        let young = days_online < self.days;
        let loved = favourites > 0 && days_online < self.days.saturating_mul(OLD);
        (young || loved).then_some(Caution {
            days_online,
            favourites,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;

    fn asked(limit: u32, days: i64, favourites: i64) -> bool {
        let now = OffsetDateTime::UNIX_EPOCH + Duration::days(1000);
        Rule { days: limit, now }
            .caution(Some(now - Duration::days(days)), favourites)
            .is_some()
    }

    #[test]
    fn young_and_loved_listings_are_asked_about() {
        assert!(asked(30, 29, 0));
        assert!(!asked(30, 30, 0));
        assert!(asked(30, 30, 1));
        assert!(asked(30, 89, 7));
        assert!(!asked(30, 90, 7));
    }

    #[test]
    fn a_seller_who_wants_no_questions_gets_none() {
        assert!(!asked(0, 0, 100));
        let rule = Rule {
            days: 30,
            now: OffsetDateTime::UNIX_EPOCH,
        };
        assert!(rule.caution(None, 3).is_none());
    }
}
