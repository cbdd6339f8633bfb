//! What an API client is made and changed by.

use crate::error::Checks;
use crate::extract::{Check, given};
use crate::openapi::{GivenRole, Id, Instant};
use crate::projects::fields;
use hitkey_kernel::{ProjectId, Timestamp};
use hitkey_projects::{
    ApiClient, ApiClientChange, ApiClientName, AssignableRole, Change, Grant, Grants, NewApiClient,
    PermissionKey,
};
use serde::Deserialize;
use std::time::Duration;
use utoipa::ToSchema;

/// What an API client may at most in one project.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewProjectRole)]
struct RoleBody {
    #[schema(value_type = Id, required)]
    project_id: Option<String>,
    #[schema(value_type = GivenRole, required)]
    role: Option<String>,
    #[schema(max_items = 100)]
    permissions: Option<Vec<String>>,
}

/// The body of `POST /api/user/api-clients`.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewApiClient, example = json!({ "name": "grafana-reader" }))]
pub struct CreateBody {
    #[schema(value_type = String, required, min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    name: Option<String>,
    #[schema(max_length = 500, pattern = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
    description: Option<String>,
    #[schema(value_type = Option<Instant>)]
    expires_at: Option<String>,
    #[schema(max_items = 100)]
    project_roles: Option<Vec<RoleBody>>,
}

impl Check for CreateBody {
    type Checked = NewApiClient;

    fn check(self, checks: &mut Checks) -> Option<NewApiClient> {
        let name = fields::text(checks, "name", self.name, ApiClientName::parse);
        let description = fields::description(checks, self.description);
        let expires_at = instant(checks, self.expires_at);
        let grants = self.project_roles.map_or(Some(Grants::new()), |roles| grants(checks, roles));
        Some(NewApiClient { name: name?, description, expires_at, grants: grants? })
    }
}

/// The body of `PUT /api/user/api-clients/{id}`. What is absent stays; `null` clears description and expiry.
#[derive(Deserialize, ToSchema)]
#[schema(as = ApiClientChange, example = json!({ "name": "renamed-client" }))]
pub struct PutBody {
    #[schema(min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 500, pattern = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
    description: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Instant>)]
    expires_at: Option<Option<String>>,
    /// All of them from then on.
    #[schema(max_items = 100)]
    project_roles: Option<Vec<RoleBody>>,
    /// `true` ends it for ever.
    revoked: Option<bool>,
}

impl Check for PutBody {
    type Checked = ApiClientChange;

    fn check(self, checks: &mut Checks) -> Option<ApiClientChange> {
        Some(ApiClientChange {
            name: fields::optional_text(checks, "name", self.name, ApiClientName::parse),
            description: fields::description_change(checks, self.description),
            expires_at: Change::from_field(self.expires_at.map(|value| instant(checks, value))),
            grants: self.project_roles.and_then(|roles| grants(checks, roles)),
            revoked: self.revoked,
        })
    }
}

/// The body of `POST /api/user/api-clients/{id}/rotate`.
#[derive(Default, Deserialize, ToSchema)]
#[schema(as = Rotation, example = json!({ "overlap_seconds": 3600 }))]
pub struct RotateBody {
    /// How long the old token stays good beside the new one: a week at most.
    #[schema(minimum = 0, maximum = 604_800, default = 0)]
    overlap_seconds: Option<i64>,
}

impl Check for RotateBody {
    type Checked = Duration;

    fn check(self, checks: &mut Checks) -> Option<Duration> {
        let overlap = u64::try_from(self.overlap_seconds.unwrap_or(0)).ok().map(Duration::from_secs);
        let overlap = overlap.filter(|overlap| *overlap <= ApiClient::LONGEST_OVERLAP);
        if overlap.is_none() {
            let most = ApiClient::LONGEST_OVERLAP.as_secs();
            checks.fail(
                "overlap_seconds",
                "range",
                format!("The overlap_seconds field must be a number from 0 to {most}."),
            );
        }
        overlap
    }
}

fn instant(checks: &mut Checks, text: Option<String>) -> Option<Timestamp> {
    let parsed = Timestamp::parse(&text?);
    if parsed.is_none() {
        let message = "The expires_at field must be an instant, such as 2026-01-31T08:15:30Z.";
        checks.fail("expires_at", "date_time", message);
    }
    parsed
}

fn grants(checks: &mut Checks, roles: Vec<RoleBody>) -> Option<Grants> {
    if roles.len() > Grant::MOST {
        let message = format!("The project_roles field must have at most {} items.", Grant::MOST);
        checks.fail("project_roles", "max_items", message);
        return None;
    }
    let named = roles.len();
    let grants: Option<Grants> = roles.into_iter().map(RoleBody::grant).collect();
    let grants = grants.filter(|grants| grants.len() == named);
    if grants.is_none() {
        let message = "Each of the project_roles takes the project_id of another project, a role (admin or member) \
            and keys of permissions.";
        checks.fail("project_roles", "project_role", message);
    }
    grants
}

impl RoleBody {
    fn grant(self) -> Option<(ProjectId, Grant)> {
        let project = self.project_id?.parse().ok()?;
        let role = AssignableRole::from_word(&self.role?)?;
        let keys = self.permissions.unwrap_or_default();
        let permissions: Option<_> = keys.iter().map(|key| PermissionKey::parse(key).ok()).collect();
        Some((project, Grant { role, permissions: permissions? }))
    }
}
