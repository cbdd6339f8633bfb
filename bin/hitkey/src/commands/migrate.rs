//! `hitkey migrate`.

use super::CommandError;
use crate::server::open_database;
use crate::settings::Settings;
use std::io::{self, Write as _};

/// Brings the database up to date.
pub(super) async fn migrate(settings: Settings) -> Result<(), CommandError> {
    let (_, applied) = open_database(&settings).await?;
    writeln!(io::stdout(), "{} is up to date: {applied} migrations applied", settings.database)?;
    Ok(())
}
