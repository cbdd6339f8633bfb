use crate::{ClientSecret, ClientSecretDigest};
use hitkey_kernel::{Sealed, same_bytes};

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
    /// A client that never sends its secret, but signs with it (OpenID Connect Core §9).
    SecretJwt {
        /// The stored form of its secret.
        digest: ClientSecretDigest,
        /// The secret itself, sealed: without it no MAC can be checked.
        sealed: Sealed,
    },
    /// A client that signs with a private key; the public one is in [`ClientKeys`](crate::ClientKeys).
    PrivateKeyJwt,
    /// A public client, such as an app on a phone. PKCE takes the place of the secret.
    Public,
}

impl ClientAuthentication {
    /// Puts together what a store keeps in three columns; `None` when they contradict each other.
    pub fn assemble(
        method: AuthMethod,
        digest: Option<ClientSecretDigest>,
        sealed: Option<Sealed>,
    ) -> Option<Self> {
        match (method, digest, sealed) {
            (AuthMethod::ClientSecretBasic, Some(digest), None) => {
                Some(Self::Secret { digest, transport: SecretTransport::Basic })
            }
            (AuthMethod::ClientSecretPost, Some(digest), None) => {
                Some(Self::Secret { digest, transport: SecretTransport::Post })
            }
            (AuthMethod::ClientSecretJwt, Some(digest), Some(sealed)) => {
                Some(Self::SecretJwt { digest, sealed })
            }
            (AuthMethod::PrivateKeyJwt, None, None) => Some(Self::PrivateKeyJwt),
            (AuthMethod::None, None, None) => Some(Self::Public),
            _ => None,
        }
    }

    /// Its `token_endpoint_auth_method`.
    pub fn method(&self) -> AuthMethod {
        match self {
            Self::Secret { transport: SecretTransport::Basic, .. } => AuthMethod::ClientSecretBasic,
            Self::Secret { transport: SecretTransport::Post, .. } => AuthMethod::ClientSecretPost,
            Self::SecretJwt { .. } => AuthMethod::ClientSecretJwt,
            Self::PrivateKeyJwt => AuthMethod::PrivateKeyJwt,
            Self::Public => AuthMethod::None,
        }
    }

    /// The stored form of its secret, if it has one.
    pub fn secret_digest(&self) -> Option<&ClientSecretDigest> {
        match self {
            Self::Secret { digest, .. } | Self::SecretJwt { digest, .. } => Some(digest),
            Self::PrivateKeyJwt | Self::Public => None,
        }
    }

    /// Its secret under seal, if it signs with it.
    pub fn sealed_secret(&self) -> Option<&Sealed> {
        match self {
            Self::SecretJwt { sealed, .. } => Some(sealed),
            Self::Secret { .. } | Self::PrivateKeyJwt | Self::Public => None,
        }
    }

    /// Whether it is a public client.
    pub fn is_public(&self) -> bool {
        matches!(self, Self::Public)
    }

    /// Whether it proves itself by a JWT that it signs, and by nothing else.
    pub fn is_by_assertion(&self) -> bool {
        matches!(self, Self::SecretJwt { .. } | Self::PrivateKeyJwt)
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

/// A `token_endpoint_auth_method` (RFC 7591 §2, OpenID Connect Core §9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthMethod {
    /// `client_secret_basic`.
    ClientSecretBasic,
    /// `client_secret_post`.
    ClientSecretPost,
    /// `client_secret_jwt`.
    ClientSecretJwt,
    /// `private_key_jwt`.
    PrivateKeyJwt,
    /// `none`.
    None,
}

impl AuthMethod {
    /// All of them, the default first.
    pub const ALL: [Self; 5] = [
        Self::ClientSecretBasic,
        Self::ClientSecretPost,
        Self::ClientSecretJwt,
        Self::PrivateKeyJwt,
        Self::None,
    ];

    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::ClientSecretJwt => "client_secret_jwt",
            Self::PrivateKeyJwt => "private_key_jwt",
            Self::None => "none",
        }
    }

    /// The method of that spelling.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.as_str() == name)
    }

    /// Whether HitKey draws a secret for a client of it.
    pub(crate) const fn has_secret(self) -> bool {
        !matches!(self, Self::PrivateKeyJwt | Self::None)
    }
}
