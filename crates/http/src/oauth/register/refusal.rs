use crate::error::{Challenge, OAuthError, OAuthErrorCode};
use hitkey_oauth::service::{DynamicClientError, FieldError};

/// The most characters of a description: what a client sent may be long.
const LONGEST: usize = 1_000;

impl From<DynamicClientError> for OAuthError {
    fn from(error: DynamicClientError) -> Self {
        match error {
            DynamicClientError::Unauthorized => {
                Self::new(OAuthErrorCode::InvalidToken, "The token is not good.")
                    .with_challenge(Challenge::BearerError)
            }
            DynamicClientError::Invalid(fields) => invalid(&fields),
            DynamicClientError::Contended => Self::overloaded(error),
            DynamicClientError::Store(error) => error.into(),
        }
    }
}

/// There is no token at all.
pub(super) fn no_token() -> OAuthError {
    OAuthError::new(OAuthErrorCode::InvalidToken, "There is no token.").with_challenge(Challenge::Bearer)
}

/// RFC 7591 §3.2.2 has a word of its own for redirect URIs.
fn invalid(fields: &[FieldError]) -> OAuthError {
    let code = match fields.iter().all(|field| field.field == "redirect_uris") {
        true => OAuthErrorCode::InvalidRedirectUri,
        false => OAuthErrorCode::InvalidClientMetadata,
    };
    let told: Vec<String> = fields.iter().map(told).collect();
    OAuthError::new(code, printable(&told.join("; ")))
}

fn told(failure: &FieldError) -> String {
    let field = if failure.field == "name" { "client_name" } else { failure.field };
    format!("{field} {}", failure.message)
}

/// What may stand in a description (RFC 6749 §5.2).
fn printable(text: &str) -> String {
    let fits = |c: char| matches!(c, ' '..='~') && !matches!(c, '"' | '\\');
    text.chars().take(LONGEST).map(|c| if fits(c) { c } else { '?' }).collect()
}
