//! Reading what was sold: every way in which the site was seen to write it, and how each fault ends.

use crate::answers::{challenges, gone, http, ok, signed_out};
use crate::fake_vinted::{FakeVinted, Fault};
use crate::orders::{command, run};
use serde_json::{Value, json};
use stoflow_extension::vinted::replies::PageReply;
use stoflow_extension::vinted::requests::{Method, is_allowed};
use stoflow_wire::executor::{Command, FromExecutor, Outcome};
use stoflow_wire::jobs::Trouble;
use stoflow_wire::money::Money;
use stoflow_wire::revenue::{InvoiceOf, InvoicesOrder, InvoicesPage};
use stoflow_wire::sales::{
    FoundTransaction, LabelOrder, SalesOrder, SalesPage, Standing, Transaction, TransactionsOrder,
};
use stoflow_wire::vinted::{VintedOrder, VintedResult};
use time::OffsetDateTime;

const LIST: &str = "/api/v2/my_orders";
const SALE: &str = "/api/v2/transactions/";
const WALLET: &str = "/api/v2/wallet/invoices/";
const LABEL: &str = "/api/v2/shipments/9/label_url";

/// What the server takes in one frame.
const LARGEST_FRAME: usize = 256 * 1024;

fn list(page: u32) -> Command {
    let per_page = 50;
    command(1, VintedOrder::ReadSales(SalesOrder { page, per_page }))
}

fn in_full(ids: &[i64]) -> Command {
    let transaction_ids = ids.to_vec();
    let order = TransactionsOrder { transaction_ids };
    command(1, VintedOrder::ReadTransactions(order))
}

fn label() -> Command {
    command(1, VintedOrder::FindLabel(LabelOrder { shipment_id: 9 }))
}

fn wallet(page: u32) -> Command {
    let order = InvoicesOrder {
        year: 2026,
        month: 11,
        page,
    };
    command(1, VintedOrder::ReadInvoices(order))
}

fn invoices(answer: PageReply) -> Outcome {
    run(wallet(1), &mut answering(WALLET, [answer]))
}

/// A site that answers the next calls like these with this.
fn answering(path: &'static str, replies: impl IntoIterator<Item = PageReply>) -> FakeVinted {
    let mut vinted = FakeVinted::default();
    for reply in replies {
        vinted.strike(Method::Get, path, Fault::Instead(reply));
    }
    vinted
}

fn page(outcome: &Outcome) -> &SalesPage {
    match outcome {
        Outcome::Done(VintedResult::Sales(page)) => page,
        other => panic!("no page: {other:?}"),
    }
}

fn found(outcome: Outcome) -> Vec<FoundTransaction> {
    match outcome {
        Outcome::Done(VintedResult::Transactions { transactions }) => transactions,
        other => panic!("no sales: {other:?}"),
    }
}

fn stopped(trouble: Trouble) -> Outcome {
    Outcome::Stopped {
        trouble,
        uploaded: Vec::new(),
    }
}

fn unreadable(what: &str) -> Outcome {
    let what = what.to_owned();
    stopped(Trouble::Unreadable { what })
}

fn sale(id: i64) -> Value {
    json!({ "transaction": {
        "id": id, "status": "230", "status_title": "Bordereau envoyé", "status_updated_at": "2026-11-23T10:00:00+01:00",
        "user_msg_thread_id": 88, "buyer": { "id": 5, "login": "lucie", "country_code": "FR", "city": "Lyon" },
        "offer": { "id": 1, "price": { "amount": "24.50", "currency_code": "EUR" },
            "buyer_protection_fee": { "amount": "1.93", "currency_code": "EUR" } },
        "service_fee": "1.93",
        "shipment": { "id": "9", "status": 100, "carrier_name": "Mondial Relay", "tracking_code": null,
            "price": { "amount": "3.49", "currency_code": "EUR" } },
        "order": { "items": [{ "id": "70", "title": "Jean", "price": { "amount": "24.50", "currency_code": "EUR" },
            "photos": [{ "id": 1, "url": "https://images1.vinted.net/t/70" }] }] },
        "debit_processed_at": "2026-11-22T09:00:00Z",
    }, "code": 0 })
}

fn read(answer: Value) -> Transaction {
    let id = answer["transaction"]["id"].as_i64().unwrap();
    let outcome = run(in_full(&[id]), &mut answering(SALE, [ok(&answer)]));
    found(outcome).remove(0).transaction.unwrap()
}

#[test]
fn a_page_is_read_with_one_call() {
    let answer = json!({ "my_orders": [
        { "conversation_id": 88, "transaction_id": "7", "title": "Jean", "status": "Bordereau envoyé",
          "price": { "amount": "24.50", "currency_code": "EUR" }, "date": "2026-11-22T10:00:00+01:00",
          "photo": { "url": "https://images1.vinted.net/t/70" }, "transaction_user_status": "needs_action" },
        { "transaction_id": 6, "transaction_user_status": "canceled" },
        { "transaction_id": 5, "transaction_user_status": "a_new_word", "price": { "amount": "3", "currency_code": "PLN" } },
        { "title": "without a number" },
    ], "pagination": { "current_page": 1, "total_pages": 3, "total_entries": 104 }, "code": 0 });
    let mut vinted = answering(LIST, [ok(&answer)]);
    let outcome = run(list(1), &mut vinted);
    let asked = "GET /api/v2/my_orders?type=sold&status=all&page=1&per_page=50";
    assert_eq!(vinted.log, ["GET /api/v2/users/current", asked]);
    let page = page(&outcome);
    assert_eq!((page.page, page.pages, page.lines.len()), (1, 3, 3));
    let first = &page.lines[0];
    assert_eq!((first.transaction_id, first.conversation_id), (7, Some(88)));
    assert_eq!(first.price, Some(Money::euros_from_cents(2450)));
    assert_eq!(first.at.unwrap().unix_timestamp(), 1_795_338_000);
    assert_eq!(
        first.thumb.as_deref(),
        Some("https://images1.vinted.net/t/70")
    );
    let standings: Vec<Standing> = page.lines.iter().map(|line| line.standing).collect();
    assert_eq!(
        standings,
        [Standing::NeedsAction, Standing::Cancelled, Standing::Other]
    );
    assert_eq!(page.lines[2].price, None);
}

#[test]
fn a_sale_is_read_in_full_and_no_more_of_its_buyer_than_needed() {
    let sale = read(sale(7));
    assert_eq!((sale.status, sale.conversation_id), (Some(230), Some(88)));
    assert_eq!(sale.standing, None);
    assert_eq!(sale.price, Some(Money::euros_from_cents(2450)));
    assert_eq!(sale.buyer_protection, Some(Money::euros_from_cents(193)));
    assert_eq!(sale.service_fee, Some(Money::euros_from_cents(193)));
    let buyer = sale.buyer.clone().unwrap();
    assert_eq!(
        (buyer.login.as_str(), buyer.country.as_str()),
        ("lucie", "FR")
    );
    assert!(!serde_json::to_string(&sale).unwrap().contains("Lyon"));
    let shipment = sale.shipment.unwrap();
    assert_eq!(
        (shipment.id, shipment.carrier.as_str()),
        (9, "Mondial Relay")
    );
    assert_eq!(shipment.price, Some(Money::euros_from_cents(349)));
    assert_eq!(sale.paid_at.unwrap().unix_timestamp(), 1_795_338_000);
    assert_eq!(
        (sale.items[0].vinted_id, sale.items[0].title.as_str()),
        (70, "Jean")
    );
}

#[test]
fn a_sale_of_one_item_may_name_it_itself() {
    let bare = json!({ "transaction": { "transaction_user_status": "completed", "id": 7, "item_id": 70, "item_title": "Jean",
        "msg_thread_id": 3, "shipment": { "id": 9, "carrier": { "name": "Chronopost" } } } });
    let sale = read(bare);
    assert_eq!((sale.items.len(), sale.items[0].vinted_id), (1, 70));
    assert_eq!((sale.conversation_id, sale.buyer), (Some(3), None));
    assert_eq!(sale.standing, Some(Standing::Completed));
    assert_eq!(sale.shipment.unwrap().carrier, "Chronopost");
}

#[test]
fn a_sale_that_is_gone_is_told_and_the_others_are_read() {
    let replies = [ok(&sale(7)), gone(), ok(&sale(9))];
    let outcome = run(in_full(&[7, 8, 9]), &mut answering(SALE, replies));
    let there: Vec<(i64, bool)> = found(outcome)
        .iter()
        .map(|found| (found.transaction_id, found.transaction.is_some()))
        .collect();
    assert_eq!(there, [(7, true), (8, false), (9, true)]);
}

#[test]
fn a_label_has_a_place_or_none() {
    let url = "https://www.vinted.fr/labels/9.pdf?s=a";
    let there = ok(&json!({ "label_url": url, "code": 0 }));
    for (reply, expected) in [(there, Some(url)), (gone(), None)] {
        match run(label(), &mut answering(LABEL, [reply])) {
            Outcome::Done(VintedResult::Label(found)) => {
                assert_eq!((found.shipment_id, found.url.as_deref()), (9, expected));
            }
            other => panic!("no answer: {other:?}"),
        }
    }
    let odd = ok(&json!({ "label_url": "http://www.vinted.fr/9.pdf" }));
    assert_eq!(
        run(label(), &mut answering(LABEL, [odd])),
        unreadable("label")
    );
}

#[test]
fn what_makes_no_sense_is_said_to_make_none() {
    let odd = [
        json!({ "my_orders": "none", "code": 0 }),
        json!({ "my_orders": [], "code": 0 }),
        json!({ "my_orders": [], "pagination": {} }),
    ];
    for answer in odd {
        let outcome = run(list(1), &mut answering(LIST, [ok(&answer)]));
        assert_eq!(outcome, unreadable("sales"), "{answer}");
    }
    // Another sale than the one that was asked for.
    let outcome = run(in_full(&[8]), &mut answering(SALE, [ok(&sale(7))]));
    assert_eq!(outcome, unreadable("transaction"));
    let page = http(200, "text/html", "<html></html>");
    let outcome = run(label(), &mut answering(LABEL, [page]));
    assert_eq!(outcome, stopped(Trouble::Challenged));
}

#[test]
fn a_wall_stops_each_of_them() {
    for (command, path) in [(list(1), LIST), (in_full(&[7]), SALE), (label(), LABEL)] {
        for wall in challenges() {
            let outcome = run(command.clone(), &mut answering(path, [wall]));
            assert_eq!(outcome, stopped(Trouble::Challenged), "{path}");
        }
        let outcome = run(command, &mut answering(path, [signed_out()]));
        assert_eq!(outcome, stopped(Trouble::SignedOutOfMarketplace), "{path}");
    }
}

/// Ten bundles of twenty with the longest texts there can be.
#[test]
fn the_largest_answer_fits_into_one_frame() {
    let long = "é".repeat(900);
    let mut bundle = sale(7);
    let items: Vec<Value> = (1..=40)
        .map(|id| {
            let url = format!("https://images1.vinted.net/{}", "x".repeat(370));
            json!({ "id": 9_000_000_000_i64 + id, "title": long, "photos": [{ "url": url }],
                "price": { "amount": "24.50", "currency_code": "EUR" } })
        })
        .collect();
    bundle["transaction"]["order"]["items"] = items.into();
    bundle["transaction"]["status_title"] = long.into();
    let ids = [7_i64; 10];
    let outcome = run(in_full(&ids), &mut answering(SALE, vec![ok(&bundle); 10]));
    let first = list(1);
    let frame = FromExecutor::JobResult {
        command: first.id,
        job: first.job,
        fence: 1,
        outcome,
    };
    let length = serde_json::to_string(&frame).unwrap().len();
    assert!(length < LARGEST_FRAME, "{length} bytes");
}

#[test]
fn no_other_call_about_sales_gets_out() {
    for path in [
        "/api/v2/my_orders/7",
        "/api/v2/my_orders?type=sold#x",
        "/api/v2/transactions/7/shipment/order",
        "/api/v2/transactions/x",
        "/api/v2/shipments/9",
        "/api/v2/shipments/9/label_url?x=1",
    ] {
        assert!(!is_allowed(Method::Get, path), "{path}");
    }
    assert!(!is_allowed(Method::Put, "/api/v2/transactions/7"));
    assert!(!is_allowed(Method::Post, "/api/v2/my_orders"));
}

#[test]
fn a_month_of_the_wallet_is_read_by_kind_and_number_never_by_title() {
    let answer = json!({ "invoice_lines": [
        { "title": "Vente", "entity_type": "user_msg_thread", "entity_id": "88",
          "amount": { "amount": "24.50", "currency_code": "EUR" }, "date": "2026-11-22T10:00:00+01:00" },
        { "title": "Sale", "entity_type": "transaction", "entity_id": 7, "amount": "3", "date": "2026-11-23" },
        { "title": "Vente", "entity_type": "payout", "entity_id": 5, "amount": { "amount": "-20.00", "currency_code": "EUR" } },
        { "title": "Remboursement", "entity_type": "user_msg_thread", "entity_id": 88,
          "amount": { "amount": "-24.50", "currency_code": "EUR" }, "date": "nonsense" },
        { "title": "Vente", "entity_type": "user_msg_thread", "entity_id": 9, "amount": { "amount": "3", "currency_code": "PLN" } },
        "no line", {},
    ], "invoice_lines_pagination": { "current_page": 1, "total_pages": 2, "total_entries": 27 }, "code": 0 });
    let mut vinted = answering(WALLET, [ok(&answer)]);
    let Outcome::Done(VintedResult::Invoices(page)) = run(wallet(1), &mut vinted) else {
        panic!("no page");
    };
    let asked = "GET /api/v2/wallet/invoices/2026/11?page=1";
    assert_eq!(vinted.log, ["GET /api/v2/users/current", asked]);
    let lines: Vec<(InvoiceOf, i64)> = page
        .lines
        .iter()
        .map(|line| (line.of, line.amount.minor))
        .collect();
    assert_eq!(
        lines,
        [
            (InvoiceOf::Conversation(88), 2450),
            (InvoiceOf::Transaction(7), 300),
            (InvoiceOf::Conversation(88), -2450),
        ]
    );
    assert_eq!((page.page, page.pages), (1, 2));
    let at = |line: usize| page.lines[line].at.map(OffsetDateTime::unix_timestamp);
    assert_eq!(
        [at(0), at(1), at(2)],
        [Some(1_795_338_000), Some(1_795_392_000), None]
    );
}

#[test]
fn a_month_without_a_wallet_has_no_lines_and_nonsense_is_no_month() {
    let nothing = Outcome::Done(VintedResult::Invoices(Box::new(InvoicesPage {
        page: 1,
        pages: 0,
        lines: Vec::new(),
    })));
    assert_eq!(invoices(gone()), nothing);
    for answer in [json!({}), json!({ "invoice_lines": [], "code": 0 })] {
        assert_eq!(invoices(ok(&answer)), unreadable("invoices"));
    }
    assert!(matches!(
        invoices(signed_out()),
        Outcome::Stopped {
            trouble: Trouble::SignedOutOfMarketplace,
            ..
        }
    ));
    for path in [
        "/api/v2/wallet/invoices/2026/11/pay",
        "/api/v2/wallet/invoices/2026/x?page=1",
        "/api/v2/wallet",
    ] {
        assert!(!is_allowed(Method::Get, path), "{path}");
    }
    assert!(!is_allowed(Method::Post, "/api/v2/wallet/invoices/2026/11"));
}
