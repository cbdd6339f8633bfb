mod alg;
mod application_type;
mod authentication;
mod grant_kind;
mod jwk_set;
mod keys;
mod logout;
mod name;
mod owner;
mod redirect_uris;
mod requests;
mod subject_type;
mod tokens;

pub use alg::ClientAlg;
pub use application_type::ApplicationType;
pub use authentication::{AuthMethod, ClientAuthentication, SecretTransport};
pub use grant_kind::GrantKind;
pub use jwk_set::{JwkSet, JwkSetError};
pub use keys::{ClientKeys, KeySource};
pub use logout::{LogoutChannel, LogoutSettings, PostLogoutRedirectUris, TooManyUris};
pub use name::{ClientName, ClientNameError};
pub use owner::ClientOwner;
pub use redirect_uris::{RedirectUris, RedirectUrisError};
pub use requests::RequestSettings;
pub use subject_type::{Sector, SubjectType};
pub use tokens::{TokenLifetimes, TokenSettings};

use crate::{RedirectUri, Scope, ScopeSet, SigningAlg};
use hitkey_kernel::{ClientId, Cursor, Timestamp, UserId};
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
    /// What it signs with.
    pub keys: ClientKeys,
    /// How its authorization requests have to come.
    pub requests: RequestSettings,
    /// What it may ask the token endpoint for.
    pub grant_types: BTreeSet<GrantKind>,
    /// Whether its own owner is spared the consent page. Never has an effect for anybody else.
    pub skip_consent: bool,
    /// What its id_tokens are signed by.
    pub id_token_alg: SigningAlg,
    /// By what names it knows people.
    pub subject_type: SubjectType,
    /// What its tokens are like.
    pub tokens: TokenSettings,
    /// What happens there when somebody signs out.
    pub logout: LogoutSettings,
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

    /// Whether each use of a refresh token gives a new one: what has no secret to protect it must not live long.
    pub fn rotates_refresh(&self) -> bool {
        self.tokens.rotates_refresh || self.authentication.is_public()
    }

    /// Of what was asked, what this client can be given: membership only to a project's client, access
    /// while the person is away only to one that refreshes.
    pub fn grantable(&self, asked: ScopeSet) -> ScopeSet {
        let mut scopes = self.tokens.allowed(asked);
        if !matches!(self.owner, ClientOwner::Project(_)) {
            scopes = scopes.without(Scope::ProjectRead);
        }
        if !self.may_use(GrantKind::RefreshToken) {
            scopes = scopes.without(Scope::OfflineAccess);
        }
        scopes
    }
}
