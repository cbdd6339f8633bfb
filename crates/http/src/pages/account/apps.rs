use super::PATH;
use crate::pages::error::PageError;
use crate::pages::form::{Nothing, PageForm};
use crate::pages::visit::{Visit, see_other};
use crate::pages::visitor::{Visitor, sign_in_first};
use crate::services::Services;
use actix_web::{HttpResponse, web};
use hitkey_kernel::ClientId;
use hitkey_oauth::service::WithdrawError;

/// `POST /account/apps/{client_id}/withdraw`. Access that was withdrawn already is as good as withdrawn.
pub(in crate::pages) async fn withdraw(
    visit: Visit,
    _: PageForm<Nothing>,
    visitor: Visitor,
    id: web::Path<String>,
    services: web::Data<Services>,
) -> Result<HttpResponse, PageError> {
    let Some(session) = visitor.session else { return Ok(sign_in_first(PATH)) };
    if let Ok(id) = id.parse::<ClientId>() {
        match services.oauth.allowed_apps.withdraw(session.user, id).await {
            Ok(()) | Err(WithdrawError::NotAllowed) => {}
            Err(WithdrawError::Store(error)) => return Err(visit.error(error)),
        }
    }
    Ok(see_other("/account?done=app").finish())
}
