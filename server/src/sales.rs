//! Labels as a file for the printer, and a month of sales as a file for spreadsheets.

use crate::asked::{Query, Seller};
use crate::failure::Failure;
use crate::router::Server;
use axum::Extension;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use stoflow_app::request::Visitor;
use stoflow_app::sales::{books, month};
use stoflow_app::words;
use stoflow_domain::error::Error;
use stoflow_domain::sales::labels::{self, sheet::Paper};
use stoflow_wire::ids::SaleId;

/// `GET /sales/labels?ids=1~2&paper=10x15|a4`: the labels of the signed-in seller's own sales in one PDF. A form with
/// boxes sends `ids[]=1&ids[]=2`. Leads back to the sales where none of them has a label here.
pub async fn print_labels(
    State(server): State<Server>,
    Seller(seller): Seller,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let asked = Asked::read(query.as_deref().unwrap_or_default());
    match labels::print(&server.backend, seller.tenant, &asked.sales, asked.paper).await {
        Ok(sheets) => {
            let headers = [
                (header::CONTENT_TYPE, "application/pdf"),
                (
                    header::CONTENT_DISPOSITION,
                    "inline; filename=\"labels.pdf\"",
                ),
                (header::CACHE_CONTROL, "private, no-store"),
            ];
            Ok((headers, sheets).into_response())
        }
        Err(Error::OutOfPlace { .. }) => Ok(Redirect::to("/sales").into_response()),
        Err(error) => Err(error.into()),
    }
}

/// `GET /sales/month.csv?month=2026-11`: the signed-in seller's own sales of that month. Leads back to the sales where the
/// month is none.
pub async fn export_month(
    State(server): State<Server>,
    Seller(seller): Seller,
    Extension(visitor): Extension<Visitor>,
    Query(asked): Query<Month>,
) -> Result<Response, Failure> {
    let Some(month) = month::read(&asked.month) else {
        return Ok(Redirect::to("/sales").into_response());
    };
    let mut tx = server.backend.database.tenant(seller.tenant).await?;
    let lines = stoflow_domain::sales::export(&mut tx, month).await?;
    tx.commit().await?;
    let name = format!(
        "attachment; filename=\"stoflow-{:04}-{:02}.csv\"",
        month.year(),
        u8::from(month.month())
    );
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let table = books::csv(words::of(visitor.language), &lines);
    Ok((headers, table).into_response())
}

/// Which month is wanted.
#[derive(Deserialize)]
pub struct Month {
    #[serde(default)]
    month: String,
}

#[derive(Debug, PartialEq, Eq)]
struct Asked {
    sales: Vec<SaleId>,
    paper: Paper,
}

impl Asked {
    /// What is no number is no sale; no paper is the label printer's.
    fn read(query: &str) -> Self {
        let mut asked = Self {
            sales: Vec::new(),
            paper: Paper::Label,
        };
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "ids" | "ids[]" | "ids%5B%5D" => {
                    let numbers = value.split(['~', ',']).filter_map(|id| id.parse().ok());
                    asked.sales.extend(numbers.map(SaleId));
                }
                "paper" => asked.paper = Paper::from_name(value).unwrap_or(asked.paper),
                _ => {}
            }
        }
        asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_forms_are_read_alike() {
        let two = |paper| Asked {
            sales: vec![SaleId(4), SaleId(7)],
            paper,
        };
        assert_eq!(Asked::read("ids=4~7&paper=a4"), two(Paper::A4));
        assert_eq!(Asked::read("ids=4,7&paper=10x15"), two(Paper::Label));
        assert_eq!(
            Asked::read("back=%2Fsales&ids%5B%5D=4&ids%5B%5D=7&paper=a4"),
            two(Paper::A4)
        );
        assert_eq!(
            Asked::read("ids=4&ids=x&ids=7&paper=foolscap"),
            two(Paper::Label)
        );
        assert_eq!(
            Asked::read(""),
            Asked {
                sales: vec![],
                paper: Paper::Label
            }
        );
    }
}
