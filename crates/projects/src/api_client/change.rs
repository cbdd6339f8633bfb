use super::{ApiClient, ApiClientOwner, Grants};
use crate::{ApiClientName, Change, Description};
use hitkey_kernel::{ApiClientId, Timestamp};
use serde::{Deserialize, Serialize};

/// What somebody wants to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewApiClient {
    /// What it shall be called.
    pub name: ApiClientName,
    /// A few words about it.
    pub description: Option<Description>,
    /// From when on it shall be good for nothing.
    pub expires_at: Option<Timestamp>,
    /// What it may reach.
    pub grants: Grants,
}

impl NewApiClient {
    pub(crate) fn into_client(self, id: ApiClientId, owner: ApiClientOwner, now: Timestamp) -> ApiClient {
        ApiClient {
            id,
            owner,
            name: self.name,
            description: self.description,
            grants: self.grants,
            created_at: now,
            updated_at: now,
            last_used_at: None,
            expires_at: self.expires_at,
            revoked_at: None,
        }
    }
}

/// A change of some parts of an [`ApiClient`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApiClientChange {
    /// What it is called from now on.
    pub name: Option<ApiClientName>,
    /// A few words about it.
    pub description: Change<Description>,
    /// From when on it is good for nothing.
    pub expires_at: Change<Timestamp>,
    /// All that it may reach from now on.
    pub grants: Option<Grants>,
    /// Whether it is revoked. What is revoked stays so.
    pub revoked: Option<bool>,
}

impl ApiClientChange {
    /// The client afterwards, changed at `now`.
    pub(crate) fn applied(self, client: ApiClient, now: Timestamp) -> ApiClient {
        let revoked_now = self.revoked.unwrap_or(false).then_some(now);
        ApiClient {
            name: self.name.unwrap_or(client.name),
            description: self.description.applied(client.description),
            expires_at: self.expires_at.applied(client.expires_at),
            grants: self.grants.unwrap_or(client.grants),
            revoked_at: client.revoked_at.or(revoked_now),
            updated_at: now,
            ..client
        }
    }
}

/// A part of an API client that can be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApiClientField {
    /// What it is called.
    Name,
    /// The few words about it.
    Description,
    /// When it ends by itself.
    ExpiresAt,
    /// What it may reach.
    ProjectRoles,
    /// Whether it is revoked.
    Revoked,
}

impl ApiClientField {
    /// In what two states of one client differ.
    pub(crate) fn differences(before: &ApiClient, after: &ApiClient) -> Vec<Self> {
        [
            (Self::Name, before.name != after.name),
            (Self::Description, before.description != after.description),
            (Self::ExpiresAt, before.expires_at != after.expires_at),
            (Self::ProjectRoles, before.grants != after.grants),
            (Self::Revoked, before.revoked_at != after.revoked_at),
        ]
        .into_iter()
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
    }
}
