//! A month of sales as a table for spreadsheets. Texts of buyers and marketplaces are never read as formulas there.

use super::sentences;
use crate::say;
use crate::words::Locale;
use stoflow_domain::sales::ExportedSale;
use stoflow_wire::money::Money;
use time::OffsetDateTime;

/// The whole table, as spreadsheets of the language's country open it.
pub fn csv(l: Locale, sales: &[ExportedSale]) -> String {
    // Says that it is UTF-8.
    let mut text = String::from("\u{feff}");
    let heads = [
        say!(l, sales.book_date),
        say!(l, sales.book_number),
        say!(l, sales.column_sale),
        say!(l, sales.book_sku),
        say!(l, sales.fact_buyer),
        say!(l, sales.column_state),
        say!(l, sales.sum_gross),
        say!(l, sales.sum_fees),
        say!(l, sales.sum_net),
        say!(l, sales.book_paid),
    ];
    push(&mut text, l, heads.map(str::to_owned));
    for sale in sales {
        let fees = sale.price.zip(sale.revenue).map(|(price, revenue)| Money {
            minor: price.minor - revenue.minor,
            ..price
        });
        let cells = [
            day(Some(sale.sold_at)),
            sale.transaction_id.to_string(),
            harmless(&sale.title),
            harmless(&sale.skus),
            harmless(&sale.buyer),
            sentences::state(l, sale.state).1.to_owned(),
            amount(l, sale.price),
            amount(l, fees),
            amount(l, sale.revenue),
            day(sale.invoiced_at),
        ];
        push(&mut text, l, cells);
    }
    text
}

fn push<const CELLS: usize>(text: &mut String, l: Locale, cells: [String; CELLS]) {
    let separator = match l {
        Locale::fr => ";",
        Locale::en => ",",
    };
    text.push_str(&cells.map(|cell| quoted(&cell)).join(separator));
    text.push_str("\r\n");
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

/// A spreadsheet takes what begins so for a formula; an apostrophe makes it a text.
fn harmless(text: &str) -> String {
    let first = text.trim_start().chars().next();
    let formula =
        first.is_some_and(|first| "=+-@|%".contains(first)) || text.starts_with(['\t', '\r', '\n']);
    if formula {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn amount(l: Locale, money: Option<Money>) -> String {
    let decimal = money.map(Money::decimal).unwrap_or_default();
    match l {
        Locale::fr => decimal.replace('.', ","),
        Locale::en => decimal,
    }
}

fn day(at: Option<OffsetDateTime>) -> String {
    at.map(|at| at.date().to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use stoflow_wire::sales::SaleState;
    use time::macros::datetime;

    fn sale(title: &str) -> ExportedSale {
        ExportedSale {
            sold_at: datetime!(2026-11-24 09:00 UTC),
            transaction_id: 7,
            title: title.to_owned(),
            buyer: "@lucie".to_owned(),
            state: SaleState::Completed,
            price: Some(Money::euros_from_cents(2450)),
            revenue: Some(Money::euros_from_cents(2400)),
            invoiced_at: None,
            skus: "A1".to_owned(),
        }
    }

    #[test]
    fn a_line_is_as_the_spreadsheets_of_the_country_want_it() {
        let line = |l| {
            csv(l, &[sale("Jean \"501\"")])
                .lines()
                .nth(1)
                .unwrap()
                .to_owned()
        };
        assert_eq!(
            line(Locale::fr),
            r#""2026-11-24";"7";"Jean ""501""";"A1";"'@lucie";"Terminée";"24,50";"0,50";"24,00";"""#
        );
        assert!(line(Locale::en).ends_with(r#","24.50","0.50","24.00","""#));
    }

    #[test]
    fn no_text_of_others_becomes_a_formula() {
        for text in ["=1+1", "+1", "-1", "@A1", " =1", "\t=1", "|cmd", "%x"] {
            assert!(harmless(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(harmless("Jean = bleu"), "Jean = bleu");
    }
}
