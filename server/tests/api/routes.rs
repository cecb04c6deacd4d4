//! What the process itself says it opens, against the doors that the tests knock at.

use crate::doors::DOORS;
use std::collections::BTreeSet;

/// `/api` as a whole answers what leads nowhere; probes tell nothing of anybody.
const WITHOUT_A_SHOP: [&str; 3] = ["/api/{*elsewhere}", "/health/live", "/health/ready"];

/// What the process itself says it opens.
pub(crate) fn routes() -> BTreeSet<String> {
    let server_fns = server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned());
    let pages = leptos_axum::generate_route_list(stoflow_app::app::App);
    let pages = pages.iter().map(|page| page.path().to_owned());
    let written = include_str!("../../src/router.rs");
    let others = written
        .split(".route(")
        .skip(1)
        .filter_map(|route| route.split('"').nth(1))
        .map(str::to_owned);
    server_fns.chain(pages).chain(others).collect()
}

#[tokio::test]
async fn every_door_is_known() {
    let routes = routes();
    assert!(routes.len() > 80, "only {} routes were found", routes.len());
    let known: BTreeSet<String> = DOORS
        .iter()
        .map(|door| door.route)
        .chain(WITHOUT_A_SHOP)
        .map(str::to_owned)
        .collect();
    let unknown: Vec<_> = routes.difference(&known).collect();
    assert!(
        unknown.is_empty(),
        "say in DOORS how to knock at {unknown:?}"
    );
    let gone: Vec<_> = known.difference(&routes).collect();
    assert!(gone.is_empty(), "take out of DOORS {gone:?}");
}
