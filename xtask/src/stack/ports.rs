//! The four ports of a stack.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, bail};

/// All on 127.0.0.1.
pub(crate) struct Ports {
    /// The server.
    pub(crate) http: u16,
    /// TLS for www.vinted.fr, its image host and app.stoflow.com, told apart by name.
    pub(crate) edge: u16,
    /// The simulator's mailbox, listings, pictures and switches.
    pub(crate) pages: u16,
    /// The simulator's mail server.
    pub(crate) smtp: u16,
}

impl Ports {
    /// Those of `up --env N`: ten apart, so that four checkouts run side by side.
    pub(crate) fn of_environment(number: u8) -> Self {
        let base = 4000 + 10 * u16::from(number);
        Self {
            http: base,
            edge: base + 1,
            pages: base + 2,
            smtp: base + 3,
        }
    }

    /// Four that nobody uses at this moment.
    pub(crate) fn free() -> Result<Self> {
        // All four are held until the last is chosen, or the system could name one twice.
        let held: Vec<TcpListener> = (0..4)
            .map(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))
            .collect::<Result<_, _>>()
            .context("looking for free ports")?;
        let chosen: Vec<u16> = held
            .iter()
            .map(|listener| Ok(listener.local_addr()?.port()))
            .collect::<std::io::Result<_>>()
            .context("looking for free ports")?;
        let [http, edge, pages, smtp] = chosen[..] else {
            bail!("the system gave fewer than four ports")
        };
        Ok(Self {
            http,
            edge,
            pages,
            smtp,
        })
    }

    /// An error that names the first port somebody else has.
    pub(crate) fn check_free(&self) -> Result<()> {
        for port in [self.http, self.edge, self.pages, self.smtp] {
            if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_err() {
                bail!(
                    "port {port} is taken, perhaps by another `cargo xtask up`. Stop that, or run beside it with other \
                     ports and data:\n    cargo xtask up --env N   (N from 0 to 3, each ten ports further)"
                );
            }
        }
        Ok(())
    }

    /// The server as a person types it.
    pub(crate) fn url(&self) -> String {
        format!("http://localhost:{}", self.http)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named() {
        let ports = Ports::free().unwrap();
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, ports.pages)).unwrap();
        let complaint = ports.check_free().unwrap_err().to_string();
        assert!(
            complaint.starts_with(&format!("port {} is taken", ports.pages)),
            "{complaint}"
        );
        drop(taken);
    }

    #[test]
    fn environments_do_not_share_a_port() {
        assert_eq!(Ports::of_environment(0).smtp, 4003);
        assert_eq!(Ports::of_environment(3).http, 4030);
    }
}
