//! `hitkey registration-token …`.

use super::CommandError;
use crate::cli::RegistrationTokenCommand;
use crate::server::Foundation;
use crate::settings::Settings;
use hitkey_kernel::InitialAccessId;
use hitkey_oauth::service::InitialAccesses;
use hitkey_store_diesel::DieselRegistrationStore;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::time::Duration;

const DAY: u64 = 86_400;

/// There is no token of that id.
#[derive(Debug, thiserror::Error)]
#[error("there is no registration token {0}: `hitkey registration-token list` shows those there are")]
struct Unknown(InitialAccessId);

/// Gives and takes back the right to register clients.
pub(super) async fn run(settings: Settings, command: RegistrationTokenCommand) -> Result<(), CommandError> {
    let foundation = Foundation::lay(&settings).await?;
    let store = Arc::new(DieselRegistrationStore::new(foundation.db));
    let accesses = InitialAccesses::new(store, foundation.ambient);
    match command {
        RegistrationTokenCommand::Create { expires, uses } => create(&accesses, expires, uses).await,
        RegistrationTokenCommand::List => list(&accesses).await,
        RegistrationTokenCommand::Revoke { id } => revoke(&accesses, id).await,
    }
}

async fn create(accesses: &InitialAccesses, days: u32, uses: u32) -> Result<(), CommandError> {
    let lifetime = Duration::from_secs(u64::from(days) * DAY);
    let (access, token) = accesses.admit(uses, lifetime).await?;
    let mut out = io::stdout().lock();
    writeln!(out, "{}", token.expose())?;
    writeln!(
        out,
        "{} registers {uses} clients until {}; it is shown this once",
        access.id, access.expires_at
    )?;
    Ok(())
}

async fn list(accesses: &InitialAccesses) -> Result<(), CommandError> {
    let found = accesses.list().await?;
    let mut out = io::stdout().lock();
    for access in found {
        writeln!(out, "{} has {} uses left until {}", access.id, access.uses_left, access.expires_at)?;
    }
    Ok(())
}

async fn revoke(accesses: &InitialAccesses, id: InitialAccessId) -> Result<(), CommandError> {
    if !accesses.dismiss(id).await? {
        return Err(Unknown(id).into());
    }
    writeln!(io::stdout(), "{id} registers nothing more; what it registered stays")?;
    Ok(())
}
