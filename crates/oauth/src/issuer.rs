use std::fmt;
use url::{Host, Url};

/// The issuer: HitKey's public URL, without a slash at its end (OpenID Connect Core §1.2, RFC 8414 §2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer(String);

/// The text is no issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an https URL without query and fragment; http is taken for a loopback host only")]
pub struct IssuerError;

impl Issuer {
    /// Checks `text` and takes off trailing slashes.
    ///
    /// # Errors
    /// [`IssuerError`] when it is no https URL (http on loopback), or has a user, query or fragment.
    pub fn parse(text: &str) -> Result<Self, IssuerError> {
        let url = Url::parse(text).map_err(|_| IssuerError)?;
        let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
        let safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
        if !plain || !safe || url.password().is_some() {
            return Err(IssuerError);
        }
        Ok(Self(url.as_str().trim_end_matches('/').to_owned()))
    }

    /// The issuer as it stands in tokens.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL of a path below it. `path` begins with a slash.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// Whether the URL leads to this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

impl fmt::Display for Issuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn issuers_are_judged() {
        for (text, issuer) in [
            ("https://id.example.org", Some("https://id.example.org")),
            ("https://id.example.org/", Some("https://id.example.org")),
            ("https://id.example.org/tenant/", Some("https://id.example.org/tenant")),
            ("http://localhost:8080", Some("http://localhost:8080")),
            ("http://127.0.0.1:8080/", Some("http://127.0.0.1:8080")),
            ("http://[::1]:8080/", Some("http://[::1]:8080")),
            ("http://id.example.org", None),
            ("https://ann@id.example.org", None),
            ("https://:pw@id.example.org", None),
            ("https://id.example.org?x=1", None),
            ("https://id.example.org#x", None),
            ("ftp://id.example.org", None),
            ("id.example.org", None),
        ] {
            assert_eq!(Issuer::parse(text).ok().as_ref().map(Issuer::as_str), issuer, "{text}");
        }
    }
}
