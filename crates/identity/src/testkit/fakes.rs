use crate::ports::{HashingError, Notices, OneTimePasswords, PasswordHasher, Sealer, UnsealError, Verdict};
use crate::{Notice, Password, PasswordHash};
use async_trait::async_trait;
use data_encoding::HEXLOWER;
use hitkey_kernel::testkit::CountingRandom;
use hitkey_kernel::{OutboxEntry, OutboxId, Sealed, Timestamp, digest_of};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use zeroize::Zeroizing;

/// Hashes passwords fast and badly, and counts how often.
#[derive(Debug, Default)]
pub struct FakeHasher {
    strength: AtomicU64,
    salt: AtomicU64,
    overloaded: AtomicBool,
    foreseen: AtomicBool,
    verifications: AtomicU64,
    hashes: AtomicU64,
}

impl FakeHasher {
    /// From now on hashes made before are weak.
    pub fn raise(&self) {
        self.strength.fetch_add(1, Ordering::SeqCst);
    }

    /// From now on every call is refused as [`HashingError::Overloaded`], or none.
    pub fn overload(&self, overloaded: bool) {
        self.overloaded.store(overloaded, Ordering::SeqCst);
    }

    /// From now on it tells whoever asks before that it is overloaded, or nobody.
    pub fn foresee_overload(&self, foreseen: bool) {
        self.foreseen.store(foreseen, Ordering::SeqCst);
    }

    /// How many passwords were compared so far, those without a hash included.
    pub fn verifications(&self) -> u64 {
        self.verifications.load(Ordering::SeqCst)
    }

    /// How many passwords were hashed so far.
    pub fn hashes(&self) -> u64 {
        self.hashes.load(Ordering::SeqCst)
    }

    fn admit(&self) -> Result<(), HashingError> {
        if self.overloaded.load(Ordering::SeqCst) { Err(HashingError::Overloaded) } else { Ok(()) }
    }

    fn phc(strength: &str, salt: &str, password: &Password) -> String {
        let digest = digest_of(&[salt.as_bytes(), password.expose().as_bytes()]);
        format!("$fake${strength}${salt}${}", HEXLOWER.encode(&digest))
    }
}

#[async_trait]
impl PasswordHasher for FakeHasher {
    fn is_overloaded(&self) -> bool {
        self.foreseen.load(Ordering::SeqCst)
    }

    async fn hash(&self, password: &Password) -> Result<PasswordHash, HashingError> {
        self.admit()?;
        self.hashes.fetch_add(1, Ordering::SeqCst);
        let strength = self.strength.load(Ordering::SeqCst).to_string();
        let salt = self.salt.fetch_add(1, Ordering::SeqCst).to_string();
        Ok(PasswordHash::from_phc(Self::phc(&strength, &salt, password)))
    }

    async fn verify<'a>(
        &self,
        password: &Password,
        hash: Option<&'a PasswordHash>,
    ) -> Result<Verdict, HashingError> {
        self.admit()?;
        self.verifications.fetch_add(1, Ordering::SeqCst);
        let Some(hash) = hash else { return Ok(Verdict::Wrong) };
        let mut parts = hash.as_phc().split('$').skip(2);
        let (Some(strength), Some(salt)) = (parts.next(), parts.next()) else {
            return Err(HashingError::Failed("not a fake hash".into()));
        };
        if Self::phc(strength, salt, password) != hash.as_phc() {
            return Ok(Verdict::Wrong);
        }
        let current = self.strength.load(Ordering::SeqCst).to_string();
        Ok(if strength == current { Verdict::Right } else { Verdict::RightButWeak })
    }
}

/// Hides nothing, but tells purposes and subjects apart.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlainSealer;

impl PlainSealer {
    fn mark(purpose: &str, subject: &[u8]) -> [u8; 32] {
        digest_of(&[purpose.as_bytes(), subject])
    }
}

impl Sealer for PlainSealer {
    fn seal(&self, purpose: &str, subject: &[u8], plain: &[u8]) -> Sealed {
        Sealed::from_bytes([&Self::mark(purpose, subject)[..], plain].concat())
    }

    fn unseal(
        &self,
        purpose: &str,
        subject: &[u8],
        sealed: &Sealed,
    ) -> Result<Zeroizing<Vec<u8>>, UnsealError> {
        let plain = sealed.as_bytes().strip_prefix(&Self::mark(purpose, subject)[..]);
        plain.map(|plain| Zeroizing::new(plain.to_vec())).ok_or(UnsealError)
    }
}

/// Six digits that depend on secret and step like TOTP's, but are not TOTP's.
#[derive(Debug, Clone, Copy, Default)]
pub struct FakeOneTimePasswords;

impl OneTimePasswords for FakeOneTimePasswords {
    fn code(&self, secret: &[u8], step: u64) -> String {
        let [a, b, c, d, ..] = digest_of(&[b"totp", secret, &step.to_be_bytes()]);
        format!("{:06}", u32::from_be_bytes([a, b, c, d]) % 1_000_000)
    }
}

/// Remembers every notice, so that a test can read what would have been mailed.
#[derive(Debug, Default)]
pub struct RecordedNotices {
    random: CountingRandom,
    notices: Mutex<BTreeMap<OutboxId, Notice>>,
}

impl RecordedNotices {
    /// The notice behind an entry of the outbox.
    pub fn behind(&self, entry: OutboxId) -> Option<Notice> {
        self.notices.lock().unwrap_or_else(PoisonError::into_inner).get(&entry).cloned()
    }
}

impl Notices for RecordedNotices {
    fn entry(&self, notice: &Notice, now: Timestamp) -> OutboxEntry {
        let id = OutboxId::generate(now, &self.random);
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        notices.insert(id, notice.clone());
        let payload = Sealed::from_bytes(id.uuid().as_bytes().to_vec());
        OutboxEntry { id, topic: "test.notice".to_owned(), payload, created_at: now }
    }
}
