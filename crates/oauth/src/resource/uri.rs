use std::fmt;
use url::Url;

/// How a resource is named (RFC 8707 §2): an absolute URI without fragment, in its plainest spelling, so that one
/// resource has one name. It is never asked, so its scheme is free.
///
/// ```
/// use hitkey_oauth::ResourceUri;
/// let uri = ResourceUri::parse("https://orders.example.org")?;
/// assert!(uri.is_same(&ResourceUri::parse("https://orders.example.org/")?));
/// assert!(!uri.is_same(&ResourceUri::parse("https://orders.example.org/v2")?));
/// # Ok::<(), hitkey_oauth::ResourceUriError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceUri(String);

/// Why a text names no resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ResourceUriError {
    /// No absolute URI, or longer than 500 characters.
    #[error("must be an absolute URI in ASCII, with at most 500 characters")]
    Malformed,
    /// It has a fragment (RFC 8707 §2 forbids it).
    #[error("must not have a fragment")]
    Fragment,
    /// It has a user or password before the host.
    #[error("must not have a user before the host")]
    User,
    /// It could be spelled more plainly.
    #[error("must be spelled plainly: in lower case, without default port and dot segments")]
    Spelling,
}

const LONGEST: usize = 500;

impl ResourceUri {
    /// Checks `text`.
    ///
    /// # Errors
    /// [`ResourceUriError`] says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, ResourceUriError> {
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"\\\"<>^`{|}".contains(&byte);
        if text.len() > LONGEST || !text.bytes().all(plain) {
            return Err(ResourceUriError::Malformed);
        }
        if text.contains('#') {
            return Err(ResourceUriError::Fragment);
        }
        let url = Url::parse(text).map_err(|_| ResourceUriError::Malformed)?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(ResourceUriError::User);
        }
        let is_plainest = url.as_str() == text || url.as_str().strip_suffix('/') == Some(text);
        if is_plainest { Ok(Self(text.to_owned())) } else { Err(ResourceUriError::Spelling) }
    }

    /// The URI as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What no two resources have in common. An empty path is the same as a slash (RFC 3986 §6.2.3): many clients
    /// write the one where somebody registered the other.
    pub fn key(&self) -> &str {
        match self.0.strip_suffix('/') {
            Some(origin) if origin.matches('/').count() == 2 && !origin.contains('?') => origin,
            _ => &self.0,
        }
    }

    /// Whether both name one resource.
    pub fn is_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// Whether it lies where `url` does: same scheme, host and port.
    pub(crate) fn has_origin_of(&self, url: &str) -> bool {
        let origin = |text| Url::parse(text).map(|url| url.origin()).ok().filter(url::Origin::is_tuple);
        origin(&self.0).is_some_and(|own| Some(own) == origin(url))
    }
}

impl fmt::Display for ResourceUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> ResourceUri {
        ResourceUri::parse(text).unwrap()
    }

    #[test]
    fn only_absolute_uris_in_one_spelling_are_taken() {
        use ResourceUriError::{Fragment, Malformed, Spelling, User};
        let long = format!("https://api.example.org/{}", "a".repeat(500));
        for (text, error) in [
            ("https://api.example.org", None),
            ("https://api.example.org/", None),
            ("https://api.example.org:8443/v1/?tenant=7", None),
            ("http://orders.internal/v1", None),
            ("https://[2001:db8::1]/", None),
            ("urn:example:orders", None),
            ("api://orders", None),
            ("org.example.orders:/v1", None),
            ("", Some(Malformed)),
            ("orders", Some(Malformed)),
            ("/v1", Some(Malformed)),
            ("//api.example.org/v1", Some(Malformed)),
            ("https://", Some(Malformed)),
            ("https://api.example.org/a b", Some(Malformed)),
            (" https://api.example.org/", Some(Malformed)),
            ("https://api.example.org/\r\n", Some(Malformed)),
            ("https://bücher.example/", Some(Malformed)),
            (r"https:\\api.example.org", Some(Malformed)),
            ("https://api.example.org/<b>", Some(Malformed)),
            (long.as_str(), Some(Malformed)),
            ("https://api.example.org/#part", Some(Fragment)),
            ("https://api.example.org/#", Some(Fragment)),
            ("https://ann@api.example.org/", Some(User)),
            ("https://:pw@api.example.org/", Some(User)),
            ("https://@api.example.org/", Some(Spelling)),
            ("HTTPS://api.example.org/", Some(Spelling)),
            ("https://API.example.org/", Some(Spelling)),
            ("https://api.example.org:443/", Some(Spelling)),
            ("https:api.example.org/", Some(Spelling)),
            ("https:///api.example.org/", Some(Spelling)),
            ("https://api.example.org/a/../b", Some(Spelling)),
            ("https://api.example.org/%2e%2e/b", Some(Spelling)),
            ("https://2130706433/", Some(Spelling)),
            ("https://api.example.org?x=1", Some(Spelling)),
        ] {
            assert_eq!(ResourceUri::parse(text).err(), error, "{text:?}");
        }
    }

    #[test]
    fn a_slash_counts_unless_it_is_the_whole_path() {
        for (one, other, same) in [
            ("https://api.example.org", "https://api.example.org/", true),
            ("api://orders", "api://orders/", true),
            ("https://api.example.org/v1", "https://api.example.org/v1/", false),
            ("https://api.example.org/", "https://api.example.org//", false),
            ("https://api.example.org/?a=/", "https://api.example.org/?a=", false),
            ("https://api.example.org", "http://api.example.org", false),
            ("https://api.example.org", "https://api.example.org:8443", false),
            ("https://api.example.org", "https://api.example.org.evil.example", false),
            ("https://api.example.org/v1", "https://api.example.org/V1", false),
            ("urn:example:a", "urn:example:a/", false),
        ] {
            assert_eq!(uri(one).is_same(&uri(other)), same, "{one} {other}");
        }
    }

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        for (text, same) in [
            ("https://id.example.org", true),
            ("https://id.example.org/oauth/userinfo", true),
            ("https://id.example.org:8443/", false),
            ("http://id.example.org/", false),
            ("https://id.example.org.evil.example/", false),
            ("urn:id.example.org", false),
        ] {
            assert_eq!(uri(text).has_origin_of("https://id.example.org/sub"), same, "{text}");
        }
        assert!(!uri("urn:a:b").has_origin_of("urn:a:b"), "what has no host lies nowhere");
    }
}
