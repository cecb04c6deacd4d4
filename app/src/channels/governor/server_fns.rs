//! Reading and setting the limits.

use crate::error::AppError;
use leptos::prelude::*;
use leptos::server_fn::codec::Json;
use stoflow_wire::governor::{GovernorForm, GovernorView};

#[server(prefix = "/fn", endpoint = "read_governor", input = Json)]
pub async fn read_governor() -> Result<GovernorView, AppError> {
    let mut tx = crate::request::tenant_tx().await?;
    let view = stoflow_domain::governor::view(&mut tx).await?;
    tx.commit().await?;
    Ok(view)
}

/// Takes the limits as they were typed.
#[server(prefix = "/fn", endpoint = "set_governor")]
pub async fn set_governor(limits: GovernorForm) -> Result<(), AppError> {
    use crate::visit::{Form, Notice};
    use crate::{paths, request};
    use stoflow_domain::governor;

    let seller = request::signed_in()?;
    match governor::set(&request::backend()?, seller.tenant, &limits).await {
        Ok(()) => {
            request::done(Notice::LimitsSet, paths::GOVERNOR);
            Ok(())
        }
        Err(error) => {
            let typed = super::limits::typed(&limits);
            let typed: Vec<(&str, &str)> = typed
                .iter()
                .map(|(name, text)| (*name, text.as_str()))
                .collect();
            Err(request::refuse(
                Form::Governor,
                paths::GOVERNOR,
                &typed,
                error.into(),
            ))
        }
    }
}
