use crate::jws::JwtType;
use crate::logout::LogoutTokenClaims;
use crate::ports::{ClaimedNotice, ClientStore, FormPosts, LogoutNotice, LogoutNotices, OutboundError};
use crate::service::{Keyring, KeyringError, SubjectNames};
use crate::{Client, Issuer};
use futures_util::StreamExt as _;
use futures_util::stream;
use hitkey_kernel::{Ambient, StoreError, pause_after};
use std::sync::Arc;
use std::time::Duration;

/// How many clients are spoken to at the same time.
const AT_ONCE: usize = 8;
/// How many notices one batch claims.
const BATCH: u32 = 16;
/// After this long, the notices of a process that died come back. Two rounds of [`AT_ONCE`] fit in it many times.
const LEASE: Duration = Duration::from_secs(120);
/// A client that could not be told within a day is given up.
const GIVE_UP_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// Tells clients, server to server, that somebody signed out (OpenID Connect Back-Channel Logout §2.5): each at least
/// once, with growing pauses after failures. Any number of these may work on one store.
pub struct BackChannelLogout {
    ports: BackChannelPorts,
    keyring: Arc<Keyring>,
    names: SubjectNames,
    issuer: Issuer,
    ambient: Ambient,
}

/// What [`BackChannelLogout`] needs from the world.
#[derive(Clone)]
pub struct BackChannelPorts {
    /// Who has to be told.
    pub notices: Arc<dyn LogoutNotices>,
    /// Where they want to be told is read.
    pub clients: Arc<dyn ClientStore>,
    /// How they are reached.
    pub form_posts: Arc<dyn FormPosts>,
}

/// Why a client could not be told.
#[derive(Debug, thiserror::Error)]
enum NotTold {
    #[error(transparent)]
    Outbound(#[from] OutboundError),
    #[error(transparent)]
    Keyring(#[from] KeyringError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackChannelLogout {
    /// Puts the use case together.
    pub fn new(
        ports: BackChannelPorts,
        keyring: Arc<Keyring>,
        names: SubjectNames,
        (issuer, ambient): (Issuer, Ambient),
    ) -> Self {
        Self { ports, keyring, names, issuer, ambient }
    }

    /// Claims what is due, up to 16 notices, and sees each to its end for now. Tells how many were due: zero means,
    /// wait a little before the next batch.
    ///
    /// # Errors
    /// [`StoreError`] when nothing could be claimed.
    pub async fn run_batch(&self) -> Result<usize, StoreError> {
        let claimed = self.ports.notices.claim_due(BATCH, self.ambient.now(), LEASE).await?;
        let count = claimed.len();
        stream::iter(claimed).for_each_concurrent(AT_ONCE, |notice| self.settle(notice)).await;
        Ok(count)
    }

    async fn settle(&self, claimed: ClaimedNotice) {
        let noted = match self.tell(&claimed).await {
            Ok(()) => self.ports.notices.done(claimed.claim.id).await,
            Err(error) => self.postpone(&claimed, &error).await,
        };
        if let Err(error) = noted {
            let (id, client) = (claimed.claim.id, claimed.notice.client);
            tracing::error!(%id, %client, %error, "a logout notice could not be noted; it comes back when its lease ends");
        }
    }

    /// A client that is gone, or wants to hear nothing any more, is told nothing.
    async fn tell(&self, claimed: &ClaimedNotice) -> Result<(), NotTold> {
        let Some(client) = self.ports.clients.find(claimed.notice.client).await? else { return Ok(()) };
        let Some(url) = &client.logout.back_channel.uri else { return Ok(()) };
        let token = self.token(&client, claimed)?;
        Ok(self.ports.form_posts.post(url, &[("logout_token", &token)]).await?)
    }

    fn token(&self, client: &Client, claimed: &ClaimedNotice) -> Result<String, KeyringError> {
        let LogoutNotice { user, session, .. } = claimed.notice;
        let known_as = self.names.known_as(&client.subject_type, user, session);
        let claims = LogoutTokenClaims::new(&self.issuer, client.id, known_as, &self.ambient);
        self.keyring.sign(client.id_token_alg, JwtType::LogoutToken, &claims)
    }

    async fn postpone(&self, claimed: &ClaimedNotice, error: &NotTold) -> Result<(), StoreError> {
        let (claim, now) = (claimed.claim, self.ambient.now());
        let (client, attempt, text) = (claimed.notice.client, claim.attempt, error.to_string());
        let hopeless = matches!(error, NotTold::Outbound(OutboundError::Forbidden));
        if hopeless || now.since(claimed.since) >= GIVE_UP_AFTER {
            tracing::error!(%client, attempt, error = text, "a client was not told of a logout, and is given up");
            return self.ports.notices.bury(claim, now, &text).await;
        }
        let pause = pause_after(attempt, self.ambient.random());
        tracing::warn!(%client, attempt, pause_seconds = pause.as_secs(), error = text,
            "a client was not told of a logout; it is tried again");
        self.ports.notices.retry(claim, now + pause, &text).await
    }
}
