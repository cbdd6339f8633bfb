//! `/register/password`: the last step makes the account and signs its person in.

use super::{ADDRESS, Query, begin_again, kept_address};
use crate::cookies;
use crate::extract::Whence;
use crate::pages::error::PageError;
use crate::pages::form::{PageForm, query};
use crate::pages::local_path::LocalPath;
use crate::pages::problems;
use crate::pages::visit::{Visit, see_other};
use crate::pages::visitor::{Visitor, new_session, session_cookie};
use crate::services::Services;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::service::{CompleteRegistration, CompleteRegistrationError, SignedIn};
use hitkey_identity::{CookieCredentials, Password, RegistrationToken};
use hitkey_kernel::{EmailAddress, SecretText};
use hitkey_pages::views::ChoosePassword;
use hitkey_pages::{Problem, Problems};
use serde::Deserialize;

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    #[serde(default)]
    email: String,
    password: Option<SecretText>,
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// `GET /register/password`. Without the proof from the second step the registration begins again.
pub(in crate::pages) async fn get(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let Query { continue_to } = query(&request);
    let visit = visit.on_the_way_to(&continue_to);
    let proven = cookies::value(&request, cookies::REGISTRATION).and(kept_address(&request));
    match proven {
        Some(email) => form(&visit, email.as_str(), &continue_to, Problems::none()),
        None => Ok(see_other(&continue_to.carried_by("/register")).finish()),
    }
}

/// `POST /register/password`.
pub(in crate::pages) async fn post(
    visit: Visit,
    visitor: Visitor,
    fields: PageForm<Fields>,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let PageForm(Fields { email, password, continue_to }) = fields;
    let visit = visit.on_the_way_to(&continue_to);
    let (address, password) =
        match problems::both(problems::email(&email), problems::password(password.as_ref())) {
            Ok(checked) => checked,
            Err(problems) => return form(&visit, &email, &continue_to, problems),
        };
    match services.identity.registration.complete(registration(&visit, address, password, &request)).await {
        Ok(signed_in) => Ok(welcome(&signed_in, &continue_to, &services)),
        // The form was sent twice, or the person is done for another reason.
        Err(error) if is_over(&error) && visitor.session.is_some() => {
            Ok(see_other(continue_to.destination()).finish())
        }
        Err(error) if is_over(&error) => begin_again(&visit, &continue_to, email),
        Err(CompleteRegistrationError::AddressTaken) => {
            Ok(see_other(&continue_to.carried_by("/login")).finish())
        }
        Err(error) => form(&visit, &email, &continue_to, problem(error, &visit)?.into()),
    }
}

fn registration(
    visit: &Visit,
    email: EmailAddress,
    password: Password,
    request: &HttpRequest,
) -> CompleteRegistration {
    let token = cookies::value(request, cookies::REGISTRATION);
    CompleteRegistration {
        email,
        password,
        token: token.map(|value| RegistrationToken::parse(&value)),
        origin: visit.origin(Whence::of(request)),
        supersedes: session_cookie(request),
    }
}

fn welcome(
    signed_in: &SignedIn<CookieCredentials>,
    continue_to: &LocalPath,
    services: &Services,
) -> HttpResponse {
    see_other(continue_to.destination())
        .cookie(new_session(&signed_in.credentials, services))
        .cookie(cookies::forget(cookies::REGISTRATION, services.settings()))
        .cookie(cookies::forget(ADDRESS, services.settings()))
        .finish()
}

const fn is_over(error: &CompleteRegistrationError) -> bool {
    matches!(
        error,
        CompleteRegistrationError::VerificationRequired
            | CompleteRegistrationError::InvalidToken
            | CompleteRegistrationError::TokenExpired
    )
}

fn problem(error: CompleteRegistrationError, visit: &Visit) -> Result<Problem, PageError> {
    match error {
        CompleteRegistrationError::VerificationRequired
        | CompleteRegistrationError::InvalidToken
        | CompleteRegistrationError::TokenExpired
        | CompleteRegistrationError::AddressTaken => Ok(Problem::RegistrationExpired),
        CompleteRegistrationError::Weak(refused) => Ok(problems::weak(refused)),
        CompleteRegistrationError::Hashing(error) => problems::hashing(error, visit),
        CompleteRegistrationError::Store(error) => Err(visit.error(error)),
    }
}

fn form(
    visit: &Visit,
    email: &str,
    continue_to: &LocalPath,
    problems: Problems,
) -> Result<HttpResponse, PageError> {
    let (email, continue_to) = (email.to_owned(), continue_to.as_str().to_owned());
    let page = ChoosePassword { frame: visit.frame, email, continue_to, problems };
    visit.show_form(&page, &page.problems, None)
}
