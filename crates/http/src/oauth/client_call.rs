//! What the endpoints share where clients authenticate.

use crate::error::OAuthError;
use crate::extract::Quota;
use actix_web::HttpRequest;
use actix_web::http::header;
use hitkey_oauth::service::{TokenError, TokenErrorCode, TokenParams, TokenRefusal};

/// A request in which a client proves itself, or tries to.
pub(super) struct ClientCall<'a> {
    authorization: Option<&'a str>,
    shows_secret: bool,
}

impl<'a> ClientCall<'a> {
    pub(super) fn of(request: &'a HttpRequest, params: &TokenParams) -> Self {
        // A header that is no text is no client's.
        let authorization = request.headers().get(header::AUTHORIZATION);
        let authorization = authorization.map(|value| value.to_str().unwrap_or_default());
        let in_body = ["client_secret", "client_assertion"].iter().any(|name| params.get(name).is_some());
        let shows_secret = authorization.is_some() || in_body;
        Self { authorization, shows_secret }
    }

    /// The value of the header.
    pub(super) fn authorization(&self) -> Option<&'a str> {
        self.authorization
    }

    /// Whether it shows something that could prove it.
    pub(super) fn shows_secret(&self) -> bool {
        self.shows_secret
    }

    /// Counts a refusal for the network it went to, unless the client proved itself by its secret, or by a device code
    /// that waits and comes no faster than it may: many televisions share a network.
    pub(super) fn count(&self, quota: &Quota, error: Option<&TokenError>) -> Result<(), OAuthError> {
        match error {
            Some(TokenError::Refused(TokenRefusal::DevicePending)) => {}
            Some(TokenError::Refused(refusal))
                if !self.shows_secret || refusal.code() == TokenErrorCode::InvalidClient =>
            {
                quota.count_stranger()?;
            }
            _ => {}
        }
        Ok(())
    }
}
