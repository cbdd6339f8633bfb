use super::registration::Complaints;
use crate::TokenSettings;

/// What somebody wants a client's tokens to be like, unchecked. What is left out stays, or is as it is by default.
#[derive(Debug, Clone, Default)]
pub struct TokenChanges {
    /// `refresh_token_rotation`: whether each use of a refresh token gives a new one. A public client has no choice.
    pub refresh_token_rotation: Option<bool>,
}

/// Changes that keep all rules that can be judged without the client.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TokensChanged {
    rotates_refresh: Option<bool>,
}

impl TokenChanges {
    pub(super) fn check(&self) -> TokensChanged {
        TokensChanged { rotates_refresh: self.refresh_token_rotation }
    }
}

impl TokensChanged {
    /// Whether a client of that kind can have it so.
    pub(super) fn check_for(self, is_public: bool, complaints: &mut Complaints) {
        if is_public && self.rotates_refresh == Some(false) {
            let message = "must be true for a public client: it has no secret that protects the token";
            complaints.add("refresh_token_rotation", "public_client", message);
        }
    }

    pub(super) fn apply_to(self, before: TokenSettings) -> TokenSettings {
        TokenSettings { rotates_refresh: self.rotates_refresh.unwrap_or(before.rotates_refresh) }
    }
}
