use super::client_logout::{logout_column, logout_settings};
use super::token_settings::{token_settings, tokens_column};
use crate::error::{Error, Result};
use crate::rows::Reader;
use crate::schema::clients;
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{ClientId, ProjectId, Sealed, UserId};
use hitkey_oauth::{
    AuthMethod, Client, ClientAuthentication, ClientKeys, ClientName, ClientOwner, ClientSecretDigest,
    GrantKind, RedirectUri, RedirectUris, RequestSettings, SigningAlg, SubjectType,
};
use std::collections::BTreeSet;

/// A row of `clients`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = clients)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct ClientRow {
    id: Id<ClientId>,
    owner_user_id: Option<Id<UserId>>,
    owner_project_id: Option<Id<ProjectId>>,
    name: String,
    redirect_uris: String,
    secret_digest: Option<Vec<u8>>,
    auth_method: String,
    grant_types: String,
    skip_consent: bool,
    id_token_alg: String,
    tokens: Option<String>,
    created_at: At,
    updated_at: At,
    keys: Option<String>,
    secret_sealed: Option<Vec<u8>>,
    logout: Option<String>,
    requests: Option<String>,
    subject_type: Option<String>,
}

/// The owner's two columns.
pub(super) fn owner_columns(owner: ClientOwner) -> (Option<Id<UserId>>, Option<Id<ProjectId>>) {
    match owner {
        ClientOwner::User(user) => (Some(Id(user)), None),
        ClientOwner::Project(project) => (None, Some(Id(project))),
        ClientOwner::Nobody => (None, None),
    }
}

/// Redirect URIs as a JSON array.
pub(super) fn uris_column(uris: &RedirectUris) -> String {
    let texts: Vec<&str> = uris.as_slice().iter().map(RedirectUri::as_str).collect();
    serde_json::Value::from(texts).to_string()
}

/// Grant types as a JSON array.
pub(super) fn grant_types_column(kinds: &BTreeSet<GrantKind>) -> String {
    let words: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    serde_json::Value::from(words).to_string()
}

impl From<&Client> for ClientRow {
    fn from(client: &Client) -> Self {
        let (owner_user_id, owner_project_id) = owner_columns(client.owner);
        let authentication = &client.authentication;
        Self {
            id: Id(client.id),
            owner_user_id,
            owner_project_id,
            name: client.name.as_str().to_owned(),
            redirect_uris: uris_column(&client.redirect_uris),
            secret_digest: authentication.secret_digest().map(|digest| digest.as_bytes().to_vec()),
            auth_method: authentication.method().as_str().to_owned(),
            grant_types: grant_types_column(&client.grant_types),
            skip_consent: client.skip_consent,
            id_token_alg: client.id_token_alg.as_str().to_owned(),
            tokens: tokens_column(client.tokens),
            created_at: At(client.created_at),
            updated_at: At(client.updated_at),
            keys: client.keys.to_json(),
            secret_sealed: authentication.sealed_secret().map(|sealed| sealed.as_bytes().to_vec()),
            logout: logout_column(&client.logout),
            requests: client.requests.to_json(),
            subject_type: client.subject_type.to_json(),
        }
    }
}

impl TryFrom<ClientRow> for Client {
    type Error = Error;

    fn try_from(row: ClientRow) -> Result<Self> {
        let id = row.id.0;
        let read = Reader::of("clients", &id);
        Ok(Self {
            id,
            owner: read.parsed("owner_user_id", owner(&row))?,
            name: read.parsed("name", ClientName::parse(&row.name).ok())?,
            redirect_uris: read.parsed("redirect_uris", redirect_uris(&row.redirect_uris))?,
            authentication: authentication(&read, &row)?,
            keys: read.parsed("keys", ClientKeys::from_json(row.keys.as_deref()))?,
            requests: read.parsed("requests", RequestSettings::from_json(row.requests.as_deref()))?,
            grant_types: read.parsed("grant_types", grant_types(&row.grant_types))?,
            skip_consent: row.skip_consent,
            id_token_alg: read.parsed("id_token_alg", SigningAlg::from_wire(&row.id_token_alg))?,
            subject_type: read.parsed("subject_type", SubjectType::from_json(row.subject_type.as_deref()))?,
            tokens: read.optional("tokens", row.tokens.as_deref(), token_settings)?.unwrap_or_default(),
            logout: read.optional("logout", row.logout.as_deref(), logout_settings)?.unwrap_or_default(),
            created_at: row.created_at.0,
            updated_at: row.updated_at.0,
        })
    }
}

fn owner(row: &ClientRow) -> Option<ClientOwner> {
    match (row.owner_user_id, row.owner_project_id) {
        (Some(Id(user)), None) => Some(ClientOwner::User(user)),
        (None, Some(Id(project))) => Some(ClientOwner::Project(project)),
        (None, None) => Some(ClientOwner::Nobody),
        (Some(_), Some(_)) => None,
    }
}

fn authentication(read: &Reader<'_>, row: &ClientRow) -> Result<ClientAuthentication> {
    let digest =
        row.secret_digest.as_deref().map(|stored| read.digest("secret_digest", stored)).transpose()?;
    let method = read.parsed("auth_method", AuthMethod::from_wire(&row.auth_method))?;
    let digest = digest.map(ClientSecretDigest::from_bytes);
    let sealed = row.secret_sealed.clone().map(Sealed::from_bytes);
    read.parsed("auth_method", ClientAuthentication::assemble(method, digest, sealed))
}

fn redirect_uris(json: &str) -> Option<RedirectUris> {
    let texts: Vec<String> = serde_json::from_str(json).ok()?;
    let uris: Option<Vec<_>> = texts.iter().map(|text| RedirectUri::parse(text).ok()).collect();
    RedirectUris::new(uris?).ok()
}

fn grant_types(json: &str) -> Option<BTreeSet<GrantKind>> {
    let words: Vec<String> = serde_json::from_str(json).ok()?;
    words.iter().map(|word| GrantKind::from_wire(word)).collect()
}
