//! `/auth/emails/{id}`

use super::not_found;
use crate::error::{ApiError, Code};
use crate::extract::{PathId, Person, Whence};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::RemoveAddressError;
use hitkey_kernel::EmailId;

pub(crate) const DELETE: About = About::new("removeEmail", "Remove one of your addresses.")
    .fails(&[Code::EmailNotFound, Code::OnlyVerifiedEmail]);

/// `DELETE /auth/emails/{id}`: removes one of the caller's addresses.
pub async fn delete(
    person: Person,
    PathId(id): PathId<EmailId>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.identity.addresses.remove(&person.actor(whence), id).await?;
    Ok(Reply::saying("The address is removed."))
}

impl From<RemoveAddressError> for ApiError {
    fn from(error: RemoveAddressError) -> Self {
        match error {
            RemoveAddressError::NotFound => not_found(),
            RemoveAddressError::OnlyVerified => Self::new(
                Code::OnlyVerifiedEmail,
                "This is your only verified address. Verify another one first.",
            ),
            RemoveAddressError::Gone => Self::unauthenticated(),
            RemoveAddressError::Store(error) => error.into(),
        }
    }
}
