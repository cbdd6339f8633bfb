use crate::error::OAuthError;
use crate::extract::{FromPairs, Pairs};
use crate::openapi::PresentedTokenRequest;
use hitkey_oauth::service::TokenParams;

/// A token that somebody asks about or gives back, and their credentials.
#[derive(Debug)]
pub struct PresentedToken(pub(super) TokenParams);

impl FromPairs for PresentedToken {
    type Shape = PresentedTokenRequest;

    fn from_pairs(pairs: Pairs) -> Result<Self, OAuthError> {
        Ok(Self(TokenParams::from_pairs(pairs)?))
    }
}
