//! The token step: who is calling, by cookie (browsers) or Bearer (API clients).
//!
//! A browser whose access token ran out is renewed here with its refresh cookie, once, before any work is done.

use crate::failure::Failure;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, CookieJar};
use stoflow_app::request::cookies;
use stoflow_domain::backend::Backend;
use stoflow_domain::error::Error;
use stoflow_domain::sessions::{self, SignedIn, Tokens};

/// What the request showed.
pub struct Bearer {
    pub signed_in: Option<SignedIn>,
    pub cookies: CookieJar,
    renewal: Renewal,
}

enum Renewal {
    NotNeeded,
    Renewed(Box<Tokens>),
    /// The cookies are good for nothing any more.
    Forget,
}

/// Reads and verifies the caller's token. A caller without one is a stranger, not an error.
pub async fn read(backend: &Backend, headers: &HeaderMap) -> Result<Bearer, Failure> {
    let jar = CookieJar::from_headers(headers);
    if let Some(access) = bearer_token(headers) {
        let signed_in = sessions::verify(backend, access).await?;
        return Ok(Bearer::known(signed_in, jar));
    }
    if let Some(access) = jar.get(cookies::ACCESS).map(Cookie::value) {
        match sessions::verify(backend, access).await {
            Ok(signed_in) => return Ok(Bearer::known(signed_in, jar)),
            Err(Error::SignedOut) => {}
            Err(error) => return Err(error.into()),
        }
    }
    match jar
        .get(cookies::REFRESH)
        .map(|cookie| cookie.value().to_owned())
    {
        Some(refresh) => renewed(backend, &refresh, jar).await,
        None => Ok(Bearer::stranger(jar, Renewal::NotNeeded)),
    }
}

async fn renewed(backend: &Backend, refresh: &str, jar: CookieJar) -> Result<Bearer, Failure> {
    match sessions::refresh(backend, refresh).await {
        Ok(tokens) => {
            let signed_in = sessions::verify(backend, &tokens.access).await?;
            Ok(Bearer {
                renewal: Renewal::Renewed(Box::new(tokens)),
                ..Bearer::known(signed_in, jar)
            })
        }
        Err(Error::SignedOut) => Ok(Bearer::stranger(jar, Renewal::Forget)),
        Err(error) => Err(error.into()),
    }
}

fn bearer_token(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

impl Bearer {
    fn known(signed_in: SignedIn, cookies: CookieJar) -> Self {
        Self {
            signed_in: Some(signed_in),
            cookies,
            renewal: Renewal::NotNeeded,
        }
    }

    fn stranger(cookies: CookieJar, renewal: Renewal) -> Self {
        Self {
            signed_in: None,
            cookies,
            renewal,
        }
    }

    /// Sends renewed or emptied cookies along, unless the handler set its own (a sign-in or sign-out).
    pub fn renew(self, response: &mut Response) {
        let lines = match self.renewal {
            Renewal::NotNeeded => return,
            Renewal::Renewed(tokens) => cookies::session(&tokens),
            Renewal::Forget => cookies::forget_session(),
        };
        let headers = response.headers_mut();
        let settled = headers
            .get_all(header::SET_COOKIE)
            .iter()
            .any(|line| line.as_bytes().starts_with(cookies::ACCESS.as_bytes()));
        if settled {
            return;
        }
        for line in lines {
            if let Ok(value) = HeaderValue::from_str(&line) {
                headers.append(header::SET_COOKIE, value);
            }
        }
    }
}
