use super::StartError;
use crate::data_dir;
use crate::settings::{DatabaseUrl, ServerSecret, Settings};
use hitkey_crypto::{JoseKeys, OsRandom, ServerKey, SystemClock};
use hitkey_kernel::{Ambient, Scribe};
use hitkey_oauth::service::{KeyringError, KeyringPorts};
use hitkey_store_diesel::{Db, DieselKeyStore, StoreSettings};
use std::path::Path;
use std::sync::Arc;

/// What every command stands on: time and randomness, the server key, a database that is up to date.
pub(crate) struct Foundation {
    pub(crate) ambient: Ambient,
    pub(crate) server_key: Arc<ServerKey>,
    pub(crate) db: Db,
}

impl Foundation {
    /// Makes what is missing and opens what is there.
    ///
    /// # Errors
    /// [`StartError`].
    pub(crate) async fn lay(settings: &Settings) -> Result<Self, StartError> {
        let ambient = Ambient::new(Arc::new(SystemClock), Arc::new(OsRandom));
        let secret = server_secret(settings)?;
        let server_key = Arc::new(ServerKey::new(secret.as_bytes(), Arc::new(OsRandom))?);
        let (db, applied) = open_database(settings).await?;
        if applied > 0 {
            tracing::info!(applied, "the database's schema was brought up to date");
        }
        Ok(Self { ambient, server_key, db })
    }

    /// What the signing keys need.
    pub(crate) fn keyring_ports(&self) -> KeyringPorts {
        KeyringPorts {
            store: Arc::new(DieselKeyStore::new(self.db.clone())),
            factory: Arc::new(JoseKeys),
            sealer: Arc::clone(&self.server_key) as _,
            scribe: Scribe::new(self.ambient.clone()),
        }
    }
}

/// Tells a wrong server key from every other trouble with the signing keys.
pub(crate) fn keys_error(settings: &Settings, source: KeyringError) -> StartError {
    match source {
        KeyringError::Unseal { .. } => {
            StartError::OtherServerKey { key_file: settings.key_file().display().to_string(), source }
        }
        source => StartError::Keys(source),
    }
}

fn server_secret(settings: &Settings) -> Result<ServerSecret, StartError> {
    if let Some(secret) = &settings.secret_key {
        return Ok(secret.clone());
    }
    data_dir::prepare(&settings.data_dir)?;
    Ok(data_dir::server_key(&settings.key_file(), &OsRandom)?)
}

/// Opens the database, brings its schema up to date and tells how many migrations that took.
///
/// # Errors
/// [`StartError`].
pub(crate) async fn open_database(settings: &Settings) -> Result<(Db, usize), StartError> {
    let db = open(settings).await?;
    let applied = db.migrate().await.map_err(StartError::Migration)?;
    Ok((db, applied))
}

async fn open(settings: &Settings) -> Result<Db, StartError> {
    if let DatabaseUrl::Sqlite(path) = &settings.database {
        data_dir::prepare(path.parent().unwrap_or(Path::new("")))?;
    }
    let store = StoreSettings {
        url: settings.database.to_url(),
        pool_size: settings.sizes.database_pool,
        sqlite_synchronous: settings.sqlite_synchronous,
    };
    let opened = tokio::task::spawn_blocking(move || Db::open(&store)).await;
    let opened = opened.map_err(|error| StartError::Threads(error.into()))?;
    opened.map_err(|source| StartError::Database { database: settings.database.to_string(), source })
}
