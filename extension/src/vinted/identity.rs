//! Who is signed in on vinted.fr, as its answers tell.

use super::replies::{Answer, int};
use serde_json::Value;
use stoflow_wire::jobs::Trouble;
use stoflow_wire::vinted::VintedSession;

/// Logins are short; a longer one is cut.
const LONGEST_LOGIN: usize = 100;

/// The signed-in member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub user_id: i64,
    pub login: String,
}

impl Member {
    pub fn session(&self) -> VintedSession {
        VintedSession::SignedIn {
            user_id: self.user_id,
            login: self.login.clone(),
        }
    }
}

/// The member in an answer to [`super::requests::current_user`], or why there is none.
pub fn member_in(answer: Answer) -> Result<Member, Trouble> {
    let found = match &answer {
        Answer::Said(said) => said.get("user").and_then(member),
        _ => None,
    };
    found.ok_or_else(|| answer.into_trouble("users/current"))
}

/// The session that a refusal gives away, whatever was asked.
pub fn refusal_of(answer: &Answer) -> Option<VintedSession> {
    match answer {
        Answer::No(Trouble::SignedOutOfMarketplace) => Some(VintedSession::SignedOut),
        Answer::No(Trouble::Challenged) | Answer::Unclear(Trouble::Challenged) => {
            Some(VintedSession::Challenged)
        }
        _ => None,
    }
}

fn member(user: &Value) -> Option<Member> {
    let login = user.get("login").and_then(Value::as_str)?;
    Some(Member {
        user_id: int(user.get("id")).filter(|id| *id > 0)?,
        login: login.chars().take(LONGEST_LOGIN).collect(),
    })
}
