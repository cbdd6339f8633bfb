use super::PATH;
use crate::extract::Whence;
use crate::pages::error::PageError;
use crate::pages::form::{Nothing, PageForm};
use crate::pages::visit::{Visit, see_other};
use crate::pages::visitor::{Visitor, sign_in_first};
use crate::services::Services;
use actix_web::{HttpResponse, web};
use hitkey_identity::service::EndSessionError;
use hitkey_kernel::{Actor, SessionId};

/// `POST /account/sessions/{id}/end`. A session that has ended already is as good as ended.
pub(in crate::pages) async fn end(
    (visit, Whence(origin)): (Visit, Whence),
    _: PageForm<Nothing>,
    visitor: Visitor,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Some(session) = visitor.session else { return Ok(sign_in_first(PATH)) };
    if let Ok(id) = id.parse::<SessionId>() {
        let by = Actor::new(session.user, origin);
        match services.identity.sessions.end(&by, id).await {
            Ok(()) | Err(EndSessionError::NotFound) => {}
            Err(EndSessionError::Store(error)) => return Err(visit.error(error)),
        }
    }
    Ok(see_other("/account?done=session").finish())
}
