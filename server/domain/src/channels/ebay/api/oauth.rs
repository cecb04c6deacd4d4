//! The consent and the tokens it is worth (OAuth 2, authorisation code grant).
//!
//! Both the consent's address and the exchange name the RuName where others name an address: eBay keeps the addresses.

use super::call::{Call, Repeat};
use super::failure::Failure;
use super::hosts::Host;
use super::{Api, Token, locale, scopes};
use reqwest::Url;
use serde::Deserialize;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use stoflow_wire::language::Language;

const TOKEN_DOOR: &str = "/identity/v1/oauth2/token";
const REVOCATION_DOOR: &str = "/identity/v1/oauth2/revoke";

/// What a consent was worth.
#[derive(Clone, Debug)]
pub struct Grant {
    pub access: Token,
    pub access_for: Duration,
    pub refresh: Token,
    pub refresh_for: Duration,
}

/// What a refresh token was worth. eBay hands out no new one; should it ever, it counts.
#[derive(Clone, Debug)]
pub struct Renewal {
    pub access: Token,
    pub access_for: Duration,
    pub refresh: Option<(Token, Duration)>,
}

#[derive(Deserialize)]
struct Answer {
    access_token: String,
    /// Seconds.
    expires_in: u64,
    refresh_token: Option<String>,
    /// Seconds; a year and a half where it is not said.
    refresh_token_expires_in: Option<u64>,
}

const YEAR_AND_A_HALF: u64 = 47_304_000;

/// A token is not used in the last minutes of its life.
const BEFORE_ITS_END: Duration = Duration::from_mins(5);

/// The application's own token, with the moment from which another is asked for.
#[derive(Default)]
pub(super) struct ApplicationToken(Mutex<Option<(Token, Instant)>>);

impl ApplicationToken {
    fn get(&self, now: Instant) -> Option<Token> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (token, until) = kept.as_ref()?;
        (now < *until).then(|| token.clone())
    }

    fn keep(&self, token: &Token, good_for: Duration, now: Instant) {
        let until = now.checked_add(good_for.saturating_sub(BEFORE_ITS_END));
        let until = until.unwrap_or(now);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((token.clone(), until));
    }

    /// eBay does not take it any more.
    pub(super) fn forget(&self, refused: &Token) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_some_and(|(token, _)| token == refused) {
            *kept = None;
        }
    }
}

impl Answer {
    fn refresh(&self) -> Option<(Token, Duration)> {
        let token = Token(self.refresh_token.clone()?);
        let seconds = self.refresh_token_expires_in.unwrap_or(YEAR_AND_A_HALF);
        Some((token, Duration::from_secs(seconds)))
    }
}

impl Api {
    /// Where the seller is sent to give their consent. `state` comes back with them.
    pub fn consent_address(&self, state: &str, language: Language) -> Option<String> {
        let address = self.shared.hosts.address(Host::Auth, "/oauth2/authorize");
        let asked = scopes::asked();
        let question = [
            ("client_id", self.shared.keyset.client_id.as_str()),
            ("redirect_uri", &self.shared.keyset.runame),
            ("response_type", "code"),
            ("scope", &asked),
            ("state", state),
            // Whoever has two accounts is asked which.
            ("prompt", "login"),
            ("locale", locale(language)),
        ];
        let address = Url::parse_with_params(&address, question).ok()?;
        Some(address.into())
    }

    /// Trades the code that the seller came back with. It is good once, so this is never repeated.
    pub async fn exchange(&self, code: &str) -> Result<Grant, Failure> {
        let fields = vec![
            ("grant_type", "authorization_code".to_owned()),
            ("code", code.to_owned()),
            ("redirect_uri", self.shared.keyset.runame.clone()),
        ];
        let call = Call::form(TOKEN_DOOR, fields, Repeat::Never);
        let answer: Answer = self.read(call).await?;
        let (refresh, refresh_for) = answer.refresh().ok_or_else(|| Failure::NoToken {
            status: 200,
            error: "no_refresh_token".to_owned(),
            description: "the answer holds no refresh token".to_owned(),
        })?;
        Ok(Grant {
            access: Token(answer.access_token),
            access_for: Duration::from_secs(answer.expires_in),
            refresh,
            refresh_for,
        })
    }

    /// A new access token. The scopes stay those of the consent.
    pub async fn renew(&self, refresh: &Token) -> Result<Renewal, Failure> {
        let fields = vec![
            ("grant_type", "refresh_token".to_owned()),
            ("refresh_token", refresh.0.clone()),
        ];
        let call = Call::form(TOKEN_DOOR, fields, Repeat::Harmless);
        let answer: Answer = self.read(call).await?;
        Ok(Renewal {
            refresh: answer.refresh(),
            access: Token(answer.access_token),
            access_for: Duration::from_secs(answer.expires_in),
        })
    }

    /// A token for what belongs to nobody, such as the keys that notices are signed with: one for many calls.
    pub(super) async fn as_application(&self) -> Result<Token, Failure> {
        let now = Instant::now();
        if let Some(kept) = self.shared.application.get(now) {
            return Ok(kept);
        }
        let fields = vec![
            ("grant_type", "client_credentials".to_owned()),
            ("scope", scopes::PUBLIC.to_owned()),
        ];
        let call = Call::form(TOKEN_DOOR, fields, Repeat::Harmless);
        let answer: Answer = self.read(call).await?;
        let token = Token(answer.access_token);
        let good_for = Duration::from_secs(answer.expires_in);
        self.shared.application.keep(&token, good_for, now);
        Ok(token)
    }

    /// Gives the consent back: the refresh token and what came of it are worth nothing from then on.
    pub async fn revoke(&self, refresh: &Token) -> Result<(), Failure> {
        let fields = vec![
            ("token", refresh.0.clone()),
            ("token_type_hint", "refresh_token".to_owned()),
        ];
        let call = Call::form(REVOCATION_DOOR, fields, Repeat::Harmless);
        self.perform(call).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_applications_token_is_used_until_shortly_before_its_end() {
        let kept = ApplicationToken::default();
        let begun = Instant::now();
        let token = Token("a".to_owned());
        assert_eq!(kept.get(begun), None);
        kept.keep(&token, Duration::from_hours(2), begun);
        let at = |minutes| kept.get(begun + Duration::from_mins(minutes));
        assert_eq!(at(114), Some(token.clone()));
        assert_eq!(at(115), None);
        kept.forget(&Token("b".to_owned()));
        assert_eq!(at(0), Some(token.clone()), "another was refused");
        kept.forget(&token);
        assert_eq!(at(0), None);
    }
}
