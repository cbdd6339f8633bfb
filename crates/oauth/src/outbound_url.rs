use crate::issuer::is_loopback;
use std::fmt;
use url::Url;

/// A URL of a client's that HitKey asks: https, or http on a loopback host, which reaches somewhere only where
/// the operator allows it.
///
/// ```
/// use hitkey_oauth::OutboundUrl;
/// assert!(OutboundUrl::parse("https://app.example.org/jwks.json").is_ok());
/// assert!(OutboundUrl::parse("http://app.example.org/jwks.json").is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OutboundUrl(Url);

/// The text is no URL that HitKey would ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be an https URL without user and fragment, with at most 2000 characters")]
pub struct OutboundUrlError;

const LONGEST: usize = 2_000;

impl OutboundUrl {
    /// Checks `text`.
    ///
    /// # Errors
    /// [`OutboundUrlError`] when it is no https URL, or has a user or a fragment.
    pub fn parse(text: &str) -> Result<Self, OutboundUrlError> {
        if text.len() > LONGEST || !text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') {
            return Err(OutboundUrlError);
        }
        let url = Url::parse(text).map_err(|_| OutboundUrlError)?;
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
        if plain && safe { Ok(Self(url)) } else { Err(OutboundUrlError) }
    }

    /// The URL.
    pub fn as_url(&self) -> &Url {
        &self.0
    }

    /// The URL as text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl fmt::Display for OutboundUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_judged() {
        for (text, good) in [
            ("https://app.example.org/jwks.json", true),
            ("https://app.example.org:8443/jwks?v=1", true),
            ("http://localhost:9000/jwks", true),
            ("http://127.0.0.1/jwks", true),
            ("http://[::1]/jwks", true),
            ("http://app.example.org/jwks", false),
            ("http://10.0.0.1/jwks", false),
            ("https://ann@app.example.org/jwks", false),
            ("https://:pw@app.example.org/jwks", false),
            ("https://app.example.org/jwks#x", false),
            ("https:\\\\app.example.org/jwks", false),
            ("https://app.example.org/ jwks", false),
            ("https://bücher.example/jwks", false),
            ("file:///etc/passwd", false),
            ("gopher://app.example.org/", false),
            ("data:application/json,{}", false),
            ("", false),
        ] {
            assert_eq!(OutboundUrl::parse(text).is_ok(), good, "{text}");
        }
        assert!(OutboundUrl::parse(&format!("https://app.example.org/{}", "x".repeat(2_000))).is_err());
    }

    #[test]
    fn every_spelling_of_an_address_is_that_address() {
        for text in ["https://2130706433/", "https://0x7f.1/", "https://0177.0.0.1/", "https://127.1/"] {
            let url = OutboundUrl::parse(text).unwrap();
            assert_eq!(url.as_url().host_str(), Some("127.0.0.1"), "{text}");
        }
    }
}
