//! `/register`: an account in three steps: the address, the code from the mail, the password.
//!
//! What belongs to the registration travels in cookies: the address between the pages, and the proof
//! that its code was entered.

pub(super) mod password;
pub(super) mod resend;
pub(super) mod verify;

use super::error::PageError;
use super::form::{PageForm, query};
use super::local_path::LocalPath;
use super::problems;
use super::purpose::Purpose;
use super::visit::{Visit, see_other};
use crate::cookies;
use crate::extract::Whence;
use crate::services::Services;
use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, HttpResponse, web};
use data_encoding::BASE64URL_NOPAD;
use hitkey_identity::service::StartRegistrationError;
use hitkey_kernel::EmailAddress;
use hitkey_pages::views::Register;
use hitkey_pages::{Problem, Problems};
use serde::Deserialize;
use std::time::Duration;

/// Holds the address between the steps.
const ADDRESS: &str = "hk_address";

/// How long a browser keeps what belongs to a registration.
const REGISTRATION_LIFE: Duration = Duration::from_secs(30 * 60);

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// The fields of the form; also of the button that has a code sent again.
#[derive(Debug, Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    email: String,
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// `GET /register`.
pub(super) async fn get(
    visit: Visit,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Query { continue_to } = query(&request);
    let visit = visit.on_the_way_to(&continue_to);
    let purpose = Purpose::of(continue_to, &services).await.map_err(|error| visit.error(error))?;
    form(&visit, &purpose.continue_to, purpose.login_hint.unwrap_or_default(), Problems::none())
}

/// `POST /register`.
pub(super) async fn post(
    visit: Visit,
    fields: PageForm<Fields>,
    whence: Whence,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let PageForm(Fields { email: typed, continue_to }) = fields;
    let visit = visit.on_the_way_to(&continue_to);
    let problem = match problems::email(&typed) {
        Err(problem) => problem,
        Ok(email) => match services.identity.registration.start(&email, &visit.origin(whence)).await {
            Ok(()) => return Ok(to_verify(&email, &continue_to, &services)),
            Err(StartRegistrationError::Throttled(wait)) => problems::wait(wait),
            Err(StartRegistrationError::Store(error)) => return Err(visit.error(error)),
        },
    };
    form(&visit, &continue_to, typed, problem.into())
}

fn to_verify(email: &EmailAddress, continue_to: &LocalPath, services: &Services) -> HttpResponse {
    see_other(&continue_to.carried_by("/register/verify")).cookie(keep_address(email, services)).finish()
}

fn form(
    visit: &Visit,
    continue_to: &LocalPath,
    email: String,
    problems: Problems,
) -> Result<HttpResponse, PageError> {
    let page = Register { frame: visit.frame, email, continue_to: continue_to.as_str().to_owned(), problems };
    visit.show_form(&page, &page.problems, None)
}

/// Back to the first step: there is nothing to go on with.
fn begin_again(visit: &Visit, continue_to: &LocalPath, email: String) -> Result<HttpResponse, PageError> {
    form(visit, continue_to, email, Problem::RegistrationExpired.into())
}

fn keep_address(email: &EmailAddress, services: &Services) -> Cookie<'static> {
    // An address may have characters that a cookie can't.
    let value = BASE64URL_NOPAD.encode(email.as_str().as_bytes());
    cookies::keep(ADDRESS, &value, REGISTRATION_LIFE, services.settings())
}

/// The address of the registration that this browser is in the middle of.
fn kept_address(request: &HttpRequest) -> Option<EmailAddress> {
    let bytes = BASE64URL_NOPAD.decode(cookies::value(request, ADDRESS)?.as_bytes()).ok()?;
    EmailAddress::parse(std::str::from_utf8(&bytes).ok()?).ok()
}
