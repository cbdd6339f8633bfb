//! What a member is added and changed by.

use crate::error::Checks;
use crate::extract::Check;
use crate::projects::fields;
use hitkey_projects::{MemberChange, NewMember};
use serde::Deserialize;

/// The body of `POST /projects/{slug}/members`.
#[derive(Deserialize)]
pub struct AddBody {
    email: Option<String>,
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
#[derive(Deserialize)]
pub struct PatchBody {
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
