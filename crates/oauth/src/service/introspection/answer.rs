use crate::claims::{AccessTokenClaims, KnownAs};
use crate::ports::{ApiClientWorth, PresentedRefresh};
use crate::{Issuer, Scope, ScopeSet, SubjectProfile, TokenAudience};
use hitkey_kernel::{ApiClientId, ClientId, ProjectId, Timestamp};
use serde::Serialize;

/// What is told of a token (RFC 7662 §2.2). Of one that is no good, or none of the asker's business, only that.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Introspected {
    /// Whether it is good now, and concerns whoever asks.
    pub active: bool,
    /// What is told of a good one.
    #[serde(flatten)]
    pub token: Option<ActiveToken>,
    /// What is told of the good token of an API client.
    #[serde(flatten)]
    pub api_client: Option<ActiveApiClient>,
}

/// What is told of the good token of an API client: what it may in the project of whoever asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActiveApiClient {
    /// Which.
    pub client_id: ApiClientId,
    /// `Bearer`.
    pub token_type: &'static str,
    /// Until when, in seconds since 1970, if it ends by itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exp: Option<i64>,
    /// The person for whom it acts, or itself when it is a team's.
    pub sub: String,
    /// Who made it.
    pub iss: String,
    /// In which project: that of whoever asks.
    pub project: ProjectId,
    /// As what it acts there.
    pub role: &'static str,
    /// The keys of the permissions that it has there.
    pub permissions: Vec<String>,
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
        Self { active: true, token: Some(token), api_client: None }
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

    /// `sub` is how whoever asks knows the person.
    pub(super) fn api_client(issuer: &Issuer, worth: ApiClientWorth, sub: Option<String>) -> Self {
        let told = ActiveApiClient {
            client_id: worth.client,
            token_type: "Bearer",
            exp: worth.expires_at.map(Timestamp::unix_seconds),
            sub: sub.unwrap_or_else(|| worth.client.to_string()),
            iss: issuer.as_str().to_owned(),
            project: worth.project,
            role: worth.role,
            permissions: worth.permissions,
        };
        Self { active: true, token: None, api_client: Some(told) }
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
