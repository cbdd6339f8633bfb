//! `hitkey keys …`.

use super::CommandError;
use crate::server::{Foundation, keys_error};
use crate::settings::Settings;
use hitkey_oauth::KeySchedule;
use hitkey_oauth::service::{Keyring, RotatedKey};
use std::io::{self, Write as _};

/// Publishes new signing keys. Running servers learn of them within half a minute.
pub(super) async fn rotate(settings: Settings) -> Result<(), CommandError> {
    let foundation = Foundation::lay(&settings).await?;
    let (ports, ambient) = (foundation.keyring_ports(), foundation.ambient);
    let open = Keyring::open(ports, KeySchedule::default(), ambient).await;
    let keyring = open.map_err(|error| keys_error(&settings, error))?;
    let rotated = keyring.rotate().await.map_err(|error| keys_error(&settings, error))?;
    let mut out = io::stdout().lock();
    for RotatedKey { kid, alg, activates_at } in rotated {
        writeln!(out, "{} key {kid} is published now and signs from {activates_at}", alg.as_str())?;
    }
    Ok(())
}
