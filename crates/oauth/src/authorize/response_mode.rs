use crate::RedirectUri;

/// How the answer to an authorization request travels to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ResponseMode {
    /// In the query of the redirect URI (OAuth 2.0 Multiple Response Type Encoding Practices §2.1).
    #[default]
    Query,
    /// In a form that the browser posts to the redirect URI (OAuth 2.0 Form Post Response Mode §2).
    FormPost,
}

impl ResponseMode {
    /// All of them, for discovery.
    pub const ALL: [Self; 2] = [Self::Query, Self::FormPost];

    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::FormPost => "form_post",
        }
    }

    /// The mode of that spelling.
    pub(super) fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.as_str() == word)
    }

    /// Whether an answer can reach `redirect_uri` so: an installed app gets URLs, and never a form.
    pub(super) fn reaches(self, redirect_uri: &RedirectUri) -> bool {
        self == Self::Query || redirect_uri.is_web()
    }
}
