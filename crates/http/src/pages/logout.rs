//! `/logout`: asks first, so that a link or an image can sign nobody out.

use super::end_session;
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
    let Some(session) = visitor.session else { return visit.show(&good_bye(&visit)) };
    match services.identity.profiles.me(session.user).await {
        Ok(account) => {
            let email = account.email().address.to_string();
            let person = session.user.to_string();
            visit.show(&SignOut {
                frame: visit.frame,
                email,
                person,
                app: None,
                means_another: false,
                action: "/logout".into(),
            })
        }
        Err(MeError::Gone) => visit.show(&good_bye(&visit)),
        Err(MeError::Store(error)) => Err(visit.error(error)),
    }
}

fn good_bye(visit: &Visit) -> SignedOut {
    SignedOut { frame: visit.frame, back: None, frames: Vec::new() }
}

/// `POST /logout`.
pub(super) async fn post(
    visit: Visit,
    _: PageForm<Nothing>,
    visitor: Visitor,
    Whence(origin): Whence,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let frames = match visitor.session {
        Some(session) => end_session::end(&visit, &session, &origin, &services).await?,
        None => Vec::new(),
    };
    if frames.is_empty() {
        return Ok(see_other("/logout")
            .cookie(cookies::forget(cookies::SESSION, services.settings()))
            .finish());
    }
    end_session::good_bye(&visit, None, &frames, &services)
}
