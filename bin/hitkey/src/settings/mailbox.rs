use hitkey_kernel::EmailAddress;
use std::fmt;

/// Whom a mail comes from: an address, and perhaps a name before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The name that mail programs show.
    pub name: Option<String>,
    /// The address.
    pub address: EmailAddress,
}

impl Sender {
    /// Takes `address` or `Name <address>`; `None` for everything else.
    pub fn parse(text: &str) -> Option<Self> {
        let Some((name, address)) = text.trim().strip_suffix('>').and_then(|text| text.split_once('<'))
        else {
            return Some(Self { name: None, address: EmailAddress::parse(text).ok()? });
        };
        let name = name.trim().trim_matches('"');
        let printable = !name.chars().any(|c| c.is_control() || matches!(c, '<' | '>' | '"'));
        let name = (!name.is_empty()).then(|| name.to_owned());
        Some(Self { name, address: EmailAddress::parse(address).ok().filter(|_| printable)? })
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => self.address.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sender_is_an_address_with_or_without_a_name() {
        for (text, shown) in [
            ("no-reply@example.org", Some("no-reply@example.org")),
            ("HitKey <no-reply@example.org>", Some("HitKey <no-reply@example.org>")),
            ("\"Hit Key\" <no-reply@example.org>", Some("Hit Key <no-reply@example.org>")),
            ("<no-reply@example.org>", Some("no-reply@example.org")),
            ("HitKey", None),
            ("HitKey <>", None),
            ("Hit\r\nBcc: <no-reply@example.org>", None),
            ("", None),
        ] {
            assert_eq!(Sender::parse(text).map(|sender| sender.to_string()).as_deref(), shown, "{text:?}");
        }
    }
}
