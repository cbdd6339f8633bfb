use crate::{OAuthRefreshToken, ScopeSet};
use hitkey_kernel::SecretText;
use std::time::Duration;

/// The tokens that a client gets (RFC 6749 §5.1). They are shown here and nowhere else.
#[derive(Debug, Clone)]
pub struct TokenAnswer {
    /// The access token.
    pub access_token: SecretText,
    /// How long it is good.
    pub expires_in: Duration,
    /// What for.
    pub scope: ScopeSet,
    /// The refresh token, if the client refreshes.
    pub refresh_token: Option<OAuthRefreshToken>,
    /// The id_token, if `openid` was allowed.
    pub id_token: Option<SecretText>,
}
