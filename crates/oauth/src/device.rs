//! What a person types, and what waits for it (RFC 8628).

use crate::{AuthorizationCodeDigest, Client, DeviceCodeDigest, ScopeSet};
use hitkey_kernel::{Random, ResourceId, Timestamp, digest_of, random_array};
use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

/// Letters that nobody mistakes for one another, and that make no words (RFC 8628 §6.1).
const LETTERS: &[u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";
const LENGTH: usize = 8;

/// What a person types to say which device they mean: eight letters, about 34 bits, good for minutes.
///
/// ```
/// use hitkey_oauth::UserCode;
/// let code = UserCode::parse(" wdjb-mjht ").unwrap();
/// assert_eq!(code.to_string(), "WDJB-MJHT");
/// assert!(UserCode::parse("WDJB-MJH").is_none() && UserCode::parse("AAAA-AAAA").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserCode(String);

impl UserCode {
    /// A fresh one.
    pub fn generate(random: &dyn Random) -> Self {
        let mut letters = String::with_capacity(LENGTH);
        while letters.len() < LENGTH {
            // What is beyond the last whole twenty would make some letters likelier than others.
            let lot = random_array::<1>(random)[0];
            letters.extend((lot < 240).then(|| char::from(LETTERS[usize::from(lot % 20)])));
        }
        Self(letters)
    }

    /// Reads what somebody typed: in any case, with whatever between the letters.
    pub fn parse(typed: &str) -> Option<Self> {
        let kept = typed.chars().filter(|character| character.is_alphanumeric()).take(LENGTH + 1);
        let letters: String = kept.map(|character| character.to_ascii_uppercase()).collect();
        let known = letters.bytes().all(|letter| LETTERS.contains(&letter));
        (letters.len() == LENGTH && known).then_some(Self(letters))
    }

    /// Its stored form.
    pub fn digest(&self) -> UserCodeDigest {
        UserCodeDigest(digest_of(&[b"user code", self.0.as_bytes()]))
    }
}

/// With a hyphen in the middle.
impl fmt::Display for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", &self.0[..LENGTH / 2], &self.0[LENGTH / 2..])
    }
}

/// The stored form of a [`UserCode`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct UserCodeDigest([u8; 32]);

impl UserCodeDigest {
    /// The digest, fit to be stored.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl DeviceCodeDigest {
    /// The code of the grant that a person gives the device. It differs from that of an authorization code of the same
    /// letters, so that neither can be redeemed as the other.
    pub fn grant_code(&self) -> AuthorizationCodeDigest {
        AuthorizationCodeDigest::from_bytes(digest_of(&[b"device code", self.as_bytes()]))
    }
}

/// A device that waits for its person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceRequest {
    /// The stored form of what the device polls with.
    pub code: DeviceCodeDigest,
    /// What for.
    pub scopes: ScopeSet,
    /// For which resources.
    pub resources: BTreeSet<ResourceId>,
    /// What became of it.
    pub state: DeviceState,
    /// How long the device has to wait between two polls; grows when it does not.
    pub interval: Duration,
    /// When it polled last.
    pub polled_at: Option<Timestamp>,
    /// Until when it can be decided.
    pub expires_at: Timestamp,
}

/// Where a device request stands. Nothing leads back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeviceState {
    /// Nobody decided.
    Pending,
    /// The person said yes: there is a grant with its [`grant_code`](DeviceCodeDigest::grant_code).
    Approved,
    /// The person said no.
    Denied,
}

impl DeviceRequest {
    /// Whether the device polls faster than it was told to.
    pub fn is_hasty(&self, now: Timestamp) -> bool {
        self.polled_at.is_some_and(|last| now < last + self.interval)
    }
}

/// A device request and who makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingDevice {
    /// The client.
    pub client: Client,
    /// What it asks for.
    pub request: DeviceRequest,
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);

    impl Random for Counting {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill_with(|| self.0.fetch_add(1, std::sync::atomic::Ordering::SeqCst));
        }
    }

    #[test]
    fn every_letter_is_as_likely_as_another() {
        let random = Counting(std::sync::atomic::AtomicU8::new(0));
        let codes: String = (0..30).map(|_| UserCode::generate(&random).0).collect();
        for letter in LETTERS {
            assert_eq!(codes.bytes().filter(|other| other == letter).count(), 12, "{letter}");
        }
    }

    #[test]
    fn a_typed_code_is_read_kindly_and_nothing_else_is() {
        for (typed, read) in [
            ("WDJB-MJHT", true),
            ("wdjbmjht", true),
            (" wd jb.mj ht ", true),
            ("WDJB-MJHTX", false),
            ("WDJB", false),
            ("", false),
            ("ÄÄÄÄ-ÄÄÄÄ", false),
            ("AEIO-UYAE", false),
        ] {
            assert_eq!(UserCode::parse(typed).is_some(), read, "{typed}");
        }
    }

    #[test]
    fn a_device_code_is_no_authorization_code() {
        let digest = DeviceCodeDigest::from_bytes([7; 32]);
        assert_ne!(digest.grant_code().as_bytes(), digest.as_bytes());
    }
}
