use crate::claims::{AccessTokenClaims, KnownAs};
use crate::ports::PresentedRefresh;
use crate::{Issuer, Scope, ScopeSet, SubjectProfile, TokenAudience};
use hitkey_kernel::ClientId;
use serde::Serialize;

/// What is told of a token (RFC 7662 §2.2). Of one that is no good, or none of the asker's business, only that.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Introspected {
    /// Whether it is good now, and concerns whoever asks.
    pub active: bool,
    /// What is told of a good one.
    #[serde(flatten)]
    pub token: Option<ActiveToken>,
}

/// What is told of a good token. The names are those of RFC 7662 §2.2 and RFC 9068 §2.2.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActiveToken {
    /// What for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scope: String,
    /// Whose.
    pub client_id: ClientId,
    /// What the person is called here, if `profile` was allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// `Bearer`; nothing for a refresh token.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<&'static str>,
    /// Until when, in seconds since 1970.
    pub exp: i64,
    /// Since when, if it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iat: Option<i64>,
    /// Whom it stands for.
    pub sub: String,
    /// Whom it is meant for.
    pub aud: TokenAudience,
    /// Who made it.
    pub iss: String,
    /// Names it, if it has a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jti: Option<String>,
    /// In which session the person allowed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// When the person had signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auth_time: Option<i64>,
    /// How strongly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acr: Option<String>,
    /// By what means.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amr: Option<Vec<String>>,
}

impl From<ActiveToken> for Introspected {
    fn from(token: ActiveToken) -> Self {
        Self { active: true, token: Some(token) }
    }
}

impl Introspected {
    pub(super) fn access_token(claims: &AccessTokenClaims, scopes: ScopeSet) -> Self {
        ActiveToken {
            scope: scopes.to_string(),
            client_id: claims.client_id,
            username: None,
            token_type: Some("Bearer"),
            exp: claims.exp,
            iat: Some(claims.iat),
            sub: claims.sub.clone(),
            aud: claims.aud.clone(),
            iss: claims.iss.clone(),
            jti: Some(claims.jti.clone()),
            sid: claims.sid.clone(),
            auth_time: claims.auth_time,
            acr: claims.acr.clone(),
            amr: claims.amr.clone(),
        }
        .into()
    }

    /// A refresh token is meant for its client and for this server, and has no name.
    pub(super) fn refresh_token(issuer: &Issuer, found: &PresentedRefresh, known_as: KnownAs) -> Self {
        let grant = &found.grant;
        ActiveToken {
            scope: grant.scopes.to_string(),
            client_id: grant.client,
            username: None,
            token_type: None,
            exp: found.expires_at.unix_seconds(),
            iat: None,
            sub: known_as.sub,
            aud: TokenAudience::of_client(grant.client),
            iss: issuer.as_str().to_owned(),
            jti: None,
            sid: known_as.sid,
            auth_time: Some(grant.sign_in.auth_time.unix_seconds()),
            acr: Some(grant.sign_in.acr.clone()),
            amr: Some(grant.sign_in.amr.words().to_vec()),
        }
        .into()
    }

    /// The same, told with the person's name, if that was allowed.
    pub(super) fn of_person(mut self, profile: SubjectProfile) -> Self {
        if let Some(token) = self.token.as_mut()
            && ScopeSet::parse(&token.scope).contains(Scope::Profile)
        {
            token.username = profile.username;
        }
        self
    }
}
