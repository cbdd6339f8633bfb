//! `/auth/login`

use super::bodies::LoginBody;
use super::views::SignedIn;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::ApiCredentials;
use hitkey_identity::service::{PasswordSignIn, SignInError, SignInOutcome};
use serde_json::json;

/// `POST /auth/login`: tokens, or 202 and a challenge when a second factor is awaited.
pub async fn post(
    Json((email, password)): Json<LoginBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let request = PasswordSignIn { email, password, origin, supersedes: None };
    Ok(match services.identity.sign_in.password::<ApiCredentials>(request).await? {
        SignInOutcome::SignedIn(done) => {
            HttpResponse::Ok().json(SignedIn::of(&done.account, &done.credentials))
        }
        SignInOutcome::SecondFactorRequired(token) => {
            HttpResponse::Accepted().json(json!({ "totp_required": true, "challenge_token": token.expose() }))
        }
    })
}

impl From<SignInError> for ApiError {
    fn from(error: SignInError) -> Self {
        match error {
            SignInError::InvalidCredentials => {
                Self::new(Code::InvalidCredentials, "The address or the password is wrong.")
            }
            SignInError::Throttled(wait) => wait.into(),
            SignInError::Hashing(error) => error.into(),
            SignInError::Store(error) => error.into(),
        }
    }
}
