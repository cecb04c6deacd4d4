//! Account interface: the seller's rights, the programs they are in, and their policies (scope `sell.account`).

use super::call::{Call, Repeat};
use super::failure::Failure;
use super::hosts::Host;
use super::{Api, Token};
use serde::Deserialize;
use serde_json::json;
use stoflow_wire::ebay::{EbaySite, TermsKind};

/// The program in which terms are kept as policies.
pub const POLICY_PROGRAM: &str = "SELLING_POLICY_MANAGEMENT";

#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Privileges {
    pub seller_registration_completed: bool,
    pub selling_limit: Option<Limit>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Limit {
    pub amount: Option<Amount>,
    pub quantity: Option<i64>,
}

#[derive(Clone, Debug, Deserialize)]
pub struct Amount {
    /// A decimal number.
    pub value: String,
    pub currency: String,
}

#[derive(Deserialize)]
struct Programs {
    #[serde(default)]
    programs: Vec<Program>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Program {
    program_type: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Policies {
    #[serde(
        alias = "paymentPolicies",
        alias = "fulfillmentPolicies",
        alias = "returnPolicies"
    )]
    policies: Option<Vec<Policy>>,
}

#[derive(Deserialize)]
struct Policy {
    name: String,
}

fn path(kind: TermsKind) -> &'static str {
    match kind {
        TermsKind::Payment => "/sell/account/v1/payment_policy",
        TermsKind::Shipping => "/sell/account/v1/fulfillment_policy",
        TermsKind::Returns => "/sell/account/v1/return_policy",
    }
}

impl Api {
    /// `getPrivileges`.
    pub async fn privileges(&self, token: &Token) -> Result<Privileges, Failure> {
        self.read(Call::get(Host::Api, "/sell/account/v1/privilege", token))
            .await
    }

    /// `getOptedInPrograms`: whether the seller's terms are kept as policies.
    pub async fn keeps_policies(&self, token: &Token) -> Result<bool, Failure> {
        let path = "/sell/account/v1/program/get_opted_in_programs";
        let told: Programs = self.read(Call::get(Host::Api, path, token)).await?;
        let mut programs = told.programs.iter();
        Ok(programs.any(|program| program.program_type == POLICY_PROGRAM))
    }

    /// `optInToProgram`. Who is in already stays in.
    pub async fn keep_policies(&self, token: &Token) -> Result<(), Failure> {
        let path = "/sell/account/v1/program/opt_in".to_owned();
        let body = json!({"programType": POLICY_PROGRAM});
        let asked = self.perform(Call::post(path, body, Repeat::Harmless, token));
        match asked.await {
            Err(failure) if failure.is_already_there() => Ok(()),
            ended => ended,
        }
    }

    /// `getPaymentPolicies`, `getFulfillmentPolicies` or `getReturnPolicies`: their names on one site.
    pub async fn policies(
        &self,
        site: EbaySite,
        kind: TermsKind,
        token: &Token,
    ) -> Result<Vec<String>, Failure> {
        let call = Call::get(Host::Api, path(kind), token)
            .with_query("marketplace_id", site.marketplace_id());
        let told: Policies = self.read(call).await?;
        let policies = told.policies.unwrap_or_default();
        Ok(policies.into_iter().map(|policy| policy.name).collect())
    }
}
