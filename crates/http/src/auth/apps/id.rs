//! `/auth/apps/{client_id}`

use crate::error::ApiError;
use crate::extract::{Acting, PathId};
use crate::openapi::About;
use crate::reply::{Message, Reply};
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ClientId;
use hitkey_oauth::service::WithdrawError;

pub(crate) const DELETE: About =
    About::new("withdrawApp", "Withdraw what you allowed an application; its tokens end.");

/// `DELETE /auth/apps/{client_id}`: withdraws what the caller allowed; the application's tokens end.
pub async fn delete(
    Acting(by): Acting,
    PathId(client): PathId<ClientId>,
    services: Data<Services>,
) -> Result<Reply<Message>, ApiError> {
    services.oauth.allowed_apps.withdraw(&by, client).await?;
    Ok(Reply::saying("The application has no access any more."))
}

impl From<WithdrawError> for ApiError {
    fn from(error: WithdrawError) -> Self {
        match error {
            WithdrawError::NotAllowed => Self::not_found(),
            WithdrawError::Store(error) => error.into(),
        }
    }
}
