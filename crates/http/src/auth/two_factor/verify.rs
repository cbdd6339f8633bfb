//! `/auth/2fa/verify`

use super::wrong_code;
use crate::auth::views::SignedIn;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json, Whence};
use crate::services::Services;
use actix_web::HttpResponse;
use actix_web::web::Data;
use hitkey_identity::service::{SecondFactorSignIn, SecondFactorSignInError};
use hitkey_identity::{ApiCredentials, ChallengeToken};
use hitkey_kernel::SecretText;
use serde::Deserialize;

/// `{"challenge_token", "code"}`
#[derive(Deserialize)]
pub struct Body {
    challenge_token: Option<SecretText>,
    code: Option<SecretText>,
}

impl Check for Body {
    type Checked = (ChallengeToken, SecretText);

    fn check(self, checks: &mut Checks) -> Option<Self::Checked> {
        let token = checks.secret("challenge_token", self.challenge_token);
        let code = checks.secret("code", self.code);
        Some((ChallengeToken::parse(token?.expose()), code?))
    }
}

/// `POST /auth/2fa/verify`: the second step of a sign-in.
pub async fn post(
    Json((token, code)): Json<Body>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<HttpResponse, ApiError> {
    let request = SecondFactorSignIn { token, code, origin, supersedes: None };
    let done = services.identity.sign_in.second_factor::<ApiCredentials>(request).await?;
    Ok(HttpResponse::Ok().json(SignedIn::of(&done.account, &done.credentials)))
}

impl From<SecondFactorSignInError> for ApiError {
    fn from(error: SecondFactorSignInError) -> Self {
        match error {
            SecondFactorSignInError::InvalidChallenge => {
                Self::new(Code::InvalidToken, "This sign-in is over. Begin again with your password.")
            }
            SecondFactorSignInError::WrongCode => wrong_code(),
            SecondFactorSignInError::Throttled(wait) => wait.into(),
            SecondFactorSignInError::Unseal(error) => error.into(),
            SecondFactorSignInError::Store(error) => error.into(),
        }
    }
}
