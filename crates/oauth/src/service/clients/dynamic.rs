use super::{Clients, FieldError, TRIES, later, update_command};
use crate::ports::{CreateClient, DeleteClient, RegisterClient, RegistrationStore};
use crate::service::ClientRegistration;
use crate::{
    Client, ClientField, ClientOwner, ClientSecret, Event, InitialAccessToken, InitialAccessTokenDigest,
    RegistrationPolicy, RegistrationToken, SubjectType,
};
use hitkey_kernel::{AuditRecord, Author, ClientId, Origin, StoreError, Timestamp};
use std::sync::Arc;

/// Lets clients register themselves (RFC 7591) and be managed by whoever holds their registration token (RFC 7592).
pub struct DynamicClients {
    clients: Arc<Clients>,
    store: Arc<dyn RegistrationStore>,
    policy: RegistrationPolicy,
}

/// A client that just registered itself.
#[derive(Debug, Clone)]
pub struct SelfRegistered {
    /// The client.
    pub client: Client,
    /// Its secret, shown this once. A client that has none of it signs, or is public.
    pub secret: Option<ClientSecret>,
    /// What it is managed by, as long as it lives.
    pub token: RegistrationToken,
}

/// What a client is to be from now on. What is left out is as if it were registered anew (RFC 7592 §2.2).
#[derive(Debug, Clone, Default)]
pub struct ClientReplacement {
    /// `client_id`, which must be its own.
    pub client_id: Option<String>,
    /// `client_secret`, which must be its own where it is told.
    pub client_secret: Option<ClientSecret>,
    /// The rest.
    pub registration: ClientRegistration,
}

/// Why a client was not registered, or not managed.
#[derive(Debug, thiserror::Error)]
pub enum DynamicClientError {
    /// What it showed lets it do nothing. Nobody learns whether there is such a client.
    #[error("the token is not good")]
    Unauthorized,
    /// Every field that broke a rule.
    #[error("the metadata are not valid")]
    Invalid(Vec<FieldError>),
    /// It is being changed again and again; trying once more may help.
    #[error("the client is being changed by others")]
    Contended,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Vec<FieldError>> for DynamicClientError {
    fn from(errors: Vec<FieldError>) -> Self {
        Self::Invalid(errors)
    }
}

impl DynamicClients {
    /// Puts the use case together.
    pub fn new(clients: Arc<Clients>, store: Arc<dyn RegistrationStore>, policy: RegistrationPolicy) -> Self {
        Self { clients, store, policy }
    }

    /// Registers a client that belongs to nobody. `initial` is the initial access token that was shown.
    ///
    /// # Errors
    /// [`DynamicClientError`]: `Unauthorized` when the policy wants a token and this one has no use left.
    pub async fn register(
        &self,
        initial: Option<&str>,
        origin: &Origin,
        registration: &ClientRegistration,
    ) -> Result<SelfRegistered, DynamicClientError> {
        let initial = self.initial(initial)?;
        let (client, secret) = self.clients.draft(ClientOwner::Nobody, &named(registration)).await?;
        let client = self.policy.admitted(client)?;
        let token = RegistrationToken::generate(self.clients.ambient.random());
        let now = client.created_at;
        let audit = self.record(&Event::client_created(client.owner, client.id), origin, now);
        let command = RegisterClient {
            creation: CreateClient { client: client.clone(), audit },
            token: token.digest(),
            unused_until: now + RegistrationPolicy::UNUSED_FOR,
            initial,
        };
        if self.store.register(command).await? {
            Ok(SelfRegistered { client, secret, token })
        } else {
            Err(DynamicClientError::Unauthorized)
        }
    }

    /// The client that this token manages.
    ///
    /// # Errors
    /// [`DynamicClientError::Unauthorized`] when it is another one's, or there is no such client.
    pub async fn find(&self, id: ClientId, token: &str) -> Result<Client, DynamicClientError> {
        let token = RegistrationToken::parse(token).digest();
        self.store.registered(id, &token).await?.ok_or(DynamicClientError::Unauthorized)
    }

    /// Makes the client what the replacement says; its id, its secret and how it proves itself stay.
    ///
    /// # Errors
    /// [`DynamicClientError`].
    pub async fn replace(
        &self,
        id: ClientId,
        token: &str,
        origin: &Origin,
        replacement: &ClientReplacement,
    ) -> Result<Client, DynamicClientError> {
        for _ in 0..TRIES {
            let before = self.find(id, token).await?;
            let after = self.replaced(&before, replacement).await?;
            let fields = ClientField::differences(&before, &after);
            if fields.is_empty() {
                return Ok(before);
            }
            let audit =
                self.record(&Event::client_changed(after.owner, id, fields), origin, after.updated_at);
            if self.clients.store.update(update_command(&before, after.clone(), audit)).await? {
                return Ok(after);
            }
        }
        Err(DynamicClientError::Contended)
    }

    /// Removes the client with everything that people allowed it.
    ///
    /// # Errors
    /// [`DynamicClientError`].
    pub async fn delete(&self, id: ClientId, token: &str, origin: &Origin) -> Result<(), DynamicClientError> {
        let owner = self.find(id, token).await?.owner;
        let audit = self.record(&Event::client_deleted(owner, id), origin, self.clients.ambient.now());
        let deleted = self.clients.store.delete(DeleteClient { id, owner, audit }).await?;
        if deleted { Ok(()) } else { Err(DynamicClientError::Unauthorized) }
    }

    /// What is to be spent, if anything is.
    fn initial(&self, shown: Option<&str>) -> Result<Option<InitialAccessTokenDigest>, DynamicClientError> {
        if !self.policy.needs_token {
            return Ok(None);
        }
        let shown = shown.ok_or(DynamicClientError::Unauthorized)?;
        Ok(Some(InitialAccessToken::parse(shown).digest()))
    }

    async fn replaced(
        &self,
        before: &Client,
        replacement: &ClientReplacement,
    ) -> Result<Client, DynamicClientError> {
        let wrong = foreign_fields(before, replacement);
        if !wrong.is_empty() {
            return Err(wrong.into());
        }
        let checked = named(&replacement.registration).check()?;
        if checked.method != before.authentication.method() {
            let message = "can't be changed: register another client";
            return Err(vec![field("token_endpoint_auth_method", "immutable", message)].into());
        }
        let (sectors, public) = (&self.clients.sectors, SubjectType::Public);
        let settled = sectors.settle(&checked.subject, &public, &checked.redirect_uris).await;
        let subject_type = settled.map_err(|error| vec![error])?;
        let authentication = before.authentication.clone();
        let after = checked.into_client(before.id, before.owner, authentication, before.created_at);
        let after = self.policy.admitted(Client { subject_type, ..after })?;
        Ok(Client { updated_at: later(before.updated_at, self.clients.ambient.now()), ..after })
    }

    fn record(&self, event: &Event, origin: &Origin, now: Timestamp) -> AuditRecord {
        self.clients.scribe.record(event, Author::stranger(origin), now)
    }
}

/// What names another client (RFC 7592 §2.2).
fn foreign_fields(before: &Client, replacement: &ClientReplacement) -> Vec<FieldError> {
    let mut wrong = Vec::new();
    if replacement.client_id.as_deref() != Some(&*before.id.to_string()) {
        wrong.push(field("client_id", "same", "must be that of the client"));
    }
    let secret = replacement.client_secret.as_ref().map(ClientSecret::digest);
    if secret.is_some_and(|shown| before.authentication.secret_digest() != Some(&shown)) {
        wrong.push(field("client_secret", "same", "must be that of the client"));
    }
    wrong
}

fn field(field: &'static str, rule: &'static str, message: &str) -> FieldError {
    FieldError { field, rule, message: message.to_owned() }
}

/// A name is no must (RFC 7591 §2): people read then where the client sends them.
fn named(registration: &ClientRegistration) -> ClientRegistration {
    let mut registration = registration.clone();
    if registration.name.trim().is_empty() {
        let host = registration.redirect_uris.first().and_then(|uri| url::Url::parse(uri).ok());
        let host = host.and_then(|uri| uri.host_str().map(|host| host.chars().take(100).collect()));
        registration.name = host.unwrap_or_else(|| "An app without a name".to_owned());
    }
    registration
}
