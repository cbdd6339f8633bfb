//! How a project is shown.

use crate::openapi::{Id, Instant, MemberRole};
use hitkey_kernel::{ProjectId, Timestamp, UserId};
use hitkey_projects::{Description, Project, Role};
use serde::Serialize;
use utoipa::ToSchema;

/// A project, in the contract's spelling.
#[derive(Serialize, ToSchema)]
#[schema(as = Project, example = json!({ "id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10", "name": "My App", "slug": "my-app", "description": null, "is_public": false, "owner_id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10", "created_at": "2026-01-31T08:15:30.123Z" }))]
pub struct ProjectView<'a> {
    #[schema(value_type = Id)]
    id: ProjectId,
    name: &'a str,
    slug: &'a str,
    #[schema(required)]
    description: Option<&'a str>,
    is_public: bool,
    #[schema(value_type = Id)]
    owner_id: UserId,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
}

impl<'a> ProjectView<'a> {
    pub(super) fn of(project: &'a Project) -> Self {
        Self {
            id: project.id,
            name: project.name.as_str(),
            slug: project.slug.as_str(),
            description: project.description.as_ref().map(Description::as_str),
            is_public: project.is_public,
            owner_id: project.owner,
            created_at: project.created_at,
        }
    }
}

/// A project, and what the caller is there: `null` for whoever is no member.
#[derive(Serialize, ToSchema)]
pub struct ProjectInRole<'a> {
    #[serde(flatten)]
    project: ProjectView<'a>,
    #[schema(value_type = Option<MemberRole>, required)]
    role: Option<&'static str>,
}

impl<'a> ProjectInRole<'a> {
    pub(crate) fn of(project: &'a Project, role: Option<Role>) -> Self {
        Self { project: ProjectView::of(project), role: role.map(Role::as_str) }
    }
}
