//! `/logout`: asks first, so that a link or an image can sign nobody out.

use super::error::PageError;
use super::form::{Nothing, PageForm};
use super::visit::{Visit, see_other};
use super::visitor::Visitor;
use crate::cookies;
use crate::extract::Whence;
use crate::services::Services;
use actix_web::{HttpResponse, web};
use hitkey_identity::service::MeError;
use hitkey_pages::views::{SignOut, SignedOut};

/// `GET /logout`: the question, or the good-bye when nobody is signed in.
pub(super) async fn get(
    visit: Visit,
    visitor: Visitor,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Some(session) = visitor.session else { return visit.show(&SignedOut { frame: visit.frame }) };
    match services.identity.profiles.me(session.user).await {
        Ok(account) => {
            let email = account.email().address.to_string();
            visit.show(&SignOut { frame: visit.frame, email })
        }
        Err(MeError::Gone) => visit.show(&SignedOut { frame: visit.frame }),
        Err(MeError::Store(error)) => Err(visit.error(error)),
    }
}

/// `POST /logout`.
pub(super) async fn post(
    visit: Visit,
    _: PageForm<Nothing>,
    visitor: Visitor,
    Whence(origin): Whence,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    if let Some(session) = visitor.session {
        let signed_out = services.identity.sessions.sign_out(&session, &origin).await;
        signed_out.map_err(|error| visit.error(error))?;
    }
    Ok(see_other("/logout").cookie(cookies::forget(cookies::SESSION, services.settings())).finish())
}
