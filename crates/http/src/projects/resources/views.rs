//! How a resource is shown.

use crate::openapi::{Id, Instant};
use hitkey_kernel::{ResourceId, Timestamp};
use hitkey_oauth::Resource;
use serde::Serialize;
use utoipa::ToSchema;

/// A server of a project that takes access tokens.
#[derive(Serialize, ToSchema)]
#[schema(as = Resource)]
pub struct ResourceView<'a> {
    #[schema(value_type = Id)]
    id: ResourceId,
    uri: &'a str,
    name: &'a str,
    #[schema(required)]
    scope: Option<String>,
    open: bool,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
    #[schema(value_type = Instant)]
    updated_at: Timestamp,
}

impl<'a> ResourceView<'a> {
    pub(super) fn of(resource: &'a Resource) -> Self {
        Self {
            id: resource.id,
            uri: resource.uri.as_str(),
            name: resource.name.as_str(),
            scope: resource.scopes.map(|scopes| scopes.to_string()),
            open: resource.is_open,
            created_at: resource.created_at,
            updated_at: resource.updated_at,
        }
    }
}
