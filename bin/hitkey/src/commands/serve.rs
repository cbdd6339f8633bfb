//! `hitkey serve`.

use super::CommandError;
use crate::server::{Server, Stopper};
use crate::settings::Settings;
use std::io::{self, Write as _};
use tokio::signal::unix::{SignalKind, signal};

/// Serves until the first SIGTERM or SIGINT (Ctrl-C), and ends cleanly then.
pub(super) async fn serve(settings: Settings) -> Result<(), CommandError> {
    let server = Server::build(settings).await?;
    stop_on_signal(server.stopper())?;
    announce(&server)?;
    server.run().await?;
    Ok(())
}

fn stop_on_signal(stopper: Stopper) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping: requests in flight are finished first");
        stopper.stop().await;
    });
    Ok(())
}

/// Tells a person which pages to open.
fn announce(server: &Server) -> io::Result<()> {
    let (url, mut out) = (server.public_url(), io::stdout().lock());
    writeln!(out, "HitKey {} listens on {}", env!("CARGO_PKG_VERSION"), server.address())?;
    writeln!(out, "  start page   {url}/")?;
    writeln!(out, "  discovery    {url}/.well-known/openid-configuration")?;
    if server.has_dev_mailbox() {
        writeln!(out, "  mailbox      {url}/dev/mail  (no SMTP configured: mails stay here)")?;
    }
    if let Some(address) = server.metrics_address() {
        writeln!(out, "  metrics      http://{address}/metrics")?;
    }
    out.flush()
}
