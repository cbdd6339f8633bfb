use super::{AuthorizeRefusal, ResponseMode};
use crate::{AuthorizationCode, Issuer, RedirectUri, State};
use hitkey_kernel::SecretText;

/// The answer to an authorization request, good or bad, as the person's browser takes it to the client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuthorizeAnswer {
    /// The browser is redirected.
    Redirect(RedirectUrl),
    /// The browser posts a form.
    Form(AnswerForm),
}

impl AuthorizeAnswer {
    /// Where the browser is redirected, unless it has to post a form.
    pub fn redirect_url(&self) -> Option<&str> {
        match self {
            Self::Redirect(url) => Some(url.as_str()),
            Self::Form(_) => None,
        }
    }

    /// A URL of the client to which the browser takes it.
    pub fn target(&self) -> &str {
        match self {
            Self::Redirect(url) => url.as_str(),
            Self::Form(form) => form.action(),
        }
    }
}

/// Where the person's browser is sent with the answer. It may carry a code, so it is not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedirectUrl(SecretText);

impl RedirectUrl {
    /// The URL, plain ASCII, fit for a `Location` header.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }
}

/// The form that the person's browser posts to the client. It may carry a code, so its values are not printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerForm {
    action: String,
    fields: Vec<(&'static str, SecretText)>,
}

impl AnswerForm {
    /// Where it is posted to.
    pub fn action(&self) -> &str {
        &self.action
    }

    /// Its hidden fields.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.fields.iter().map(|(name, value)| (*name, value.expose()))
    }
}

/// What every answer to a request needs: its target, its state, who answers (RFC 9207), and how it travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReturnAddress {
    pub(super) redirect_uri: RedirectUri,
    pub(super) state: Option<State>,
    pub(super) issuer: Issuer,
    pub(super) mode: ResponseMode,
}

impl ReturnAddress {
    pub(super) fn with_code(&self, code: &AuthorizationCode) -> AuthorizeAnswer {
        self.with(&[("code", code.expose())])
    }

    pub(super) fn url_with_code(&self, code: &AuthorizationCode) -> RedirectUrl {
        self.url(&self.complete(&[("code", code.expose())]))
    }

    pub(super) fn with_error(&self, refusal: AuthorizeRefusal) -> AuthorizeAnswer {
        let description = refusal.to_string();
        self.with(&[("error", refusal.code().as_str()), ("error_description", &description)])
    }

    fn with(&self, answer: &[(&'static str, &str)]) -> AuthorizeAnswer {
        let parameters = self.complete(answer);
        match self.mode {
            ResponseMode::Query => AuthorizeAnswer::Redirect(self.url(&parameters)),
            ResponseMode::FormPost => AuthorizeAnswer::Form(AnswerForm {
                action: self.redirect_uri.as_str().to_owned(),
                fields: parameters.into_iter().map(|(name, value)| (name, SecretText::new(value))).collect(),
            }),
        }
    }

    fn complete<'a>(&'a self, answer: &[(&'static str, &'a str)]) -> Vec<(&'static str, &'a str)> {
        let state = self.state.as_ref().map(|state| ("state", state.as_str()));
        answer.iter().copied().chain(state).chain([("iss", self.issuer.as_str())]).collect()
    }

    fn url(&self, parameters: &[(&str, &str)]) -> RedirectUrl {
        RedirectUrl(SecretText::new(self.redirect_uri.with_query(parameters)))
    }
}
