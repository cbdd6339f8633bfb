use crate::data_dir::DataDirError;
use crate::settings::SettingsError;
use hitkey_crypto::{HasherError, ServerKeyError};
use hitkey_kernel::StoreError;
use hitkey_mail_smtp::{SmtpMailerError, SmtpUrlError};
use hitkey_oauth::IssuerError;
use hitkey_oauth::service::KeyringError;
use hitkey_outbound::OutboundSetupError;
use hitkey_store_diesel::OpenError;
use std::io;
use std::net::SocketAddr;

/// The server can't start. Displays what to do about it; the causes are its sources.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The settings do not go together.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The data directory or the server key can't be used.
    #[error(transparent)]
    DataDir(#[from] DataDirError),
    /// The address can't be listened on.
    #[error("HITKEY_LISTEN: can't listen on {address}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// The address of the metrics can't be listened on.
    #[error("HITKEY_METRICS_LISTEN: can't listen on {address}")]
    MetricsListen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// There is no URL under which this server could be reached.
    #[error("HITKEY_PUBLIC_URL can't be the issuer")]
    Issuer(#[from] IssuerError),
    /// The database can't be opened.
    #[error("HITKEY_DATABASE_URL: {database} can't be used")]
    Database {
        /// The database, without its password.
        database: String,
        /// Why.
        source: OpenError,
    },
    /// The schema can't be brought up to date.
    #[error("the database's schema can't be brought up to date")]
    Migration(#[source] StoreError),
    /// The signing keys in the database were sealed under another server key.
    #[error(
        "the server key is not the one that the database's signing keys were sealed under: restore \
         that key from its backup, as {key_file} or by HITKEY_SECRET_KEY"
    )]
    OtherServerKey {
        /// Where the key is when no setting holds it.
        key_file: String,
        /// Which signing key did not open.
        source: KeyringError,
    },
    /// The signing keys can't be made ready.
    #[error("the signing keys can't be made ready")]
    Keys(#[source] KeyringError),
    /// Sealing does not work here.
    #[error(transparent)]
    Sealing(#[from] ServerKeyError),
    /// Hashing can't be set up.
    #[error("passwords can't be hashed with these settings")]
    Hashing(#[from] HasherError),
    /// The SMTP URL is none.
    #[error("HITKEY_SMTP_URL can't be used")]
    SmtpUrl(#[from] SmtpUrlError),
    /// Mail can't be set up.
    #[error("mail can't be sent with these settings")]
    Smtp(#[from] SmtpMailerError),
    /// Requests to other servers can't be set up.
    #[error("requests to other servers can't be made")]
    Outbound(#[from] OutboundSetupError),
    /// The system gives no thread.
    #[error("the system gives no thread")]
    Threads(#[source] io::Error),
}
