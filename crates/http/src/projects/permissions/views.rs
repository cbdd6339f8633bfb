//! How a permission is shown.

use hitkey_kernel::{PermissionId, Timestamp};
use hitkey_projects::{Description, Permission};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct PermissionView<'a> {
    id: PermissionId,
    key: &'a str,
    display_name: &'a str,
    description: Option<&'a str>,
    is_default: bool,
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
