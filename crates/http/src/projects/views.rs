//! How a project is shown.

use hitkey_kernel::{ProjectId, Timestamp, UserId};
use hitkey_projects::{Description, Project, Role};
use serde::Serialize;

/// A project, in the contract's spelling.
#[derive(Serialize)]
pub(super) struct ProjectView<'a> {
    id: ProjectId,
    name: &'a str,
    slug: &'a str,
    description: Option<&'a str>,
    is_public: bool,
    owner_id: UserId,
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
#[derive(Serialize)]
pub(super) struct ProjectInRole<'a> {
    #[serde(flatten)]
    project: ProjectView<'a>,
    role: Option<&'static str>,
}

impl<'a> ProjectInRole<'a> {
    pub(super) fn of(project: &'a Project, role: Option<Role>) -> Self {
        Self { project: ProjectView::of(project), role: role.map(Role::as_str) }
    }
}
