//! The TLS front door, which plays DNS and load balancer at once: by the name in the handshake a connection goes to
//! the simulated vinted.fr, to its image host or, byte for byte, to the server behind app.stoflow.com.
//!
//! It knows no request of either; it only obeys a response that asks for its connection to be cut.

use std::io;
use std::sync::Arc;

use axum::body::Body;
use axum::response::Response;
use axum::{Router, http};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use rustls::pki_types::PrivatePkcs8KeyDer;
use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::control::Control;
use crate::vinted::faults::{Connections, Cut};
use crate::vinted::{self, Site, images};
use crate::world::StartError;

const VINTED: &str = "www.vinted.fr";
const STOFLOW: &str = "app.stoflow.com";

/// The places behind the front door.
pub(crate) struct Edge {
    acceptor: TlsAcceptor,
    vinted: Router,
    images: Router,
    site: Arc<Site>,
    upstream: Option<String>,
}

impl Edge {
    pub(crate) fn new(
        acceptor: TlsAcceptor,
        site: Arc<Site>,
        control: Control,
        upstream: Option<String>,
    ) -> Self {
        Self {
            acceptor,
            vinted: vinted::router(Arc::clone(&site), control),
            images: images::router(Arc::clone(&site)),
            site,
            upstream,
        }
    }
}

/// A server certificate for all names, made now and kept in memory only. ALPN offers HTTP/1.1 alone, so that a
/// WebSocket towards app.stoflow.com passes as plain bytes.
pub(crate) fn tls_acceptor() -> Result<TlsAcceptor, StartError> {
    let made =
        rcgen::generate_simple_self_signed([VINTED, images::HOST, STOFLOW].map(str::to_owned))?;
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut tls = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key.into())?;
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(tls)))
}

/// Takes connections until `stop`; open ones end with it.
pub(crate) async fn serve(listener: TcpListener, edge: Arc<Edge>, stop: CancellationToken) {
    while let Some(accepted) = stop.run_until_cancelled(listener.accept()).await {
        let Ok((stream, _)) = accepted else { continue };
        let edge = Arc::clone(&edge);
        let stop = stop.clone();
        tokio::spawn(async move {
            if let Some(Err(error)) = stop.run_until_cancelled(edge.admit(stream)).await {
                tracing::debug!(%error, "a connection at the front door ended early");
            }
        });
    }
}

impl Edge {
    async fn admit(&self, stream: TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let stream = self.acceptor.accept(stream).await?;
        let name = stream.get_ref().1.server_name().map(str::to_owned);
        match name.as_deref() {
            Some(STOFLOW) => self.hand_over(stream).await,
            Some(images::HOST) => self.browse(stream, &self.images).await,
            _ => self.browse(stream, &self.vinted).await,
        }
    }

    /// Hands the connection's bytes to the upstream server and back.
    async fn hand_over(&self, mut stream: TlsStream<TcpStream>) -> io::Result<()> {
        let server = match &self.upstream {
            Some(address) => TcpStream::connect(address).await,
            None => Err(io::Error::other("no upstream was given")),
        };
        match server {
            Ok(mut server) => {
                server.set_nodelay(true)?;
                copy_bidirectional(&mut stream, &mut server).await.map(drop)
            }
            Err(error) => {
                tracing::warn!(%error, upstream = ?self.upstream, "app.stoflow.com cannot be reached");
                let answer =
                    "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                stream.write_all(answer.as_bytes()).await?;
                stream.shutdown().await
            }
        }
    }

    /// Serves one of the played hosts on this connection.
    async fn browse(&self, stream: TlsStream<TcpStream>, host: &Router) -> io::Result<()> {
        let answer = service_fn(|request| answer(host.clone(), request));
        let kept_alive = self.site.lock().connections == Connections::KeptAlive;
        http1::Builder::new()
            .keep_alive(kept_alive)
            .serve_connection(TokioIo::new(stream), answer)
            .await
            .map_err(io::Error::other)
    }
}

/// One request to a played host. An error makes hyper drop the connection without an answer: that is how a cut looks.
async fn answer(host: Router, request: http::Request<Incoming>) -> Result<Response, Cut> {
    let response = match host.oneshot(request.map(Body::new)).await {
        Ok(response) => response,
        Err(never) => match never {},
    };
    match response.extensions().get::<Cut>() {
        Some(cut) => Err(*cut),
        None => Ok(response),
    }
}
