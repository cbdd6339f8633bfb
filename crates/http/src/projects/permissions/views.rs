//! How a permission is shown.

use crate::openapi::{Id, Instant};
use hitkey_kernel::{PermissionId, Timestamp};
use hitkey_projects::{Description, Permission};
use serde::Serialize;
use utoipa::ToSchema;

/// A permission of a project.
#[derive(Serialize, ToSchema)]
#[schema(as = Permission)]
pub struct PermissionView<'a> {
    #[schema(value_type = Id)]
    id: PermissionId,
    key: &'a str,
    display_name: &'a str,
    #[schema(required)]
    description: Option<&'a str>,
    is_default: bool,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
}

impl<'a> PermissionView<'a> {
    pub(super) fn of(permission: &'a Permission) -> Self {
        Self {
            id: permission.id,
            key: permission.key.as_str(),
            display_name: permission.display_name.as_str(),
            description: permission.description.as_ref().map(Description::as_str),
            is_default: permission.is_default,
            created_at: permission.created_at,
        }
    }
}
