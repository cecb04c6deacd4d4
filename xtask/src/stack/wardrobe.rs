//! What the demo member of the simulated vinted.fr sells there already, so that a newcomer's first sync has something to
//! find: some of it is the demo shop's own, by title.

use anyhow::{Context, Result, bail};
use ureq::Agent;

use super::Stack;
use crate::progress;

/// The member who is always there.
const DEMO_MEMBER: u64 = 275_310_442;

/// In the simulator's words, the oldest first.
const LISTINGS: &str = include_str!("wardrobe.json");

impl Stack {
    /// Puts the listings up for sale.
    pub(crate) fn stock_demo_wardrobe(&self) -> Result<()> {
        progress::quiet("demo wardrobe on vinted.fr", || {
            let control = &self.description.sims.vinted;
            let agent: Agent = Agent::config_builder()
                .http_status_as_error(false)
                .build()
                .into();
            let mut answer = agent
                .post(format!("{control}/control/members/{DEMO_MEMBER}/items"))
                .content_type("application/json")
                .send(LISTINGS)
                .context("filling the demo member's wardrobe")?;
            if !answer.status().is_success() {
                let why = answer.body_mut().read_to_string().unwrap_or_default();
                bail!("the simulator does not take the demo member's wardrobe: {why}");
            }
            Ok(())
        })
    }
}
