//! Sends letters by SMTP, or keeps them where tests can read them.
//!
//! Knows how a letter travels; what it says is in [`letters`], when it is due is the sender's business.

pub mod letters;

use crate::error::Error;
use letters::Letter;
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long the mail server may take to answer each command.
const PATIENCE: Duration = Duration::from_secs(10);

/// The way out for letters; cloning shares it.
#[derive(Clone)]
pub struct Mailer(Arc<Way>);

enum Way {
    Smtp {
        transport: Box<AsyncSmtpTransport<Tokio1Executor>>,
        from: Mailbox,
    },
    Kept(Mutex<Vec<Mail>>),
}

/// A letter as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    pub to: String,
    pub subject: String,
    pub text: String,
    pub html: String,
}

impl Mailer {
    /// Sends through the server at `url` (`smtp://host:port`, `smtps://user:password@host`; `?tls=required` asks for
    /// STARTTLS) in the name of `from` (`StoFlow <hello@example.org>`).
    pub fn smtp(url: &str, from: &str) -> Result<Self, Error> {
        let from = from.parse().map_err(|error| {
            Error::internal("reading the sender of mails (STOFLOW_MAIL_FROM)", error)
        })?;
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
            .map_err(|error| {
                Error::internal(
                    "reading the address of the mail server (STOFLOW_SMTP)",
                    error,
                )
            })?
            .timeout(Some(PATIENCE))
            .build();
        Ok(Self(Arc::new(Way::Smtp {
            transport: Box::new(transport),
            from,
        })))
    }

    /// Sends nothing and keeps everything.
    pub fn kept() -> Self {
        Self(Arc::new(Way::Kept(Mutex::default())))
    }

    /// What a [`Mailer::kept`] has kept, oldest first.
    pub fn kept_mails(&self) -> Vec<Mail> {
        match &*self.0 {
            Way::Smtp { .. } => Vec::new(),
            Way::Kept(mails) => mails.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }

    /// Hands `letter` to the mail server after the one who asked has got an answer. A failure is only logged.
    pub fn send_later(&self, to: Address, letter: Letter) {
        let mailer = self.clone();
        tokio::spawn(async move {
            if let Err(error) = mailer.send(&to, letter).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "a letter was not sent"
                );
            }
        });
    }

    /// Hands `letter` to the mail server. No transaction may be open meanwhile.
    pub async fn send(&self, to: &Address, letter: Letter) -> Result<(), Error> {
        match &*self.0 {
            Way::Smtp { transport, from } => {
                let message = message(from.clone(), to.clone(), letter)?;
                transport
                    .send(message)
                    .await
                    .map_err(|source| Error::Unavailable {
                        attempted: "handing a mail to the mail server",
                        source: source.into(),
                    })?;
            }
            Way::Kept(mails) => mails
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(Mail {
                    to: to.to_string(),
                    subject: letter.subject,
                    text: letter.text,
                    html: letter.html,
                }),
        }
        Ok(())
    }
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match &*self.0 {
            Way::Smtp { .. } => "Mailer(smtp)",
            Way::Kept(_) => "Mailer(kept)",
        })
    }
}

fn message(from: Mailbox, to: Address, letter: Letter) -> Result<Message, Error> {
    Message::builder()
        .from(from)
        .to(Mailbox::new(None, to))
        .subject(letter.subject)
        .multipart(MultiPart::alternative_plain_html(letter.text, letter.html))
        .map_err(|error| Error::internal("writing a mail", error))
}
