//! How an API client is shown.

use crate::openapi::{GivenRole, Id, Instant};
use hitkey_kernel::{ApiClientId, ProjectId, Timestamp};
use hitkey_projects::{ApiClient, ApiClientOwner, ApiClientToken, Description, Grant, PermissionKey};
use serde::Serialize;
use utoipa::ToSchema;

/// An API client, without its token.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiClient)]
pub struct ApiClientView<'a> {
    #[schema(value_type = Id)]
    id: ApiClientId,
    name: &'a str,
    #[schema(required)]
    description: Option<&'a str>,
    /// `personal` or `team`.
    owner_type: &'static str,
    project_roles: Vec<ProjectRole<'a>>,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
    #[schema(value_type = Instant)]
    updated_at: Timestamp,
    /// To the minute.
    #[schema(value_type = Option<Instant>, required)]
    last_used_at: Option<Timestamp>,
    #[schema(value_type = Option<Instant>, required)]
    expires_at: Option<Timestamp>,
    #[schema(value_type = Option<Instant>, required)]
    revoked_at: Option<Timestamp>,
}

/// What an API client may at most in one project.
#[derive(Serialize, ToSchema)]
struct ProjectRole<'a> {
    #[schema(value_type = Id)]
    project_id: ProjectId,
    #[schema(value_type = GivenRole)]
    role: &'static str,
    permissions: Vec<&'a str>,
}

/// An API client with its token, the one time that this is shown.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiClientWithToken)]
pub struct Shown<'a> {
    #[serde(flatten)]
    client: ApiClientView<'a>,
    #[schema(pattern = "^hk_live_[0-9A-Za-z]{49}$")]
    token: &'a str,
}

impl<'a> ApiClientView<'a> {
    pub(crate) fn of(client: &'a ApiClient) -> Self {
        Self {
            id: client.id,
            name: client.name.as_str(),
            description: client.description.as_ref().map(Description::as_str),
            owner_type: owner_type(client.owner),
            project_roles: client.grants.iter().map(|(id, grant)| ProjectRole::of(*id, grant)).collect(),
            created_at: client.created_at,
            updated_at: client.updated_at,
            last_used_at: client.last_used_at,
            expires_at: client.expires_at,
            revoked_at: client.revoked_at,
        }
    }
}

const fn owner_type(owner: ApiClientOwner) -> &'static str {
    match owner {
        ApiClientOwner::Person(_) => "personal",
        ApiClientOwner::Project(_) => "team",
    }
}

impl<'a> ProjectRole<'a> {
    fn of(project_id: ProjectId, grant: &'a Grant) -> Self {
        let permissions = grant.permissions.iter().map(PermissionKey::as_str).collect();
        Self { project_id, role: grant.role.as_str(), permissions }
    }
}

impl<'a> Shown<'a> {
    pub(crate) fn of(client: &'a ApiClient, token: &'a ApiClientToken) -> Self {
        Self { client: ApiClientView::of(client), token: token.expose() }
    }
}
