//! `/auth/account`

use super::views::Message;
use crate::cookies;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Caller, Check, Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::Password;
use hitkey_identity::service::DeleteAccountError;
use hitkey_kernel::SecretText;
use serde::Deserialize;

/// `{"password"}`
#[derive(Deserialize)]
pub struct Body {
    password: Option<SecretText>,
}

impl Check for Body {
    type Checked = Password;

    fn check(self, checks: &mut Checks) -> Option<Password> {
        checks.password("password", self.password)
    }
}

/// `DELETE /auth/account`: deletes the caller with everything that is theirs.
pub async fn delete(
    caller: Caller,
    Json(password): Json<Body>,
    whence: Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.identity.accounts.delete(&caller.actor(whence), &password).await?;
    let mut response = HttpResponse::Ok();
    if caller.by_cookie {
        response.cookie(cookies::forget(cookies::SESSION, services.settings()));
    }
    Ok(response.json(Message { message: "Your account is deleted." }))
}

impl From<DeleteAccountError> for ApiError {
    fn from(error: DeleteAccountError) -> Self {
        match error {
            DeleteAccountError::WrongPassword => {
                Self::new(Code::InvalidCredentials, "The password is wrong.")
            }
            DeleteAccountError::OwnsSharedProject => Self::new(
                Code::OwnsSharedProject,
                "You own a project with other members. Hand it over or remove them first.",
            ),
            DeleteAccountError::Throttled(wait) => wait.into(),
            DeleteAccountError::Hashing(error) => error.into(),
            DeleteAccountError::Gone => Self::unauthenticated(),
            DeleteAccountError::Store(error) => error.into(),
        }
    }
}
