//! The mailbox: every mail sent to the simulator's mail server, whoever it is addressed to, newest last.
//!
//! Nothing is delivered anywhere; `smtp` takes mail, `pages` shows it.

pub(crate) mod pages;
pub(crate) mod smtp;

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use mail_parser::{MessageParser, PartType};
use serde::Serialize;
use time::OffsetDateTime;

use crate::clock;

const MOST_MAILS: usize = 1_000;

/// A mail as it arrived.
#[derive(Clone, Debug, Serialize)]
pub struct Mail {
    /// Counts up from 1 and never repeats.
    pub id: u64,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The sender of the header, where there is one, else of the envelope.
    pub from: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    #[serde(with = "time::serde::rfc3339")]
    pub received_at: OffsetDateTime,
    /// Every http(s) address in the mail, in order, without repetition.
    pub links: Vec<String>,
}

/// Who sends to whom, as agreed before the mail itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Envelope {
    pub(crate) from: String,
    pub(crate) to: Vec<String>,
}

/// All mail, the oldest thrown away first.
#[derive(Default)]
pub(crate) struct Mailbox {
    content: Mutex<Content>,
}

#[derive(Default)]
struct Content {
    mails: VecDeque<Mail>,
    last: u64,
}

impl Mailbox {
    /// Reads a mail and keeps it; what cannot be read is kept as plain text.
    pub(crate) fn deliver(&self, envelope: Envelope, raw: &[u8]) {
        let mut mail = read(envelope, raw);
        let mut content = self.lock();
        content.last += 1;
        mail.id = content.last;
        if content.mails.len() == MOST_MAILS {
            content.mails.pop_front();
        }
        content.mails.push_back(mail);
    }

    /// Oldest first; only those to `recipient` where one is given.
    pub(crate) fn mails(&self, recipient: Option<&str>) -> Vec<Mail> {
        let meant = |mail: &&Mail| {
            recipient.is_none_or(|wanted| mail.to.iter().any(|to| to.eq_ignore_ascii_case(wanted)))
        };
        self.lock().mails.iter().filter(meant).cloned().collect()
    }

    pub(crate) fn get(&self, id: u64) -> Option<Mail> {
        self.lock().mails.iter().find(|mail| mail.id == id).cloned()
    }

    /// Throws all mail away; the numbering goes on.
    pub(crate) fn clear(&self) {
        self.lock().mails.clear();
    }

    fn lock(&self) -> MutexGuard<'_, Content> {
        self.content.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read(envelope: Envelope, raw: &[u8]) -> Mail {
    let message = MessageParser::default().parse(raw).unwrap_or_default();
    let text = message.body_text(0).unwrap_or_default().into_owned();
    // `body_html` would dress up a plain text as HTML.
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(html.to_string()),
        _ => None,
    });
    let html = html.unwrap_or_default();
    let sender = message
        .from()
        .and_then(|from| from.first())
        .and_then(|from| from.address());
    Mail {
        id: 0,
        from: sender.map_or(envelope.from, str::to_owned),
        to: envelope.to,
        subject: message.subject().unwrap_or_default().to_owned(),
        received_at: clock::now(),
        links: links(&text, &html),
        text,
        html,
    }
}

fn links(text: &str, html: &str) -> Vec<String> {
    let html = html.replace("&amp;", "&");
    let mut found = Vec::new();
    for body in [text, html.as_str()] {
        for (start, _) in body.match_indices("http") {
            let rest = &body[start..];
            let end = rest
                .find(|letter: char| letter.is_whitespace() || "\"'<>()".contains(letter))
                .unwrap_or(rest.len());
            let link = rest[..end].trim_end_matches(['.', ',', ';']);
            let complete = link
                .strip_prefix("http://")
                .or_else(|| link.strip_prefix("https://"))
                .is_some_and(|host| !host.is_empty());
            if complete && !found.iter().any(|known| known == link) {
                found.push(link.to_owned());
            }
        }
    }
    found
}
