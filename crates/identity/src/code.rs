use hitkey_kernel::{EmailAddress, Random, SecretText, digest_of, random_array, random_digits, same_bytes};

const DIGITS: usize = 6;

/// What a mailed code is for. A code of one purpose is never good for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodePurpose {
    /// To prove an address before there is an account.
    Registration,
    /// To prove a further address of an account.
    Address,
}

impl CodePurpose {
    const fn label(self) -> &'static [u8] {
        match self {
            Self::Registration => b"registration",
            Self::Address => b"address",
        }
    }
}

/// Six digits that were mailed to an address.
#[derive(Debug, Clone)]
pub struct VerificationCode(SecretText);

impl VerificationCode {
    /// A fresh code.
    pub fn generate(random: &dyn Random) -> Self {
        Self(SecretText::new(random_digits(random, DIGITS)))
    }

    /// Takes what somebody presented, without blanks around it. Only its digest tells whether it is right.
    pub fn parse(presented: &str) -> Self {
        Self(SecretText::new(presented.trim()))
    }

    /// The code itself, for the one mail that tells it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }

    /// The stored form. It is bound to the purpose and the address.
    pub fn digest(&self, purpose: CodePurpose, email: &EmailAddress) -> VerificationCodeDigest {
        let parts = [purpose.label(), email.key().as_bytes(), self.expose().as_bytes()];
        VerificationCodeDigest(digest_of(&parts))
    }
}

/// The stored form of a [`VerificationCode`]. Compares in constant time.
#[derive(Clone, Copy, Eq)]
pub struct VerificationCodeDigest([u8; 32]);

impl VerificationCodeDigest {
    /// A digest that no code has: stands where nobody may succeed.
    pub fn of_no_code(random: &dyn Random) -> Self {
        Self(random_array(random))
    }

    /// Takes a digest that was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The digest, fit to be stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl PartialEq for VerificationCodeDigest {
    fn eq(&self, other: &Self) -> bool {
        same_bytes(&self.0, &other.0)
    }
}

impl std::fmt::Debug for VerificationCodeDigest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VerificationCodeDigest(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::testkit;

    #[test]
    fn a_code_belongs_to_its_address() {
        let random = testkit::ambient();
        let code = VerificationCode::generate(random.random());
        assert_eq!(code.expose().len(), DIGITS);
        let [ann, upper, bob] = ["ann@example.org", "ANN@example.org", "bob@example.org"]
            .map(|text| code.digest(CodePurpose::Registration, &EmailAddress::parse(text).unwrap()));
        assert_eq!(ann, upper);
        assert_ne!(ann, bob);
    }

    #[test]
    fn blanks_around_a_code_do_not_matter() {
        assert_eq!(VerificationCode::parse(" 123456\n").expose(), "123456");
    }
}
