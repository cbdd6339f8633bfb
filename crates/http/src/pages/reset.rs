//! `/reset`: a new password by the link from the mail.
//!
//! Opening the link changes nothing: programs that scan mails open links too. The token moves into the
//! form, and only sending the form uses it up.

use super::error::PageError;
use super::form::{PageForm, query};
use super::visit::{Visit, see_other};
use super::{forgot, problems};
use crate::cookies;
use crate::extract::Whence;
use crate::services::Services;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::ResetToken;
use hitkey_identity::service::ResetPasswordError;
use hitkey_kernel::SecretText;
use hitkey_pages::views::{Reset, ResetDone};
use hitkey_pages::{Problem, Problems};
use serde::Deserialize;

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    token: Option<SecretText>,
    done: Option<String>,
}

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(super) struct Fields {
    token: Option<SecretText>,
    password: Option<SecretText>,
}

/// `GET /reset?token=…`; after the form was sent, `GET /reset?done=1`.
pub(super) async fn get(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let Query { token, done } = query(&request);
    match (token, done) {
        (_, Some(_)) => visit.show(&ResetDone { frame: visit.frame }),
        (Some(token), None) => form(&visit, token.expose(), Problems::none()),
        (None, None) => Ok(see_other("/forgot").finish()),
    }
}

/// `POST /reset`.
pub(super) async fn post(
    visit: Visit,
    fields: PageForm<Fields>,
    whence: Whence,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let PageForm(Fields { token, password }) = fields;
    let Some(token) = token else { return dead_link(&visit) };
    let password = match problems::password(password.as_ref()) {
        Ok(password) => password,
        Err(problem) => return form(&visit, token.expose(), problem.into()),
    };
    let presented = ResetToken::parse(token.expose());
    match services.identity.passwords.reset(&presented, &password, &whence.0).await {
        Ok(()) => Ok(done(&services)),
        Err(ResetPasswordError::InvalidToken | ResetPasswordError::TokenExpired) => dead_link(&visit),
        Err(error) => form(&visit, token.expose(), problem(error, &visit)?.into()),
    }
}

/// Every session of the person has ended, the one of this browser included.
fn done(services: &Services) -> HttpResponse {
    see_other("/reset?done=1").cookie(cookies::forget(cookies::SESSION, services.settings())).finish()
}

fn dead_link(visit: &Visit) -> Result<HttpResponse, PageError> {
    forgot::form(visit, String::new(), Problem::LinkDead.into())
}

fn problem(error: ResetPasswordError, visit: &Visit) -> Result<Problem, PageError> {
    match error {
        ResetPasswordError::InvalidToken | ResetPasswordError::TokenExpired => Ok(Problem::LinkDead),
        ResetPasswordError::Weak(refused) => Ok(problems::weak(refused)),
        ResetPasswordError::Hashing(error) => problems::hashing(error, visit),
        ResetPasswordError::Store(error) => Err(visit.error(error)),
    }
}

fn form(visit: &Visit, token: &str, problems: Problems) -> Result<HttpResponse, PageError> {
    let page = Reset { frame: visit.frame, token: token.to_owned(), problems };
    visit.show_form(&page, &page.problems, None)
}
