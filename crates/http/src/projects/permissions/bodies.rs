//! What a permission is defined and changed by.

use crate::error::Checks;
use crate::extract::{Check, given};
use crate::projects::fields;
use hitkey_projects::{NewPermission, PermissionChange, PermissionName};
use serde::Deserialize;

/// The body of `POST /projects/{slug}/permissions`.
#[derive(Deserialize)]
pub struct CreateBody {
    key: Option<String>,
    display_name: Option<String>,
    description: Option<String>,
    is_default: Option<bool>,
}

impl Check for CreateBody {
    type Checked = NewPermission;

    fn check(self, checks: &mut Checks) -> Option<NewPermission> {
        let key = checks.text("key", self.key).and_then(|text| fields::key(checks, "key", &text));
        let display_name = fields::text(checks, "display_name", self.display_name, PermissionName::parse);
        let description = fields::description(checks, self.description);
        Some(NewPermission {
            key: key?,
            display_name: display_name?,
            description,
            is_default: self.is_default.unwrap_or(false),
        })
    }
}

/// The body of `PATCH /projects/{slug}/permissions/{id}`. What is absent stays; `null` clears the
/// description.
#[derive(Deserialize)]
pub struct PatchBody {
    key: Option<String>,
    display_name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    description: Option<Option<String>>,
    is_default: Option<bool>,
}

impl Check for PatchBody {
    type Checked = PermissionChange;

    fn check(self, checks: &mut Checks) -> Option<PermissionChange> {
        Some(PermissionChange {
            key: self.key.and_then(|text| fields::key(checks, "key", &text)),
            display_name: fields::optional_text(
                checks,
                "display_name",
                self.display_name,
                PermissionName::parse,
            ),
            description: fields::description_change(checks, self.description),
            is_default: self.is_default,
        })
    }
}
