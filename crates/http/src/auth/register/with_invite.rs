//! `/auth/register/with-invite`

use crate::auth::views::SignedIn;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json, Whence};
use crate::invites;
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::{InvitedRegistration, InvitedRegistrationError};
use hitkey_identity::{ApiCredentials, InvitationToken, Password};
use hitkey_kernel::{EmailAddress, SecretText};
use hitkey_projects::{InviteToken, RedirectUrl};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `{"invite_token", "email", "password"}`
#[derive(Deserialize, ToSchema)]
#[schema(as = InvitedRegistrationBody, example = json!({ "invite_token": "Inv1t3…", "email": "ann@example.org", "password": "plum-tree-under-snow" }))]
pub struct Body {
    #[schema(value_type = String, required, min_length = 1)]
    invite_token: Option<SecretText>,
    #[schema(value_type = String, required, format = "email", max_length = 254)]
    email: Option<String>,
    #[schema(value_type = String, required, format = "password", min_length = 8, max_length = 256)]
    password: Option<SecretText>,
}

impl Check for Body {
    type Checked = (SecretText, EmailAddress, Password);

    fn check(self, checks: &mut Checks) -> Option<Self::Checked> {
        let token = checks.secret("invite_token", self.invite_token);
        let email = checks.email("email", self.email);
        let password = checks.password("password", self.password);
        Some((token?, email?, password?))
    }
}

/// Signed in, and where the invite leads.
#[derive(Serialize, ToSchema)]
#[schema(as = InvitedSignIn)]
pub struct Registered<'a> {
    #[serde(flatten)]
    signed_in: SignedIn<'a>,
    project_slug: &'a str,
    #[schema(required)]
    redirect_url: Option<&'a str>,
}

pub(crate) const POST: About = About::new(
    "registerWithInvite",
    "Make an account for the invited address, accept the invite, and sign in.",
)
.fails(&[Code::InviteNotFound, Code::InviteExpired, Code::EmailMismatch, Code::EmailAlreadyInUse]);

/// `POST /auth/register/with-invite`: makes an account for the invited address and lets it accept. The
/// invite is looked up first for what it leads to; whether it is still good is decided with the account.
pub async fn post(
    Json((token, email, password)): Json<Body>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<Registered<'static>>, ApiError> {
    let presented = services.projects.invites.find(&InviteToken::parse(token.expose())).await?;
    let token = InvitationToken::parse(token.expose());
    let request = InvitedRegistration { token, email, password, origin, supersedes: None };
    let done = services.identity.registration.with_invitation::<ApiCredentials>(request).await?;
    Ok(Reply::of(Registered {
        signed_in: SignedIn::of(&done.account, &done.credentials),
        project_slug: presented.project.slug.as_str(),
        redirect_url: presented.invite.redirect_url.as_ref().map(RedirectUrl::as_str),
    }))
}

impl From<InvitedRegistrationError> for ApiError {
    fn from(error: InvitedRegistrationError) -> Self {
        match error {
            InvitedRegistrationError::NotFound => invites::not_found(),
            InvitedRegistrationError::Expired => {
                Self::new(Code::InviteExpired, "The invite has expired. Ask for a new one.")
            }
            InvitedRegistrationError::AddressMismatch => {
                Self::new(Code::EmailMismatch, "The invite is for another address.")
            }
            InvitedRegistrationError::AddressTaken => Self::new(
                Code::EmailAlreadyInUse,
                "There is an account with this address already. Sign in and accept the invite.",
            ),
            InvitedRegistrationError::Weak(weakness) => weakness.into(),
            InvitedRegistrationError::Hashing(error) => error.into(),
            InvitedRegistrationError::Store(error) => error.into(),
        }
    }
}
