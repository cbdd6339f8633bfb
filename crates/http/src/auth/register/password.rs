//! `/auth/register/password`

use crate::auth::views::SignedIn;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use crate::{cookies, csrf};
use actix_web::HttpRequest;
use actix_web::web::Data;
use hitkey_identity::service::{CompleteRegistration, CompleteRegistrationError};
use hitkey_identity::{ApiCredentials, Password, RegistrationToken};
use hitkey_kernel::{EmailAddress, SecretText};
use serde::Deserialize;
use utoipa::ToSchema;

/// `{"email", "password"}`, and `registration_token` unless the cookie brings it.
#[derive(Deserialize, ToSchema)]
#[schema(as = RegistrationBody, example = json!({ "email": "ann@example.org", "password": "plum-tree-under-snow", "registration_token": "Pr00f…" }))]
pub struct Body {
    #[schema(value_type = String, required, format = "email", max_length = 254)]
    email: Option<String>,
    #[schema(value_type = String, required, format = "password", min_length = 8, max_length = 256)]
    password: Option<SecretText>,
    #[schema(value_type = Option<String>)]
    registration_token: Option<SecretText>,
}

impl Check for Body {
    type Checked = (EmailAddress, Password, Option<RegistrationToken>);

    fn check(self, checks: &mut Checks) -> Option<Self::Checked> {
        let email = checks.email("email", self.email);
        let password = checks.password("password", self.password);
        let token = self.registration_token.map(|token| RegistrationToken::parse(token.expose()));
        Some((email?, password?, token))
    }
}

pub(crate) const POST: About =
    About::new("completeRegistration", "Set the password of the new account, and sign in.").fails(&[
        Code::VerificationRequired,
        Code::InvalidToken,
        Code::TokenExpired,
        Code::EmailAlreadyInUse,
        Code::Forbidden,
    ]);

/// `POST /auth/register/password`: makes the account and signs its person in.
pub async fn post(
    Json((email, password, token)): Json<Body>,
    Whence(origin): Whence,
    request: HttpRequest,
    services: Data<Services>,
) -> Result<Reply<SignedIn<'static>>, ApiError> {
    let token = token.map_or_else(|| from_cookie(&request, &services), |token| Ok(Some(token)))?;
    let complete = CompleteRegistration { email, password, token, origin, supersedes: None };
    let done = services.identity.registration.complete::<ApiCredentials>(complete).await?;
    let answer = SignedIn::of(&done.account, &done.credentials).saying("Your account is ready.");
    let forget = cookies::forget(cookies::REGISTRATION, services.settings());
    Ok(Reply::of(answer).with_cookie(&forget))
}

/// A cookie is sent by whatever page is open, so another site must not be able to use it.
fn from_cookie(request: &HttpRequest, services: &Services) -> Result<Option<RegistrationToken>, ApiError> {
    let Some(value) = cookies::value(request, cookies::REGISTRATION) else { return Ok(None) };
    csrf::guard_api(request, services.settings())?;
    Ok(Some(RegistrationToken::parse(&value)))
}

impl From<CompleteRegistrationError> for ApiError {
    fn from(error: CompleteRegistrationError) -> Self {
        match error {
            CompleteRegistrationError::VerificationRequired => {
                Self::new(Code::VerificationRequired, "Verify the address first.")
            }
            CompleteRegistrationError::InvalidToken => {
                Self::new(Code::InvalidToken, "The registration token is not good. Begin again.")
            }
            CompleteRegistrationError::TokenExpired => {
                Self::new(Code::TokenExpired, "The registration token has expired. Begin again.")
            }
            CompleteRegistrationError::AddressTaken => {
                Self::new(Code::EmailAlreadyInUse, "There is an account with this address already.")
            }
            CompleteRegistrationError::Weak(weakness) => weakness.into(),
            CompleteRegistrationError::Hashing(error) => error.into(),
            CompleteRegistrationError::Store(error) => error.into(),
        }
    }
}
