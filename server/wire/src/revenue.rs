//! What a seller earns: the monthly invoices of the wallet as the extension reads them, and what the dashboard makes of
//! them: a month in sums, and a course of weeks or months.
//!
//! Sums hold only what is known: a sale whose line was not read yet has a price and no revenue. Source: facts
//! `marketplace-apis.md` section 4.3 ("Orders").

use crate::money::Money;
use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};

/// One page of a month's lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicesOrder {
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
    /// From 1.
    pub page: u32,
}

/// One page as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoicesPage {
    pub page: u32,
    /// How many there are; 0 for a month without any line.
    pub pages: u32,
    /// Those that name a sale, at most 100; withdrawals and the like are left out.
    pub lines: Vec<InvoiceLine>,
}

/// Money that came into the wallet, or left it again, because of one sale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceLine {
    pub of: InvoiceOf,
    /// Negative where it was taken back.
    pub amount: Money,
    #[serde(with = "time::serde::rfc3339::option")]
    pub at: Option<OffsetDateTime>,
}

/// What a line is about, by its kind and Vinted's number; its title is for people and differs between languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", content = "id", rename_all = "snake_case")]
pub enum InvoiceOf {
    Conversation(i64),
    Transaction(i64),
}

/// A month of sales in sums. A sale belongs to the month in which it was made, in Paris.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthView {
    /// Its first day.
    pub month: Date,
    pub sums: Sums,
    /// The months that have sales, the newest first, by their first days; at most 60.
    pub months: Vec<Date>,
}

/// Sales of a time in sums; those that were called off do not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    pub sales: i64,
    /// What the buyers paid for the items.
    pub gross: Money,
    /// What the wallet was paid for them, as far as it was read.
    pub net: Money,
    /// What was kept back of those that were paid.
    pub fees: Money,
    /// How many of them the wallet has not been paid for yet, as far as it was read.
    pub awaited: i64,
}

/// By what a course is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    #[default]
    Month,
    Week,
}

/// How the money went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    pub span: Span,
    /// The oldest first, none left out between the first sale and now; at most 26 weeks or 24 months.
    pub times: Vec<CoursePoint>,
    /// Half of all items of the course were sold within so many days of being listed; `None` where none is known.
    pub days_to_sell: Option<i64>,
}

/// One week or month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoursePoint {
    /// Its first day.
    pub from: Date,
    pub sums: Sums,
    /// As [`Course::days_to_sell`].
    pub days_to_sell: Option<i64>,
}
