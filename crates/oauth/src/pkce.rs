use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::{SecretText, same_bytes};
use sha2::{Digest as _, Sha256};

/// The text is no code challenge or verifier of RFC 7636.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a code challenge or verifier")]
pub struct PkceError;

/// An S256 code challenge (RFC 7636 §4.2): 43 characters of base64url. `plain` does not exist here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChallenge(String);

impl CodeChallenge {
    /// Takes a challenge that a client sent or a store kept.
    ///
    /// # Errors
    /// [`PkceError`] when it is not the base64url of 32 bytes.
    pub fn parse(text: &str) -> Result<Self, PkceError> {
        match BASE64URL_NOPAD.decode(text.as_bytes()) {
            Ok(bytes) if bytes.len() == 32 => Ok(Self(text.to_owned())),
            _ => Err(PkceError),
        }
    }

    /// The challenge that belongs to `verifier`.
    pub fn of(verifier: &CodeVerifier) -> Self {
        Self(BASE64URL_NOPAD.encode(&Sha256::digest(verifier.0.expose())))
    }

    /// Whether `verifier` is what this challenge was made from.
    pub fn is_met_by(&self, verifier: &CodeVerifier) -> bool {
        same_bytes(self.0.as_bytes(), Self::of(verifier).0.as_bytes())
    }

    /// The challenge as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A code verifier (RFC 7636 §4.1): 43 to 128 unreserved characters.
#[derive(Debug, Clone)]
pub struct CodeVerifier(SecretText);

impl CodeVerifier {
    /// Takes a verifier that a client sent.
    ///
    /// # Errors
    /// [`PkceError`] when its length or alphabet is wrong.
    pub fn parse(text: &str) -> Result<Self, PkceError> {
        let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if (43..=128).contains(&text.len()) && text.bytes().all(unreserved) {
            Ok(Self(SecretText::new(text)))
        } else {
            Err(PkceError)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_rfc_7636_appendix_b_holds() {
        let verifier = CodeVerifier::parse("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        let challenge = CodeChallenge::parse("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM").unwrap();
        assert!(challenge.is_met_by(&verifier));
        assert_eq!(challenge, CodeChallenge::of(&verifier));
        assert!(!challenge.is_met_by(&CodeVerifier::parse(&"a".repeat(43)).unwrap()));
    }

    #[test]
    fn verifiers_and_challenges_are_judged_by_length_and_alphabet() {
        for (length, good) in [(0, false), (42, false), (43, true), (128, true), (129, false)] {
            assert_eq!(CodeVerifier::parse(&"x".repeat(length)).is_ok(), good, "{length}");
        }
        assert!(CodeVerifier::parse(&"é".repeat(30)).is_err());
        assert!(CodeVerifier::parse(&format!("{} ", "x".repeat(43))).is_err());
        for bad in ["", "short", &"=".repeat(43), &"x".repeat(44)] {
            assert_eq!(CodeChallenge::parse(bad), Err(PkceError), "{bad}");
        }
    }
}
