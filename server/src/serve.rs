//! A server's life: come up, serve and work, and on a signal put everything down in order.

use crate::compose::{Composed, compose};
use crate::router::{Server, router};
use crate::security::rate_limit::SignInLimit;
use crate::settings::Settings;
use crate::sockets::gate::SocketGate;
use crate::{assets, open_files, settings};
use axum::Router;
use axum::serve::ListenerExt;
use leptos::prelude::LeptosOptions;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use stoflow_domain::backend::Backend;
use stoflow_domain::jobs::worker::Worker;
use stoflow_domain::{executors, schedules};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

/// Why the server could not come up.
#[derive(Debug, thiserror::Error)]
pub enum CannotServe {
    #[error("the database, the keys or the photo store could not be opened")]
    Backend(#[from] stoflow_domain::error::Error),
    #[error(
        "the built site at {folder} could not be read; run `cargo xtask build` or set STOFLOW_SITE"
    )]
    Site {
        folder: PathBuf,
        #[source]
        source: std::io::Error,
    },
    #[error("{address} could not be listened on; set STOFLOW_LISTEN to a free address")]
    Listen {
        address: SocketAddr,
        #[source]
        source: std::io::Error,
    },
    #[error("serving ended")]
    Serving(#[source] std::io::Error),
}

/// How long requests in flight may take to be answered once the process is told to stop, and then the work beside them to
/// be put down. What is still at work after that is left to the next server: leases see to it.
const LONGEST_FAREWELL: Duration = Duration::from_secs(10);

/// Serves until `stop` turns true.
pub async fn serve(settings: Settings, stop: watch::Receiver<bool>) -> Result<(), CannotServe> {
    let files = open_files::raise();
    let Composed { backend, cluster } = compose(&settings).await?;
    let listener =
        TcpListener::bind(settings.listen)
            .await
            .map_err(|source| CannotServe::Listen {
                address: settings.listen,
                source,
            })?;
    let (closing, told) = watch::channel(false);
    let app = router(server(&backend, settings.clone(), told)?);
    let (over, is_over) = watch::channel(false);
    let mut beside = JoinSet::new();
    run_beside(&mut beside, &backend, &is_over);
    tracing::info!(address = %settings.listen, files, "serving");
    let ended = answer(listener, app, closing, stop).await;
    // Only now: what was asked until the last moment may need the workers' hints and the database.
    over.send_replace(true);
    if tokio::time::timeout(LONGEST_FAREWELL, beside.join_all())
        .await
        .is_err()
    {
        tracing::warn!("some work was left to the next server");
    }
    drop(cluster);
    ended.map_err(CannotServe::Serving)
}

/// Answers requests until `stop` turns true, then those in flight. Sockets are told through `closing`, which is what the
/// router's [`Server::closing`] listens to, and end with the reason that the server goes away.
pub async fn answer(
    listener: TcpListener,
    app: Router,
    closing: watch::Sender<bool>,
    stop: watch::Receiver<bool>,
) -> std::io::Result<()> {
    // Without TCP_NODELAY every page waits 40 ms for a delayed acknowledgement (facts: performance.md).
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(?error, "a connection closed before it was set up");
        }
    });
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    let told = |mut stop: watch::Receiver<bool>| async move {
        let _or_nobody_can_stop_us_any_more = stop.wait_for(|stop| *stop).await;
    };
    let serving = axum::serve(listener, service)
        .with_graceful_shutdown(told(stop.clone()))
        .into_future();
    let mut serving = pin!(serving);
    tokio::select! {
        ended = &mut serving => return ended,
        () = told(stop) => {}
    }
    closing.send_replace(true);
    let farewell = async {
        let ended = serving.await;
        // Sockets have left the listener's hands: each keeps an ear on `closing` until it is closed.
        closing.closed().await;
        ended
    };
    tokio::time::timeout(LONGEST_FAREWELL, farewell)
        .await
        .unwrap_or_else(|_| {
            tracing::warn!("some requests were cut off");
            Ok(())
        })
}

/// The router's state for these settings.
pub fn server(
    backend: &Backend,
    settings: Settings,
    closing: watch::Receiver<bool>,
) -> Result<Server, CannotServe> {
    let assets = assets::read(&settings.site, &settings.extension_id).map_err(|source| {
        CannotServe::Site {
            folder: settings.site.clone(),
            source,
        }
    })?;
    Ok(Server {
        backend: backend.clone(),
        assets,
        sign_in_limit: Arc::new(SignInLimit::new(
            NonZeroU32::new(settings.sign_in_limit).unwrap_or(NonZeroU32::MIN),
        )),
        gate: Arc::new(SocketGate::default()),
        leptos: leptos_options(&settings),
        closing,
        settings: Arc::new(settings),
    })
}

fn leptos_options(settings: &settings::Settings) -> LeptosOptions {
    LeptosOptions::builder()
        .output_name("stoflow")
        .site_root(settings.site.to_string_lossy().into_owned())
        .site_addr(settings.listen)
        .build()
}

fn run_beside(beside: &mut JoinSet<()>, backend: &Backend, stop: &watch::Receiver<bool>) {
    let hints = backend.hints.clone();
    beside.spawn({
        let stop = stop.clone();
        async move { hints.run(stop).await }
    });
    let process = uuid::Uuid::new_v4().simple().to_string();
    beside.spawn(Worker::new(backend.clone(), &process).run(stop.clone()));
    beside.spawn({
        let (backend, stop) = (backend.clone(), stop.clone());
        async move { schedules::run(&backend, stop).await }
    });
    beside.spawn({
        let (backend, stop) = (backend.clone(), stop.clone());
        async move { executors::remind(&backend, stop).await }
    });
}
