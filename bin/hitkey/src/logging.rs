//! Sends log lines to standard error: standard output is for what a command answers.

use crate::settings::{LogFormat, LogSettings};
use std::io::{self, IsTerminal as _};
use tracing_subscriber::EnvFilter;

/// Starts logging for the whole process. A second call does nothing.
pub fn start(settings: &LogSettings) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(settings.filter()))
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal());
    // Fails only when logging has started already, as in a test that embeds the server.
    let _started = match settings.format {
        LogFormat::Pretty => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}
