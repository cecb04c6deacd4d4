//! Every door of the process with a valid way to knock at it: what a seller's browser, extension or machine would send.
//! `$kind` in a path or a body is the number of such a thing in some shop.
//!
//! A door that is not here fails the tests that walk them: tenancy, strangers, bad input.

use crate::shops::{Kind, Shop};
use axum::http::Method;

/// One way to call one door.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Door {
    /// As it stands in the router.
    pub(crate) route: &'static str,
    /// Where to knock.
    pub(crate) path: &'static str,
    pub(crate) body: Body,
    pub(crate) guest: Guest,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum Body {
    /// A page or a file is asked for.
    None,
    Json(&'static str),
    Form(&'static str),
    /// A multipart form with one picture.
    Picture,
    /// A line that stays open.
    Socket,
}

/// For whom it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guest {
    Seller,
    Anybody,
    /// Whoever has a token of its own in hand.
    Bearer,
}

impl Door {
    const fn json(route: &'static str, body: &'static str) -> Self {
        Self {
            route,
            path: route,
            body: Body::Json(body),
            guest: Guest::Seller,
        }
    }

    const fn form(route: &'static str, body: &'static str) -> Self {
        Self {
            route,
            path: route,
            body: Body::Form(body),
            guest: Guest::Seller,
        }
    }

    const fn get(route: &'static str, path: &'static str) -> Self {
        Self {
            route,
            path,
            body: Body::None,
            guest: Guest::Seller,
        }
    }

    const fn page(route: &'static str) -> Self {
        Self::get(route, route)
    }

    const fn with(self, body: Body) -> Self {
        Self { body, ..self }
    }

    const fn for_anybody(self) -> Self {
        Self {
            guest: Guest::Anybody,
            ..self
        }
    }

    const fn for_a_bearer(self) -> Self {
        Self {
            guest: Guest::Bearer,
            ..self
        }
    }

    pub(crate) fn is_server_fn(&self) -> bool {
        self.route.starts_with("/fn/")
    }

    pub(crate) fn method(&self) -> Method {
        match self.body {
            Body::None | Body::Socket => Method::GET,
            Body::Json(_) | Body::Form(_) | Body::Picture => Method::POST,
        }
    }

    /// The kinds of things that a call names.
    pub(crate) fn slots(&self) -> Vec<Kind> {
        let text = format!("{} {}", self.path, self.text());
        Kind::ALL
            .into_iter()
            .filter(|kind| text.contains(&kind.mark()))
            .collect()
    }

    fn text(&self) -> &'static str {
        match self.body {
            Body::Json(text) | Body::Form(text) => text,
            Body::None | Body::Picture | Body::Socket => "",
        }
    }

    /// The call with what `number` says in the place of each mark, and `word` as what is looked for.
    pub(crate) fn filled(&self, word: &str, number: impl Fn(Kind) -> i64) -> Call {
        let fill = |text: &str| {
            let text = text.replace("$word", word);
            Kind::ALL.into_iter().fold(text, |text, kind| {
                text.replace(&kind.mark(), &number(kind).to_string())
            })
        };
        Call {
            path: fill(self.path),
            body: fill(self.text()),
        }
    }

    /// The call about the things of `shop`.
    pub(crate) fn about(&self, shop: &Shop) -> Call {
        self.filled(shop.word, |kind| shop.number(kind))
    }
}

/// A call as it is sent.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) path: String,
    pub(crate) body: String,
}

/// What takes something away stands last: a shop is walked from the top.
pub(crate) const DOORS: &[Door] = &[
    Door::json("/fn/list_products", r#"{"filter":{"search":"$word"}}"#),
    Door::json("/fn/open_product", r#"{"product":$product}"#),
    Door::json("/fn/read_readiness", r#"{"product":$product}"#),
    Door::json("/fn/read_worth", r#"{"product":$product}"#),
    Door::json("/fn/saved_product", r#"{"product":$product}"#),
    Door::json("/fn/suggest_brands", r#"{"typed":"$word"}"#),
    Door::json(
        "/fn/list_jobs",
        r#"{"filter":{"show":"all","search":"$word"}}"#,
    ),
    Door::json(
        "/fn/list_jobs",
        r#"{"filter":{"show":"all","search":"","batch":$batch}}"#,
    ),
    Door::json(
        "/fn/list_jobs",
        r#"{"filter":{"show":"all","search":"","after":$job}}"#,
    ),
    Door::json("/fn/open_job", r#"{"job":$job}"#),
    Door::json(
        "/fn/rehearse_batch",
        r#"{"act":"publish","products":[$product]}"#,
    ),
    Door::json(
        "/fn/rehearse_batch",
        r#"{"act":"update","products":[$product]}"#,
    ),
    Door::json(
        "/fn/rehearse_batch",
        r#"{"act":"withdraw","products":[$product]}"#,
    ),
    Door::json(
        "/fn/rehearse_batch",
        r#"{"act":"archive","products":[$product]}"#,
    ),
    Door::json(
        "/fn/rehearse_change",
        r#"{"kind":"duplicate","form":{},"products":[$product]}"#,
    ),
    Door::json("/fn/read_change", r#"{"batch":$change}"#),
    Door::json(
        "/fn/list_sales",
        r#"{"filter":{"show":"all","search":"$word"}}"#,
    ),
    Door::json(
        "/fn/list_sales",
        r#"{"filter":{"show":"all","search":"","after":$sale}}"#,
    ),
    Door::json("/fn/open_sale", r#"{"sale":$sale}"#),
    Door::json(
        "/fn/read_wardrobe",
        r#"{"filter":{"show":"all","search":"$word"}}"#,
    ),
    Door::json(
        "/fn/read_wardrobe",
        r#"{"filter":{"show":"all","search":"","after":$item}}"#,
    ),
    Door::json(
        "/fn/read_inbox",
        r#"{"filter":{"show":"all","search":"$word"}}"#,
    ),
    Door::json(
        "/fn/read_inbox",
        r#"{"filter":{"show":"all","search":"","after":$conversation}}"#,
    ),
    Door::json("/fn/open_conversation", r#"{"conversation":$conversation}"#),
    Door::json("/fn/read_receipt", r#"{"product":$product}"#),
    Door::json(
        "/fn/read_wording",
        r#"{"product":$product,"way":{"title":"standard","template":$template}}"#,
    ),
    Door::json("/fn/read_archive", r#"{"after":$snapshot}"#),
    Door::get(
        "/channels/vinted/archive",
        "/channels/vinted/archive?after=$snapshot",
    ),
    Door::get(
        "/channels/vinted/archive/{snapshot}/photos/{place}/{rendition}",
        "/channels/vinted/archive/$snapshot/photos/0/thumb",
    ),
    Door::get("/photos/{photo}/{rendition}", "/photos/$photo/full"),
    Door::get("/photos/{photo}/{rendition}", "/photos/$photo/thumb"),
    Door::get("/sales/labels", "/sales/labels?ids=$sale&paper=a4"),
    Door::get("/api/v1/products", "/api/v1/products?search=$word"),
    Door::get("/api/v1/products/{product}", "/api/v1/products/$product"),
    Door::get(
        "/photos/signed/{tenant}/{photo}/{expires}/{signature}",
        "/photos/signed/1/$photo/9999999999/AAAA",
    )
    .for_a_bearer(),
    Door::get("/products/{id}", "/products/$product"),
    Door::get("/products/{id}/similar", "/products/$product/similar"),
    Door::get("/products", "/products?search=$word"),
    Door::get(
        "/products/bulk",
        "/products/bulk?act=publish&back=/products&product=$product",
    ),
    Door::get(
        "/products/change",
        "/products/change?what=duplicate&back=/products&product=$product",
    ),
    Door::get("/products/changes/{id}", "/products/changes/$change"),
    Door::get("/sales/{id}", "/sales/$sale"),
    Door::get("/sales", "/sales?search=$word"),
    Door::get("/messages/{conversation}", "/messages/$conversation"),
    Door::get("/messages/canned", "/messages/canned?edit=$canned"),
    Door::get("/settings/templates", "/settings/templates?edit=$template"),
    Door::get("/jobs/{id}", "/jobs/$job"),
    Door::get("/jobs", "/jobs?batch=$batch"),
    Door::get(
        "/channels/vinted/wardrobe",
        "/channels/vinted/wardrobe?search=$word",
    ),
    Door::form(
        "/fn/keep_draft",
        "product=$product&version=1&item[title]=Pull",
    ),
    Door::form(
        "/fn/save_product",
        "product=$product&version=1&item[title]=Pull&item[price]=20",
    ),
    Door::form(
        "/fn/save_and_publish",
        "product=$product&version=1&item[title]=Pull&item[price]=20",
    ),
    Door::form("/fn/drop_draft", "product=$product"),
    Door::form("/fn/sell_similar", "product=$product&parts[]=brand"),
    Door::form("/fn/publish_product", "product=$product"),
    Door::form("/fn/update_listing", "listing=$listing&product=$product"),
    Door::form("/fn/pause_job", "job=$job"),
    Door::form("/fn/resume_job", "job=$job"),
    Door::form("/fn/retry_job", "job=$job"),
    Door::form("/fn/cancel_job", "job=$job"),
    Door::form("/fn/withdraw_listing", "listing=$listing&product=$product"),
    Door::form("/fn/draft_product", "product=$product"),
    Door::form("/fn/complete_listing", "listing=$listing&product=$product"),
    Door::form("/fn/relist_listing", "listing=$listing&product=$product"),
    Door::form("/fn/relist_wardrobe_listing", "listing=$item"),
    Door::form("/fn/attach_listing", "listing=$item&product=$product"),
    Door::form("/fn/detach_listing", "listing=$item"),
    Door::form("/fn/take_suggestions", "listings[]=$item"),
    Door::form("/fn/make_items", "listings[]=$item"),
    Door::form("/fn/fetch_labels", "ids[]=$sale"),
    Door::form("/fn/pack_sale", "sale=$sale"),
    Door::form("/fn/unpack_sale", "sale=$sale"),
    Door::form(
        "/fn/send_reply",
        "conversation=$conversation&body=Bonjour&key=abc",
    ),
    Door::form("/fn/discard_reply", "reply=$reply"),
    Door::form(
        "/fn/save_canned_reply",
        "canned=$canned&name=Merci&text=Merci",
    ),
    Door::form(
        "/fn/save_template",
        "template=$template&name=Robes&language=fr&title=Robe&description=Merci",
    ),
    Door::form(
        "/fn/reorder_photos",
        "product=$product&order=$photo,$picture",
    ),
    Door::form(
        "/fn/mark_photo",
        "product=$product&photo=$photo&mark=internal",
    ),
    Door::form(
        "/fn/crop_photo",
        "product=$product&photo=$photo&left=0&top=0&right=0&bottom=0",
    ),
    Door::get("/products/{product}/photos", "/products/$product/photos").with(Body::Picture),
    Door::form("/fn/leave_sale_sold", "sale=$sale"),
    Door::form("/fn/take_sale_back", "sale=$sale"),
    Door::form("/fn/sell_elsewhere", "product=$product"),
    Door::form("/fn/undo_sold_elsewhere", "product=$product"),
    Door::form("/fn/restock_product", "product=$product"),
    Door::form("/fn/list_again", "snapshot=$snapshot"),
    Door::form("/fn/archive_product", "product=$product"),
    Door::form("/fn/restore_product", "product=$product"),
    Door::form("/fn/begin_batch", "act=publish&key=one&products=$product"),
    Door::form("/fn/begin_batch", "act=update&key=two&products=$product"),
    Door::form(
        "/fn/begin_batch",
        "act=withdraw&key=three&products=$product",
    ),
    Door::form("/fn/begin_batch", "act=archive&key=four&products=$product"),
    Door::form(
        "/fn/apply_change",
        "kind=location&form[location]=Carton&key=five&seen=$product:1",
    ),
    Door::form("/fn/undo_change", "batch=$change"),
    Door::form("/fn/cancel_batch", "batch=$batch"),
    Door::form(
        "/fn/turn_photo",
        "product=$product&photo=$picture&turn=left",
    ),
    Door::form("/fn/remove_photo", "product=$product&photo=$photo"),
    Door::form("/fn/remove_canned_reply", "canned=$canned"),
    Door::form("/fn/remove_template", "template=$template"),
    Door::form("/fn/revoke_browser", "browser=$executor"),
    // Those that name nothing.
    Door::json("/fn/find_matching", r#"{"filter":{"status":"draft"}}"#),
    Door::json("/fn/read_catalogue", "{}"),
    Door::json("/fn/read_filters", "{}"),
    Door::form(
        "/fn/keep_view",
        "name=$word&filter=%7B%22attention%22%3Atrue%7D",
    ),
    Door::form("/fn/forget_view", "name=$word"),
    Door::json("/fn/read_pick_list", "{}"),
    Door::json("/fn/read_vinted_channel", "{}"),
    Door::json("/fn/read_governor", "{}"),
    Door::json("/fn/read_statistics", "{}"),
    Door::json("/fn/read_receipts", "{}"),
    Door::json("/fn/read_month", r#"{"month":"2026-11"}"#),
    Door::json("/fn/read_course", r#"{"span":"week"}"#),
    Door::json("/fn/read_wardrobe_standing", "{}"),
    Door::json("/fn/list_canned_replies", "{}"),
    Door::json("/fn/list_template_names", "{}"),
    Door::json("/fn/read_template_desk", "{}"),
    Door::json(
        "/fn/look_at_template",
        r#"{"template":{"language":"fr","title":"{marque}"}}"#,
    ),
    Door::form("/fn/read_shop", ""),
    Door::form("/fn/create_product", ""),
    Door::form("/fn/pause_all_jobs", ""),
    Door::form("/fn/resume_all_jobs", ""),
    Door::form("/fn/retry_broken_jobs", ""),
    Door::form("/fn/read_sales_now", ""),
    Door::form("/fn/fetch_all_labels", ""),
    Door::form("/fn/make_pairing_code", ""),
    Door::form("/fn/resume_vinted", ""),
    Door::form(
        "/fn/set_governor",
        "limits[tempo]=human&limits[quiet_from]=&limits[quiet_until]=&limits[publications]=10&limits[changes]=10\
         &limits[removals]=10&limits[spared_days]=0",
    ),
    Door::form("/fn/sync_wardrobe", ""),
    Door::form("/fn/take_all_suggestions", ""),
    Door::form("/fn/make_all_items", ""),
    Door::form("/fn/read_messages", ""),
    Door::page("/products/new"),
    Door::page("/sales/pick-list"),
    Door::page("/sales/receipts"),
    Door::get("/sales/month.csv", "/sales/month.csv?month=2026-11"),
    Door::get("/messages", "/messages?search=$word"),
    Door::page("/channels/vinted"),
    Door::page("/channels/vinted/limits"),
    Door::page("/channels/vinted/statistics"),
    Door::page("/settings"),
    Door::page("/ws/dashboard").with(Body::Socket),
    Door::page("/ws/executor").with(Body::Socket).for_a_bearer(),
    Door::page("/").for_anybody(),
    Door::page("/sign-up").for_anybody(),
    Door::page("/sign-in").for_anybody(),
    Door::page("/check-your-mail").for_anybody(),
    Door::page("/confirm").for_anybody(),
    Door::json(
        "/api/executor/pair",
        r#"{"code":"AAAA2222","name":"Chrome"}"#,
    )
    .for_a_bearer(),
    Door::json(
        "/api/v1/session",
        r#"{"email":"nobody-$word@example.org","password":"x"}"#,
    )
    .for_a_bearer(),
    Door::json("/api/v1/session/renewal", r#"{"refresh_token":"x"}"#).for_a_bearer(),
    Door::form("/fn/sign_in", "email=nobody@example.org&password=x").for_a_bearer(),
    Door::form("/fn/sign_up", "email=no&password=x&shop=x").for_anybody(),
    Door::form("/fn/resend_confirmation", "email=nobody@example.org").for_anybody(),
    Door::form("/fn/confirm_address", "token=x").for_anybody(),
    Door::form("/fn/set_language", "language=fr").for_anybody(),
    Door::form("/fn/set_theme", "theme=dark").for_anybody(),
    Door::form("/fn/sign_out", ""),
];
