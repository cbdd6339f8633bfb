use crate::{ClientSecret, ClientSecretDigest};
use hitkey_kernel::same_bytes;

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
