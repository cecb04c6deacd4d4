//! For whoever runs the server: how to get keys from eBay, and where they go.

use crate::say;
use crate::ui::icon::{Icon, Sign};
use crate::words::locale;
use leptos::prelude::*;

/// The settings, as they stand in an environment file.
const SETTINGS: &str = "STOFLOW_EBAY_CLIENT_ID=…\nSTOFLOW_EBAY_CLIENT_SECRET=…\nSTOFLOW_EBAY_RUNAME=…\nSTOFLOW_EBAY_NOTICE_TOKEN=…";

#[component]
pub fn Setup(callback: String, notices: String) -> AnyView {
    let l = locale();
    let declined = format!("{callback}?error=access_denied");
    view! {
        <section class="card setup">
            <h2>{say!(l, ebay.setup_title)}</h2>
            <p>{say!(l, ebay.setup_text)}</p>
            <ol>
                <li>
                    <p>{say!(l, ebay.setup_keys)}</p>
                    <a class="button" href="https://developer.ebay.com/my/keys" target="_blank" rel="noopener">
                        {EBAY_FOR_DEVELOPERS}
                        <Icon sign=Sign::External/>
                    </a>
                </li>
                <li>
                    <p>{say!(l, ebay.setup_runame)}</p>
                    <dl>
                        <dt>{say!(l, ebay.setup_accepted)}</dt>
                        <dd><code>{callback}</code></dd>
                        <dt>{say!(l, ebay.setup_declined)}</dt>
                        <dd><code>{declined}</code></dd>
                    </dl>
                    <p class="muted">{say!(l, ebay.setup_https)}</p>
                </li>
                <li>
                    <p>{say!(l, ebay.setup_environment)}</p>
                    <pre><code>{SETTINGS}</code></pre>
                </li>
                <li>
                    <p>{say!(l, ebay.setup_notices)}</p>
                    <dl>
                        <dt>{say!(l, ebay.setup_notices_address)}</dt>
                        <dd><code>{notices}</code></dd>
                    </dl>
                </li>
            </ol>
            <p class="muted">{say!(l, ebay.setup_sandbox)}</p>
        </section>
    }
    .into_any()
}

/// The same in every language.
const EBAY_FOR_DEVELOPERS: &str = "developer.ebay.com";
