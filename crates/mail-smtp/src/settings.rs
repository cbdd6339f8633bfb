use hitkey_kernel::SecretText;
use percent_encoding::percent_decode_str;
use url::Url;

/// How to reach the mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// The server's name or address; its certificate must be for it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is encrypted.
    pub tls: TlsMode,
    /// Whom to sign in as, if at all.
    pub credentials: Option<Credentials>,
}

/// Whom to sign in as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The account.
    pub user: String,
    /// Its password.
    pub password: SecretText,
}

/// How a connection is encrypted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsMode {
    /// TLS from the first byte (RFC 8314 §3.3), with a valid certificate.
    Implicit,
    /// STARTTLS (RFC 3207) with a valid certificate, or no mail.
    Required,
    /// STARTTLS with any certificate where the server offers it, else in clear (RFC 7435): keeps listeners
    /// out, but not somebody who stands in between.
    Opportunistic,
    /// In clear. For a server on the same machine.
    None,
}

/// The text is no SMTP URL. Says what is wrong and repeats nothing of it: it may carry a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    /// Not `smtp://` or `smtps://` with a host.
    #[error(
        "must be smtp://host or smtps://host, with user:password@ before and :port after the host if needed"
    )]
    Shape,
    /// A user without a password, or the reverse, or one that is not UTF-8 after percent-decoding.
    #[error("has half a sign-in: give user and password, both percent-encoded")]
    Credentials,
    /// A `tls` other than the three, or one that `smtps` makes senseless.
    #[error("tls must be required, opportunistic or none; smtps:// is always encrypted")]
    Tls,
    /// Anything else after `?`.
    #[error("knows no other parameter than tls")]
    Parameter,
}

impl SmtpSettings {
    /// Reads `smtp://host` or `smtps://user:password@host:port`, both with `?tls=required|opportunistic|none`.
    ///
    /// `smtps` is [`Implicit`](TlsMode::Implicit) TLS on port 465. `smtp` with a sign-in is
    /// [`Required`](TlsMode::Required) on port 587, without one [`Opportunistic`](TlsMode::Opportunistic) on
    /// port 25, unless the URL says otherwise.
    ///
    /// # Errors
    /// [`SmtpUrlError`] when the text is none of that.
    pub fn parse(text: &str) -> Result<Self, SmtpUrlError> {
        let url = Url::parse(text).map_err(|_| SmtpUrlError::Shape)?;
        let host = host(&url).ok_or(SmtpUrlError::Shape)?;
        let credentials = credentials(&url)?;
        let tls = tls(&url, credentials.is_some())?;
        let port = url.port().unwrap_or(match (tls, &credentials) {
            (TlsMode::Implicit, _) => 465,
            (_, Some(_)) => 587,
            (_, None) => 25,
        });
        Ok(Self { host, port, tls, credentials })
    }
}

fn host(url: &Url) -> Option<String> {
    let bare = matches!(url.path(), "" | "/") && url.fragment().is_none() && url.port() != Some(0);
    let host = url.host_str().filter(|host| bare && !host.is_empty())?;
    // An IPv6 address stands in brackets in a URL, and nowhere else.
    Some(host.trim_start_matches('[').trim_end_matches(']').to_owned())
}

fn credentials(url: &Url) -> Result<Option<Credentials>, SmtpUrlError> {
    let decoded = |text| {
        let text = percent_decode_str(text).decode_utf8().map_err(|_| SmtpUrlError::Credentials)?;
        Ok::<_, SmtpUrlError>(text.into_owned())
    };
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None | Some("")) => Err(SmtpUrlError::Credentials),
        (user, Some(password)) => {
            Ok(Some(Credentials { user: decoded(user)?, password: SecretText::new(decoded(password)?) }))
        }
    }
}

fn tls(url: &Url, signs_in: bool) -> Result<TlsMode, SmtpUrlError> {
    let mut asked = None;
    for (name, value) in url.query_pairs() {
        if name != "tls" {
            return Err(SmtpUrlError::Parameter);
        }
        if asked.replace(value).is_some() {
            return Err(SmtpUrlError::Tls);
        }
    }
    match (url.scheme(), asked.as_deref()) {
        ("smtps", None | Some("required")) => Ok(TlsMode::Implicit),
        ("smtp", Some("required")) => Ok(TlsMode::Required),
        ("smtp", None) if signs_in => Ok(TlsMode::Required),
        ("smtp", None | Some("opportunistic")) => Ok(TlsMode::Opportunistic),
        ("smtp", Some("none")) => Ok(TlsMode::None),
        ("smtp" | "smtps", _) => Err(SmtpUrlError::Tls),
        _ => Err(SmtpUrlError::Shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read_with_the_defaults_that_are_safe() {
        let ann = Some(("ann", "secret"));
        for (text, host, port, tls, credentials) in [
            ("smtp://mail.example.org", "mail.example.org", 25, TlsMode::Opportunistic, None),
            ("smtp://mail.example.org/", "mail.example.org", 25, TlsMode::Opportunistic, None),
            ("smtp://localhost:1025?tls=none", "localhost", 1025, TlsMode::None, None),
            ("smtp://mx?tls=required", "mx", 25, TlsMode::Required, None),
            ("smtp://ann:secret@mx", "mx", 587, TlsMode::Required, ann),
            ("smtp://ann:secret@mx:25?tls=opportunistic", "mx", 25, TlsMode::Opportunistic, ann),
            ("smtps://ann:secret@mx", "mx", 465, TlsMode::Implicit, ann),
            ("smtps://mx:2465?tls=required", "mx", 2465, TlsMode::Implicit, None),
            ("smtps://[::1]", "::1", 465, TlsMode::Implicit, None),
            ("smtps://127.0.0.1", "127.0.0.1", 465, TlsMode::Implicit, None),
            ("smtps://a%40b:p%3A%2F%3F%25+@mx", "mx", 465, TlsMode::Implicit, Some(("a@b", "p:/?%+"))),
        ] {
            let credentials = credentials.map(|(user, password)| Credentials {
                user: user.to_owned(),
                password: SecretText::new(password),
            });
            let expected = SmtpSettings { host: host.to_owned(), port, tls, credentials };
            assert_eq!(SmtpSettings::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused_without_repeating_it() {
        for (text, error) in [
            ("", SmtpUrlError::Shape),
            ("mail.example.org", SmtpUrlError::Shape),
            ("http://mx", SmtpUrlError::Shape),
            ("smtp:mx", SmtpUrlError::Shape),
            ("smtp://", SmtpUrlError::Shape),
            ("smtp://mx:0", SmtpUrlError::Shape),
            ("smtp://mx:99999", SmtpUrlError::Shape),
            ("smtp://mx/path", SmtpUrlError::Shape),
            ("smtp://mx#part", SmtpUrlError::Shape),
            ("smtp://ann@mx", SmtpUrlError::Credentials),
            ("smtp://ann:@mx", SmtpUrlError::Credentials),
            ("smtp://:secret@mx", SmtpUrlError::Credentials),
            ("smtp://ann:%ff@mx", SmtpUrlError::Credentials),
            ("smtp://mx?tls=maybe", SmtpUrlError::Tls),
            ("smtp://mx?tls=none&tls=required", SmtpUrlError::Tls),
            ("smtps://mx?tls=none", SmtpUrlError::Tls),
            ("smtps://mx?tls=opportunistic", SmtpUrlError::Tls),
            ("smtp://mx?password=secret", SmtpUrlError::Parameter),
        ] {
            assert_eq!(SmtpSettings::parse(text), Err(error), "{text}");
            assert!(!error.to_string().contains("secret"));
        }
    }

    #[test]
    fn the_password_is_not_printed() {
        let settings = SmtpSettings::parse("smtp://ann:hunter2@mx").unwrap();
        assert!(!format!("{settings:?}").contains("hunter2"));
    }
}
