mod application_type;
mod defaults;
mod dynamic;
mod error;
mod key_registration;
mod logout;
mod policy;
mod registration;
mod request_registration;
mod subject_registration;
mod tokens;

pub use defaults::ClientSetting;
pub use dynamic::{ClientReplacement, DynamicClientError, DynamicClients, SelfRegistered};
pub use error::{
    CreateClientError, DeleteClientError, FieldError, FindClientError, RotateSecretError, UpdateClientError,
};
pub use key_registration::KeyRegistration;
pub use logout::LogoutChanges;
pub use registration::{ClientChanges, ClientRegistration};
pub use request_registration::RequestRegistration;
pub use subject_registration::{Sectors, SubjectRegistration};
pub use tokens::TokenChanges;

use super::client_proofs::seal_secret;
use crate::ports::{ClientStore, CreateClient, DeleteClient, RotateClientSecret, Sealer, UpdateClient};
use crate::{
    AuthMethod, Client, ClientAuthentication, ClientField, ClientOwner, ClientSecret, Event, SecretTransport,
    SubjectType,
};
use hitkey_kernel::{
    Ambient, AuditRecord, Author, ClientId, Page, PageRequest, Scribe, StoreError, Timestamp,
};
use registration::Changed;
pub(super) use registration::Complaints;
use std::sync::Arc;
use std::time::Duration;

/// Lets a person, or whoever manages a project, register and manage clients of their own (field names and
/// rules as in RFC 7591). Whether somebody manages a project is for the caller to know.
pub struct Clients {
    store: Arc<dyn ClientStore>,
    sealer: Arc<dyn Sealer>,
    sectors: Sectors,
    scribe: Scribe,
    ambient: Ambient,
}

/// A client just registered, and its secret, shown this once. A public client has none.
#[derive(Debug, Clone)]
pub struct CreatedClient {
    /// The client.
    pub client: Client,
    /// Its secret.
    pub secret: Option<ClientSecret>,
}

/// How often an update is tried when others change the same client at the same time.
const TRIES: usize = 5;

impl Clients {
    /// Puts the use case together.
    pub fn new(
        store: Arc<dyn ClientStore>,
        sealer: Arc<dyn Sealer>,
        sectors: Sectors,
        scribe: Scribe,
        ambient: Ambient,
    ) -> Self {
        Self { store, sealer, sectors, scribe, ambient }
    }

    /// Registers a client for `owner`.
    ///
    /// # Errors
    /// [`CreateClientError::Invalid`] with every failing field.
    pub async fn create(
        &self,
        owner: impl Into<ClientOwner>,
        by: impl Into<Author<'_>>,
        registration: ClientRegistration,
    ) -> Result<CreatedClient, CreateClientError> {
        let (client, secret) = self.draft(owner.into(), &registration).await?;
        let audit = self.record(&Event::client_created(client.owner, client.id), by, client.created_at);
        self.store.create(CreateClient { client: client.clone(), audit }).await?;
        Ok(CreatedClient { client, secret })
    }

    /// A client as it is asked for, with a fresh id and secret.
    async fn draft(
        &self,
        owner: ClientOwner,
        registration: &ClientRegistration,
    ) -> Result<(Client, Option<ClientSecret>), Vec<FieldError>> {
        let checked = registration.check()?;
        let settled =
            self.sectors.settle(&checked.subject, &SubjectType::Public, &checked.redirect_uris).await;
        let subject_type = settled.map_err(|error| vec![error])?;
        let (now, random) = (self.ambient.now(), self.ambient.random());
        let secret = checked.draw_secret(random);
        let id = ClientId::generate(now, random);
        let authentication = self.authentication(checked.method, id, secret.as_ref());
        let client = checked.into_client(id, owner, authentication, now);
        Ok((Client { subject_type, ..client }, secret))
    }

    /// A page of the clients of `owner`, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(
        &self,
        owner: impl Into<ClientOwner>,
        page: PageRequest,
    ) -> Result<Page<Client>, StoreError> {
        self.store.list(owner.into(), page).await
    }

    /// One client of `owner`.
    ///
    /// # Errors
    /// [`FindClientError::NotFound`] also when it is somebody else's.
    pub async fn find(&self, owner: impl Into<ClientOwner>, id: ClientId) -> Result<Client, FindClientError> {
        let (owner, found) = (owner.into(), self.store.find(id).await?);
        found.filter(|client| client.owner == owner).ok_or(FindClientError::NotFound)
    }

    /// Changes a client. What `changes` leaves out stays. What changes nothing is no change. Returns the
    /// client as it is now.
    ///
    /// # Errors
    /// [`UpdateClientError`].
    pub async fn update(
        &self,
        owner: impl Into<ClientOwner>,
        by: impl Into<Author<'_>>,
        id: ClientId,
        changes: &ClientChanges,
    ) -> Result<Client, UpdateClientError> {
        let (owner, by, changes) = (owner.into(), by.into(), changes.check()?);
        for _ in 0..TRIES {
            let before = self.find(owner, id).await?;
            let reset = changes.reset(before.clone());
            changes.check_for(&reset)?;
            let after = changed(&reset, &changes, self.ambient.now());
            let after = Client { subject_type: self.subject_type(&reset, &changes).await?, ..after };
            let fields = ClientField::differences(&before, &after);
            if fields.is_empty() {
                return Ok(before);
            }
            let audit = self.record(&Event::client_changed(owner, id, fields), by, after.updated_at);
            if self.store.update(update_command(&before, after.clone(), audit)).await? {
                return Ok(after);
            }
        }
        Err(UpdateClientError::Contended)
    }

    /// Removes a client with everything that people allowed it.
    ///
    /// # Errors
    /// [`DeleteClientError::NotFound`] also when it is somebody else's.
    pub async fn delete(
        &self,
        owner: impl Into<ClientOwner>,
        by: impl Into<Author<'_>>,
        id: ClientId,
    ) -> Result<(), DeleteClientError> {
        let owner = owner.into();
        let audit = self.record(&Event::client_deleted(owner, id), by, self.ambient.now());
        let command = DeleteClient { id, owner, audit };
        if self.store.delete(command).await? { Ok(()) } else { Err(DeleteClientError::NotFound) }
    }

    /// Gives a confidential client a new secret. The old one is dead at once.
    ///
    /// # Errors
    /// [`RotateSecretError`].
    pub async fn rotate_secret(
        &self,
        owner: impl Into<ClientOwner>,
        by: impl Into<Author<'_>>,
        id: ClientId,
    ) -> Result<(Client, ClientSecret), RotateSecretError> {
        let client = self.find(owner, id).await?;
        let secret = match &client.authentication {
            ClientAuthentication::Secret { .. } => ClientSecret::generate(self.ambient.random()),
            ClientAuthentication::SecretJwt { .. } => ClientSecret::generate_for_mac(self.ambient.random()),
            ClientAuthentication::PrivateKeyJwt | ClientAuthentication::Public => {
                return Err(RotateSecretError::NoSecret);
            }
        };
        let authentication = self.authentication(client.authentication.method(), id, Some(&secret));
        let sealed = authentication.sealed_secret().cloned();
        let updated_at = later(client.updated_at, self.ambient.now());
        let audit = self.record(&Event::client_secret_rotated(client.owner, id), by, updated_at);
        let digest = secret.digest();
        let command = RotateClientSecret { id, owner: client.owner, digest, sealed, updated_at, audit };
        if self.store.rotate_secret(command).await? {
            Ok((Client { authentication, updated_at, ..client }, secret))
        } else {
            Err(RotateSecretError::NotFound)
        }
    }

    /// A sector is judged by the redirect URIs, so it is judged anew when they change.
    async fn subject_type(
        &self,
        before: &Client,
        changes: &Changed,
    ) -> Result<SubjectType, UpdateClientError> {
        if !changes.subject.is_some() && changes.redirect_uris.is_none() {
            return Ok(before.subject_type.clone());
        }
        let uris = changes.redirect_uris.as_ref().unwrap_or(&before.redirect_uris);
        let settled = self.sectors.settle(&changes.subject, &before.subject_type, uris).await;
        settled.map_err(|error| UpdateClientError::Invalid(vec![error]))
    }

    /// How a client of that method proves itself with that secret.
    fn authentication(
        &self,
        method: AuthMethod,
        id: ClientId,
        secret: Option<&ClientSecret>,
    ) -> ClientAuthentication {
        let sealed = |secret| seal_secret(&*self.sealer, id, secret);
        match (method, secret) {
            (AuthMethod::ClientSecretBasic, Some(secret)) => {
                ClientAuthentication::Secret { digest: secret.digest(), transport: SecretTransport::Basic }
            }
            (AuthMethod::ClientSecretPost, Some(secret)) => {
                ClientAuthentication::Secret { digest: secret.digest(), transport: SecretTransport::Post }
            }
            (AuthMethod::ClientSecretJwt, Some(secret)) => {
                ClientAuthentication::SecretJwt { digest: secret.digest(), sealed: sealed(secret) }
            }
            (AuthMethod::PrivateKeyJwt, _) => ClientAuthentication::PrivateKeyJwt,
            (_, _) => ClientAuthentication::Public,
        }
    }

    fn record<'a>(&self, event: &Event, by: impl Into<Author<'a>>, now: Timestamp) -> AuditRecord {
        self.scribe.record(event, by.into(), now)
    }
}

/// Now, but later than what was seen: `updated_at` must tell two versions apart.
pub(super) fn later(seen: Timestamp, now: Timestamp) -> Timestamp {
    now.max(seen + Duration::from_micros(1))
}

fn changed(before: &Client, changes: &Changed, now: Timestamp) -> Client {
    let before = before.clone();
    Client {
        name: changes.name.clone().unwrap_or(before.name),
        redirect_uris: changes.redirect_uris.clone().unwrap_or(before.redirect_uris),
        grant_types: changes.grant_types.clone().unwrap_or(before.grant_types),
        keys: changes.keys.applied_to(before.keys),
        requests: changes.requests.applied_to(before.requests),
        skip_consent: changes.skip_consent.unwrap_or(before.skip_consent),
        id_token_alg: changes.id_token_alg.unwrap_or(before.id_token_alg),
        tokens: changes.tokens.apply_to(before.tokens),
        logout: changes.logout.clone().apply_to(before.logout),
        updated_at: later(before.updated_at, now),
        ..before
    }
}

fn update_command(before: &Client, after: Client, audit: AuditRecord) -> UpdateClient {
    UpdateClient {
        id: after.id,
        owner: after.owner,
        seen_updated_at: before.updated_at,
        name: after.name,
        redirect_uris: after.redirect_uris,
        grant_types: after.grant_types,
        keys: after.keys,
        requests: after.requests,
        skip_consent: after.skip_consent,
        id_token_alg: after.id_token_alg,
        subject_type: after.subject_type,
        tokens: after.tokens,
        logout: after.logout,
        updated_at: after.updated_at,
        audit,
    }
}
