use crate::error::{Error, Result};
use crate::rows::Reader;
use crate::schema::projects;
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{ProjectId, UserId};
use hitkey_projects::{Description, Project, ProjectName, Slug};

/// A row of `projects`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = projects)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct ProjectRow {
    id: Id<ProjectId>,
    name: String,
    slug: String,
    description: Option<String>,
    is_public: bool,
    owner_id: Id<UserId>,
    created_at: At,
    updated_at: At,
}

/// A description's column.
pub(super) fn description_column(description: Option<&Description>) -> Option<String> {
    description.map(|description| description.as_str().to_owned())
}

impl From<&Project> for ProjectRow {
    fn from(project: &Project) -> Self {
        Self {
            id: Id(project.id),
            name: project.name.as_str().to_owned(),
            slug: project.slug.as_str().to_owned(),
            description: description_column(project.description.as_ref()),
            is_public: project.is_public,
            owner_id: Id(project.owner),
            created_at: At(project.created_at),
            updated_at: At(project.updated_at),
        }
    }
}

impl TryFrom<ProjectRow> for Project {
    type Error = Error;

    fn try_from(row: ProjectRow) -> Result<Self> {
        let id = row.id.0;
        let read = Reader::of("projects", &id);
        let description = row.description.as_deref();
        Ok(Self {
            id,
            name: read.parsed("name", ProjectName::parse(&row.name).ok())?,
            slug: read.parsed("slug", Slug::parse(&row.slug).ok())?,
            description: read.optional("description", description, |text| Description::parse(text).ok())?,
            is_public: row.is_public,
            owner: row.owner_id.0,
            created_at: row.created_at.0,
            updated_at: row.updated_at.0,
        })
    }
}
