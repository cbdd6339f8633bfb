use super::PATH;
use crate::extract::Whence;
use crate::pages::error::PageError;
use crate::pages::form::{Nothing, PageForm};
use crate::pages::visit::{Visit, see_other};
use crate::pages::visitor::{Visitor, sign_in_first};
use crate::services::Services;
use actix_web::{HttpResponse, web};
use hitkey_kernel::{Actor, ClientId};
use hitkey_oauth::service::WithdrawError;

/// `POST /account/apps/{client_id}/withdraw`. Access that was withdrawn already is as good as withdrawn.
pub(in crate::pages) async fn withdraw(
    (visit, Whence(origin)): (Visit, Whence),
    _: PageForm<Nothing>,
    visitor: Visitor,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Some(session) = visitor.session else { return Ok(sign_in_first(PATH)) };
    if let Ok(id) = id.parse::<ClientId>() {
        let by = Actor::new(session.user, origin);
        match services.oauth.allowed_apps.withdraw(&by, id).await {
            Ok(()) | Err(WithdrawError::NotAllowed) => {}
            Err(WithdrawError::Store(error)) => return Err(visit.error(error)),
        }
    }
    Ok(see_other("/account?done=app").finish())
}
