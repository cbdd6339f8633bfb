//! `/register/resend`: another code, for those whose mail got lost.

use super::{Fields, begin_again, verify};
use crate::extract::Whence;
use crate::pages::error::PageError;
use crate::pages::form::PageForm;
use crate::pages::local_path::LocalPath;
use crate::pages::problems;
use crate::pages::visit::{Visit, see_other};
use crate::services::Services;
use actix_web::{HttpResponse, web};
use hitkey_identity::service::ResendCodeError;

/// `POST /register/resend`.
pub(in crate::pages) async fn post(
    visit: Visit,
    fields: PageForm<Fields>,
    whence: Whence,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let PageForm(Fields { email, continue_to }) = fields;
    let visit = visit.on_the_way_to(&continue_to);
    let Ok(email) = problems::email(&email) else { return begin_again(&visit, &continue_to, email) };
    match services.identity.registration.resend(&email, &visit.origin(whence)).await {
        Ok(()) => Ok(to("/register/verify?resent=1", &continue_to)),
        Err(ResendCodeError::AlreadyVerified) => Ok(to("/register/password", &continue_to)),
        Err(ResendCodeError::NotPending) => begin_again(&visit, &continue_to, email.to_string()),
        Err(ResendCodeError::Cooldown(wait) | ResendCodeError::Throttled(wait)) => {
            verify::form(&visit, &email, &continue_to, problems::wait(wait))
        }
        Err(ResendCodeError::Store(error)) => Err(visit.error(error)),
    }
}

fn to(path: &str, continue_to: &LocalPath) -> HttpResponse {
    see_other(&continue_to.carried_by(path)).finish()
}
