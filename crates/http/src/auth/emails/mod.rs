//! `/auth/emails`

pub mod default;
pub mod id;
pub mod resend;
pub mod verify;

use super::bodies::EmailBody;
use super::views::Email;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Paging, Person, Whence};
use crate::openapi::{About, Link};
use crate::reply::{Created, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::AddAddressError;

pub(crate) const GET: About = About::new("listEmails", "List your addresses, the oldest first.");

/// `GET /auth/emails/`: the caller's addresses, the oldest first.
pub async fn get(
    person: Person,
    paging: Paging,
    services: Data<Services>,
) -> Result<Reply<Vec<Email<'static>>>, ApiError> {
    let emails = services.identity.addresses.list(person.user()).await?;
    Ok(paging.answer(&emails.page(paging.request), Email::of))
}

pub(crate) const POST: About = About::new("addEmail", "Add an address; a code is mailed to it.")
    .fails(&[Code::EmailAlreadyInUse, Code::TooManyEmails, Code::TooManyRequests])
    .links(&[
        Link::to("setDefaultEmail", &[("id", "$response.body#/id")]),
        Link::to("removeEmail", &[("id", "$response.body#/id")]),
    ]);

/// `POST /auth/emails/`: adds an address and mails a code to it.
pub async fn post(
    person: Person,
    Json(email): Json<EmailBody>,
    whence: Whence,
    services: Data<Services>,
) -> Result<Created<Email<'static>>, ApiError> {
    let added = services.identity.addresses.add(&person.actor(whence), &email).await?;
    Ok(Created::of(Email::of(&added)))
}

impl From<AddAddressError> for ApiError {
    fn from(error: AddAddressError) -> Self {
        match error {
            AddAddressError::InUse => in_use(),
            AddAddressError::TooMany => Self::new(
                Code::TooManyEmails,
                "Your account has as many addresses as it can have. Remove one first.",
            ),
            AddAddressError::Throttled(wait) => wait.into(),
            AddAddressError::Gone => Self::unauthenticated(),
            AddAddressError::Store(error) => error.into(),
        }
    }
}

fn in_use() -> ApiError {
    ApiError::new(Code::EmailAlreadyInUse, "This address belongs to an account already.")
}

fn not_found() -> ApiError {
    ApiError::new(Code::EmailNotFound, "Your account has no such address.")
}
