mod error;
mod registration;

pub use error::{
    CreateClientError, DeleteClientError, FieldError, FindClientError, RotateSecretError, UpdateClientError,
};
pub use registration::{ClientChanges, ClientRegistration};

use crate::ports::{ClientStore, RotateClientSecret, UpdateClient};
use crate::{Client, ClientOwner, ClientSecret};
use hitkey_kernel::{Ambient, ClientId, Page, PageRequest, StoreError, Timestamp};
use registration::Changed;
use std::sync::Arc;
use std::time::Duration;

/// Lets a person, or whoever manages a project, register and manage clients of their own (field names and
/// rules as in RFC 7591). Whether somebody manages a project is for the caller to know.
pub struct Clients {
    store: Arc<dyn ClientStore>,
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
    pub fn new(store: Arc<dyn ClientStore>, ambient: Ambient) -> Self {
        Self { store, ambient }
    }

    /// Registers a client for `owner`.
    ///
    /// # Errors
    /// [`CreateClientError::Invalid`] with every failing field.
    pub async fn create(
        &self,
        owner: impl Into<ClientOwner>,
        registration: ClientRegistration,
    ) -> Result<CreatedClient, CreateClientError> {
        let checked = registration.check()?;
        let (now, random) = (self.ambient.now(), self.ambient.random());
        let secret = checked.needs_secret().then(|| ClientSecret::generate(random));
        let id = ClientId::generate(now, random);
        let client = checked.into_client(id, owner.into(), secret.as_ref(), now);
        self.store.create(client.clone()).await?;
        Ok(CreatedClient { client, secret })
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

    /// Changes a client. What `changes` leaves out stays. Returns the client as it is now.
    ///
    /// # Errors
    /// [`UpdateClientError`].
    pub async fn update(
        &self,
        owner: impl Into<ClientOwner>,
        id: ClientId,
        changes: &ClientChanges,
    ) -> Result<Client, UpdateClientError> {
        let (owner, changes) = (owner.into(), changes.check()?);
        for _ in 0..TRIES {
            let client = self.find(owner, id).await?;
            let command = update_command(&client, &changes, self.ambient.now());
            if self.store.update(command.clone()).await? {
                return Ok(apply(client, command));
            }
        }
        Err(UpdateClientError::Contended)
    }

    /// Removes a client with everything that people allowed it.
    ///
    /// # Errors
    /// [`DeleteClientError::NotFound`] also when it is somebody else's.
    pub async fn delete(&self, owner: impl Into<ClientOwner>, id: ClientId) -> Result<(), DeleteClientError> {
        if self.store.delete(id, owner.into()).await? { Ok(()) } else { Err(DeleteClientError::NotFound) }
    }

    /// Gives a confidential client a new secret. The old one is dead at once.
    ///
    /// # Errors
    /// [`RotateSecretError`].
    pub async fn rotate_secret(
        &self,
        owner: impl Into<ClientOwner>,
        id: ClientId,
    ) -> Result<(Client, ClientSecret), RotateSecretError> {
        let client = self.find(owner, id).await?;
        if client.authentication.is_public() {
            return Err(RotateSecretError::PublicClient);
        }
        let secret = ClientSecret::generate(self.ambient.random());
        let updated_at = later(client.updated_at, self.ambient.now());
        let command = RotateClientSecret { id, owner: client.owner, digest: secret.digest(), updated_at };
        if self.store.rotate_secret(command).await? {
            Ok((Client { updated_at, ..client }, secret))
        } else {
            Err(RotateSecretError::NotFound)
        }
    }
}

/// Now, but later than what was seen: `updated_at` must tell two versions apart.
fn later(seen: Timestamp, now: Timestamp) -> Timestamp {
    now.max(seen + Duration::from_micros(1))
}

fn update_command(client: &Client, changes: &Changed, now: Timestamp) -> UpdateClient {
    UpdateClient {
        id: client.id,
        owner: client.owner,
        seen_updated_at: client.updated_at,
        name: changes.name.clone().unwrap_or_else(|| client.name.clone()),
        redirect_uris: changes.redirect_uris.clone().unwrap_or_else(|| client.redirect_uris.clone()),
        grant_types: changes.grant_types.clone().unwrap_or_else(|| client.grant_types.clone()),
        skip_consent: changes.skip_consent.unwrap_or(client.skip_consent),
        id_token_alg: changes.id_token_alg.unwrap_or(client.id_token_alg),
        updated_at: later(client.updated_at, now),
    }
}

fn apply(client: Client, command: UpdateClient) -> Client {
    Client {
        name: command.name,
        redirect_uris: command.redirect_uris,
        grant_types: command.grant_types,
        skip_consent: command.skip_consent,
        id_token_alg: command.id_token_alg,
        updated_at: command.updated_at,
        ..client
    }
}
