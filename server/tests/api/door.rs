//! One door of the process: where it is, what is handed in there, for whom it opens. The list of them all is in `doors`.

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
    pub(crate) const fn json(route: &'static str, body: &'static str) -> Self {
        Self {
            route,
            path: route,
            body: Body::Json(body),
            guest: Guest::Seller,
        }
    }

    pub(crate) const fn form(route: &'static str, body: &'static str) -> Self {
        Self {
            route,
            path: route,
            body: Body::Form(body),
            guest: Guest::Seller,
        }
    }

    pub(crate) const fn get(route: &'static str, path: &'static str) -> Self {
        Self {
            route,
            path,
            body: Body::None,
            guest: Guest::Seller,
        }
    }

    pub(crate) const fn page(route: &'static str) -> Self {
        Self::get(route, route)
    }

    pub(crate) const fn with(self, body: Body) -> Self {
        Self { body, ..self }
    }

    pub(crate) const fn for_anybody(self) -> Self {
        Self {
            guest: Guest::Anybody,
            ..self
        }
    }

    pub(crate) const fn for_a_bearer(self) -> Self {
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
