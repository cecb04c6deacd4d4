//! Reading, looking at, keeping and forgetting the rules of a channel.
#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::unused_async,
        reason = "server functions are called over the network"
    )
)]

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::channel_rules::{ChannelDesk, RulesForm, RulesLook};
use stoflow_wire::pricing::Channel;

/// The address of the one act that needs no form of its own.
pub const RESET: &str = "/fn/reset_channel_rules";

/// Every channel with what holds there.
#[server(prefix = "/fn", endpoint = "read_channel_rules", input = Json)]
pub async fn read_channel_rules() -> Result<Vec<ChannelDesk>, AppError> {
    let mut tx = crate::request::tenant_tx().await?;
    let desks = stoflow_domain::channel_rules::desks(&mut tx).await?;
    tx.commit().await?;
    Ok(desks)
}

/// What rules come to while they are typed. What is wrong with them is an answer, no failure.
#[server(prefix = "/fn", endpoint = "look_at_channel_rules", input = Json)]
pub async fn look_at_channel_rules(rules: RulesForm) -> Result<RulesLook, AppError> {
    crate::request::signed_in()?;
    Ok(stoflow_domain::channel_rules::look(&rules))
}

/// Keeps the rules of one channel as they were typed.
#[server(prefix = "/fn", endpoint = "set_channel_rules")]
pub async fn set_channel_rules(rules: RulesForm) -> Result<ChannelDesk, AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};

    let mut tx = request::tenant_tx().await?;
    match stoflow_domain::channel_rules::set(&mut tx, &rules).await {
        Ok(desk) => {
            tx.commit().await?;
            request::done(Notice::RulesSet, paths::CHANNEL_RULES);
            Ok(desk)
        }
        Err(error) => {
            let channel = Channel::from_name(&rules.channel);
            let back = channel.map_or_else(String::new, paths::channel_rules);
            let mut rules = rules;
            let typed = super::fields::typed(&mut rules);
            Err(request::refuse(
                Form::ChannelRules,
                &back,
                &typed,
                error.into(),
            ))
        }
    }
}

/// What StoFlow has holds on the channel again.
#[server(prefix = "/fn", endpoint = "reset_channel_rules")]
pub async fn reset_channel_rules(channel: Channel) -> Result<ChannelDesk, AppError> {
    use crate::visit::Notice;
    use crate::{paths, request};

    let mut tx = request::tenant_tx().await?;
    let desk = stoflow_domain::channel_rules::reset(&mut tx, channel).await?;
    tx.commit().await?;
    request::done(Notice::RulesReset, paths::CHANNEL_RULES);
    Ok(desk)
}
