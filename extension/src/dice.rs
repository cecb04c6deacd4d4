//! The moment something happens: its time and one throw of the dice, both passed in.

/// Given with every event. The dice choose waits and nothing that must stay secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970.
    pub now_ms: u64,
    pub random: u64,
}

impl Moment {
    /// A number from `low` to `high`, both included.
    pub fn between(self, (low, high): (u32, u32)) -> u32 {
        let choices = u64::from(high.saturating_sub(low)) + 1;
        low + u32::try_from(self.random % choices).unwrap_or(0)
    }
}
