//! The composition root: settings in, a running server out.

mod error;
mod foundation;
mod mail;
mod readiness;
mod tasks;
mod wiring;

pub use error::StartError;
pub(crate) use foundation::{Foundation, keys_error, open_database};

use crate::background::Background;
use crate::metrics;
use crate::settings::{PublicUrl, Settings};
use actix_web::HttpServer;
use actix_web::dev::ServerHandle;
use actix_web::http::KeepAlive;
use actix_web::web::Data;
use hitkey_http::Services;
use hitkey_oauth::IssuerError;
use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;
use tasks::Tasks;

/// How long a client may take to send the head of a request.
const REQUEST_HEAD: Duration = Duration::from_secs(10);
/// How long a client may take to close its side.
const DISCONNECT: Duration = Duration::from_secs(5);
/// How long a connection may rest between two requests.
const KEEP_ALIVE: Duration = Duration::from_secs(60);
/// How many seconds requests in flight get at the end, and then background work again.
const PATIENCE: u64 = 10;

/// A HitKey server that listens, and serves once it is [`run`](Self::run).
///
/// ```
/// use hitkey::server::Server;
/// use hitkey::settings::Settings;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let dir = tempfile::tempdir()?;
/// let mut settings = Settings::in_dir(dir.path());
/// settings.listen = "127.0.0.1:0".parse()?;
/// let server = Server::build(settings).await?;
/// assert_ne!(server.address().port(), 0);
///
/// let stopper = server.stopper();
/// let running = tokio::spawn(server.run());
/// stopper.stop().await;
/// running.await??;
/// # Ok(())
/// # }
/// ```
#[must_use = "a server serves only while it is run"]
pub struct Server {
    http: actix_web::dev::Server,
    metrics: Option<actix_web::dev::Server>,
    metrics_address: Option<SocketAddr>,
    tasks: Tasks,
    address: SocketAddr,
    public_url: PublicUrl,
    has_dev_mailbox: bool,
}

/// Stops a [`Server`] from anywhere.
#[derive(Debug, Clone)]
pub struct Stopper(ServerHandle);

impl Stopper {
    /// No new connections; requests in flight get 10 seconds, then background work does. Returns when the
    /// requests have ended; the server's [`run`](Server::run) returns when all has.
    pub async fn stop(&self) {
        self.0.stop(true).await;
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Server {
    /// Makes what is missing (directory, keys, schema), wires everything and binds the port.
    ///
    /// # Errors
    /// [`StartError`] with what a person can do about it.
    pub async fn build(settings: Settings) -> Result<Self, StartError> {
        settings.check()?;
        let listener = listen(settings.listen)?;
        let address = listener.local_addr().map_err(|source| listen_error(settings.listen, source))?;
        let metrics_listener = settings.metrics_listen.map(listen_for_metrics).transpose()?;
        let metrics_address = metrics_listener.as_ref().and_then(|listener| listener.local_addr().ok());
        let public_url = settings.public_url_at(address).ok_or(IssuerError)?;
        let foundation = Foundation::lay(&settings).await?;
        let wired = wiring::wire(&settings, &foundation, &public_url).await?;
        let has_dev_mailbox = wired.has_dev_mailbox;
        let http = serve(&settings, listener, wired.services)
            .map_err(|source| listen_error(settings.listen, source))?;
        let metrics = metrics_listener.map(|listener| metrics::serve(listener, wired.metrics));
        let metrics = metrics.transpose().map_err(StartError::Threads)?;
        Ok(Self { http, metrics, metrics_address, tasks: wired.tasks, address, public_url, has_dev_mailbox })
    }

    /// Where it accepts connections.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it answers `/metrics`, if it does.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// Where people reach it.
    pub fn public_url(&self) -> &PublicUrl {
        &self.public_url
    }

    /// Whether mails are shown at `/dev/mail` instead of sent.
    pub fn has_dev_mailbox(&self) -> bool {
        self.has_dev_mailbox
    }

    /// What stops it later.
    pub fn stopper(&self) -> Stopper {
        Stopper(self.http.handle())
    }

    /// Serves until it is stopped, then ends requests in flight and the outbox batch.
    ///
    /// # Errors
    /// An error of the system that ended the server.
    pub async fn run(self) -> io::Result<()> {
        let background: Background = self.tasks.start();
        let metrics = self.metrics.map(|server| (server.handle(), tokio::spawn(server)));
        let served = self.http.await;
        background.stop(Duration::from_secs(PATIENCE)).await;
        // The last to go: whoever watches sees the end.
        if let Some((handle, running)) = metrics {
            handle.stop(true).await;
            let _ = running.await;
        }
        served
    }
}

fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|source| listen_error(address, source))
}

fn listen_for_metrics(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).map_err(|source| StartError::MetricsListen { address, source })
}

fn listen_error(address: SocketAddr, source: io::Error) -> StartError {
    StartError::Listen { address, source }
}

/// The store has threads of its own; those of the blocking pool are for looking up names and for long work.
fn serve(
    settings: &Settings,
    listener: TcpListener,
    services: Data<Services>,
) -> io::Result<actix_web::dev::Server> {
    let blocking = settings.sizes.database_pool as usize + 2;
    let server = HttpServer::new(move || hitkey_http::app(services.clone()))
        .workers(settings.sizes.workers)
        .worker_max_blocking_threads(blocking)
        .client_request_timeout(REQUEST_HEAD)
        .client_disconnect_timeout(DISCONNECT)
        .keep_alive(KeepAlive::Timeout(KEEP_ALIVE))
        .shutdown_timeout(PATIENCE)
        .disable_signals()
        .listen(listener)?;
    Ok(server.run())
}
