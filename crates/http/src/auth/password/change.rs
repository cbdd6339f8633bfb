//! `/auth/password/change`

use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json, Person, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::Password;
use hitkey_identity::service::{ChangePasswordError, PasswordChange};
use hitkey_kernel::SecretText;
use serde::Deserialize;
use utoipa::ToSchema;

/// `{"current_password", "password"}`
#[derive(Deserialize, ToSchema)]
#[schema(as = PasswordChangeBody, example = json!({ "current_password": "plum-tree-under-snow", "password": "pear-tree-in-the-rain" }))]
pub struct Body {
    #[schema(value_type = String, required, format = "password", min_length = 1)]
    current_password: Option<SecretText>,
    #[schema(value_type = String, required, format = "password", min_length = 8, max_length = 256)]
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

pub(crate) const POST: About = About::new("changePassword", "Set a new password; your other sessions end.")
    .fails(&[Code::InvalidCredentials, Code::TooManyRequests]);

/// `POST /auth/password/change`: sets a new password; the caller's other sessions end.
pub async fn post(
    person: Person,
    Json((current, new)): Json<Body>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    let change = PasswordChange { by: person.actor(whence), session: person.session_id(), current, new };
    services.identity.passwords.change(change).await?;
    Ok(Reply::saying("Your password is changed."))
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
