//! What an invite is made of.

use crate::error::Checks;
use crate::extract::Check;
use crate::openapi::GivenRole;
use crate::projects::fields;
use hitkey_projects::NewInvite;
use serde::Deserialize;
use utoipa::ToSchema;

/// The body of `POST /projects/{slug}/invites`.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewInvite, example = json!({ "email": "bea@example.org", "role": "member" }))]
pub struct CreateBody {
    #[schema(value_type = String, required, format = "email", max_length = 254)]
    email: Option<String>,
    #[schema(value_type = Option<GivenRole>)]
    role: Option<String>,
    #[schema(format = "uri")]
    redirect_url: Option<String>,
}

impl Check for CreateBody {
    type Checked = NewInvite;

    fn check(self, checks: &mut Checks) -> Option<NewInvite> {
        let email = checks.email("email", self.email);
        let role = fields::role(checks, self.role).unwrap_or_default();
        let redirect_url = fields::redirect_url(checks, self.redirect_url);
        Some(NewInvite { email: email?, role, redirect_url })
    }
}
