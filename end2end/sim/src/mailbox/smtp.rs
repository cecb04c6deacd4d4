//! A mail server that says yes: just enough ESMTP (RFC 5321) to take a mail from a client that trusts the network.
//!
//! No TLS, no sign-in, no forwarding.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use super::{Envelope, Mailbox};

const LONGEST_LINE: u64 = 64 * 1024;
const LARGEST_MAIL: usize = 10 * 1024 * 1024;
const MOST_RECIPIENTS: usize = 100;

/// Takes mail until `stop`.
pub(crate) async fn serve(listener: TcpListener, mailbox: Arc<Mailbox>, stop: CancellationToken) {
    while let Some(accepted) = stop.run_until_cancelled(listener.accept()).await {
        let Ok((stream, _)) = accepted else { continue };
        let mailbox = Arc::clone(&mailbox);
        let stop = stop.clone();
        tokio::spawn(async move {
            if let Some(Err(error)) = stop
                .run_until_cancelled(Conversation::new(stream, &mailbox).hold())
                .await
            {
                tracing::debug!(%error, "a mail client left early");
            }
        });
    }
}

struct Conversation<'a> {
    stream: BufReader<TcpStream>,
    mailbox: &'a Mailbox,
    envelope: Option<Envelope>,
}

/// What a client can ask, with what it names.
enum Command {
    Hello,
    Mail(String),
    Recipient(String),
    Data,
    Reset,
    Noop,
    Quit,
    Unknown,
}

impl Command {
    fn read(line: &str) -> Self {
        let upper = line.to_ascii_uppercase();
        let verb = upper.split([' ', ':']).next().unwrap_or_default();
        match verb {
            "EHLO" | "HELO" => Self::Hello,
            "MAIL" => Self::Mail(address(line)),
            "RCPT" => Self::Recipient(address(line)),
            "DATA" => Self::Data,
            "RSET" => Self::Reset,
            "NOOP" => Self::Noop,
            "QUIT" => Self::Quit,
            _ => Self::Unknown,
        }
    }
}

/// What stands between `<` and `>`.
fn address(line: &str) -> String {
    let after = line.split_once('<').map_or("", |(_, after)| after);
    after.split('>').next().unwrap_or_default().to_owned()
}

impl<'a> Conversation<'a> {
    fn new(stream: TcpStream, mailbox: &'a Mailbox) -> Self {
        Self {
            stream: BufReader::new(stream),
            mailbox,
            envelope: None,
        }
    }

    async fn hold(mut self) -> io::Result<()> {
        self.say("220 stoflow-sim ready").await?;
        while let Some(line) = self.line().await? {
            let command = Command::read(String::from_utf8_lossy(&line).trim_end());
            if matches!(command, Command::Quit) {
                return self.say("221 bye").await;
            }
            self.obey(command).await?;
        }
        Ok(())
    }

    async fn obey(&mut self, command: Command) -> io::Result<()> {
        match command {
            Command::Hello => {
                self.envelope = None;
                self.say(&format!(
                    "250-stoflow-sim\r\n250-SIZE {LARGEST_MAIL}\r\n250-8BITMIME\r\n250 SMTPUTF8"
                ))
                .await
            }
            Command::Mail(from) => {
                self.envelope = Some(Envelope {
                    from,
                    to: Vec::new(),
                });
                self.say("250 ok").await
            }
            Command::Recipient(to) => self.add(to).await,
            Command::Data => self.take().await,
            Command::Reset => {
                self.envelope = None;
                self.say("250 ok").await
            }
            Command::Noop => self.say("250 ok").await,
            Command::Quit | Command::Unknown => {
                self.say("502 this command is not known here").await
            }
        }
    }

    async fn add(&mut self, to: String) -> io::Result<()> {
        match &mut self.envelope {
            None => self.say("503 say MAIL first").await,
            Some(envelope) if envelope.to.len() == MOST_RECIPIENTS => {
                self.say("452 too many recipients").await
            }
            Some(envelope) => {
                envelope.to.push(to);
                self.say("250 ok").await
            }
        }
    }

    async fn take(&mut self) -> io::Result<()> {
        let Some(envelope) = self
            .envelope
            .take()
            .filter(|envelope| !envelope.to.is_empty())
        else {
            return self.say("503 say RCPT first").await;
        };
        self.say("354 end with a line of one dot").await?;
        match self.message().await? {
            Some(raw) => {
                self.mailbox.deliver(envelope, &raw);
                self.say("250 kept").await
            }
            None => self.say("552 larger than 10 MiB").await,
        }
    }

    /// The mail up to the lone dot, leading dots undoubled; `None` when it is too large.
    async fn message(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut raw = Vec::new();
        let mut size = 0;
        while let Some(line) = self.line().await? {
            if line == b".\r\n" || line == b".\n" {
                return Ok((size <= LARGEST_MAIL).then_some(raw));
            }
            size += line.len();
            if size <= LARGEST_MAIL {
                raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            }
        }
        Err(io::ErrorKind::UnexpectedEof.into())
    }

    /// The next line with its end; `None` when the client has gone.
    async fn line(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        (&mut self.stream)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .await?;
        Ok((!line.is_empty()).then_some(line))
    }

    async fn say(&mut self, answer: &str) -> io::Result<()> {
        self.stream
            .write_all(format!("{answer}\r\n").as_bytes())
            .await
    }
}
