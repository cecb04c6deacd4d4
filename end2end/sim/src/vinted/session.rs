//! Members and their browser sessions: who exists, who is signed in, with which cookies and tokens.
//!
//! Tokens are opaque here; the real site's are signed, and no client may read them.

use std::collections::{BTreeMap, HashMap, VecDeque};

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::clock;

/// The member who exists from the start.
pub const DEMO_MEMBER: MemberId = MemberId(275_310_442);
/// That member's name on the site.
pub const DEMO_LOGIN: &str = "demo_vinted";

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberId(pub u64);

/// Somebody with an account on the site.
#[derive(Clone, Debug, Serialize)]
pub struct Member {
    pub id: MemberId,
    pub login: String,
    pub email: String,
    #[serde(with = "time::serde::rfc3339")]
    pub joined_at: OffsetDateTime,
}

/// Everybody with an account.
pub(crate) struct Members {
    by_id: BTreeMap<MemberId, Member>,
}

impl Default for Members {
    fn default() -> Self {
        let mut members = Self {
            by_id: BTreeMap::new(),
        };
        members.admit(DEMO_MEMBER, DEMO_LOGIN);
        members
    }
}

impl Members {
    /// Opens an account; `None` when the name is taken.
    pub(crate) fn add(&mut self, login: &str) -> Option<Member> {
        if self.by_id.values().any(|member| member.login == login) {
            return None;
        }
        let newest = self
            .by_id
            .keys()
            .next_back()
            .copied()
            .unwrap_or(DEMO_MEMBER);
        Some(self.admit(MemberId(newest.0 + 1), login))
    }

    fn admit(&mut self, id: MemberId, login: &str) -> Member {
        let member = Member {
            id,
            login: login.to_owned(),
            email: format!("{login}@example.com"),
            joined_at: clock::now(),
        };
        self.by_id.insert(id, member.clone());
        member
    }

    pub(crate) fn get(&self, id: MemberId) -> Option<&Member> {
        self.by_id.get(&id)
    }

    /// By id or by name, as a person writes it.
    pub(crate) fn find(&self, id_or_login: &str) -> Option<&Member> {
        self.by_id
            .values()
            .find(|member| member.login == id_or_login || member.id.0.to_string() == id_or_login)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Member> {
        self.by_id.values()
    }
}

/// One browser's stay on the site. It begins at the first page, signed out.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    key: String,
    /// What the page's bootstrap carries and every write must send as `x-csrf-token`.
    pub(crate) csrf: String,
    pub(crate) anon_id: String,
    sign_in: Option<SignIn>,
}

#[derive(Clone, Debug)]
struct SignIn {
    member: MemberId,
    access: String,
    refresh: String,
    access_state: Access,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    Valid,
    Expired,
}

const SESSION_COOKIE: &str = "_vinted_fr_session";
const ACCESS_COOKIE: &str = "access_token_web";
const REFRESH_COOKIE: &str = "refresh_token_web";

impl Session {
    fn new() -> Self {
        Self {
            key: Uuid::new_v4().simple().to_string(),
            csrf: Uuid::new_v4().to_string(),
            anon_id: Uuid::new_v4().to_string(),
            sign_in: None,
        }
    }

    /// What a caller without cookies has: no token it could send is right.
    pub(crate) fn unknown() -> Self {
        Self {
            key: String::new(),
            csrf: String::new(),
            anon_id: String::new(),
            sign_in: None,
        }
    }

    /// Is this the CSRF token of the session?
    pub(crate) fn takes(&self, csrf: &str) -> bool {
        !csrf.is_empty() && csrf == self.csrf
    }

    /// The cookies that make a browser this session: readable by scripts is `anon_id` alone.
    pub(crate) fn cookies(&self) -> Vec<Cookie<'static>> {
        let mut cookies = vec![
            hidden(SESSION_COOKIE, self.key.clone()),
            open("anon_id", self.anon_id.clone()),
        ];
        if let Some(sign_in) = &self.sign_in {
            cookies.extend([
                hidden(ACCESS_COOKIE, sign_in.access.clone()),
                hidden(REFRESH_COOKIE, sign_in.refresh.clone()),
                hidden("v_sid", self.key.clone()),
                hidden("v_uid", sign_in.member.0.to_string()),
            ]);
        }
        cookies
    }

    /// Who is signed in, by the access token the browser sent with this session.
    pub(crate) fn member(&self, jar: &CookieJar) -> Option<MemberId> {
        let sign_in = self.sign_in.as_ref()?;
        let sent = jar.get(ACCESS_COOKIE)?;
        let valid = sign_in.access_state == Access::Valid && sent.value() == sign_in.access;
        valid.then_some(sign_in.member)
    }
}

fn open(name: &'static str, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .secure(true)
        .same_site(SameSite::Lax)
        .max_age(Duration::days(7))
        .build()
}

fn hidden(name: &'static str, value: String) -> Cookie<'static> {
    let mut cookie = open(name, value);
    cookie.set_http_only(true);
    cookie
}

/// All sessions, the oldest forgotten first.
#[derive(Default)]
pub(crate) struct Sessions {
    by_key: HashMap<String, Session>,
    order: VecDeque<String>,
}

const MOST_SESSIONS: usize = 10_000;

impl Sessions {
    /// The session a browser's cookies name.
    pub(crate) fn of(&self, jar: &CookieJar) -> Option<&Session> {
        self.by_key.get(jar.get(SESSION_COOKIE)?.value())
    }

    /// A new session, signed out.
    pub(crate) fn open(&mut self) -> Session {
        self.keep(Session::new())
    }

    /// A session in which `member` is signed in: the browser's own where it has one.
    pub(crate) fn sign_in(&mut self, jar: &CookieJar, member: MemberId) -> Session {
        let mut session = self.of(jar).cloned().unwrap_or_else(Session::new);
        session.sign_in = Some(SignIn {
            member,
            access: Uuid::new_v4().to_string(),
            refresh: Uuid::new_v4().to_string(),
            access_state: Access::Valid,
        });
        self.keep(session)
    }

    /// New tokens for a browser whose refresh token is the current one; the old pair is dead from then on.
    pub(crate) fn refresh(&mut self, jar: &CookieJar) -> Option<Session> {
        let session = self.of(jar)?;
        let sign_in = session.sign_in.as_ref()?;
        let member = sign_in.member;
        let current = jar.get(REFRESH_COOKIE)?.value() == sign_in.refresh;
        current.then(|| self.sign_in(jar, member))
    }

    /// Ends the browser's sign-in, not its session.
    pub(crate) fn sign_out(&mut self, jar: &CookieJar) {
        let key = self.of(jar).map(|session| session.key.clone());
        if let Some(session) = key.and_then(|key| self.by_key.get_mut(&key)) {
            session.sign_in = None;
        }
    }

    /// Ends every sign-in of a member, as if all devices had been signed out.
    pub(crate) fn sign_out_everywhere(&mut self, member: MemberId) {
        for session in self.by_key.values_mut() {
            if session
                .sign_in
                .as_ref()
                .is_some_and(|sign_in| sign_in.member == member)
            {
                session.sign_in = None;
            }
        }
    }

    /// Lets the access tokens of a member run out; the refresh tokens still work.
    pub(crate) fn expire(&mut self, member: MemberId) {
        let sign_ins = self
            .by_key
            .values_mut()
            .filter_map(|session| session.sign_in.as_mut());
        for sign_in in sign_ins.filter(|sign_in| sign_in.member == member) {
            sign_in.access_state = Access::Expired;
        }
    }

    fn keep(&mut self, session: Session) -> Session {
        if self
            .by_key
            .insert(session.key.clone(), session.clone())
            .is_none()
        {
            self.order.push_back(session.key.clone());
        }
        if self.order.len() > MOST_SESSIONS
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_key.remove(&oldest);
        }
        session
    }
}
