use hitkey_kernel::{Random, SecretText, digest_of, random_array};
use std::fmt;

/// Of what the random part and the checksum are made, the least digit first in value.
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const PREFIX: &str = "hk_live_";
/// As many digits as 256 bits need.
const RANDOM: usize = 43;
/// As many digits as 32 bits need.
const CHECKSUM: usize = 6;

/// By what a program proves which API client it is. Shown once.
///
/// `hk_live_`, 43 random characters and the CRC-32 of these as 6 characters, so that whoever looks for leaked
/// secrets can tell one from something alike without asking us. The checksum guards nothing.
#[derive(Debug, Clone)]
pub struct ApiClientToken(SecretText);

impl ApiClientToken {
    /// A fresh token of 256 random bits.
    pub fn generate(random: &dyn Random) -> Self {
        let body = base62::<RANDOM>(random_array::<32>(random));
        let checksum = checksum_of(&body);
        Self(SecretText::new(format!("{PREFIX}{body}{checksum}")))
    }

    /// Whether a text is meant as one, good or not.
    pub fn is_meant(presented: &str) -> bool {
        presented.starts_with(PREFIX)
    }

    /// Takes what somebody presented; `None` when no token looks like this, so that no store need be asked.
    pub fn parse(presented: &str) -> Option<Self> {
        let digits = presented.strip_prefix(PREFIX)?;
        let (body, checksum) = digits.split_at_checked(RANDOM)?;
        let good = digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) && checksum == checksum_of(body);
        good.then(|| Self(SecretText::new(presented)))
    }

    /// The token itself, for the one answer that shows it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The form that is stored and looked up by.
    pub fn digest(&self) -> ApiClientTokenDigest {
        ApiClientTokenDigest(digest_of(&[self.0.expose().as_bytes()]))
    }
}

/// The stored form of an [`ApiClientToken`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApiClientTokenDigest([u8; 32]);

impl ApiClientTokenDigest {
    /// Takes a digest that was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest, fit to be stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for ApiClientTokenDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiClientTokenDigest(…)")
    }
}

fn checksum_of(body: &str) -> String {
    base62::<CHECKSUM>(crc32fast::hash(body.as_bytes()).to_be_bytes())
}

/// A number of `N` bytes, the most significant first, as `LENGTH` digits, the most significant first.
fn base62<const LENGTH: usize>(mut number: impl AsMut<[u8]>) -> String {
    let mut digits = [0; LENGTH];
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[divide(number.as_mut())];
    }
    digits.iter().map(|digit| char::from(*digit)).collect()
}

/// Divides a number by 62 where it stands, and tells what remains.
fn divide(number: &mut [u8]) -> usize {
    number.iter_mut().fold(0, |rest, byte| {
        let dividend = rest * 256 + usize::from(*byte);
        *byte = (dividend / DIGITS.len()).to_be_bytes()[size_of::<usize>() - 1];
        dividend % DIGITS.len()
    })
}

#[cfg(all(test, feature = "testkit"))]
mod tests {
    use super::*;
    use hitkey_kernel::testkit;

    /// Its checksum is Python's `zlib.crc32(b"0" * 42 + b"1")`.
    const KNOWN: &str = "hk_live_00000000000000000000000000000000000000000010HNUPx";

    #[test]
    fn numbers_become_digits() {
        for (number, digits) in [(0_u32, "000000"), (61, "00000z"), (62, "000010"), (u32::MAX, "4gfFC3")] {
            assert_eq!(base62::<6>(number.to_be_bytes()), digits);
        }
        assert_eq!(base62::<43>([0; 32]), "0".repeat(43));
        assert_eq!(base62::<44>([255; 32]), "0yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1", "43 are enough");
    }

    #[test]
    fn a_fresh_token_is_one_and_no_two_are_the_same() {
        let ambient = testkit::ambient();
        let (one, other) =
            (ApiClientToken::generate(ambient.random()), ApiClientToken::generate(ambient.random()));
        assert_eq!(one.expose().len(), 57);
        let again = ApiClientToken::parse(one.expose()).unwrap();
        assert_eq!(again.digest(), one.digest());
        assert_ne!(one.digest(), other.digest());
        assert_eq!(
            format!("{one:?} {:?}", one.digest()),
            "ApiClientToken([redacted]) ApiClientTokenDigest(…)"
        );
    }

    #[test]
    fn the_checksum_is_what_everybody_calls_crc_32() {
        assert_eq!(ApiClientToken::parse(KNOWN).unwrap().expose(), KNOWN);
    }

    #[test]
    fn what_only_looks_like_a_token_is_none() {
        let token = ApiClientToken::generate(testkit::ambient().random());
        let good = token.expose();
        let swapped = |at: usize| {
            let mut text = good.to_owned();
            let other = if good.as_bytes()[at] == b'a' { "b" } else { "a" };
            text.replace_range(at..=at, other);
            text
        };
        for bad in [swapped(8), swapped(50), swapped(51), swapped(56), swapped(3)] {
            assert!(ApiClientToken::parse(&bad).is_none(), "{bad}");
        }
        for bad in ["", "hk_live_", &good[..56], &format!("{good}0"), &good[8..], &good.to_uppercase()] {
            assert!(ApiClientToken::parse(bad).is_none(), "{bad}");
        }
        let odd = format!("hk_live_{}é{}", "0".repeat(42), "0".repeat(6));
        assert!(ApiClientToken::parse(&odd).is_none() && ApiClientToken::is_meant(&odd));
        assert!(!ApiClientToken::is_meant("hitkey_x"));
    }
}
