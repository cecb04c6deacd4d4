//! A server's life: come up, serve and work, and on a signal put everything down in order.

use crate::compose::{Composed, compose};
use crate::router::{Server, router};
use crate::security::rate_limit::SignInLimit;
use crate::settings::Settings;
use crate::sockets::gate::SocketGate;
use crate::{assets, open_files, settings};
use axum::serve::ListenerExt;
use leptos::prelude::LeptosOptions;
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
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

/// What is still at work when this ran out is left to the next server: leases see to it.
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
    let app = router(server(&backend, settings.clone())?);
    let mut beside = JoinSet::new();
    run_beside(&mut beside, &backend, &stop);
    tracing::info!(address = %settings.listen, files, "serving");
    // Without TCP_NODELAY every page waits 40 ms for a delayed acknowledgement (facts: performance.md).
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(?error, "a connection closed before it was set up");
        }
    });
    let mut stopped = stop.clone();
    let ended = tokio::select! {
        ended = axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>()) => ended,
        _ = stopped.wait_for(|stop| *stop) => Ok(()),
    };
    if tokio::time::timeout(LONGEST_FAREWELL, beside.join_all())
        .await
        .is_err()
    {
        tracing::warn!("some work was left to the next server");
    }
    drop(cluster);
    ended.map_err(CannotServe::Serving)
}

/// The router's state for these settings.
pub fn server(backend: &Backend, settings: Settings) -> Result<Server, CannotServe> {
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
