use super::resource_row::{ids, ids_column};
use crate::error::{Error, Result};
use crate::rows::Reader;
use crate::schema::grants;
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{ClientId, GrantId, SessionId, UserId};
use hitkey_oauth::{
    Amr, AuthorizationCodeDigest, CodeChallenge, Grant, GrantState, Nonce, RedirectUri, RequestedClaims,
    ScopeSet, SignIn,
};

/// A row of `grants`, as it is read.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = grants)]
pub(super) struct GrantRow {
    id: Id<GrantId>,
    client_id: Id<ClientId>,
    user_id: Id<UserId>,
    session_id: Option<Id<SessionId>>,
    scopes: String,
    claims: Option<String>,
    resources: Option<String>,
    redirect_uri: String,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_expires_at: At,
    redeemed_at: Option<At>,
    revoked_at: Option<At>,
    auth_time: At,
    amr: String,
    acr: String,
    created_at: At,
    expires_at: At,
    first_session_id: Option<Id<SessionId>>,
}

/// A new row of `grants`.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = grants)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct NewGrantRow {
    id: Id<GrantId>,
    client_id: Id<ClientId>,
    user_id: Id<UserId>,
    session_id: Option<Id<SessionId>>,
    scopes: String,
    claims: Option<String>,
    resources: Option<String>,
    redirect_uri: String,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_digest: Vec<u8>,
    code_expires_at: At,
    redeemed_at: Option<At>,
    revoked_at: Option<At>,
    auth_time: At,
    amr: String,
    acr: String,
    created_at: At,
    expires_at: At,
    first_session_id: Option<Id<SessionId>>,
}

impl NewGrantRow {
    pub(super) fn of(grant: &Grant, code: &AuthorizationCodeDigest) -> Self {
        let (code_expires_at, redeemed_at, revoked_at) = match grant.state {
            GrantState::CodeIssued { expires_at } => (expires_at, None, None),
            GrantState::Redeemed { at } => (at, Some(At(at)), None),
            GrantState::Revoked { at } => (at, None, Some(At(at))),
        };
        Self {
            id: Id(grant.id),
            client_id: Id(grant.client),
            user_id: Id(grant.user),
            session_id: grant.session.map(Id),
            scopes: grant.scopes.to_string(),
            claims: written(&grant.claims),
            resources: ids_column(&grant.resources),
            redirect_uri: grant.redirect_uri.as_str().to_owned(),
            nonce: grant.nonce.as_ref().map(|nonce| nonce.as_str().to_owned()),
            code_challenge: grant.challenge.as_ref().map(|challenge| challenge.as_str().to_owned()),
            code_digest: code.as_bytes().to_vec(),
            code_expires_at: At(code_expires_at),
            redeemed_at,
            revoked_at,
            auth_time: At(grant.sign_in.auth_time),
            amr: grant.sign_in.amr.to_string(),
            acr: grant.sign_in.acr.clone(),
            created_at: At(grant.created_at),
            expires_at: At(grant.expires_at),
            first_session_id: grant.session.map(Id),
        }
    }
}

impl GrantRow {
    fn state(&self) -> GrantState {
        match (self.revoked_at, self.redeemed_at) {
            (Some(At(at)), _) => GrantState::Revoked { at },
            (None, Some(At(at))) => GrantState::Redeemed { at },
            (None, None) => GrantState::CodeIssued { expires_at: self.code_expires_at.0 },
        }
    }
}

impl TryFrom<GrantRow> for Grant {
    type Error = Error;

    fn try_from(row: GrantRow) -> Result<Self> {
        let (id, state) = (row.id.0, row.state());
        let read = Reader::of("grants", &id);
        let challenge = row.code_challenge.as_deref();
        Ok(Self {
            id,
            client: row.client_id.0,
            user: row.user_id.0,
            // The version before this one has not written it.
            session: row.first_session_id.or(row.session_id).map(|session| session.0),
            scopes: ScopeSet::parse(&row.scopes),
            claims: requested(&read, row.claims.as_deref())?,
            resources: ids(&read, row.resources.as_deref())?,
            redirect_uri: read.parsed("redirect_uri", RedirectUri::parse(&row.redirect_uri).ok())?,
            nonce: read.optional("nonce", row.nonce.as_deref(), |text| Nonce::parse(text).ok())?,
            challenge: read.optional("code_challenge", challenge, |text| CodeChallenge::parse(text).ok())?,
            sign_in: SignIn { auth_time: row.auth_time.0, amr: Amr::parse(&row.amr), acr: row.acr },
            state,
            created_at: row.created_at.0,
            expires_at: row.expires_at.0,
        })
    }
}

/// Lists of names always serialize.
fn written(claims: &RequestedClaims) -> Option<String> {
    (!claims.is_empty()).then(|| serde_json::to_string(claims).ok()).flatten()
}

/// What a grant opens beside its scopes.
pub(super) fn requested(read: &Reader<'_>, stored: Option<&str>) -> Result<RequestedClaims> {
    let claims = read.optional("claims", stored, |text| serde_json::from_str(text).ok())?;
    Ok(claims.unwrap_or(RequestedClaims::NONE))
}
