use crate::settings::{Credentials, SmtpSettings, TlsMode};
use lettre::transport::smtp;
use lettre::transport::smtp::authentication::{Credentials as SmtpCredentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long connecting, and each command, may take.
pub(crate) const STEP_LIMIT: Duration = Duration::from_secs(30);
/// How long one address of a server may take to answer, so that a dead one leaves time for the next.
const ADDRESS_LIMIT: Duration = Duration::from_secs(10);
/// A connection that did nothing for this long is not used again: servers hang up on idle ones.
const KEEP_IDLE: Duration = Duration::from_secs(30);
/// How many idle connections are kept; as many as a delivery has mails under way.
const MOST_IDLE: usize = 8;

/// A step did not work.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StepError {
    #[error("{0}")]
    Smtp(#[from] smtp::Error),
    #[error("the mail server did not answer within {} seconds", STEP_LIMIT.as_secs())]
    TimeLimit,
}

/// Opens connections and keeps a few for the next mail.
///
/// Not lettre's own pool: that one takes a connection back even when the sending on it was cut short by a time
/// limit. The answer to the old mail would then be read as the answer to the next one, and a mail that nobody
/// took would count as sent. Here a connection only comes back after a mail went through.
pub(crate) struct Connections {
    settings: SmtpSettings,
    tls: TlsParameters,
    idle: Mutex<Vec<(AsyncSmtpConnection, Instant)>>,
}

impl Connections {
    pub(crate) fn new(settings: SmtpSettings) -> Result<Self, smtp::Error> {
        let lenient = settings.tls == TlsMode::Opportunistic;
        let tls = TlsParameters::builder(settings.host.clone())
            .dangerous_accept_invalid_certs(lenient)
            .dangerous_accept_invalid_hostnames(lenient)
            .build()?;
        Ok(Self { settings, tls, idle: Mutex::default() })
    }

    /// A connection that was used lately, if there is one. It may have died meanwhile.
    pub(crate) fn take_idle(&self) -> Option<AsyncSmtpConnection> {
        let mut idle = self.idle();
        idle.retain(|(_, since)| since.elapsed() < KEEP_IDLE);
        idle.pop().map(|(connection, _)| connection)
    }

    /// Keeps a connection on which everything was asked and answered.
    pub(crate) fn give_back(&self, connection: AsyncSmtpConnection) {
        let mut idle = self.idle();
        if idle.len() < MOST_IDLE {
            idle.push((connection, Instant::now()));
        }
    }

    /// A new connection: greeted, encrypted and signed in as the settings ask.
    pub(crate) async fn open(&self) -> Result<AsyncSmtpConnection, StepError> {
        let hello = ClientId::default();
        let implicit = (self.settings.tls == TlsMode::Implicit).then(|| self.tls.clone());
        let server = (self.settings.host.as_str(), self.settings.port);
        let connecting =
            AsyncSmtpConnection::connect_tokio1(server, Some(ADDRESS_LIMIT), &hello, implicit, None);
        let mut connection = within_limit(connecting).await?;
        if self.wants_starttls(&connection) {
            within_limit(connection.starttls(self.tls.clone(), &hello)).await?;
        }
        if let Some(credentials) = &self.settings.credentials {
            sign_in(&mut connection, credentials).await?;
        }
        Ok(connection)
    }

    fn wants_starttls(&self, connection: &AsyncSmtpConnection) -> bool {
        match self.settings.tls {
            TlsMode::Required => true,
            TlsMode::Opportunistic => connection.can_starttls(),
            TlsMode::Implicit | TlsMode::None => false,
        }
    }

    fn idle(&self) -> MutexGuard<'_, Vec<(AsyncSmtpConnection, Instant)>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn sign_in(connection: &mut AsyncSmtpConnection, credentials: &Credentials) -> Result<(), StepError> {
    let password = credentials.password.expose().to_owned();
    let credentials = SmtpCredentials::new(credentials.user.clone(), password);
    within_limit(connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)).await?;
    Ok(())
}

/// Lettre limits only connecting; a server that falls silent later would be waited for without end.
pub(crate) async fn within_limit<T>(
    step: impl Future<Output = Result<T, smtp::Error>>,
) -> Result<T, StepError> {
    let done = tokio::time::timeout(STEP_LIMIT, step).await.map_err(|_| StepError::TimeLimit)?;
    Ok(done?)
}
