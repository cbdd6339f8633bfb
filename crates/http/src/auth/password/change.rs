//! `/auth/password/change`

use crate::auth::views::Message;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Caller, Check, Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::Password;
use hitkey_identity::service::{ChangePasswordError, PasswordChange};
use hitkey_kernel::SecretText;
use serde::Deserialize;

/// `{"current_password", "password"}`
#[derive(Deserialize)]
pub struct Body {
    current_password: Option<SecretText>,
    password: Option<SecretText>,
}

impl Check for Body {
    type Checked = (Password, Password);

    fn check(self, checks: &mut Checks) -> Option<Self::Checked> {
        let current = checks.password("current_password", self.current_password);
        let new = checks.password("password", self.password);
        Some((current?, new?))
    }
}

/// `POST /auth/password/change`: sets a new password; the caller's other sessions end.
pub async fn post(
    caller: Caller,
    Json((current, new)): Json<Body>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let change = PasswordChange { user: caller.user(), session: caller.session_id(), current, new, origin };
    services.identity.passwords.change(change).await?;
    Ok(HttpResponse::Ok().json(Message { message: "Your password is changed." }))
}

impl From<ChangePasswordError> for ApiError {
    fn from(error: ChangePasswordError) -> Self {
        match error {
            ChangePasswordError::WrongPassword => {
                Self::new(Code::InvalidCredentials, "The current password is wrong.")
            }
            ChangePasswordError::Weak(weakness) => weakness.into(),
            ChangePasswordError::Throttled(wait) => wait.into(),
            ChangePasswordError::Hashing(error) => error.into(),
            ChangePasswordError::Gone => Self::unauthenticated(),
            ChangePasswordError::Store(error) => error.into(),
        }
    }
}
