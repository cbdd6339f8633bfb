use sha2::{Digest as _, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Text that must not be printed: wiped from memory when dropped, `[redacted]` in `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretText(Zeroizing<String>);

impl SecretText {
    /// Takes `text` into custody.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    /// The text itself. Call it only where the text leaves for its owner or is hashed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

impl<'de> serde::Deserialize<'de> for SecretText {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

/// SHA-256 over the parts, each preceded by its length, so that no two lists of parts collide.
pub fn digest_of(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// Compares without telling by its duration where the two differ.
pub fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |difference, (x, y)| difference | (x ^ y)) == 0
}

/// Defines a generated secret and its stored form: two types, so that neither is taken for the other.
///
/// The secret has 256 bits, is shown once, wiped on drop and redacted in `Debug`; the digest is its
/// SHA-256 and the only form a store takes.
///
/// ```
/// hitkey_kernel::define_secret! {
///     /// Opens a door.
///     DoorToken, "door_";
///     /// The stored form of a [`DoorToken`].
///     DoorTokenDigest
/// }
/// let token = DoorToken::parse("door_123");
/// assert_eq!(format!("{token:?}"), "DoorToken([redacted])");
/// assert_eq!(token.digest(), DoorToken::parse("door_123").digest());
/// ```
#[macro_export]
macro_rules! define_secret {
    ($(#[$doc:meta])* $name:ident, $prefix:literal; $(#[$digest_doc:meta])* $digest:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        pub struct $name($crate::SecretText);

        impl $name {
            /// A fresh secret of 256 random bits, in base64url.
            pub fn generate(random: &dyn $crate::Random) -> Self {
                Self($crate::SecretText::new($crate::secret_text($prefix, random)))
            }

            /// Takes what somebody presented. Anything can be presented: only its digest tells.
            pub fn parse(presented: &str) -> Self {
                Self($crate::SecretText::new(presented))
            }

            /// The secret itself, for the one answer that shows it.
            pub fn expose(&self) -> &str {
                self.0.expose()
            }

            /// The form that is stored and looked up by.
            pub fn digest(&self) -> $digest {
                $digest($crate::digest_of(&[self.0.expose().as_bytes()]))
            }
        }

        $(#[$digest_doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $digest([u8; 32]);

        impl $digest {
            /// Takes a digest that was stored.
            pub const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            /// The digest, fit to be stored.
            pub const fn as_bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl std::fmt::Debug for $digest {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($digest), "(…)"))
            }
        }
    };
}

#[doc(hidden)]
pub fn secret_text(prefix: &str, random: &dyn crate::Random) -> String {
    let bytes = Zeroizing::new(crate::random_array::<32>(random));
    let mut text = String::with_capacity(prefix.len() + 43);
    text.push_str(prefix);
    data_encoding::BASE64URL_NOPAD.encode_append(&*bytes, &mut text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_keep_parts_apart() {
        assert_ne!(digest_of(&[b"ab", b"c"]), digest_of(&[b"a", b"bc"]));
        assert_eq!(digest_of(&[b"ab"]), digest_of(&[b"ab"]));
    }

    #[test]
    fn secrets_do_not_print() {
        assert_eq!(format!("{:?}", SecretText::new("hunter2")), "[redacted]");
    }

    #[test]
    fn bytes_compare_whole() {
        assert!(same_bytes(b"abc", b"abc"));
        assert!(!same_bytes(b"abc", b"abd") && !same_bytes(b"abc", b"ab"));
    }
}
