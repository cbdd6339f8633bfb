//! `/forgot`: mails a link to set a new password. Known and unknown addresses get the same answer.

use super::error::PageError;
use super::form::{PageForm, query};
use super::problems;
use super::visit::{Visit, see_other};
use crate::extract::Whence;
use crate::services::Services;
use actix_web::{HttpRequest, HttpResponse, web};
use hitkey_identity::service::ForgotPasswordError;
use hitkey_pages::Problems;
use hitkey_pages::views::{Forgot, ForgotSent};
use serde::Deserialize;

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Query {
    sent: Option<String>,
}

/// The fields of the form.
#[derive(Debug, Deserialize)]
pub(super) struct Fields {
    #[serde(default)]
    email: String,
}

/// `GET /forgot`; after the form was sent, `GET /forgot?sent=1`.
pub(super) async fn get(visit: Visit, request: HttpRequest) -> Result<HttpResponse, PageError> {
    match query::<Query>(&request).sent {
        Some(_) => visit.show(&ForgotSent { frame: visit.frame }),
        None => form(&visit, String::new(), Problems::none()),
    }
}

/// `POST /forgot`.
pub(super) async fn post(
    visit: Visit,
    fields: PageForm<Fields>,
    whence: Whence,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let PageForm(Fields { email: typed }) = fields;
    let problem = match problems::email(&typed) {
        Err(problem) => problem,
        Ok(email) => match services.identity.passwords.forgot(&email, &whence.0).await {
            Ok(()) => return Ok(see_other("/forgot?sent=1").finish()),
            Err(ForgotPasswordError::Throttled(wait)) => problems::wait(wait),
            Err(ForgotPasswordError::Store(error)) => return Err(visit.error(error)),
        },
    };
    form(&visit, typed, problem.into())
}

/// The form, with what was typed before and what was wrong.
pub(super) fn form(visit: &Visit, email: String, problems: Problems) -> Result<HttpResponse, PageError> {
    let page = Forgot { frame: visit.frame, email, problems };
    visit.show_form(&page, &page.problems, None)
}
