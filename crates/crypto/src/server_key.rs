use hitkey_kernel::{Random, Sealed, digest_of, random_array};
use hitkey_oauth::ports::UnsealError as OAuthUnsealError;
use openssl::error::ErrorStack;
use openssl::md::Md;
use openssl::pkey::Id;
use openssl::pkey_ctx::PkeyCtx;
use openssl::symm::{Cipher, decrypt_aead, encrypt_aead};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};
use zeroize::Zeroizing;

/// The one key of a server. Everything that is sealed at rest is sealed under a key derived from it.
///
/// Each purpose has its own AES-256 key (HKDF-SHA-256, RFC 5869). Sealing is AES-256-GCM with a random nonce
/// of 96 bits, which is sound for 2³² sealings per purpose (NIST SP 800-38D §8.3): more mails than any server
/// sends. Purpose and subject are authenticated, so that a sealed value opens nowhere but where it belongs.
///
/// A sealed value is: version (1 byte, now 1), nonce (12), ciphertext, tag (16).
#[derive(Clone)]
pub struct ServerKey {
    key: Zeroizing<[u8; 32]>,
    /// The keys that seal, by purpose, once they were needed. The code knows a handful of purposes.
    derived: Arc<RwLock<BTreeMap<String, SealingKey>>>,
    random: Arc<dyn Random>,
}

type SealingKey = Zeroizing<[u8; 32]>;

/// The platform's cryptography does not work.
#[derive(Debug, thiserror::Error)]
#[error("sealing does not work on this system")]
pub struct ServerKeyError(#[source] Option<ErrorStack>);

const VERSION: u8 = 1;
const NONCE: usize = 12;
const TAG: usize = 16;
const SALT: &[u8] = b"hitkey/server-key/v1";
/// Keeps what is derived for others apart from the keys that seal.
const DERIVED_SALT: &[u8] = b"hitkey/derived/v1";
/// What mails in the outbox are sealed for.
const OUTBOX: &str = "mail.outbox";

impl ServerKey {
    /// Takes the 32 bytes of the key, and seals and opens something, so that a broken platform is noticed at
    /// start and not at the first secret.
    ///
    /// # Errors
    /// [`ServerKeyError`] when sealing does not work here.
    pub fn new(key: &[u8; 32], random: Arc<dyn Random>) -> Result<Self, ServerKeyError> {
        let key = Self { key: Zeroizing::new(*key), derived: Arc::default(), random };
        let sealed = key.try_seal("probe", b"", b"probe").map_err(|error| ServerKeyError(Some(error)))?;
        match key.open("probe", b"", &sealed) {
            Some(plain) if *plain == b"probe" => Ok(key),
            _ => Err(ServerKeyError(None)),
        }
    }

    #[expect(
        clippy::expect_used,
        reason = "new() has shown that sealing works; going on without would lose data"
    )]
    fn seal(&self, purpose: &str, subject: &[u8], plain: &[u8]) -> Sealed {
        self.try_seal(purpose, subject, plain).expect("AES-256-GCM seals")
    }

    fn try_seal(&self, purpose: &str, subject: &[u8], plain: &[u8]) -> Result<Sealed, ErrorStack> {
        let nonce = random_array::<NONCE>(&*self.random);
        let key = self.sealing_key(purpose)?;
        let mut tag = [0; TAG];
        let aad = bound_to(purpose, subject);
        let hidden = encrypt_aead(Cipher::aes_256_gcm(), &*key, Some(&nonce), &aad, plain, &mut tag)?;
        Ok(Sealed::from_bytes([&[VERSION], &nonce[..], &hidden, &tag].concat()))
    }

    fn open(&self, purpose: &str, subject: &[u8], sealed: &Sealed) -> Option<Zeroizing<Vec<u8>>> {
        let rest = sealed.as_bytes().strip_prefix(&[VERSION])?;
        let (nonce, rest) = rest.split_at_checked(NONCE)?;
        let (hidden, tag) = rest.split_at_checked(rest.len().checked_sub(TAG)?)?;
        let key = self.sealing_key(purpose).ok()?;
        let aad = bound_to(purpose, subject);
        let plain = decrypt_aead(Cipher::aes_256_gcm(), &*key, Some(nonce), &aad, hidden, tag).ok()?;
        Some(Zeroizing::new(plain))
    }

    fn sealing_key(&self, purpose: &str) -> Result<SealingKey, ErrorStack> {
        let known = self.derived.read().unwrap_or_else(PoisonError::into_inner).get(purpose).cloned();
        if let Some(key) = known {
            return Ok(key);
        }
        let key = derive(&*self.key, SALT, purpose.as_bytes())?;
        let mut derived = self.derived.write().unwrap_or_else(PoisonError::into_inner);
        derived.insert(purpose.to_owned(), key.clone());
        Ok(key)
    }
}

/// HKDF-SHA-256 (RFC 5869), 32 bytes long.
fn derive(key: &[u8], salt: &[u8], info: &[u8]) -> Result<SealingKey, ErrorStack> {
    let mut derived = Zeroizing::new([0; 32]);
    let mut context = PkeyCtx::new_id(Id::HKDF)?;
    context.derive_init()?;
    context.set_hkdf_md(Md::sha256())?;
    context.set_hkdf_salt(salt)?;
    context.set_hkdf_key(key)?;
    context.add_hkdf_info(info)?;
    context.derive(Some(&mut *derived))?;
    Ok(derived)
}

/// The additional data: version, purpose and subject, told apart by the purpose's length.
fn bound_to(purpose: &str, subject: &[u8]) -> Vec<u8> {
    let length = (purpose.len() as u64).to_be_bytes();
    [&[VERSION], &length[..], purpose.as_bytes(), subject].concat()
}

impl hitkey_identity::ports::Sealer for ServerKey {
    fn seal(&self, purpose: &str, subject: &[u8], plain: &[u8]) -> Sealed {
        Self::seal(self, purpose, subject, plain)
    }

    fn unseal(
        &self,
        purpose: &str,
        subject: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, hitkey_identity::ports::UnsealError> {
        self.open(purpose, subject, sealed).ok_or(hitkey_identity::ports::UnsealError)
    }
}

impl hitkey_oauth::ports::Sealer for ServerKey {
    fn seal(&self, purpose: &str, subject: &[u8], plain: &[u8]) -> Sealed {
        Self::seal(self, purpose, subject, plain)
    }

    fn unseal(
        &self,
        purpose: &str,
        subject: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, OAuthUnsealError> {
        self.open(purpose, subject, sealed).ok_or(OAuthUnsealError)
    }
}

impl hitkey_oauth::ports::Deriver for ServerKey {
    #[expect(clippy::expect_used, reason = "new() has shown that deriving works")]
    fn derive(&self, purpose: &str, secret: &[u8]) -> Zeroizing<[u8; 32]> {
        // HKDF takes no more than 1024 bytes of context, so a digest stands for the secret.
        let context = bound_to(purpose, &digest_of(&[secret]));
        derive(&*self.key, DERIVED_SALT, &context).expect("HKDF derives")
    }
}

impl hitkey_mail::ports::Sealer for ServerKey {
    fn seal(&self, subject: &[u8], plain: &[u8]) -> Sealed {
        Self::seal(self, OUTBOX, subject, plain)
    }

    fn unseal(
        &self,
        subject: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, hitkey_mail::ports::UnsealError> {
        self.open(OUTBOX, subject, sealed).ok_or(hitkey_mail::ports::UnsealError)
    }
}

impl fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerKey([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::OsRandom;
    use data_encoding::HEXLOWER;

    fn key(byte: u8) -> ServerKey {
        ServerKey::new(&[byte; 32], Arc::new(OsRandom)).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_again_whatever_its_length() {
        for length in [0, 1, 15, 16, 17, 1_000, 100_000] {
            let plain = vec![42; length];
            let sealed = key(1).seal("a", b"row", &plain);
            assert_eq!(sealed.as_bytes().len(), 1 + NONCE + length + TAG);
            assert_eq!(key(1).open("a", b"row", &sealed).as_deref(), Some(&plain));
        }
    }

    #[test]
    fn another_key_purpose_or_subject_does_not_open_it() {
        let sealed = key(1).seal("ab", b"c", b"secret");
        assert!(key(2).open("ab", b"c", &sealed).is_none());
        assert!(key(1).open("a", b"bc", &sealed).is_none());
        assert!(key(1).open("ab", b"d", &sealed).is_none());
        assert!(hitkey_mail::ports::Sealer::unseal(&key(1), b"c", &sealed).is_err());
    }

    #[test]
    fn no_single_bit_can_be_changed_and_no_byte_be_cut() {
        let sealed = key(1).seal("a", b"row", b"secret");
        let bytes = sealed.as_bytes();
        for bit in 0..bytes.len() * 8 {
            let mut changed = bytes.to_vec();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(key(1).open("a", b"row", &Sealed::from_bytes(changed)).is_none(), "bit {bit}");
        }
        for length in 0..bytes.len() {
            let cut = Sealed::from_bytes(bytes[..length].to_vec());
            assert!(key(1).open("a", b"row", &cut).is_none(), "{length} bytes");
        }
    }

    #[test]
    fn the_same_plain_text_never_looks_the_same() {
        let key = key(1);
        assert_ne!(key.seal("a", b"row", b"secret"), key.seal("a", b"row", b"secret"));
        assert_eq!(format!("{key:?}"), "ServerKey([redacted])");
    }

    #[test]
    fn keys_are_derived_as_in_rfc_5869_appendix_a() {
        let okm = derive(
            &[0x0b; 22],
            &HEXLOWER.decode(b"000102030405060708090a0b0c").unwrap(),
            &HEXLOWER.decode(b"f0f1f2f3f4f5f6f7f8f9").unwrap(),
        );
        let expected = "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf";
        assert_eq!(HEXLOWER.encode(&*okm.unwrap()), expected);
    }

    #[test]
    fn what_is_derived_is_the_same_everywhere_and_hangs_on_key_purpose_and_secret() {
        use hitkey_oauth::ports::Deriver as _;
        let derived = key(1).derive("a", b"secret");
        assert_eq!(derived, ServerKey::new(&[1; 32], Arc::new(OsRandom)).unwrap().derive("a", b"secret"));
        let long = [7; 100_000];
        let others = [
            key(2).derive("a", b"secret"),
            key(1).derive("b", b"secret"),
            key(1).derive("a", b"secrets"),
            key(1).derive("as", b"ecret"),
            key(1).derive("a", b""),
            key(1).derive("a", &long),
            derive(&[1; 32], SALT, b"a").unwrap(),
        ];
        for (place, other) in others.iter().enumerate() {
            assert_ne!(*other, derived, "{place}");
        }
    }

    /// What was sealed by the first release must open for ever.
    #[test]
    fn the_stored_form_does_not_change() {
        struct Zeros;
        impl Random for Zeros {
            fn fill(&self, buffer: &mut [u8]) {
                buffer.fill(0);
            }
        }
        let key = ServerKey::new(&[7; 32], Arc::new(Zeros)).unwrap();
        let stored = "010000000000000000000000003e491dff67ab73a8c298ec60bebffea417092d864c4f";
        assert_eq!(HEXLOWER.encode(key.seal("totp", b"ann", b"secret").as_bytes()), stored);
    }
}
