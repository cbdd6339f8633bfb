//! `/auth/2fa/verify`

use super::wrong_code;
use crate::auth::views::SignedIn;
use crate::error::{ApiError, Checks, Code};
use crate::extract::{Check, Json, Whence};
use crate::openapi::About;
use crate::reply::Reply;
use crate::services::Services;
use crate::telemetry::SignInEnd;
use actix_web::web::Data;
use hitkey_identity::service::{SecondFactorSignIn, SecondFactorSignInError};
use hitkey_identity::{ApiCredentials, ChallengeToken};
use hitkey_kernel::SecretText;
use serde::Deserialize;
use utoipa::ToSchema;

/// `{"challenge_token", "code"}`
#[derive(Deserialize, ToSchema)]
#[schema(as = SecondFactorBody, example = json!({ "challenge_token": "Ch4l…", "code": "123456" }))]
pub struct Body {
    #[schema(value_type = String, required, min_length = 1)]
    challenge_token: Option<SecretText>,
    #[schema(value_type = String, required, min_length = 1)]
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

pub(crate) const POST: About =
    About::new("proveSecondFactor", "Finish a sign-in with a code of the second factor, or a recovery code.")
        .fails(&[Code::InvalidToken, Code::InvalidCode, Code::TooManyRequests]);

/// `POST /auth/2fa/verify`: the second step of a sign-in.
pub async fn post(
    Json((token, code)): Json<Body>,
    Whence(origin): Whence,
    services: Data<Services>,
) -> Result<Reply<SignedIn<'static>>, ApiError> {
    let request = SecondFactorSignIn { token, code, origin, supersedes: None };
    let done = services.identity.sign_in.second_factor::<ApiCredentials>(request).await;
    services.count_sign_in(SignInEnd::of_second_factor(&done));
    let done = done?;
    Ok(Reply::of(SignedIn::of(&done.account, &done.credentials)))
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
