//! The product list of a seller with 10,000 products: the page as the server renders it, and its JSON twin, at 1, 16 and
//! 64 connections. The peer answers the JSON request only; the replaced product rendered pages in the browser.

use anyhow::Result;

use super::http::{self, Load};
use super::peers::twin::{self, TWIN};
use super::report::{Peer, Row};
use crate::progress;
use crate::shell;
use crate::stack::Stack;
use crate::workspace::Workspace;

const PRODUCTS: u32 = 10_000;
const CONNECTIONS: [u32; 3] = [1, 16, 64];

pub(super) fn measure(workspace: &Workspace, stack: &Stack) -> Result<Vec<Row>> {
    fill(stack, PRODUCTS)?;
    let session = http::sign_in(&stack.description)?;
    let url = &stack.description.url;
    let twin = twin::find(workspace)?;
    let mut rows = Vec::new();
    for connections in CONNECTIONS {
        let case = format!("list of 50, page, {connections} conn");
        let page = http::load(
            &stack.folder,
            &format!("{url}/products"),
            &session.cookie,
            connections,
        )?;
        rows.extend(figures(&case, &page, None));
        let case = format!("list of 50, JSON, {connections} conn");
        let list = format!("{url}/api/v1/products?limit=50");
        let json = http::load(&stack.folder, &list, &session.bearer, connections)?;
        let peer = twin
            .as_ref()
            .map(|twin| twin.load(connections))
            .transpose()?;
        rows.extend(figures(&case, &json, peer.as_ref()));
    }
    Ok(rows)
}

/// Puts so many products more into the demo seller's shop.
pub(super) fn fill(stack: &Stack, products: u32) -> Result<()> {
    progress::quiet(&format!("{products} products more in the shop"), || {
        let mut fill = stack.server_command(&[
            "fill-shop",
            "--email",
            &stack.description.demo.email,
            "--products",
            &products.to_string(),
        ]);
        shell::logged(&mut fill, &stack.folder.join("fill-shop.log"))
    })
}

fn figures(case: &str, ours: &Load, twin: Option<&Load>) -> [Row; 3] {
    let row = |metric, unit, of: fn(&Load) -> f64| Row {
        peers: twin
            .map(|load| Peer {
                name: TWIN.to_owned(),
                value: of(load),
            })
            .into_iter()
            .collect(),
        ..Row::new(case, metric, unit, of(ours))
    };
    [
        row("rate", "req/s", |load| load.rate),
        row("p50", "ms", |load| load.p50),
        row("p99", "ms", |load| load.p99),
    ]
}
