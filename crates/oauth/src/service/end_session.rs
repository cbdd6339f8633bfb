use crate::logout::{FrontChannelUrl, IdTokenHint, LogoutError, LogoutParams, LogoutRequest};
use crate::ports::{ClientStore, GrantStore};
use crate::service::{Keyring, SubjectNames};
use crate::{Client, Issuer};
use hitkey_kernel::{ClientId, SessionId, StoreError};
use std::sync::Arc;

/// A page with more frames than this is no good-bye.
const MOST_FRAMES: usize = 20;

/// Judges what clients send people with who want to sign out (OpenID Connect RP-Initiated Logout §2). The
/// session itself is another domain's.
pub struct EndSession {
    clients: Arc<dyn ClientStore>,
    grants: Arc<dyn GrantStore>,
    keyring: Arc<Keyring>,
    names: SubjectNames,
    issuer: Issuer,
}

impl EndSession {
    /// Puts the use case together.
    pub fn new(
        clients: Arc<dyn ClientStore>,
        grants: Arc<dyn GrantStore>,
        keyring: Arc<Keyring>,
        names: SubjectNames,
        issuer: Issuer,
    ) -> Self {
        Self { clients, grants, keyring, names, issuer }
    }

    /// What the browser of somebody whose session ends has to load, so that clients hear of it (OpenID Connect
    /// Front-Channel Logout §3). To be asked before the session ends. One read.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn front_channel(&self, session: SessionId) -> Result<Vec<FrontChannelUrl>, StoreError> {
        let concerned = self.grants.clients_in(session).await?;
        let urls =
            concerned.iter().filter_map(|client| FrontChannelUrl::of(client, &self.names, &self.issuer));
        Ok(urls.take(MOST_FRAMES).collect())
    }

    /// Checks a request. At most one read.
    ///
    /// # Errors
    /// [`LogoutError`]: what is wrong with it. Nobody may be signed out or sent anywhere then.
    pub async fn check(&self, params: &LogoutParams) -> Result<LogoutRequest, LogoutError> {
        let hint = params.get("id_token_hint");
        let hint = hint.map(|token| IdTokenHint::read(token, &self.keyring, &self.issuer)).transpose();
        let hint = hint.map_err(|_| LogoutError::HintForged)?;
        let client = match LogoutRequest::client_id(params, hint.as_ref())? {
            Some(id) => Some(self.known(id).await?),
            None => None,
        };
        LogoutRequest::new(params, client, hint, self.names.clone())
    }

    async fn known(&self, id: ClientId) -> Result<Client, LogoutError> {
        self.clients.find(id).await?.ok_or(LogoutError::ClientUnknown)
    }
}
