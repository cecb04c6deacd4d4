//! A sale that was seen while the page is open: a toast with the item's photo, which leads to its receipt.

use super::server_fns::read_receipts;
use crate::live::Live;
use crate::paths;
use crate::products::title_or_none;
use crate::say;
use crate::ui::badge::Tone;
use crate::ui::toast::{Step, Toast, Toasts};
use crate::visit::visit;
use crate::words::Locale;
use leptos::prelude::*;
use leptos::task::spawn_local;
use stoflow_wire::platform::{JobKind, VintedAction};
use stoflow_wire::receipts::{ReceiptRow, SoldBy};

/// Jobs after which an item may be sold that was not before.
const TELLING: [JobKind; 3] = [
    JobKind::Vinted(VintedAction::Orders),
    JobKind::Vinted(VintedAction::Sync),
    JobKind::Vinted(VintedAction::Delete),
];

/// Tells of each sale once, from now on.
pub fn announce(live: Live, toasts: Toasts, l: Locale) {
    let told = StoredValue::new(visit().now);
    Effect::new(move |_| {
        let ended = live.finished.get();
        if !ended.is_some_and(|job| TELLING.contains(&job.kind)) {
            return;
        }
        spawn_local(async move {
            let Ok(receipts) = read_receipts().await else {
                return;
            };
            let since = told.try_get_value();
            let new = receipts.rows.into_iter().filter(|row| {
                row.by == SoldBy::Vinted && since.is_some_and(|since| row.sold_at > since)
            });
            let new: Vec<ReceiptRow> = new.collect();
            if let Some(newest) = new.iter().map(|row| row.sold_at).max() {
                told.try_set_value(newest);
            }
            for row in new.into_iter().rev() {
                tell(toasts, l, row);
            }
        });
    });
}

fn tell(toasts: Toasts, l: Locale, row: ReceiptRow) {
    let title = title_or_none(l, &row.title);
    let toast = Toast {
        tone: Tone::Good,
        text: say!(l, receipts.news, title = title),
        step: Some(Step::Open {
            label: say!(l, receipts.see).to_owned(),
            path: paths::product(row.product),
        }),
    };
    toasts.show_with(toast, row.cover.map(paths::thumb));
}
