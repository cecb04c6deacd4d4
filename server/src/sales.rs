//! Labels as a file for the printer.

use crate::asked::Seller;
use crate::failure::Failure;
use crate::router::Server;
use axum::extract::{RawQuery, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
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
