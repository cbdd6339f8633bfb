use super::project_row::description_column;
use crate::error::{Error, Result};
use crate::rows::Reader;
use crate::schema::project_permissions;
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{PermissionId, ProjectId};
use hitkey_projects::{Description, Permission, PermissionKey, PermissionName};

/// A row of `project_permissions`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = project_permissions)]
#[diesel(treat_none_as_null = true)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct PermissionRow {
    id: Id<PermissionId>,
    project_id: Id<ProjectId>,
    key: String,
    display_name: String,
    description: Option<String>,
    is_default: bool,
    created_at: At,
}

impl From<&Permission> for PermissionRow {
    fn from(permission: &Permission) -> Self {
        Self {
            id: Id(permission.id),
            project_id: Id(permission.project),
            key: permission.key.as_str().to_owned(),
            display_name: permission.display_name.as_str().to_owned(),
            description: description_column(permission.description.as_ref()),
            is_default: permission.is_default,
            created_at: At(permission.created_at),
        }
    }
}

impl TryFrom<PermissionRow> for Permission {
    type Error = Error;

    fn try_from(row: PermissionRow) -> Result<Self> {
        let id = row.id.0;
        let read = Reader::of("project_permissions", &id);
        let description = row.description.as_deref();
        Ok(Self {
            id,
            project: row.project_id.0,
            key: read.parsed("key", PermissionKey::parse(&row.key).ok())?,
            display_name: read.parsed("display_name", PermissionName::parse(&row.display_name).ok())?,
            description: read.optional("description", description, |text| Description::parse(text).ok())?,
            is_default: row.is_default,
            created_at: row.created_at.0,
        })
    }
}
