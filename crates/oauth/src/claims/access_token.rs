use super::{KnownAs, TokenAudience};
use crate::{Grant, Issuer, ScopeSet};
use hitkey_kernel::{ClientId, GrantId, Timestamp};
use serde::{Deserialize, Serialize};

/// The claims of an access token (RFC 9068 §2.2), and `gid`, which names the grant behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessTokenClaims {
    /// Who made it.
    pub iss: String,
    /// Whom it stands for: a person, or the client itself.
    pub sub: String,
    /// Whom it is meant for: the client itself, or resources (RFC 8707 §2.2).
    pub aud: TokenAudience,
    /// Who may use it.
    pub client_id: ClientId,
    /// Until when, in seconds since 1970.
    pub exp: i64,
    /// Since when.
    pub iat: i64,
    /// Names this token.
    pub jti: String,
    /// What for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// In which session the person allowed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// When the person had signed in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub auth_time: Option<i64>,
    /// How strongly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    /// By what means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amr: Option<Vec<String>>,
    /// The grant behind it; none when the client stands for itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gid: Option<GrantId>,
}

impl AccessTokenClaims {
    /// Its scopes.
    pub fn scopes(&self) -> ScopeSet {
        ScopeSet::parse(&self.scope)
    }

    /// Whether it is meant for its client, and thereby for HitKey; else it is for resources only.
    pub fn is_for_client(&self) -> bool {
        self.aud.is_client(self.client_id)
    }

    /// Whether it is good at `now`.
    pub fn is_current(&self, now: Timestamp) -> bool {
        now.unix_seconds() < self.exp
    }
}

/// Where and when a token is good.
pub(crate) struct Bounds {
    pub(crate) audience: TokenAudience,
    pub(crate) now: Timestamp,
    pub(crate) expires_at: Timestamp,
}

/// The claims of an access token for `client` itself.
pub(crate) fn client_token_claims(
    issuer: &Issuer,
    client: ClientId,
    scopes: ScopeSet,
    bounds: Bounds,
    jti: String,
) -> AccessTokenClaims {
    AccessTokenClaims {
        iss: issuer.as_str().to_owned(),
        sub: client.to_string(),
        aud: bounds.audience,
        client_id: client,
        exp: bounds.expires_at.unix_seconds(),
        iat: bounds.now.unix_seconds(),
        jti,
        scope: scopes.to_string(),
        sid: None,
        auth_time: None,
        acr: None,
        amr: None,
        gid: None,
    }
}

/// The claims of an access token for `grant`.
pub(crate) fn access_token_claims(
    issuer: &Issuer,
    (grant, known_as): (&Grant, KnownAs),
    scopes: ScopeSet,
    bounds: Bounds,
    jti: String,
) -> AccessTokenClaims {
    AccessTokenClaims {
        sub: known_as.sub,
        sid: known_as.sid,
        auth_time: Some(grant.sign_in.auth_time.unix_seconds()),
        acr: Some(grant.sign_in.acr.clone()),
        amr: Some(grant.sign_in.amr.words().to_vec()),
        gid: Some(grant.id),
        ..client_token_claims(issuer, grant.client, scopes, bounds, jti)
    }
}
