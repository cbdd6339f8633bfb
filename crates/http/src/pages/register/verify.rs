//! `/register/verify`: the code from the mail.

use super::{REGISTRATION_LIFE, begin_again, kept_address};
use crate::cookies;
use crate::extract::Whence;
use crate::pages::error::PageError;
use crate::pages::form::{PageForm, query};
use crate::pages::local_path::LocalPath;
use crate::pages::problems;
use crate::pages::visit::{Visit, see_other};
use crate::services::Services;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::service::VerifyCodeError;
use hitkey_identity::{RegistrationToken, VerificationCode};
use hitkey_kernel::{EmailAddress, SecretText};
use hitkey_pages::views::Verify;
use hitkey_pages::{Problem, Problems};
use serde::Deserialize;

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub(in crate::pages) struct Query {
    resent: Option<String>,
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    #[serde(default)]
    email: String,
    code: Option<SecretText>,
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// `GET /register/verify`. Without an address the registration begins with one.
pub(in crate::pages) async fn get(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let Query { resent, continue_to } = query(&request);
    let visit = visit.on_the_way_to(&continue_to);
    let Some(email) = kept_address(&request) else {
        return Ok(see_other(&continue_to.carried_by("/register")).finish());
    };
    let page = page(&visit, &email, &continue_to, Problems::none());
    visit.show(&Verify { resent: resent.is_some(), ..page })
}

/// `POST /register/verify`.
pub(in crate::pages) async fn post(
    visit: Visit,
    fields: PageForm<Fields>,
    whence: Whence,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let PageForm(Fields { email, code, continue_to }) = fields;
    let visit = visit.on_the_way_to(&continue_to);
    let Ok(email) = problems::email(&email) else { return begin_again(&visit, &continue_to, email) };
    let code = match problems::code(code.as_ref()) {
        Ok(code) => VerificationCode::parse(code.expose()),
        Err(problem) => return form(&visit, &email, &continue_to, problem),
    };
    match services.identity.registration.verify(&email, &code, &visit.origin(whence)).await {
        Ok(token) => Ok(to_password(Some(&token), &continue_to, &services)),
        // The form was sent twice: the first answer set the cookie that the next page asks for.
        Err(VerifyCodeError::AlreadyVerified) => Ok(to_password(None, &continue_to, &services)),
        Err(VerifyCodeError::NotPending) => begin_again(&visit, &continue_to, email.to_string()),
        Err(error) => form(&visit, &email, &continue_to, problem(error, &visit)?),
    }
}

fn to_password(
    token: Option<&RegistrationToken>,
    continue_to: &LocalPath,
    services: &Services,
) -> HttpResponse {
    let mut response = see_other(&continue_to.carried_by("/register/password"));
    if let Some(token) = token {
        let settings = services.settings();
        response.cookie(cookies::keep(cookies::REGISTRATION, token.expose(), REGISTRATION_LIFE, settings));
    }
    response.finish()
}

fn problem(error: VerifyCodeError, visit: &Visit) -> Result<Problem, PageError> {
    match error {
        VerifyCodeError::NotPending | VerifyCodeError::AlreadyVerified => Ok(Problem::RegistrationExpired),
        VerifyCodeError::Expired => Ok(Problem::CodeExpired),
        VerifyCodeError::TooManyAttempts => Ok(Problem::CodeSpent),
        VerifyCodeError::WrongCode => Ok(Problem::CodeWrong),
        VerifyCodeError::Throttled(wait) => Ok(problems::wait(wait)),
        VerifyCodeError::Store(error) => Err(visit.error(error)),
    }
}

/// The page with what was wrong.
pub(super) fn form(
    visit: &Visit,
    email: &EmailAddress,
    continue_to: &LocalPath,
    problem: Problem,
) -> Result<HttpResponse, PageError> {
    let page = page(visit, email, continue_to, problem.into());
    visit.show_form(&page, &page.problems, None)
}

fn page(visit: &Visit, email: &EmailAddress, continue_to: &LocalPath, problems: Problems) -> Verify {
    Verify {
        frame: visit.frame,
        email: email.to_string(),
        continue_to: continue_to.as_str().to_owned(),
        resent: false,
        problems,
    }
}
