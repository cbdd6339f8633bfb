//! What the command line can do, one command a file.

mod check_config;
pub mod healthcheck;
mod keys;
mod migrate;
mod registration_tokens;
mod serve;

use crate::cli::{Cli, Command, KeysCommand};
use crate::logging;
use crate::settings::{Settings, Sources};
use std::error::Error;
use std::fmt;
use std::future::Future;

/// A command could not do its work. Displays the whole chain of causes.
#[derive(Debug)]
pub struct CommandError(Box<dyn Error>);

/// Does what the command line says.
///
/// # Errors
/// [`CommandError`] with what a person can do about it.
pub fn run(cli: Cli) -> Result<(), CommandError> {
    let settings = Settings::load(&Sources::of_process(cli.config))?;
    logging::start(&settings.log);
    match cli.command.unwrap_or_default() {
        Command::Serve => block_on(serve::serve(settings))?,
        Command::Migrate => block_on(migrate::migrate(settings))?,
        Command::CheckConfig => check_config::check_config(&settings)?,
        Command::Healthcheck => healthcheck::healthcheck(settings.listen)?,
        Command::Keys(KeysCommand::Rotate) => block_on(keys::rotate(settings))?,
        Command::RegistrationToken(command) => block_on(registration_tokens::run(settings, command))?,
    }
    Ok(())
}

/// Runs `work` on this thread. Requests have threads of their own; what goes on here is light.
fn block_on<T>(work: impl Future<Output = Result<T, CommandError>>) -> Result<T, CommandError> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work)
}

impl<E: Error + 'static> From<E> for CommandError {
    fn from(error: E) -> Self {
        Self(Box::new(error))
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
