//! A shop of 10,000 products, and of 100,000: searching as somebody types, each filter and all together, pages far down
//! the list and far down a question that every item is an answer to, as the server answers them over HTTP; then a change of
//! 5,000 items at once. What is typed is to be answered within 50 ms, the slowest of a hundred included.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::Size;
use super::http;
use super::pages;
use super::report::Row;
use super::timings;
use crate::progress;
use crate::shell;
use crate::stack::Stack;

/// What is asked, as the address has it.
const QUESTIONS: [(&str, &str); 15] = [
    ("one word", "search=robe"),
    ("two words", "search=robe%20vintage"),
    ("the beginning of a word", "search=ro"),
    ("one letter", "search=r"),
    ("accents", "search=%C3%89dition%20limit%C3%A9e"),
    ("a reference", "search=ST-004217"),
    ("no hit", "search=zzyzx"),
    ("status", "status=sold"),
    ("not on Vinted", "vinted=unlisted"),
    ("on Vinted", "vinted=listed"),
    ("category", "category=dress"),
    ("brand", "brand=Zara"),
    ("price", "price_from=1000&price_to=2000"),
    ("age", "age=created60"),
    (
        "word and filters",
        "search=vintage&status=draft&vinted=unlisted&category=clothing&brand=Zara&price_from=500&price_to=9000&age=created30",
    ),
];

/// Pages that are turned to: of the list, and of what needs attention, which most of what fills the shop does.
const PAGES: [u32; 3] = [1, 20, 200];
const DEEP: [(&str, &str); 2] = [("page", ""), ("needs attention, page", "attention=true")];

pub(super) fn measure(stack: &Stack, size: Size) -> Result<Vec<Row>> {
    let (shops, items) = match size {
        Size::Whole => ([10_000, 100_000], "5000"),
        Size::Small => ([200, 1_000], "50"),
    };
    let mut rows = Vec::new();
    let mut present = 0;
    for products in shops {
        pages::fill(stack, products - present)?;
        present = products;
        rows.extend(shop(stack, products)?);
    }
    let told = progress::quiet("changes of many items", || {
        let email = &stack.description.demo.email;
        let arguments = ["bench-bulk", "--email", email, "--items", items];
        shell::answer(&mut stack.server_command(&arguments))
    })?;
    rows.extend(timings::rows("bulk", &told)?);
    Ok(rows)
}

/// All questions and pages of the shop as it is now.
fn shop(stack: &Stack, products: u32) -> Result<Vec<Row>> {
    let list = format!("{}/api/v1/products", stack.description.url);
    let bearer = http::sign_in(&stack.description)?.bearer;
    let mut rows = Vec::new();
    for (case, question) in QUESTIONS {
        let case = format!("{products} products, {case}");
        rows.extend(figures(
            stack,
            case,
            &format!("{list}?{question}"),
            &bearer,
        )?);
    }
    for (name, question) in DEEP {
        for (page, url) in addresses(&list, question, &bearer)? {
            let case = format!("{products} products, {name} {page}");
            rows.extend(figures(stack, case, &url, &bearer)?);
        }
    }
    Ok(rows)
}

fn figures(stack: &Stack, case: String, url: &str, bearer: &str) -> Result<[Row; 2]> {
    let load = http::load(&stack.folder, url, bearer, 1)?;
    Ok([
        Row::new(case.clone(), "p50", "ms", load.p50),
        Row::new(case, "p99", "ms", load.p99),
    ])
}

/// What of an answer leads on.
#[derive(Deserialize)]
struct Page {
    next: Option<String>,
}

/// The pages of a question, as far as there are so many, each with its address.
fn addresses(list: &str, question: &str, bearer: &str) -> Result<Vec<(u32, String)>> {
    let mut addresses = Vec::new();
    let mut url = format!("{list}?{question}");
    let furthest = PAGES.into_iter().max().context("a page is turned to")?;
    for page in 1..=furthest {
        let Page { next } = http::answer(&url, bearer)?;
        if PAGES.contains(&page) {
            addresses.push((page, url));
        }
        match next {
            Some(next) => url = format!("{list}?{question}&after={next}"),
            None => break,
        }
    }
    Ok(addresses)
}
