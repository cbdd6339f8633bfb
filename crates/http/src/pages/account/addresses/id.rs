//! What is done to one address: it becomes the default one, or goes.

use super::{again, to_code, to_list};
use crate::pages::account::holder::{Answer, Holder, gone, tell};
use crate::pages::form::{Nothing, PageForm};
use crate::services::Services;
use actix_web::web;
use hitkey_identity::service::{RemoveAddressError, SetDefaultAddressError};
use hitkey_kernel::EmailId;
use hitkey_pages::{Done, Problem, Section};

/// `POST /account/addresses/{id}/default`.
pub(in crate::pages) async fn make_default(
    holder: Holder,
    _: PageForm<Nothing>,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Answer {
    let Ok(id) = id.parse::<EmailId>() else { return Ok(to_list()) };
    match services.identity.addresses.set_default(&holder.actor(), id).await {
        Ok(_) => Ok(tell(Section::Addresses, Done::AddressDefault)),
        Err(SetDefaultAddressError::NotFound) => Ok(to_list()),
        Err(SetDefaultAddressError::NotVerified) => Ok(to_code(id)),
        Err(SetDefaultAddressError::Gone) => Err(gone()),
        Err(SetDefaultAddressError::Store(error)) => Err(holder.failed(error)),
    }
}

/// `POST /account/addresses/{id}/remove`. An address that is gone already is as good as removed.
pub(in crate::pages) async fn remove(
    holder: Holder,
    _: PageForm<Nothing>,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Answer {
    let Ok(id) = id.parse::<EmailId>() else { return Ok(to_list()) };
    match services.identity.addresses.remove(&holder.actor(), id).await {
        Ok(()) | Err(RemoveAddressError::NotFound) => Ok(tell(Section::Addresses, Done::AddressRemoved)),
        Err(RemoveAddressError::OnlyVerified) => {
            again(&holder, String::new(), Problem::OnlyAddress, &services).await
        }
        Err(RemoveAddressError::Gone) => Err(gone()),
        Err(RemoveAddressError::Store(error)) => Err(holder.failed(error)),
    }
}
