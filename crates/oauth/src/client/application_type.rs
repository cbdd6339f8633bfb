use super::RedirectUris;

/// Where an application runs (OpenID Connect Dynamic Client Registration §2). It is not kept: the redirect URIs tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ApplicationType {
    /// On a server.
    Web,
    /// On the device of its person.
    Native,
}

impl ApplicationType {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Web, Self::Native];

    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Native => "native",
        }
    }

    /// The type of that spelling.
    pub fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// What an application with these redirect URIs is: native if all of them are. `None` when it has none.
    pub fn of(uris: &RedirectUris) -> Option<Self> {
        let uris = uris.as_slice();
        let native = uris.iter().all(|uri| uri.suits(Self::Native));
        (!uris.is_empty()).then_some(if native { Self::Native } else { Self::Web })
    }
}
