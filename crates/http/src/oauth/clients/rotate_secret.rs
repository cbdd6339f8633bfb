//! `/oauth/clients/{id}/rotate-secret`

use super::views::Registered;
use crate::error::{ApiError, Code};
use crate::extract::{OnBehalf, PathId};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_kernel::ClientId;
use hitkey_oauth::service::RotateSecretError;

pub(crate) const POST: About =
    About::new("rotateClientSecret", "Draw a new secret, shown this once; the old one is dead at once.")
        .fails(&[Code::PublicClient]);

/// `POST /oauth/clients/{id}/rotate-secret`: a new secret, shown this once; the old one is dead at once.
pub async fn post(
    OnBehalf(by): OnBehalf,
    PathId(id): PathId<ClientId>,
    services: Data<Services>,
) -> Result<Reply<Registered<'static>>, ApiError> {
    let (client, secret) = services.oauth.clients.rotate_secret(by.user, &by, id).await?;
    Ok(Reply::of(Registered::of(&client, Some(&secret))))
}

impl From<RotateSecretError> for ApiError {
    fn from(error: RotateSecretError) -> Self {
        match error {
            RotateSecretError::NotFound => Self::not_found(),
            RotateSecretError::NoSecret => Self::new(Code::PublicClient, "This client has no secret."),
            RotateSecretError::Store(error) => error.into(),
        }
    }
}
