//! `/account/addresses/{id}/verify`: the code that was mailed to an address makes it count.

use super::{again, to_list};
use crate::pages::account::done;
use crate::pages::account::holder::{Answer, Holder, Refused, gone, tell};
use crate::pages::form::{Nothing, PageForm};
use crate::pages::problems;
use crate::pages::visit::see_other;
use crate::services::Services;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::service::{ResendAddressCodeError, VerifyAddressError};
use hitkey_identity::{AccountEmail, VerificationCode};
use hitkey_kernel::{EmailId, SecretText};
use hitkey_pages::views::VerifyAddress;
use hitkey_pages::{Done, Problem, Problems, Section};
use serde::Deserialize;

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    code: Option<SecretText>,
}

/// `GET /account/addresses/{id}/verify`.
pub(in crate::pages) async fn get(
    holder: Holder,
    id: web::Path<String>,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Answer {
    let Some(email) = unproven(&holder, &id, &services).await? else { return Ok(to_list()) };
    holder.show(&VerifyAddress { done: done(&request), ..page(&holder, &email, Problems::none()) })
}

/// `POST /account/addresses/{id}/verify`. An address that was proven already is as good as proven.
pub(in crate::pages) async fn post(
    holder: Holder,
    id: web::Path<String>,
    PageForm(fields): PageForm<Fields>,
    services: web::Data<Services>,
) -> Answer {
    let Some(email) = unproven(&holder, &id, &services).await? else {
        return Ok(tell(Section::Addresses, Done::AddressVerified));
    };
    let code = match problems::code(fields.code.as_ref()) {
        Ok(code) => VerificationCode::parse(code.expose()),
        Err(problem) => return form(&holder, &email, problem),
    };
    match services.identity.addresses.verify(&holder.actor(), &email.address, &code).await {
        Ok(_) | Err(VerifyAddressError::AlreadyVerified) => {
            Ok(tell(Section::Addresses, Done::AddressVerified))
        }
        Err(VerifyAddressError::NotFound) => Ok(to_list()),
        Err(VerifyAddressError::InUse) => {
            again(&holder, email.address.to_string(), Problem::AddressInUse, &services).await
        }
        Err(error) => form(&holder, &email, problem(error, &holder)?),
    }
}

/// `POST /account/addresses/{id}/resend`.
pub(in crate::pages) async fn resend(
    holder: Holder,
    id: web::Path<String>,
    _: PageForm<Nothing>,
    services: web::Data<Services>,
) -> Answer {
    let Some(email) = unproven(&holder, &id, &services).await? else { return Ok(to_list()) };
    let by = holder.actor();
    match services.identity.addresses.resend(by.user, &email.address, &by.origin).await {
        Ok(()) => Ok(sent(email.id)),
        Err(ResendAddressCodeError::NotFound | ResendAddressCodeError::AlreadyVerified) => Ok(to_list()),
        Err(ResendAddressCodeError::Cooldown(wait) | ResendAddressCodeError::Throttled(wait)) => {
            form(&holder, &email, problems::wait(wait))
        }
        Err(ResendAddressCodeError::Gone) => Err(gone()),
        Err(ResendAddressCodeError::Store(error)) => Err(holder.failed(error)),
    }
}

fn sent(id: EmailId) -> HttpResponse {
    let word = Done::CodeSent.word();
    see_other(&format!("/account/addresses/{id}/verify?done={word}")).finish()
}

/// The address, as long as it waits for its code.
async fn unproven(holder: &Holder, id: &str, services: &Services) -> Result<Option<AccountEmail>, Refused> {
    let Ok(id) = id.parse::<EmailId>() else { return Ok(None) };
    let account = holder.account(services).await?;
    Ok(account.emails.find(id).filter(|email| email.verified_at.is_none()).cloned())
}

fn problem(error: VerifyAddressError, holder: &Holder) -> Result<Problem, Refused> {
    match error {
        VerifyAddressError::WrongCode
        | VerifyAddressError::NotFound
        | VerifyAddressError::InUse
        | VerifyAddressError::AlreadyVerified => Ok(Problem::CodeWrong),
        VerifyAddressError::Expired => Ok(Problem::CodeExpired),
        VerifyAddressError::TooManyAttempts => Ok(Problem::CodeSpent),
        VerifyAddressError::Throttled(wait) => Ok(problems::wait(wait)),
        VerifyAddressError::Gone => Err(gone()),
        VerifyAddressError::Store(error) => Err(holder.failed(error)),
    }
}

fn page(holder: &Holder, email: &AccountEmail, problems: Problems) -> VerifyAddress {
    VerifyAddress {
        frame: holder.visit.frame,
        id: email.id.to_string(),
        address: email.address.to_string(),
        done: None,
        problems,
    }
}

fn form(holder: &Holder, email: &AccountEmail, problem: Problem) -> Answer {
    let page = page(holder, email, problem.into());
    holder.show_form(&page, &page.problems)
}
