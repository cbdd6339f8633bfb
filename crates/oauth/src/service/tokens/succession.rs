use crate::OAuthRefreshToken;
use crate::ports::Deriver;
use data_encoding::BASE64URL_NOPAD;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Ties the derived tokens to their use.
const PURPOSE: &str = "oauth refresh successor";

/// Which refresh token comes after which.
///
/// Only digests are stored, so nobody could look up what an old token was exchanged for. But it follows from the old
/// one under the server key: every process gives the same successor, and who has an old token alone computes none.
pub(super) struct Succession(Arc<dyn Deriver>);

impl Succession {
    pub(super) fn new(deriver: Arc<dyn Deriver>) -> Self {
        Self(deriver)
    }

    /// What `token` is exchanged for.
    pub(super) fn after(&self, token: &OAuthRefreshToken) -> OAuthRefreshToken {
        let derived = self.0.derive(PURPOSE, token.expose().as_bytes());
        OAuthRefreshToken::parse(&Zeroizing::new(BASE64URL_NOPAD.encode(&*derived)))
    }
}
