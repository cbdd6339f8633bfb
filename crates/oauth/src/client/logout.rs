use super::RedirectUris;
use crate::{OutboundUrl, RedirectUri};

/// What happens at a client when somebody signs out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogoutSettings {
    /// Where people may be sent afterwards, if anywhere.
    pub post_redirect_uris: PostLogoutRedirectUris,
    /// Where it is told by us (OpenID Connect Back-Channel Logout §2.2).
    pub back_channel: LogoutChannel,
    /// What the person's browser loads (OpenID Connect Front-Channel Logout §2).
    pub front_channel: LogoutChannel,
}

/// One of the ways in which a client hears that somebody signed out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LogoutChannel {
    /// Where, if it wants to hear.
    pub uri: Option<OutboundUrl>,
    /// Whether it needs to know the session. It is told whenever it is known.
    pub session_required: bool,
}

/// The URIs that a client may have people sent to when they have signed out: at most 20
/// (OpenID Connect RP-Initiated Logout §3.1).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PostLogoutRedirectUris(Vec<RedirectUri>);

/// A client can't have so many URIs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must have at most 20 entries")]
pub struct TooManyUris;

impl PostLogoutRedirectUris {
    /// Takes the URIs in order.
    ///
    /// # Errors
    /// [`TooManyUris`] when there are more than 20.
    pub fn new(uris: Vec<RedirectUri>) -> Result<Self, TooManyUris> {
        if uris.len() <= RedirectUris::MOST { Ok(Self(uris)) } else { Err(TooManyUris) }
    }

    /// All of them.
    pub fn as_slice(&self) -> &[RedirectUri] {
        &self.0
    }

    /// The one that is written exactly so: unlike redirect URIs these are compared letter by letter (§3).
    pub fn exactly(&self, presented: &str) -> Option<&RedirectUri> {
        self.0.iter().find(|registered| registered.as_str() == presented)
    }
}
