//! `/account/addresses`: where the person is reached.

pub(in crate::pages) mod id;
pub(in crate::pages) mod verify;

use super::done;
use super::holder::{Answer, Holder, Refused, gone};
use crate::pages::form::PageForm;
use crate::pages::problems;
use crate::pages::visit::see_other;
use crate::services::Services;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::service::AddAddressError;
use hitkey_identity::{Account, AccountEmail};
use hitkey_kernel::{EmailAddress, EmailId};
use hitkey_pages::views::{AddressLine, Addresses};
use hitkey_pages::{Problem, Problems};
use serde::Deserialize;

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    #[serde(default)]
    email: String,
}

/// `GET /account/addresses`.
pub(in crate::pages) async fn get(
    holder: Holder,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Answer {
    let account = holder.account(&services).await?;
    holder.show(&Addresses { done: done(&request), ..page(&holder, &account) })
}

/// `POST /account/addresses`: a further address, to which a code is mailed.
pub(in crate::pages) async fn post(
    holder: Holder,
    PageForm(fields): PageForm<Fields>,
    services: web::Data<Services>,
) -> Answer {
    let problem = match problems::email(&fields.email) {
        Err(problem) => problem,
        Ok(address) => match services.identity.addresses.add(&holder.actor(), &address).await {
            Ok(added) => return Ok(to_code(added.id)),
            Err(AddAddressError::InUse) => return in_use(&holder, &address, &services).await,
            Err(error) => problem(error, &holder)?,
        },
    };
    again(&holder, fields.email, problem, &services).await
}

/// The form was sent twice, or the person lost the page that asks for the code.
async fn in_use(holder: &Holder, address: &EmailAddress, services: &Services) -> Answer {
    let account = holder.account(services).await?;
    match account.emails.of_address(address).filter(|own| own.verified_at.is_none()) {
        Some(own) => Ok(to_code(own.id)),
        None => again(holder, address.to_string(), Problem::AddressInUse, services).await,
    }
}

fn problem(error: AddAddressError, holder: &Holder) -> Result<Problem, Refused> {
    match error {
        AddAddressError::InUse => Ok(Problem::AddressInUse),
        AddAddressError::TooMany => Ok(Problem::TooManyAddresses),
        AddAddressError::Throttled(wait) => Ok(problems::wait(wait)),
        AddAddressError::Gone => Err(gone()),
        AddAddressError::Store(error) => Err(holder.failed(error)),
    }
}

/// The page with what was typed and what was wrong.
async fn again(holder: &Holder, email: String, problem: Problem, services: &Services) -> Answer {
    let account = holder.account(services).await?;
    let page = Addresses { email, problems: problem.into(), ..page(holder, &account) };
    holder.show_form(&page, &page.problems)
}

fn page(holder: &Holder, account: &Account) -> Addresses {
    Addresses {
        frame: holder.visit.frame,
        addresses: account.emails.all().iter().map(line).collect(),
        email: String::new(),
        done: None,
        problems: Problems::none(),
    }
}

fn line(email: &AccountEmail) -> AddressLine {
    AddressLine {
        id: email.id.to_string(),
        address: email.address.to_string(),
        is_default: email.is_default,
        is_verified: email.verified_at.is_some(),
    }
}

/// On to the page that asks for the code.
fn to_code(id: EmailId) -> HttpResponse {
    see_other(&format!("/account/addresses/{id}/verify")).finish()
}

/// Back to the list: the address is not there (any more).
fn to_list() -> HttpResponse {
    see_other("/account/addresses").finish()
}
