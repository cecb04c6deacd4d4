//! The labels of parcels: a small PDF each, given to whoever has its whole address, member or not.
//!
//! The same paths answer under www.vinted.fr and on the plain HTTP port.

use std::fmt::Write;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::Site;
use super::sales::Sale;

pub(crate) fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/labels/{file}", get(label))
        .with_state(site)
}

/// Where a parcel's label lies, with the part that nobody can guess.
pub(crate) fn url(sale: &Sale) -> String {
    let (shipment, signature) = (sale.shipment(), signature(sale));
    format!("https://www.vinted.fr/labels/{shipment}.pdf?s={signature}")
}

fn signature(sale: &Sale) -> String {
    let digest = Sha256::digest(format!("label {}", sale.shipment()));
    digest.iter().take(12).fold(String::new(), |mut hex, byte| {
        let _infallible = write!(hex, "{byte:02x}");
        hex
    })
}

#[derive(Deserialize)]
struct Signed {
    s: Option<String>,
}

async fn label(
    State(site): State<Arc<Site>>,
    Path(file): Path<String>,
    Query(signed): Query<Signed>,
) -> Response {
    let shipment = file.strip_suffix(".pdf").and_then(|id| id.parse().ok());
    let state = site.lock();
    let Some(sale) = shipment.and_then(|id| state.sales.with_shipment(id)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if signed.s != Some(signature(sale)) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let drawn = draw(&[
        "MONDIAL RELAY".to_owned(),
        format!("Colis {}", sale.shipment()),
        sale.tracking(),
    ]);
    ([(header::CONTENT_TYPE, "application/pdf")], drawn).into_response()
}

/// One page of 10 by 15 cm with these lines, which may hold neither brackets nor backslashes.
fn draw(lines: &[String]) -> Vec<u8> {
    let mut text = "BT /F1 18 Tf 20 380 Td 28 TL".to_owned();
    for line in lines {
        let _infallible = write!(text, " ({line}) Tj T*");
    }
    text.push_str(" ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 283 425] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(&objects) {
        let _infallible = writeln!(places, "{:010} 00000 n ", pdf.len());
        let _infallible = write!(pdf, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (table, size) = (pdf.len(), objects.len() + 1);
    let _infallible = write!(
        pdf,
        "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"
    );
    pdf.into_bytes()
}
