use std::fmt;
use url::{Host, Url};

/// Where an app wants to see a person after they accepted an invite: `https`, or `http` on loopback.
#[derive(Clone, PartialEq, Eq)]
pub struct RedirectUrl(String);

/// The text can't be a [`RedirectUrl`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RedirectUrlError {
    /// No absolute URL in ASCII, or longer than 2000 bytes.
    #[error("must be an absolute URL in ASCII, with at most 2000 characters")]
    Malformed,
    /// It has a user or password before the host.
    #[error("must not have a user before the host")]
    User,
    /// Neither https, nor http on loopback.
    #[error("must begin with https://, or http:// for a loopback host")]
    Scheme,
}

impl RedirectUrl {
    /// The most bytes a URL can have.
    pub const LONGEST: usize = 2_000;

    /// Checks `text`.
    ///
    /// # Errors
    /// [`RedirectUrlError`] says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, RedirectUrlError> {
        // What a browser would repair silently is no URL: a backslash, a missing slash, white space.
        let repaired = !text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        if text.len() > Self::LONGEST || repaired {
            return Err(RedirectUrlError::Malformed);
        }
        let url = Url::parse(text).map_err(|_| RedirectUrlError::Malformed)?;
        if !(url.scheme() == "https" || url.scheme() == "http" && is_loopback(&url)) {
            return Err(RedirectUrlError::Scheme);
        }
        let rest = text[url.scheme().len()..].strip_prefix("://").ok_or(RedirectUrlError::Malformed)?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(RedirectUrlError::User);
        }
        if authority.is_empty() { Err(RedirectUrlError::Malformed) } else { Ok(Self(text.to_owned())) }
    }

    /// The URL as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl fmt::Display for RedirectUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for RedirectUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RedirectUrl({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_browser_visits_as_written_is_taken() {
        use RedirectUrlError::{Malformed, Scheme, User};
        let long = format!("https://app.example.org/{}", "x".repeat(2_000));
        for (text, outcome) in [
            ("https://app.example.org/welcome?from=invite#top", Ok(())),
            ("HTTPS://app.example.org", Ok(())),
            ("http://localhost:3000/", Ok(())),
            ("http://127.0.0.1/", Ok(())),
            ("http://[::1]:8080/", Ok(())),
            ("http://app.example.org/", Err(Scheme)),
            ("http://localhost.example.org/", Err(Scheme)),
            ("javascript:alert(1)", Err(Scheme)),
            ("data:text/html,x", Err(Scheme)),
            ("https://good.example@evil.example/", Err(User)),
            ("https:evil.example", Err(Malformed)),
            ("https:///evil.example", Err(Malformed)),
            ("https:\\\\evil.example", Err(Malformed)),
            ("/welcome", Err(Malformed)),
            (" https://app.example.org", Err(Malformed)),
            ("https://app.example.org/\n", Err(Malformed)),
            (long.as_str(), Err(Malformed)),
        ] {
            assert_eq!(RedirectUrl::parse(text).map(|_| ()), outcome, "{text:?}");
        }
    }
}
