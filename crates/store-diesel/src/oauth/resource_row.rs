use crate::error::{Error, Result};
use crate::rows::Reader;
use crate::schema::resources;
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{ProjectId, ResourceId};
use hitkey_oauth::{ClientName, Resource, ResourceUri, ScopeSet};
use std::collections::BTreeSet;

/// A row of `resources`.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = resources)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct ResourceRow {
    id: Id<ResourceId>,
    project_id: Id<ProjectId>,
    uri: String,
    key: String,
    name: String,
    scopes: Option<String>,
    is_open: bool,
    created_at: At,
    updated_at: At,
}

impl From<&Resource> for ResourceRow {
    fn from(resource: &Resource) -> Self {
        Self {
            id: Id(resource.id),
            project_id: Id(resource.project),
            uri: resource.uri.as_str().to_owned(),
            key: resource.uri.key().to_owned(),
            name: resource.name.as_str().to_owned(),
            scopes: scopes_column(resource.scopes),
            is_open: resource.is_open,
            created_at: At(resource.created_at),
            updated_at: At(resource.updated_at),
        }
    }
}

impl TryFrom<ResourceRow> for Resource {
    type Error = Error;

    fn try_from(row: ResourceRow) -> Result<Self> {
        let id = row.id.0;
        let read = Reader::of("resources", &id);
        Ok(Self {
            id,
            project: row.project_id.0,
            uri: read.parsed("uri", ResourceUri::parse(&row.uri).ok())?,
            name: read.parsed("name", ClientName::parse(&row.name).ok())?,
            scopes: row.scopes.as_deref().map(ScopeSet::parse),
            is_open: row.is_open,
            created_at: row.created_at.0,
            updated_at: row.updated_at.0,
        })
    }
}

pub(super) fn scopes_column(scopes: Option<ScopeSet>) -> Option<String> {
    scopes.map(|scopes| scopes.to_string())
}

/// Ids with blanks between them; NULL for none.
pub(super) fn ids_column(ids: &BTreeSet<ResourceId>) -> Option<String> {
    let words: Vec<_> = ids.iter().map(ToString::to_string).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Reads what [`ids_column`] wrote.
pub(super) fn ids(read: &Reader<'_>, stored: Option<&str>) -> Result<BTreeSet<ResourceId>> {
    let parse = |text: &str| text.split(' ').map(str::parse).collect::<std::result::Result<_, _>>().ok();
    Ok(read.optional("resources", stored, parse)?.unwrap_or_default())
}
