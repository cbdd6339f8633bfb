//! `/auth/apps/{client_id}`

use crate::auth::views::Message;
use crate::error::ApiError;
use crate::extract::{Caller, PathId};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_kernel::ClientId;
use hitkey_oauth::service::WithdrawError;

/// `DELETE /auth/apps/{client_id}`: withdraws what the caller allowed; the application's tokens end.
pub async fn delete(
    caller: Caller,
    PathId(client): PathId<ClientId>,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    services.oauth.allowed_apps.withdraw(caller.user(), client).await?;
    Ok(HttpResponse::Ok().json(Message { message: "The application has no access any more." }))
}

impl From<WithdrawError> for ApiError {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::NotAllowed => Self::not_found(),
            WithdrawError::Store(error) => error.into(),
        }
    }
}
