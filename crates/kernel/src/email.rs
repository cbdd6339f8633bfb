use serde::{Deserialize, Serialize};
use std::fmt;
use validator::ValidateEmail;

/// A mail address that was checked for shape, kept as its owner typed it.
///
/// Two addresses are the same when their [`key`](Self::key)s are: addresses compare case-insensitively.
/// Shape is the one HTML's `input type=email` accepts, at most 254 bytes (RFC 5321 §4.5.3.1.3).
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EmailAddress {
    text: String,
    key: String,
}

/// The text is not a mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a mail address")]
pub struct EmailAddressError;

const LONGEST: usize = 254;

impl EmailAddress {
    /// Trims and checks `text`.
    ///
    /// # Errors
    /// [`EmailAddressError`] when it is no address or, with the blanks around it, longer than 254 bytes.
    pub fn parse(text: &str) -> Result<Self, EmailAddressError> {
        let trimmed = text.trim();
        if text.len() > LONGEST || !trimmed.validate_email() {
            return Err(EmailAddressError);
        }
        Ok(Self { text: trimmed.to_owned(), key: trimmed.to_lowercase() })
    }

    /// Takes what was parsed before it was stored, and looks at no more than what every address has: reading one
    /// back costs no regular expression.
    pub fn from_stored(text: &str) -> Option<Self> {
        let sound = text.len() <= LONGEST && text.contains('@');
        sound.then(|| Self { text: text.to_owned(), key: text.to_lowercase() })
    }

    /// The address as it was typed.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What addresses are compared and stored by: the lower-case form.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What stands before the `@`.
    pub fn local_part(&self) -> &str {
        self.text.rsplit_once('@').map_or("", |(local, _)| local)
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for EmailAddress {}

impl std::hash::Hash for EmailAddress {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EmailAddress({})", self.text)
    }
}

impl TryFrom<String> for EmailAddress {
    type Error = EmailAddressError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<EmailAddress> for String {
    fn from(address: EmailAddress) -> Self {
        address.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_judged_by_shape_and_length() {
        let long = format!("{}@example.org", "a".repeat(250));
        let padded = format!("ann@example.org{}", " ".repeat(240));
        for (text, good) in [
            ("ann@example.org", true),
            ("ann+tag@sub.example.org", true),
            ("  ann@example.org\n", true),
            ("ann", false),
            ("ann@", false),
            ("@example.org", false),
            ("ann@exa mple.org", false),
            ("ann@example.org\nbcc: eve@example.org", false),
            (long.as_str(), false),
            (padded.as_str(), false),
        ] {
            assert_eq!(EmailAddress::parse(text).is_ok(), good, "{text:?}");
        }
    }

    #[test]
    fn case_does_not_tell_addresses_apart() {
        let typed = EmailAddress::parse("Ann@Example.ORG").unwrap();
        assert_eq!(typed, EmailAddress::parse("ann@example.org").unwrap());
        assert_eq!(
            (typed.as_str(), typed.key(), typed.local_part()),
            ("Ann@Example.ORG", "ann@example.org", "Ann")
        );
    }
}
