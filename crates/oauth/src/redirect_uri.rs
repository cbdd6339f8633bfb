use crate::client::ApplicationType;
use std::fmt;
use url::{Host, Url};

/// Where the answer to an authorization request may go (RFC 6749 §3.1.2).
///
/// Kept as its owner wrote it. Only plain ASCII URIs are taken, and none of the forms that browsers
/// repair silently (backslashes, missing slashes, dot segments, a user before the host), so that what
/// we compare is what a browser visits.
///
/// ```
/// use hitkey_oauth::RedirectUri;
/// let registered = RedirectUri::parse("https://app.example.org/callback")?;
/// assert!(registered.matches(&RedirectUri::parse("https://APP.example.org:443/call%62ack/")?));
/// assert!(!registered.matches(&RedirectUri::parse("https://app.example.org/callback/evil")?));
/// # Ok::<(), hitkey_oauth::RedirectUriError>(())
/// ```
#[derive(Clone)]
pub struct RedirectUri {
    text: String,
    parts: Parts,
}

/// What two URIs are compared by.
#[derive(Clone, PartialEq, Eq)]
struct Parts {
    scheme: String,
    host: Option<Host<String>>,
    port: Option<u16>,
    /// Decoded one by one, so that an encoded slash never equals a real one.
    segments: Vec<Vec<u8>>,
    query: Vec<(String, String)>,
}

/// Why a text can't be a redirect URI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RedirectUriError {
    /// No absolute URI of RFC 3986, or longer than 2000 bytes.
    #[error("must be an absolute URI in ASCII, with at most 2000 characters")]
    Malformed,
    /// It has a fragment (RFC 6749 §3.1.2 forbids it).
    #[error("must not have a fragment")]
    Fragment,
    /// It has a user or password before the host.
    #[error("must not have a user before the host")]
    User,
    /// It has a `.` or `..` segment, plain or encoded.
    #[error("must not have dot segments in its path")]
    DotSegment,
    /// It has a `*` in its host: URIs are never patterns.
    #[error("must name one host, not a pattern")]
    Pattern,
    /// Neither https, nor http on loopback, nor a private scheme with a dot (RFC 8252 §7.1).
    #[error(
        "must begin with https://, or http:// for a loopback host, or a private scheme such as org.example.app:/"
    )]
    Scheme,
}

const LONGEST: usize = 2_000;

impl RedirectUri {
    /// Checks `text`.
    ///
    /// # Errors
    /// [`RedirectUriError`] says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, RedirectUriError> {
        if text.len() > LONGEST || !text.bytes().all(is_uri_byte) || !escapes_are_whole(text) {
            return Err(RedirectUriError::Malformed);
        }
        if text.contains('#') {
            return Err(RedirectUriError::Fragment);
        }
        let url = Url::parse(text).map_err(|_| RedirectUriError::Malformed)?;
        check_scheme(&url)?;
        check_authority(text, &url)?;
        Ok(Self { parts: Parts::of(text, &url)?, text: text.to_owned() })
    }

    /// The URI as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether a URI that a request presents is this registered one.
    ///
    /// Scheme, host, port, path and query are equal after percent-decoding; one trailing slash does
    /// not count. Loopback literals accept any port (RFC 8252 §7.3). Never a pattern or a prefix.
    pub fn matches(&self, presented: &Self) -> bool {
        if self.parts.is_loopback_literal() {
            return Parts { port: None, ..self.parts.clone() }
                == Parts { port: None, ..presented.parts.clone() };
        }
        self.same_place(presented)
    }

    /// Whether two URIs name the same place, the port included. This is how the URI of a token request
    /// is compared with the one of its authorization request (RFC 6749 §4.1.3).
    pub fn same_place(&self, other: &Self) -> bool {
        self.parts == other.parts
    }

    /// Whether an application of that type may have it: on the web by https, on a device by a scheme of its own or on its
    /// loopback interface (OpenID Connect Dynamic Client Registration §2).
    pub(crate) fn suits(&self, kind: ApplicationType) -> bool {
        match kind {
            ApplicationType::Web => self.parts.scheme == "https" && !self.parts.is_loopback(),
            // Any other http was refused before.
            ApplicationType::Native => self.parts.scheme != "https",
        }
    }

    /// Whether a web server is behind it, and not an installed app with a scheme of its own.
    pub(crate) fn is_web(&self) -> bool {
        matches!(&*self.parts.scheme, "https" | "http")
    }

    /// Its host in lower case, if it has one.
    pub(crate) fn host(&self) -> Option<String> {
        self.parts.host.as_ref().map(ToString::to_string)
    }

    /// Whether a URL has its scheme, host and port.
    pub(crate) fn has_origin_of(&self, url: &Url) -> bool {
        self.parts.scheme == url.scheme()
            && self.parts.host == url.host().map(|host| host.to_owned())
            && self.parts.port == url.port_or_known_default()
    }

    /// The URI with these parameters added to its query.
    pub(crate) fn with_query(&self, parameters: &[(&str, &str)]) -> String {
        let mut added = url::form_urlencoded::Serializer::new(String::new());
        added.extend_pairs(parameters);
        let joint = match self.text.rsplit_once('?') {
            None => "?",
            Some((_, "")) => "",
            Some(_) => "&",
        };
        format!("{}{joint}{}", self.text, added.finish())
    }
}

fn is_uri_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte)
}

fn escapes_are_whole(text: &str) -> bool {
    text.split('%').skip(1).all(|rest| {
        let digits = rest.as_bytes();
        digits.len() >= 2 && digits[..2].iter().all(u8::is_ascii_hexdigit)
    })
}

fn check_scheme(url: &Url) -> Result<(), RedirectUriError> {
    let allowed = match url.scheme() {
        "https" => true,
        "http" => is_loopback(url),
        other => other.contains('.') && !url.cannot_be_a_base(),
    };
    if allowed { Ok(()) } else { Err(RedirectUriError::Scheme) }
}

fn is_loopback(url: &Url) -> bool {
    url.host().is_some_and(|host| is_loopback_host(&host))
}

fn is_loopback_host<S: AsRef<str>>(host: &Host<S>) -> bool {
    match host {
        Host::Domain(name) => name.as_ref() == "localhost" || name.as_ref().ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

fn check_authority(text: &str, url: &Url) -> Result<(), RedirectUriError> {
    let after_scheme = &text[url.scheme().len()..];
    let is_web = matches!(url.scheme(), "https" | "http");
    let Some(rest) = after_scheme.strip_prefix("://") else {
        return if is_web { Err(RedirectUriError::Malformed) } else { Ok(()) };
    };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err(RedirectUriError::User);
    }
    if authority.contains('*') {
        return Err(RedirectUriError::Pattern);
    }
    if is_web && authority.is_empty() { Err(RedirectUriError::Malformed) } else { Ok(()) }
}

impl Parts {
    fn of(text: &str, url: &Url) -> Result<Self, RedirectUriError> {
        let segments = segments(written_path(text))?;
        Ok(Self {
            scheme: url.scheme().to_owned(),
            host: url.host().map(|host| host.to_owned()),
            port: url.port_or_known_default(),
            segments,
            query: url.query_pairs().into_owned().collect(),
        })
    }

    fn is_loopback(&self) -> bool {
        self.host.as_ref().is_some_and(is_loopback_host)
    }

    fn is_loopback_literal(&self) -> bool {
        match &self.host {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            _ => false,
        }
    }
}

/// The path as it was written: the parser of `url` has already folded dot segments.
fn written_path(text: &str) -> &str {
    let before_query = text.split('?').next().unwrap_or_default();
    let after_scheme = before_query.split_once(':').map_or("", |(_, rest)| rest);
    match after_scheme.strip_prefix("//") {
        Some(rest) => rest.find('/').map_or("", |start| &rest[start..]),
        None => after_scheme,
    }
}

fn segments(path: &str) -> Result<Vec<Vec<u8>>, RedirectUriError> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let segments: Vec<_> = path.split('/').map(percent_decode).collect();
    if segments.iter().any(|segment| matches!(segment.as_slice(), b"." | b"..")) {
        return Err(RedirectUriError::DotSegment);
    }
    Ok(segments)
}

/// Decodes once. The escapes were found to be whole before.
fn percent_decode(text: &str) -> Vec<u8> {
    let mut parts = text.split('%');
    let mut decoded = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        decoded.extend(u8::from_str_radix(&part[..2], 16));
        decoded.extend_from_slice(&part.as_bytes()[2..]);
    }
    decoded
}

impl PartialEq for RedirectUri {
    /// Two URIs are equal when they are written alike. To compare for meaning use
    /// [`RedirectUri::matches`] or [`RedirectUri::same_place`].
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for RedirectUri {}

impl fmt::Display for RedirectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for RedirectUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RedirectUri({})", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> RedirectUri {
        RedirectUri::parse(text).unwrap()
    }

    #[test]
    fn only_plain_absolute_uris_are_taken() {
        use RedirectUriError::{DotSegment, Fragment, Malformed, Pattern, Scheme, User};
        let long = format!("https://app.example.org/{}", "a".repeat(2_000));
        for (text, error) in [
            ("https://app.example.org", None),
            ("https://app.example.org:8443/a/b?c=d&e", None),
            ("https://xn--bcher-kva.example/cb", None),
            ("https://[2001:db8::1]/cb", None),
            ("http://localhost:3000/cb", None),
            ("http://app.localhost/cb", None),
            ("http://127.0.0.1/cb", None),
            ("http://[::1]:5000/cb", None),
            ("org.example.app:/cb", None),
            ("org.example.app://oauth/cb", None),
            ("", Some(Malformed)),
            ("/cb", Some(Malformed)),
            ("//evil.example/cb", Some(Malformed)),
            ("https:app.example.org/cb", Some(Malformed)),
            ("https:/app.example.org/cb", Some(Malformed)),
            ("https:///app.example.org/cb", Some(Malformed)),
            (r"https:\\app.example.org\cb", Some(Malformed)),
            (r"https://app.example.org\@evil.example/", Some(Malformed)),
            ("https://app.example.org/c b", Some(Malformed)),
            ("https://app.example.org/c\tb", Some(Malformed)),
            (" https://app.example.org/", Some(Malformed)),
            ("https://app.example.org/\r\nSet-Cookie: a=b", Some(Malformed)),
            ("https://bücher.example/cb", Some(Malformed)),
            ("https://app.example.org/%zz", Some(Malformed)),
            ("https://app.example.org/%2", Some(Malformed)),
            ("https://app.example.org:port/cb", Some(Malformed)),
            (long.as_str(), Some(Malformed)),
            ("https://app.example.org/cb#part", Some(Fragment)),
            ("https://app.example.org/cb#", Some(Fragment)),
            ("https://app.example.org@evil.example/cb", Some(User)),
            ("https://@app.example.org/cb", Some(User)),
            ("https://u:p@app.example.org/cb", Some(User)),
            ("https://app.example.org/cb/../evil", Some(DotSegment)),
            ("https://app.example.org/./cb", Some(DotSegment)),
            ("https://app.example.org/cb/%2e%2E/evil", Some(DotSegment)),
            ("https://app.example.org/cb/..", Some(DotSegment)),
            ("https://*.example.org/cb", Some(Pattern)),
            ("http://app.example.org/cb", Some(Scheme)),
            ("javascript:alert(1)", Some(Scheme)),
            ("data:text/html,x", Some(Scheme)),
            ("myapp:/cb", Some(Scheme)),
            ("org.example.app:cb", Some(Scheme)),
            ("file:///etc/passwd", Some(Scheme)),
        ] {
            assert_eq!(RedirectUri::parse(text).err(), error, "{text:?}");
        }
    }

    #[test]
    fn a_presented_uri_matches_in_all_its_parts_or_not_at_all() {
        for (registered, presented, same) in [
            ("https://app.example.org/cb", "https://app.example.org/cb", true),
            ("https://app.example.org/cb", "https://app.example.org/cb/", true),
            ("https://app.example.org/cb/", "https://app.example.org/cb", true),
            ("https://app.example.org", "https://app.example.org/", true),
            ("https://app.example.org/cb", "https://APP.EXAMPLE.ORG:443/%63b", true),
            (
                "https://app.example.org/a b".replace(' ', "%20").as_str(),
                "https://app.example.org/a%20b",
                true,
            ),
            ("https://app.example.org/cb?a=%31", "https://app.example.org/cb?a=1", true),
            ("https://app.example.org/cb", "https://app.example.org/cb?", true),
            ("https://app.example.org/cb", "https://app.example.org/cb//", false),
            ("https://app.example.org/cb", "https://app.example.org/CB", false),
            ("https://app.example.org/cb", "https://app.example.org/cb/evil", false),
            ("https://app.example.org/cb", "https://app.example.org/cbevil", false),
            ("https://app.example.org/cb", "https://app.example.org/c", false),
            ("https://app.example.org/cb", "https://app.example.org/cb?next=evil", false),
            ("https://app.example.org/cb?a=1", "https://app.example.org/cb", false),
            ("https://app.example.org/cb?a=1&b=2", "https://app.example.org/cb?a=1%26b=2", false),
            ("https://app.example.org/cb", "https://app.example.org.evil.example/cb", false),
            ("https://app.example.org/cb", "https://evil-app.example.org/cb", false),
            ("https://app.example.org/cb", "https://app.example.org./cb", false),
            ("https://app.example.org/cb", "https://app.example.org:8443/cb", false),
            ("https://app.example.org/a/b", "https://app.example.org/a%2Fb", false),
            ("https://app.example.org/cb", "https://app.example.org/%2563b", false),
            ("https://localhost/cb", "http://localhost/cb", false),
            ("http://127.0.0.1/cb", "http://127.0.0.1:49152/cb", true),
            ("http://127.0.0.1:3000/cb", "http://127.0.0.1/cb", true),
            ("http://[::1]/cb", "http://[::1]:49152/cb", true),
            ("http://127.0.0.1/cb", "http://127.0.0.1:49152/evil", false),
            ("http://127.0.0.1/cb", "http://[::1]/cb", false),
            ("http://127.0.0.1/cb", "http://localhost/cb", false),
            ("http://localhost:3000/cb", "http://localhost:3001/cb", false),
            ("org.example.app:/cb", "org.example.app:/cb", true),
            ("org.example.app:/cb", "org.example.app:/other", false),
            ("org.example.app:/cb", "org.evil.app:/cb", false),
            ("org.example.app://cb/x", "org.example.app://evil/x", false),
        ] {
            assert_eq!(uri(registered).matches(&uri(presented)), same, "{registered} {presented}");
        }
    }

    #[test]
    fn a_uri_suits_one_type_of_application() {
        use ApplicationType::{Native, Web};
        for (text, kinds) in [
            ("https://app.example.org/cb", &[Web][..]),
            ("https://xn--bcher-kva.example/cb", &[Web]),
            ("https://localhost.example.org/cb", &[Web]),
            ("https://localhost/cb", &[]),
            ("https://app.localhost/cb", &[]),
            ("https://127.0.0.1/cb", &[]),
            ("https://[::1]/cb", &[]),
            ("https://2130706433/cb", &[]),
            ("http://localhost:3000/cb", &[Native]),
            ("http://127.0.0.1/cb", &[Native]),
            ("http://[::1]:5000/cb", &[Native]),
            ("org.example.app:/cb", &[Native]),
        ] {
            let suited: Vec<_> =
                ApplicationType::ALL.into_iter().filter(|kind| uri(text).suits(*kind)).collect();
            assert_eq!(suited, kinds, "{text}");
        }
    }

    #[test]
    fn the_token_request_names_the_same_port_too() {
        let first = uri("http://127.0.0.1:49152/cb");
        assert!(first.same_place(&uri("http://127.0.0.1:49152/cb/")));
        assert!(!first.same_place(&uri("http://127.0.0.1:49153/cb")));
    }

    #[test]
    fn answers_are_added_to_the_query_that_is_there() {
        for (text, whole) in [
            ("https://app.example.org", "https://app.example.org?a=%26+x"),
            ("https://app.example.org/cb?", "https://app.example.org/cb?a=%26+x"),
            ("https://app.example.org/cb?b=1", "https://app.example.org/cb?b=1&a=%26+x"),
            ("org.example.app:/cb", "org.example.app:/cb?a=%26+x"),
        ] {
            assert_eq!(uri(text).with_query(&[("a", "& x")]), whole);
        }
    }
}
