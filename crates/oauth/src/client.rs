use crate::{ClientSecret, ClientSecretDigest, RedirectUri, Scope, ScopeSet, SigningAlg};
use hitkey_kernel::{ClientId, Cursor, ProjectId, Timestamp, UserId, same_bytes};
use std::collections::BTreeSet;

/// An application that people sign in to through HitKey (RFC 6749 §2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// Its `client_id` on the wire.
    pub id: ClientId,
    /// Who manages it.
    pub owner: ClientOwner,
    /// What people read when they are asked to allow it.
    pub name: ClientName,
    /// Where answers may go.
    pub redirect_uris: RedirectUris,
    /// How it proves itself.
    pub authentication: ClientAuthentication,
    /// What it may ask the token endpoint for.
    pub grant_types: BTreeSet<GrantKind>,
    /// Whether its own owner is spared the consent page. Never has an effect for anybody else.
    pub skip_consent: bool,
    /// What its id_tokens are signed by.
    pub id_token_alg: SigningAlg,
    /// When it was registered.
    pub created_at: Timestamp,
    /// When it was last changed. Grows with every change, so that a change can name what it saw.
    pub updated_at: Timestamp,
}

impl Client {
    /// Where it stands in a list.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }

    /// The registered URI that `presented` is, if any.
    pub fn registered(&self, presented: &RedirectUri) -> Option<&RedirectUri> {
        self.redirect_uris.as_slice().iter().find(|registered| registered.matches(presented))
    }

    /// Whether this person need not be asked: first-party use only.
    pub fn skips_consent_for(&self, user: UserId) -> bool {
        self.skip_consent && self.owner == ClientOwner::User(user)
    }

    /// Whether it may use the grant type.
    pub fn may_use(&self, kind: GrantKind) -> bool {
        self.grant_types.contains(&kind)
    }

    /// Of what was asked, what this client can be given: membership only to a project's client, access
    /// while the person is away only to one that refreshes.
    pub fn grantable(&self, asked: ScopeSet) -> ScopeSet {
        let mut scopes = asked;
        if !matches!(self.owner, ClientOwner::Project(_)) {
            scopes = scopes.without(Scope::ProjectRead);
        }
        if !self.may_use(GrantKind::RefreshToken) {
            scopes = scopes.without(Scope::OfflineAccess);
        }
        scopes
    }
}

/// Who manages a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClientOwner {
    /// A person.
    User(UserId),
    /// A project: its owner and admins.
    Project(ProjectId),
}

impl ClientOwner {
    /// The person, if it belongs to one.
    pub fn user(self) -> Option<UserId> {
        match self {
            Self::User(user) => Some(user),
            Self::Project(_) => None,
        }
    }

    /// The project, if it belongs to one.
    pub fn project(self) -> Option<ProjectId> {
        match self {
            Self::User(_) => None,
            Self::Project(project) => Some(project),
        }
    }
}

impl From<UserId> for ClientOwner {
    fn from(user: UserId) -> Self {
        Self::User(user)
    }
}

impl From<ProjectId> for ClientOwner {
    fn from(project: ProjectId) -> Self {
        Self::Project(project)
    }
}

/// How a client proves itself at the token endpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// A confidential client: it can keep a secret. It may send it either way, whatever it registered.
    Secret {
        /// The stored form of its secret.
        digest: ClientSecretDigest,
        /// The way it registered (RFC 7591 §2).
        transport: SecretTransport,
    },
    /// A public client, such as an app on a phone. PKCE takes the place of the secret.
    Public,
}

impl ClientAuthentication {
    /// Puts together what a store keeps in two columns; `None` when they contradict each other.
    pub fn assemble(method: AuthMethod, digest: Option<ClientSecretDigest>) -> Option<Self> {
        match (method, digest) {
            (AuthMethod::ClientSecretBasic, Some(digest)) => {
                Some(Self::Secret { digest, transport: SecretTransport::Basic })
            }
            (AuthMethod::ClientSecretPost, Some(digest)) => {
                Some(Self::Secret { digest, transport: SecretTransport::Post })
            }
            (AuthMethod::None, None) => Some(Self::Public),
            _ => None,
        }
    }

    /// Its `token_endpoint_auth_method`.
    pub fn method(&self) -> AuthMethod {
        match self {
            Self::Secret { transport: SecretTransport::Basic, .. } => AuthMethod::ClientSecretBasic,
            Self::Secret { transport: SecretTransport::Post, .. } => AuthMethod::ClientSecretPost,
            Self::Public => AuthMethod::None,
        }
    }

    /// The stored form of its secret, if it has one.
    pub fn secret_digest(&self) -> Option<&ClientSecretDigest> {
        match self {
            Self::Secret { digest, .. } => Some(digest),
            Self::Public => None,
        }
    }

    /// Whether it is a public client.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::Public)
    }

    /// Whether what was presented proves the client: its secret, or none from a public client.
    pub fn accepts(&self, presented: Option<&ClientSecret>) -> bool {
        match (self, presented) {
            (Self::Secret { digest, .. }, Some(secret)) => {
                same_bytes(digest.as_bytes(), secret.digest().as_bytes())
            }
            (Self::Public, None) => true,
            _ => false,
        }
    }
}

/// The way a client prefers to send its secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretTransport {
    /// In the `Authorization` header.
    Basic,
    /// In the body.
    Post,
}

/// A `token_endpoint_auth_method` (RFC 7591 §2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthMethod {
    /// `client_secret_basic`.
    ClientSecretBasic,
    /// `client_secret_post`.
    ClientSecretPost,
    /// `none`.
    None,
}

impl AuthMethod {
    /// All of them, the default first.
    pub const ALL: [Self; 3] = [Self::ClientSecretBasic, Self::ClientSecretPost, Self::None];

    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::None => "none",
        }
    }

    /// The method of that spelling.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }
}

/// A `grant_type` (RFC 6749 §1.3) that a client can be registered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrantKind {
    /// `authorization_code`.
    AuthorizationCode,
    /// `refresh_token`.
    RefreshToken,
}

impl GrantKind {
    /// All of them. What a client gets that names none.
    pub const ALL: [Self; 2] = [Self::AuthorizationCode, Self::RefreshToken];

    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
        }
    }

    /// The grant type of that spelling.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The name of a client: 1 to 100 characters, trimmed, without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientName(String);

/// The text can't name a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClientNameError {
    /// Nothing but space.
    #[error("is required")]
    Empty,
    /// More than 100 characters, before trimming.
    #[error("must have at most 100 characters")]
    TooLong,
    /// A line break or the like.
    #[error("must not contain control characters")]
    Control,
}

impl ClientName {
    /// Trims and checks `text`.
    ///
    /// # Errors
    /// [`ClientNameError`] says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ClientNameError> {
        if text.chars().count() > 100 {
            return Err(ClientNameError::TooLong);
        }
        if text.chars().any(char::is_control) {
            return Err(ClientNameError::Control);
        }
        let text = text.trim();
        if text.is_empty() { Err(ClientNameError::Empty) } else { Ok(Self(text.to_owned())) }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ClientName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The redirect URIs of a client: at least 1, at most 20, the first being the main one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUris(Vec<RedirectUri>);

/// A client must have 1 to 20 redirect URIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have 1 to 20 entries")]
pub struct RedirectUrisError;

impl RedirectUris {
    /// The most that a client may have.
    pub const MOST: usize = 20;

    /// Takes the URIs in order.
    ///
    /// # Errors
    /// [`RedirectUrisError`] when there is none or more than 20.
    pub fn new(uris: Vec<RedirectUri>) -> Result<Self, RedirectUrisError> {
        if (1..=Self::MOST).contains(&uris.len()) { Ok(Self(uris)) } else { Err(RedirectUrisError) }
    }

    /// The main one.
    pub fn first(&self) -> &RedirectUri {
        &self.0[0]
    }

    /// All of them.
    pub fn as_slice(&self) -> &[RedirectUri] {
        &self.0
    }
}
