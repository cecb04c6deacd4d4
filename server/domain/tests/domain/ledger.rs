//! What one seller sold on vinted.fr, as far as the tests of sales need it.

use stoflow_wire::money::Money;
use stoflow_wire::revenue::{InvoiceLine, InvoicesOrder, InvoicesPage};
use stoflow_wire::sales::{
    Buyer, FoundLabel, FoundTransaction, SaleLine, SalesOrder, SalesPage, Shipment, SoldItem,
    Standing, Transaction,
};
use stoflow_wire::vinted::{VintedOrder, VintedResult};
use time::macros::datetime;
use time::{Duration, OffsetDateTime};

/// When the first of all sales was paid: a Monday.
const FIRST: OffsetDateTime = datetime!(2026-10-05 09:00 UTC);

/// All sales, the oldest first.
#[derive(Default)]
pub(super) struct Ledger {
    pub(super) sales: Vec<Sold>,
    /// Where Vinted says that labels lie; none where it is `None`.
    pub(super) label: Option<String>,
    /// What the wallet was paid, month by month.
    pub(super) invoices: Vec<(u8, InvoiceLine)>,
    /// Every command that was carried out.
    pub(super) asked: Vec<VintedOrder>,
}

pub(super) struct Sold {
    pub(super) transaction_id: i64,
    pub(super) items: Vec<i64>,
    pub(super) standing: Standing,
    pub(super) parcel: i64,
}

impl Sold {
    fn at(&self) -> OffsetDateTime {
        FIRST + Duration::hours(self.transaction_id)
    }

    fn line(&self) -> SaleLine {
        SaleLine {
            transaction_id: self.transaction_id,
            conversation_id: Some(self.transaction_id + 1_000),
            title: format!("Vente {}", self.transaction_id),
            price: Some(Money::euros_from_cents(2_000)),
            standing: self.standing,
            status: format!("{:?}", self.standing),
            at: Some(self.at()),
            thumb: None,
        }
    }

    fn transaction(&self) -> Transaction {
        let items = self.items.iter().map(|item| SoldItem {
            vinted_id: *item,
            title: format!("Article {item}"),
            price: Some(Money::euros_from_cents(2_000)),
            thumb: None,
        });
        Transaction {
            standing: Some(self.standing),
            status: Some(230),
            status_title: "Payé".to_owned(),
            conversation_id: Some(self.transaction_id + 1_000),
            buyer: Some(Buyer {
                login: format!("acheteuse_{}", self.transaction_id),
                country: "FR".to_owned(),
            }),
            price: Some(Money::euros_from_cents(2_000)),
            shipment: Some(Shipment {
                id: self.transaction_id + 5_000,
                status: Some(self.parcel),
                carrier: "Mondial Relay".to_owned(),
                ..Shipment::default()
            }),
            paid_at: Some(self.at()),
            items: items.collect(),
            ..Transaction::default()
        }
    }
}

impl Ledger {
    /// Somebody buys these listings, and the seller has to send them.
    pub(super) fn sell(&mut self, items: &[i64]) -> i64 {
        let transaction_id = i64::try_from(self.sales.len()).unwrap() + 1;
        self.sales.push(Sold {
            transaction_id,
            items: items.to_vec(),
            standing: Standing::NeedsAction,
            parcel: 100,
        });
        transaction_id
    }

    /// So many sales that are over.
    pub(super) fn sell_long_ago(&mut self, count: i64) {
        for _ in 0..count {
            let id = self.sell(&[0]);
            let sold = self.sale(id);
            sold.items = vec![900_000 + id];
            sold.standing = Standing::Completed;
            sold.parcel = 400;
        }
    }

    pub(super) fn sale(&mut self, transaction_id: i64) -> &mut Sold {
        let mut all = self.sales.iter_mut();
        all.find(|sale| sale.transaction_id == transaction_id)
            .unwrap()
    }

    /// What Vinted answers; `None` to what is no question about sales.
    pub(super) fn read(&mut self, order: &VintedOrder) -> Option<VintedResult> {
        let read = match order {
            VintedOrder::ReadSales(order) => VintedResult::Sales(Box::new(self.page(*order))),
            VintedOrder::ReadTransactions(order) => VintedResult::Transactions {
                transactions: order
                    .transaction_ids
                    .iter()
                    .map(|id| self.in_full(*id))
                    .collect(),
            },
            VintedOrder::ReadInvoices(order) => {
                VintedResult::Invoices(Box::new(self.invoices(*order)))
            }
            VintedOrder::FindLabel(order) => VintedResult::Label(FoundLabel {
                shipment_id: order.shipment_id,
                url: self.label.clone(),
            }),
            _ => return None,
        };
        self.asked.push(order.clone());
        Some(read)
    }

    fn page(&self, order: SalesOrder) -> SalesPage {
        let per_page = order.per_page as usize;
        let newest_first = self.sales.iter().rev().map(Sold::line);
        SalesPage {
            page: order.page,
            pages: u32::try_from(self.sales.len().div_ceil(per_page)).unwrap(),
            lines: newest_first
                .skip(per_page * (order.page as usize - 1))
                .take(per_page)
                .collect(),
        }
    }

    /// Two lines to a page.
    fn invoices(&self, order: InvoicesOrder) -> InvoicesPage {
        let of_month: Vec<InvoiceLine> = self
            .invoices
            .iter()
            .filter(|(month, _)| *month == order.month)
            .map(|(_, line)| line.clone())
            .collect();
        InvoicesPage {
            page: order.page,
            pages: u32::try_from(of_month.len().div_ceil(2)).unwrap(),
            lines: of_month
                .into_iter()
                .skip(2 * (order.page as usize - 1))
                .take(2)
                .collect(),
        }
    }

    fn in_full(&self, transaction_id: i64) -> FoundTransaction {
        let found = self
            .sales
            .iter()
            .find(|sale| sale.transaction_id == transaction_id);
        FoundTransaction {
            transaction_id,
            transaction: found.map(Sold::transaction),
        }
    }

    /// Pages and commands for sales in full since the last time this was asked.
    pub(super) fn take_asked(&mut self) -> (usize, usize) {
        let asked = std::mem::take(&mut self.asked);
        let count =
            |kind: fn(&VintedOrder) -> bool| asked.iter().filter(|order| kind(order)).count();
        (
            count(|order| matches!(order, VintedOrder::ReadSales(_))),
            count(|order| matches!(order, VintedOrder::ReadTransactions(_))),
        )
    }
}
