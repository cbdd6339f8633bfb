use data_encoding::BASE32_NOPAD;
use hitkey_kernel::{Random, SecretText, UserId, digest_of, random_array};
use zeroize::Zeroizing;

/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;

const CHARACTERS: usize = 16;

/// A code that works once in place of a TOTP code: 80 random bits in base32, as `xxxx-xxxx-xxxx-xxxx`.
#[derive(Debug, Clone)]
pub struct RecoveryCode(SecretText);

impl RecoveryCode {
    /// A fresh code.
    pub fn generate(random: &dyn Random) -> Self {
        let bytes = Zeroizing::new(random_array::<10>(random));
        Self(SecretText::new(BASE32_NOPAD.encode(&*bytes)))
    }

    /// Takes what somebody typed; case, dashes and blanks don't matter. `None` when it can't be a code.
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|c| *c != '-' && !c.is_whitespace());
        let text: String = letters.take(CHARACTERS + 1).map(|c| c.to_ascii_uppercase()).collect();
        let good = text.len() == CHARACTERS && BASE32_NOPAD.decode(text.as_bytes()).is_ok();
        good.then(|| Self(SecretText::new(text)))
    }

    /// The code as it is shown, once.
    pub fn shown(&self) -> SecretText {
        let text = self.0.expose().to_ascii_lowercase();
        let groups: Vec<_> = [0, 4, 8, 12].into_iter().filter_map(|at| text.get(at..at + 4)).collect();
        SecretText::new(groups.join("-"))
    }

    /// The stored form. It is bound to the person: a code of somebody else does not fit.
    pub fn digest(&self, user: UserId) -> RecoveryCodeDigest {
        let user = user.uuid();
        RecoveryCodeDigest(digest_of(&[b"recovery", user.as_bytes(), self.0.expose().as_bytes()]))
    }
}

/// The stored form of a [`RecoveryCode`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecoveryCodeDigest([u8; 32]);

impl RecoveryCodeDigest {
    /// Takes a digest that was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest, fit to be stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryCodeDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryCodeDigest(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::testkit;

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        let ambient = testkit::ambient();
        let user = UserId::generate(ambient.now(), ambient.random());
        let code = RecoveryCode::generate(ambient.random());
        let shown = code.shown();
        assert_eq!(shown.expose().len(), 19);
        let sloppy = format!(" {} ", shown.expose().to_uppercase().replace('-', ""));
        for typed in [shown.expose(), &sloppy] {
            assert_eq!(RecoveryCode::parse(typed).unwrap().digest(user), code.digest(user));
        }
        let other = UserId::generate(ambient.now(), ambient.random());
        assert_ne!(code.digest(user), code.digest(other));
    }

    #[test]
    fn other_texts_are_no_codes() {
        for typed in ["", "123456", "aaaa-aaaa-aaaa-aaa", "aaaa-aaaa-aaaa-aaa1", "aaaa-aaaa-aaaa-aaaaa", "ä"]
        {
            assert!(RecoveryCode::parse(typed).is_none(), "{typed:?}");
        }
    }
}
