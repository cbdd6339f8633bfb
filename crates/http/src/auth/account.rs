//! `/auth/account`

use crate::cookies;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json, Person, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::Password;
use hitkey_identity::service::DeleteAccountError;
use hitkey_kernel::SecretText;
use serde::Deserialize;
use utoipa::ToSchema;

/// `{"password"}`
#[derive(Deserialize, ToSchema)]
#[schema(as = DeleteAccountBody, example = json!({ "password": "plum-tree-under-snow" }))]
pub struct Body {
    #[schema(value_type = String, required, format = "password", min_length = 1)]
    password: Option<SecretText>,
}

impl Check for Body {
    type Checked = Password;

    fn check(self, checks: &mut Checks) -> Option<Password> {
        checks.password("password", self.password)
    }
}

pub(crate) const DELETE: About =
    About::new("deleteAccount", "Delete your account with everything that is yours.").fails(&[
        Code::InvalidCredentials,
        Code::OwnsSharedProject,
        Code::TooManyRequests,
    ]);

/// `DELETE /auth/account`: deletes the caller with everything that is theirs.
pub async fn delete(
    person: Person,
    Json(password): Json<Body>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.accounts.delete(&person.actor(whence), &password).await?;
    let reply = Reply::saying("Your account is deleted.");
    if !person.by_cookie {
        return Ok(reply);
    }
    Ok(reply.with_cookie(&cookies::forget(cookies::SESSION, services.settings())))
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
