//! `/auth/login`

use super::bodies::LoginBody;
use super::views::SignedIn;
use crate::error::{ApiError, Code};
use crate::extract::{Json, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use crate::telemetry::SignInEnd;
use actix_web::Either;
use actix_web::web::Data;
use hitkey_identity::ApiCredentials;
use hitkey_identity::service::{PasswordSignIn, SignInError, SignInOutcome};
use serde::Serialize;
use utoipa::ToSchema;

/// The second factor is awaited.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "totp_required": true, "challenge_token": "Ch4l…" }))]
pub struct Challenge<'a> {
    totp_required: bool,
    challenge_token: &'a str,
}

pub(crate) const POST: About = About::new("signIn", "Sign in with a password.")
    .fails(&[Code::InvalidCredentials, Code::TooManyRequests]);

/// `POST /auth/login`: tokens, or 202 and a challenge when a second factor is awaited.
pub async fn post(
    Json((email, password)): Json<LoginBody>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Either<Reply<SignedIn<'static>>, Reply<Challenge<'static>, 202>>, ApiError> {
    let request = PasswordSignIn { email, password, origin, supersedes: None };
    let outcome = services.identity.sign_in.password::<ApiCredentials>(request).await;
    services.count_sign_in(SignInEnd::of_password(&outcome));
    Ok(match outcome? {
        SignInOutcome::SignedIn(done) => {
            Either::Left(Reply::of(SignedIn::of(&done.account, &done.credentials)))
        }
        SignInOutcome::SecondFactorRequired(token) => {
            Either::Right(Reply::of(Challenge { totp_required: true, challenge_token: token.expose() }))
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
