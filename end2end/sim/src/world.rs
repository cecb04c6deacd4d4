//! The whole world in one value: three listeners on this machine, started together and stopped by dropping it.
//!
//! It knows ports and lifetimes; what happens behind a port is the business of `edge`, `desk` and `mailbox`.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::control::Control;
use crate::desk;
use crate::ebay::Ebay;
use crate::ebay::keyset::Keyset;
use crate::edge::{self, Edge};
use crate::mailbox::{Mailbox, smtp};
use crate::vinted::Site;
use crate::vinted::catalogue::Catalogue;

/// Where the world listens; port 0 takes any free one. Always on 127.0.0.1.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// TLS front door for www.vinted.fr, images1.vinted.net and app.stoflow.com.
    pub vinted_port: u16,
    /// Plain HTTP: mailbox, listings, pictures, control.
    pub http_port: u16,
    /// Mail server.
    pub smtp_port: u16,
    /// `HOST:PORT` to which connections for app.stoflow.com are handed; `None` answers them with 502.
    pub upstream: Option<String>,
    /// Where eBay leads sellers back to after their consent; `None` ends on a page there.
    pub ebay_return: Option<String>,
}

/// Why the world could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(
        "cannot listen on 127.0.0.1:{port} for {what}: {source}; is another simulator running there?"
    )]
    Listen {
        what: &'static str,
        port: u16,
        source: std::io::Error,
    },
    #[error("cannot make the front door's certificate: {0}")]
    Certificate(#[from] rcgen::Error),
    #[error("cannot set up TLS for the front door: {0}")]
    Tls(#[from] rustls::Error),
    #[error("the catalogue data of the simulated site is broken: {0}")]
    Catalogue(#[from] csv::Error),
}

/// A running outside world. Dropping it closes its listeners and every open connection.
pub struct World {
    vinted: SocketAddr,
    http: SocketAddr,
    smtp: SocketAddr,
    control: Control,
    _stop: DropGuard,
}

impl World {
    /// Opens the three listeners and begins to serve; when it returns, all of them answer.
    pub async fn start(config: Config) -> Result<Self, StartError> {
        let site = Arc::new(Site::new(Catalogue::load()?));
        let mailbox = Arc::new(Mailbox::default());
        let ebay = Arc::new(Ebay::new(Keyset {
            accepted: config.ebay_return,
        }));
        let control = Control::new(Arc::clone(&site), Arc::clone(&mailbox), Arc::clone(&ebay));
        let acceptor = edge::tls_acceptor()?;

        let vinted = listen("the front door", config.vinted_port).await?;
        let http = listen("the pages", config.http_port).await?;
        let smtp = listen("mail", config.smtp_port).await?;
        let stop = CancellationToken::new();
        let world = Self {
            vinted: address_of(&vinted, config.vinted_port)?,
            http: address_of(&http, config.http_port)?,
            smtp: address_of(&smtp, config.smtp_port)?,
            control: control.clone(),
            _stop: stop.clone().drop_guard(),
        };

        let edge = Edge::new(
            acceptor,
            Arc::clone(&site),
            control.clone(),
            config.upstream,
        );
        tokio::spawn(edge::serve(vinted, Arc::new(edge), stop.clone()));
        tokio::spawn(desk::serve(
            http,
            desk::router(site, Arc::clone(&mailbox), ebay, control),
            stop.clone(),
        ));
        tokio::spawn(smtp::serve(smtp, mailbox, stop));
        Ok(world)
    }

    /// Where the TLS front door listens; connect to it under one of the names it plays.
    pub fn vinted_addr(&self) -> SocketAddr {
        self.vinted
    }

    /// Where the pages and the control answer over plain HTTP.
    pub fn http_addr(&self) -> SocketAddr {
        self.http
    }

    /// `http://127.0.0.1:PORT` of the pages.
    pub fn http_url(&self) -> String {
        format!("http://{}", self.http)
    }

    /// Where mail is taken.
    pub fn smtp_addr(&self) -> SocketAddr {
        self.smtp
    }

    /// The hand that moves members, listings, faults and mail.
    pub fn control(&self) -> &Control {
        &self.control
    }
}

async fn listen(what: &'static str, port: u16) -> Result<TcpListener, StartError> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|source| StartError::Listen { what, port, source })
}

fn address_of(listener: &TcpListener, port: u16) -> Result<SocketAddr, StartError> {
    listener.local_addr().map_err(|source| StartError::Listen {
        what: "its own address",
        port,
        source,
    })
}
