//! `/products/import`: a sheet comes in by a form that the browser sends itself, and everything leaves by links.

use crate::paths;
use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::words::locale;
use leptos::prelude::*;
use leptos_meta::Title;

#[component]
pub fn ExchangePage() -> AnyView {
    let l = locale();
    view! {
        <Title text=say!(l, exchange.title)/>
        <div class="page narrow">
            <header class="page-head led">
                <a class="button quiet" href=paths::PRODUCTS aria-label=say!(l, batches.back)><Icon sign=Sign::Left/></a>
                <h1>{say!(l, exchange.title)}</h1>
            </header>
            <section class="card">
                <h2>{say!(l, exchange.import)}</h2>
                <p>{say!(l, exchange.import_text)}</p>
                <form class="stack" method="post" action=paths::IMPORT enctype="multipart/form-data">
                    <div class="field">
                        <label for="field-file">{say!(l, exchange.file)}</label>
                        <input
                            id="field-file"
                            type="file"
                            name="file"
                            required=true
                            accept=".csv,.tsv,.txt,.xlsx"
                            aria-describedby="hint-file"
                        />
                        <p class="hint" id="hint-file">{say!(l, exchange.import_limits)}</p>
                    </div>
                    <button class="primary">{say!(l, exchange.read)}</button>
                </form>
            </section>
            <section class="card">
                <h2>{say!(l, exchange.export)}</h2>
                <p>{say!(l, exchange.export_text)}</p>
                <div class="row">
                    <Download ending="csv" label=say!(l, exchange.export_csv)/>
                    <Download ending="xlsx" label=say!(l, exchange.export_xlsx)/>
                    <Download ending="zip" label=say!(l, exchange.export_zip)/>
                </div>
                <p class="muted">{say!(l, exchange.export_zip_text)}</p>
            </section>
        </div>
    }
    .into_any()
}

/// The browser shows how far it is.
#[component]
fn Download(ending: &'static str, label: &'static str) -> AnyView {
    view! { <a class="button" href=paths::export(ending) rel="external" download="">{label}</a> }
        .into_any()
}
