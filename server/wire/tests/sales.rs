//! What extensions and servers say to each other of sales, against the text it has on the wire.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;
use stoflow_wire::executor::Outcome;
use stoflow_wire::jobs::{Step, Trouble};
use stoflow_wire::money::Money;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::revenue::{InvoiceLine, InvoiceOf, InvoicesOrder, InvoicesPage};
use stoflow_wire::sales::{
    Buyer, FoundLabel, FoundTransaction, LabelOrder, SaleLine, SaleState, SalesOrder, SalesPage,
    Shipment, SoldItem, Standing, Transaction, TransactionsOrder,
};
use stoflow_wire::vinted::{VintedOrder, VintedResult};
use time::OffsetDateTime;

#[track_caller]
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, text: &str) {
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    assert_eq!(&serde_json::from_str::<T>(text).unwrap(), value);
}

fn at() -> Option<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp(1_764_000_000).ok()
}

#[test]
fn orders() {
    check(
        &VintedOrder::ReadSales(SalesOrder {
            page: 2,
            per_page: 50,
        }),
        r#"{"order":"read_sales","page":2,"per_page":50}"#,
    );
    check(
        &VintedOrder::ReadTransactions(TransactionsOrder {
            transaction_ids: vec![7, 8],
        }),
        r#"{"order":"read_transactions","transaction_ids":[7,8]}"#,
    );
    check(
        &VintedOrder::ReadInvoices(InvoicesOrder {
            year: 2026,
            month: 11,
            page: 2,
        }),
        r#"{"order":"read_invoices","year":2026,"month":11,"page":2}"#,
    );
    check(
        &VintedOrder::FindLabel(LabelOrder { shipment_id: 9 }),
        r#"{"order":"find_label","shipment_id":9}"#,
    );
}

#[test]
fn a_page_of_sales() {
    let line = SaleLine {
        transaction_id: 7,
        conversation_id: Some(88),
        title: "Jean".to_owned(),
        price: Some(Money::euros_from_cents(2450)),
        standing: Standing::NeedsAction,
        status: "Bordereau envoyé".to_owned(),
        at: at(),
        thumb: None,
    };
    let page = SalesPage {
        page: 1,
        pages: 3,
        lines: vec![line],
    };
    check(
        &Outcome::Done(VintedResult::Sales(Box::new(page))),
        concat!(
            r#"{"outcome":"done","result":"sales","page":1,"pages":3,"lines":[{"transaction_id":7,"#,
            r#""conversation_id":88,"title":"Jean","price":{"minor":2450,"currency":"EUR"},"#,
            r#""standing":"needs_action","status":"Bordereau envoyé","at":"2025-11-24T16:00:00Z","thumb":null}]}"#,
        ),
    );
}

#[test]
fn sales_in_full() {
    let transaction = Transaction {
        standing: None,
        status: Some(230),
        status_title: "Payé".to_owned(),
        status_at: at(),
        conversation_id: None,
        buyer: Some(Buyer {
            login: "lucie".to_owned(),
            country: "FR".to_owned(),
        }),
        price: None,
        buyer_protection: None,
        service_fee: None,
        shipment: Some(Shipment {
            id: 9,
            status: Some(100),
            ..Shipment::default()
        }),
        paid_at: None,
        items: vec![SoldItem {
            vinted_id: 70,
            title: "Jean".to_owned(),
            price: None,
            thumb: None,
        }],
    };
    let transactions =
        [(7, Some(transaction)), (8, None)].map(|(transaction_id, transaction)| FoundTransaction {
            transaction_id,
            transaction,
        });
    check(
        &Outcome::Done(VintedResult::Transactions {
            transactions: transactions.into(),
        }),
        concat!(
            r#"{"outcome":"done","result":"transactions","transactions":[{"transaction_id":7,"transaction":{"#,
            r#""standing":null,"status":230,"status_title":"Payé","status_at":"2025-11-24T16:00:00Z","conversation_id":null,"#,
            r#""buyer":{"login":"lucie","country":"FR"},"price":null,"buyer_protection":null,"service_fee":null,"#,
            r#""shipment":{"id":9,"status":100,"status_title":"","carrier":"","tracking":"","price":null,"#,
            r#""shipped_at":null,"delivered_at":null},"paid_at":null,"#,
            r#""items":[{"vinted_id":70,"title":"Jean","price":null,"thumb":null}]}},"#,
            r#"{"transaction_id":8,"transaction":null}]}"#,
        ),
    );
}

#[test]
fn a_month_of_the_wallet_and_a_removal_that_came_too_late() {
    let line = |of, minor| InvoiceLine {
        of,
        amount: Money::euros_from_cents(minor),
        at: at(),
    };
    let page = InvoicesPage {
        page: 1,
        pages: 2,
        lines: vec![
            line(InvoiceOf::Conversation(88), 2450),
            line(InvoiceOf::Transaction(7), -2450),
        ],
    };
    check(
        &Outcome::Done(VintedResult::Invoices(Box::new(page))),
        concat!(
            r#"{"outcome":"done","result":"invoices","page":1,"pages":2,"lines":["#,
            r#"{"of":{"of":"conversation","id":88},"amount":{"minor":2450,"currency":"EUR"},"at":"2025-11-24T16:00:00Z"},"#,
            r#"{"of":{"of":"transaction","id":7},"amount":{"minor":-2450,"currency":"EUR"},"at":"2025-11-24T16:00:00Z"}]}"#,
        ),
    );
    check(
        &Step::ReadInvoices {
            year: 2026,
            month: 11,
        },
        r#"{"step":"read_invoices","year":2026,"month":11}"#,
    );
    check(
        &Outcome::Done(VintedResult::FoundSold),
        r#"{"outcome":"done","result":"found_sold"}"#,
    );
}

#[test]
fn labels_steps_and_troubles() {
    check(
        &Outcome::Done(VintedResult::Label(FoundLabel {
            shipment_id: 9,
            url: None,
        })),
        r#"{"outcome":"done","result":"label","shipment_id":9,"url":null}"#,
    );
    check(
        &Step::ReadSales { page: 1, of: 0 },
        r#"{"step":"read_sales","page":1,"of":0}"#,
    );
    check(
        &Step::ReadTransactions { position: 4, of: 9 },
        r#"{"step":"read_transactions","position":4,"of":9}"#,
    );
    check(&Step::FindLabel, r#"{"step":"find_label"}"#);
    check(&Step::FetchLabel, r#"{"step":"fetch_label"}"#);
    check(&Trouble::NoLabel, r#"{"code":"no_label"}"#);
    check(
        &Trouble::LabelUnavailable,
        r#"{"code":"label_unavailable"}"#,
    );
}

#[test]
fn the_names_in_the_database_are_those_on_the_wire() {
    let orders = JobKind::Vinted(VintedAction::Orders);
    assert_eq!(JobKind::from_names("vinted", orders.action()), Some(orders));
    for state in SaleState::ALL {
        let quoted = format!("\"{}\"", state.name());
        assert_eq!(serde_json::to_string(&state).unwrap(), quoted);
        assert_eq!(SaleState::from_name(state.name()), Some(state));
    }
    for standing in Standing::ALL {
        let quoted = format!("\"{}\"", standing.name());
        assert_eq!(serde_json::to_string(&standing).unwrap(), quoted);
        assert_eq!(Standing::from_name(standing.name()), Some(standing));
    }
}
