use std::fmt;
use std::net::SocketAddr;
use url::{Host, Url};

/// Where people and clients reach HitKey; the OIDC issuer. Displays without a slash at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrl(Url);

impl PublicUrl {
    /// Takes an https URL without path, query, fragment and credentials; http only for a loopback host.
    ///
    /// Returns `None` for everything else.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Self(Url::parse(text).ok()?);
        let known_scheme = url.is_https() || (url.0.scheme() == "http" && url.is_loopback());
        (known_scheme && url.is_bare()).then_some(url)
    }

    /// The URL of a server that listens on `address` and is reached from the same machine only.
    pub fn local(address: SocketAddr) -> Option<Self> {
        Url::parse(&format!("http://localhost:{}", address.port())).ok().map(Self)
    }

    /// The same URL without a slash at its end, as `iss` shows it.
    pub fn issuer(&self) -> &str {
        self.0.as_str().trim_end_matches('/')
    }

    /// The same as a [`Url`].
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// Whether it is reached over TLS.
    pub fn is_https(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether only this machine can reach it: `localhost`, names below it, 127.0.0.0/8 and `::1`.
    pub fn is_loopback(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// The host, without port.
    pub fn host(&self) -> &str {
        self.0.host_str().unwrap_or_default()
    }

    fn is_bare(&self) -> bool {
        let no_credentials = self.0.username().is_empty() && self.0.password().is_none();
        let nothing_behind = self.0.path() == "/" && self.0.query().is_none() && self.0.fragment().is_none();
        no_credentials && nothing_behind
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.issuer())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_url_is_https_or_loopback_and_bare() {
        for (text, issuer) in [
            ("https://id.example.org", Some("https://id.example.org")),
            ("https://ID.example.org:443/", Some("https://id.example.org")),
            ("https://id.example.org:8443", Some("https://id.example.org:8443")),
            ("http://localhost:8080/", Some("http://localhost:8080")),
            ("http://id.localhost", Some("http://id.localhost")),
            ("http://127.0.0.2:1", Some("http://127.0.0.2:1")),
            ("http://[::1]:8080", Some("http://[::1]:8080")),
            ("http://id.example.org", None),
            ("http://localhost.example.org", None),
            ("http://10.0.0.1", None),
            ("https://id.example.org/auth", None),
            ("https://id.example.org/?a=b", None),
            ("https://id.example.org/#a", None),
            ("https://ann:pw@id.example.org", None),
            ("ftp://localhost", None),
            ("id.example.org", None),
            ("", None),
        ] {
            assert_eq!(PublicUrl::parse(text).as_ref().map(PublicUrl::issuer), issuer, "{text:?}");
        }
    }
}
