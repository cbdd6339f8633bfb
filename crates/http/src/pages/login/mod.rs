//! `/login`: address and password.

pub(super) mod two_factor;

use super::error::PageError;
use super::form::{PageForm, query};
use super::local_path::LocalPath;
use super::problems;
use super::purpose::Purpose;
use super::visit::{Visit, see_other};
use super::visitor::{Visitor, new_session, session_cookie};
use crate::extract::Whence;
use crate::services::Services;
use crate::telemetry::SignInEnd;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::CookieCredentials;
use hitkey_identity::service::{PasswordSignIn, SignInError, SignInOutcome};
use hitkey_kernel::SecretText;
use hitkey_pages::views::SignIn;
use hitkey_pages::{Problem, Problems};
use serde::Deserialize;

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    email: String,
    password: Option<SecretText>,
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// `GET /login`. Whoever is signed in and comes without a purpose has nothing to do here; with a purpose
/// they were sent here to prove themselves again, or as somebody else.
pub(super) async fn get(
    visit: Visit,
    visitor: Visitor,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Query { continue_to } = query(&request);
    if visitor.session.is_some() && continue_to == LocalPath::default() {
        return Ok(see_other(continue_to.destination()).finish());
    }
    let visit = visit.on_the_way_to(&continue_to);
    let purpose = Purpose::of(continue_to, &services).await.map_err(|error| visit.error(error))?;
    let email = purpose.login_hint.clone().unwrap_or_default();
    form(&visit, purpose, email, Problems::none())
}

/// `POST /login`.
pub(super) async fn post(
    visit: Visit,
    fields: PageForm<Fields>,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let PageForm(Fields { email, password, continue_to }) = fields;
    let visit = visit.on_the_way_to(&continue_to);
    let checked = problems::both(problems::email(&email), problems::password(password.as_ref()));
    let problems = match checked {
        Ok((email, password)) => {
            let origin = visit.origin(Whence::of(&request));
            let sign_in = PasswordSignIn { email, password, origin, supersedes: session_cookie(&request) };
            let outcome = services.identity.sign_in.password(sign_in).await;
            services.count_sign_in(SignInEnd::of_password(&outcome));
            match outcome {
                Ok(outcome) => return Ok(move_on(&outcome, &continue_to, &services)),
                Err(error) => problem(error, &visit)?.into(),
            }
        }
        Err(problems) => problems,
    };
    let purpose = Purpose::of(continue_to, &services).await.map_err(|error| visit.error(error))?;
    form(&visit, purpose, email, problems)
}

/// The form, with what was typed before and what was wrong with it.
pub(super) fn form(
    visit: &Visit,
    purpose: Purpose,
    email: String,
    problems: Problems,
) -> Result<HttpResponse, PageError> {
    let continue_to = purpose.continue_to.as_str().to_owned();
    let page = SignIn { frame: visit.frame, email, continue_to, app: purpose.app, problems };
    visit.show_form(&page, &page.problems, purpose.redirect.as_ref())
}

fn move_on(
    outcome: &SignInOutcome<CookieCredentials>,
    continue_to: &LocalPath,
    services: &Services,
) -> HttpResponse {
    match outcome {
        SignInOutcome::SignedIn(signed_in) => see_other(continue_to.destination())
            .cookie(new_session(&signed_in.credentials, services))
            .finish(),
        SignInOutcome::SecondFactorRequired(token) => see_other(&continue_to.carried_by("/login/2fa"))
            .cookie(two_factor::challenge(token, services))
            .finish(),
    }
}

fn problem(error: SignInError, visit: &Visit) -> Result<Problem, PageError> {
    match error {
        SignInError::InvalidCredentials => Ok(Problem::CredentialsWrong),
        SignInError::Throttled(wait) => Ok(problems::wait(wait)),
        SignInError::Hashing(error) => problems::hashing(error, visit),
        SignInError::Store(error) => Err(visit.error(error)),
    }
}
