//! Sends log lines to standard error: standard output is for what a command answers.

use crate::settings::{LogFormat, LogSettings};
use std::io::{self, IsTerminal as _};
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// Starts logging for the whole process. A second call does nothing.
pub fn start(settings: &LogSettings) {
    let builder = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    let filter: Targets = settings.filter().parse().unwrap_or_default();
    // Fails only when logging has started already, as in a test that embeds the server.
    let _started = match settings.format {
        LogFormat::Pretty => builder.finish().with(filter).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).finish().with(filter).try_init(),
    };
}
