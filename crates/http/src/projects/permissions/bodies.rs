//! What a permission is defined and changed by.

use crate::error::Checks;
use crate::extract::{Check, given};
use crate::projects::fields;
use hitkey_projects::{NewPermission, PermissionChange, PermissionName};
use serde::Deserialize;
use utoipa::ToSchema;

/// The body of `POST /projects/{slug}/permissions`.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewPermission, example = json!({ "key": "site.view", "display_name": "See the site", "is_default": true }))]
pub struct CreateBody {
    #[schema(value_type = String, required, pattern = "^[a-z0-9._:-]{1,64}$")]
    key: Option<String>,
    #[schema(value_type = String, required, min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    display_name: Option<String>,
    #[schema(max_length = 500, pattern = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
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
#[derive(Deserialize, ToSchema)]
#[schema(as = PermissionChange, example = json!({ "display_name": "Look at the site" }))]
pub struct PatchBody {
    #[schema(pattern = "^[a-z0-9._:-]{1,64}$")]
    key: Option<String>,
    #[schema(min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    display_name: Option<String>,
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 500, pattern = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
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
