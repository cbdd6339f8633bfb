use super::AuthorizeRefusal;
use crate::{AuthorizationCode, Issuer, RedirectUri, State};
use hitkey_kernel::SecretText;

/// Where the person's browser is sent with the answer. It may carry a code, so it is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUrl(SecretText);

impl RedirectUrl {
    /// The URL, plain ASCII, fit for a `Location` header.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }
}

/// What every answer to a request needs: its target, its state, and who answers (RFC 9207).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReturnAddress {
    pub(super) redirect_uri: RedirectUri,
    pub(super) state: Option<State>,
    pub(super) issuer: Issuer,
}

impl ReturnAddress {
    pub(super) fn with_code(&self, code: &AuthorizationCode) -> RedirectUrl {
        self.with(&[("code", code.expose())])
    }

    pub(super) fn with_error(&self, refusal: AuthorizeRefusal) -> RedirectUrl {
        let description = refusal.to_string();
        self.with(&[("error", refusal.code().as_str()), ("error_description", &description)])
    }

    fn with(&self, answer: &[(&str, &str)]) -> RedirectUrl {
        let mut parameters = answer.to_vec();
        parameters.extend(self.state.as_ref().map(|state| ("state", state.as_str())));
        parameters.push(("iss", self.issuer.as_str()));
        RedirectUrl(SecretText::new(self.redirect_uri.with_query(&parameters)))
    }
}
