//! `/auth/emails/{id}/default`

use super::not_found;
use crate::auth::views::Email;
use crate::error::{ApiError, Code};
use crate::extract::{PathId, Person, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::SetDefaultAddressError;
use hitkey_kernel::EmailId;

pub(crate) const PATCH: About = About::new("setDefaultEmail", "Make it the address that you are written to.")
    .fails(&[Code::EmailNotFound, Code::EmailNotVerified]);

/// `PATCH /auth/emails/{id}/default`: makes it the address that the caller is written to.
pub async fn patch(
    person: Person,
    PathId(id): PathId<EmailId>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Email<'static>>, ApiError> {
    let email = services.identity.addresses.set_default(&person.actor(whence), id).await?;
    Ok(Reply::of(Email::of(&email)))
}

impl From<SetDefaultAddressError> for ApiError {
    fn from(error: SetDefaultAddressError) -> Self {
        match error {
            SetDefaultAddressError::NotFound => not_found(),
            SetDefaultAddressError::NotVerified => {
                Self::new(Code::EmailNotVerified, "Verify this address first.")
            }
            SetDefaultAddressError::Gone => Self::unauthenticated(),
            SetDefaultAddressError::Store(error) => error.into(),
        }
    }
}
