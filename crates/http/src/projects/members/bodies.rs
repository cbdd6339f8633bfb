//! What a member is added and changed by.

use crate::error::Checks;
use crate::extract::Check;
use crate::openapi::GivenRole;
use crate::projects::fields;
use hitkey_projects::{MemberChange, NewMember};
use serde::Deserialize;
use utoipa::ToSchema;

/// The body of `POST /projects/{slug}/members`.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewMember, example = json!({ "email": "bea@example.org", "role": "member", "permissions": ["site.view"] }))]
pub struct AddBody {
    #[schema(value_type = String, required, format = "email", max_length = 254)]
    email: Option<String>,
    #[schema(value_type = Option<GivenRole>)]
    role: Option<String>,
    permissions: Option<Vec<String>>,
}

impl Check for AddBody {
    type Checked = NewMember;

    fn check(self, checks: &mut Checks) -> Option<NewMember> {
        let email = checks.email("email", self.email);
        let role = fields::role(checks, self.role).unwrap_or_default();
        let permissions = fields::keys(checks, self.permissions.unwrap_or_default());
        Some(NewMember { email: email?, role, permissions: permissions? })
    }
}

/// The body of `PATCH /projects/{slug}/members/{id}`. What is absent or `null` stays.
#[derive(Deserialize, ToSchema)]
#[schema(as = MemberChange, example = json!({ "role": "admin" }))]
pub struct PatchBody {
    #[schema(value_type = Option<GivenRole>)]
    role: Option<String>,
    permissions: Option<Vec<String>>,
}

impl Check for PatchBody {
    type Checked = MemberChange;

    fn check(self, checks: &mut Checks) -> Option<MemberChange> {
        let role = fields::role(checks, self.role);
        let permissions = self.permissions.and_then(|texts| fields::keys(checks, texts));
        Some(MemberChange { role, permissions })
    }
}
