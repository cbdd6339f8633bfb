use crate::claims::{
    AccessTokenClaims, Bounds, IdTokenFacts, KnownAs, PersonClaims, access_token_claims, client_token_claims,
    id_token_claims,
};
use crate::jws::JwtType;
use crate::ports::Subjects;
use crate::service::{Keyring, KeyringError, SubjectNames};
use crate::{Aim, Client, Grant, Issuer, Lifetimes, Scope, ScopeSet, SigningAlg};
use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::{Ambient, SecretText, StoreError, Timestamp, random_array};
use std::sync::Arc;
use std::time::Duration;

/// A token could not be signed. The source is for the log only.
#[derive(Debug, thiserror::Error)]
#[error("a token could not be signed")]
pub struct MintError(#[from] KeyringError);

/// Makes access tokens (RFC 9068, ES256) and id_tokens (the client's algorithm). Pure CPU work: it
/// touches no store and happens before the commit.
pub struct Minter {
    keyring: Arc<Keyring>,
    issuer: Issuer,
    subjects: Arc<dyn Subjects>,
    pub(super) names: SubjectNames,
    pub(super) lifetimes: Lifetimes,
    pub(super) ambient: Ambient,
}

/// What is to be minted.
pub(super) struct Order<'a> {
    pub(super) client: &'a Client,
    pub(super) grant: &'a Grant,
    /// What of the grant's scopes.
    pub(super) scopes: ScopeSet,
    /// Where the access token goes.
    pub(super) aim: Aim,
    /// Whether this answers an authorization request, whose nonce is to be repeated.
    pub(super) is_first: bool,
    /// What the id_token tells of the person.
    pub(super) person: PersonClaims,
    /// No token outlives this.
    pub(super) not_after: Timestamp,
    pub(super) now: Timestamp,
}

/// Tokens that no store knows of.
pub(super) struct Minted {
    pub(super) access_token: SecretText,
    /// What the access token carries.
    pub(super) scopes: ScopeSet,
    pub(super) expires_in: Duration,
    pub(super) id_token: Option<SecretText>,
}

impl Minter {
    /// Puts the minter together.
    pub fn new(
        keyring: Arc<Keyring>,
        issuer: Issuer,
        (subjects, names): (Arc<dyn Subjects>, SubjectNames),
        lifetimes: Lifetimes,
        ambient: Ambient,
    ) -> Self {
        Self { keyring, issuer, subjects, names, lifetimes, ambient }
    }

    /// What the id_token tells of the person. One read, and none unless the client asked for claims there.
    pub(super) async fn introduce(
        &self,
        client: &Client,
        grant: &Grant,
        scopes: ScopeSet,
    ) -> Result<PersonClaims, StoreError> {
        let asked = grant.claims.id_token;
        let wanted = asked.within(client.tokens.allowed(asked.scopes()));
        if wanted.is_empty() || !scopes.contains(Scope::OpenId) {
            return Ok(PersonClaims::default());
        }
        let profile = self.subjects.profile(grant.user).await?;
        Ok(profile.map(|profile| PersonClaims::of(profile, None, wanted)).unwrap_or_default())
    }

    /// How long things live for this client.
    pub(super) fn lifetimes_of(&self, client: &Client) -> Lifetimes {
        client.tokens.over(&self.lifetimes)
    }

    pub(super) fn mint(&self, order: &Order<'_>) -> Result<Minted, MintError> {
        let lifetimes = self.lifetimes_of(order.client);
        let expires_at = (order.now + lifetimes.token).min(order.not_after);
        let access_token = self.access_token(order, expires_at)?;
        let id_token = match order.scopes.contains(Scope::OpenId) {
            true => {
                let expires_at = (order.now + lifetimes.id_token).min(order.not_after);
                Some(self.id_token(order, &access_token, expires_at)?)
            }
            false => None,
        };
        Ok(Minted {
            access_token: SecretText::new(access_token),
            scopes: order.aim.accepted(order.scopes),
            expires_in: expires_at.since(order.now),
            id_token: id_token.map(SecretText::new),
        })
    }

    /// An access token with which the client stands for itself.
    pub(super) fn mint_for_itself(&self, client: &Client, aim: &Aim) -> Result<Minted, MintError> {
        let now = self.ambient.now();
        let (expires_at, scopes) = (now + self.lifetimes_of(client).token, ScopeSet::EMPTY);
        let bounds = Bounds { audience: aim.audience(client), now, expires_at };
        let claims = client_token_claims(&self.issuer, client.id, scopes, bounds, self.jti());
        Ok(Minted {
            access_token: SecretText::new(self.sign_access_token(&claims)?),
            scopes,
            expires_in: expires_at.since(now),
            id_token: None,
        })
    }

    fn access_token(&self, order: &Order<'_>, expires_at: Timestamp) -> Result<String, MintError> {
        let bounds = Bounds { audience: order.aim.audience(order.client), now: order.now, expires_at };
        let of = (order.grant, self.known_as(order));
        let scopes = order.aim.accepted(order.scopes);
        let claims = access_token_claims(&self.issuer, of, scopes, bounds, self.jti());
        self.sign_access_token(&claims)
    }

    fn known_as(&self, order: &Order<'_>) -> KnownAs {
        self.names.known_as(&order.client.subject_type, order.grant.user, order.grant.session)
    }

    fn sign_access_token(&self, claims: &AccessTokenClaims) -> Result<String, MintError> {
        Ok(self.keyring.sign(SigningAlg::Es256, JwtType::AccessToken, claims)?)
    }

    fn jti(&self) -> String {
        BASE64URL_NOPAD.encode(&random_array::<16>(self.ambient.random()))
    }

    fn id_token(
        &self,
        order: &Order<'_>,
        access_token: &str,
        expires_at: Timestamp,
    ) -> Result<String, MintError> {
        let facts = IdTokenFacts {
            access_token,
            now: order.now,
            expires_at,
            with_nonce: order.is_first,
            known_as: self.known_as(order),
            person: order.person.clone(),
        };
        let claims = id_token_claims(&self.issuer, order.grant, facts);
        Ok(self.keyring.sign(order.client.id_token_alg, JwtType::IdToken, &claims)?)
    }
}
