//! `/login/2fa`: the second step. The challenge travels in a cookie, never in a URL.

use crate::cookies;
use crate::extract::Whence;
use crate::pages::error::PageError;
use crate::pages::form::{PageForm, query};
use crate::pages::local_path::LocalPath;
use crate::pages::problems;
use crate::pages::purpose::Purpose;
use crate::pages::visit::{Visit, see_other};
use crate::pages::visitor::{new_session, session_cookie};
use crate::services::Services;
use crate::telemetry::SignInEnd;
use actix_web::cookie::Cookie;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::service::{SecondFactorSignIn, SecondFactorSignInError, SignedIn};
use hitkey_identity::{ChallengeToken, CookieCredentials};
use hitkey_kernel::SecretText;
use hitkey_pages::views::{Method, SecondFactor};
use hitkey_pages::{Problem, Problems};
use serde::Deserialize;
use std::time::Duration;

/// Holds the challenge between the two steps.
const CHALLENGE: &str = "hk_challenge";

/// How long the browser keeps it: as long as the challenge lives.
const CHALLENGE_LIFE: Duration = Duration::from_secs(5 * 60);

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub(in crate::pages) struct Query {
    #[serde(default)]
    method: String,
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(in crate::pages) struct Fields {
    code: Option<SecretText>,
    #[serde(default)]
    method: String,
    #[serde(default, rename = "continue")]
    continue_to: LocalPath,
}

/// The cookie that carries the challenge to the second step.
pub(super) fn challenge(token: &ChallengeToken, services: &Services) -> Cookie<'static> {
    cookies::keep(CHALLENGE, token.expose(), CHALLENGE_LIFE, services.settings())
}

/// `GET /login/2fa`. Without a challenge the sign-in begins with the password.
pub(in crate::pages) async fn get(
    visit: Visit,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Query { method, continue_to } = query(&request);
    let visit = visit.on_the_way_to(&continue_to);
    if cookies::value(&request, CHALLENGE).is_none() {
        return Ok(see_other(&continue_to.carried_by("/login")).finish());
    }
    let purpose = Purpose::of(continue_to, &services).await.map_err(|error| visit.error(error))?;
    form(&visit, purpose, &method, Problems::none())
}

/// `POST /login/2fa`.
pub(in crate::pages) async fn post(
    visit: Visit,
    fields: PageForm<Fields>,
    request: HttpRequest,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let PageForm(Fields { code, method, continue_to }) = fields;
    let visit = visit.on_the_way_to(&continue_to);
    let problem = match (problems::code(code.as_ref()), presented(&request)) {
        (Err(problem), _) => problem,
        (Ok(_), None) => Problem::SignInExpired,
        (Ok(code), Some(token)) => match attempt(&visit, token, code, &request, &services).await {
            Ok(signed_in) => return Ok(move_on(&signed_in, &continue_to, &services)),
            Err(error) => problem(error, &visit)?,
        },
    };
    let purpose = Purpose::of(continue_to, &services).await.map_err(|error| visit.error(error))?;
    if problem == Problem::SignInExpired {
        return super::form(&visit, purpose, String::new(), problem.into());
    }
    form(&visit, purpose, &method, problem.into())
}

fn presented(request: &HttpRequest) -> Option<ChallengeToken> {
    cookies::value(request, CHALLENGE).map(|value| ChallengeToken::parse(&value))
}

async fn attempt(
    visit: &Visit,
    token: ChallengeToken,
    code: SecretText,
    request: &HttpRequest,
    services: &Services,
) -> Result<SignedIn<CookieCredentials>, SecondFactorSignInError> {
    let origin = visit.origin(Whence::of(request));
    let sign_in = SecondFactorSignIn { token, code, origin, supersedes: session_cookie(request) };
    let outcome = services.identity.sign_in.second_factor(sign_in).await;
    services.count_sign_in(SignInEnd::of_second_factor(&outcome));
    outcome
}

fn move_on(
    signed_in: &SignedIn<CookieCredentials>,
    continue_to: &LocalPath,
    services: &Services,
) -> HttpResponse {
    see_other(continue_to.destination())
        .cookie(new_session(&signed_in.credentials, services))
        .cookie(cookies::forget(CHALLENGE, services.settings()))
        .finish()
}

fn problem(error: SecondFactorSignInError, visit: &Visit) -> Result<Problem, PageError> {
    match error {
        SecondFactorSignInError::InvalidChallenge => Ok(Problem::SignInExpired),
        SecondFactorSignInError::WrongCode => Ok(Problem::CodeWrong),
        SecondFactorSignInError::Throttled(wait) => Ok(problems::wait(wait)),
        SecondFactorSignInError::Unseal(error) => Err(visit.internal(error)),
        SecondFactorSignInError::Store(error) => Err(visit.error(error)),
    }
}

fn form(
    visit: &Visit,
    purpose: Purpose,
    method: &str,
    problems: Problems,
) -> Result<HttpResponse, PageError> {
    let page = SecondFactor {
        frame: visit.frame,
        method: if method == "recovery" { Method::Recovery } else { Method::App },
        continue_to: purpose.continue_to.as_str().to_owned(),
        app: purpose.app,
        problems,
    };
    visit.show_form(&page, &page.problems, purpose.redirect.as_ref())
}
