use crate::jws::{JwtType, Presented};
use crate::key_set::{KeySet, PublishedKey, ReadyKey};
use crate::ports::{InstallKey, KeyError, KeyFactory, KeyStore, Sealer, UnsealError};
use crate::{Event, KeyId, KeySchedule, SigningAlg, StoredKey};
use futures_util::future::try_join_all;
use hitkey_kernel::{Ambient, Author, Scribe, StoreError, Timestamp};
use serde::Serialize;
use std::sync::{Arc, PoisonError, RwLock};

/// Binds the sealed private keys to their use.
const PURPOSE: &str = "oauth signing key";

/// The signing keys, ready in memory: signing, verifying and the JWKS read no store.
///
/// Several processes may share a store. They agree because a generation of an algorithm can be installed
/// only once: who loses takes the winner's key. A new key is published before it signs and stays published
/// after its retirement, so a process that learns of it half a minute late does no harm.
pub struct Keyring {
    ports: KeyringPorts,
    schedule: KeySchedule,
    ambient: Ambient,
    current: RwLock<Arc<KeySet>>,
}

/// What [`Keyring`] needs from the world.
#[derive(Clone)]
pub struct KeyringPorts {
    /// Where keys are kept.
    pub store: Arc<dyn KeyStore>,
    /// Who makes them.
    pub factory: Arc<dyn KeyFactory>,
    /// Who seals their private halves.
    pub sealer: Arc<dyn Sealer>,
    /// Words what the audit log keeps of them.
    pub scribe: Scribe,
}

/// The keys could not be made ready.
#[derive(Debug, thiserror::Error)]
pub enum KeyringError {
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key could not be made, read or used.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A stored key was sealed under another server key.
    #[error("signing key {kid} cannot be opened with this server key")]
    Unseal {
        /// Which key.
        kid: KeyId,
        /// Why.
        source: UnsealError,
    },
    /// There is no key of this algorithm.
    #[error("there is no {} key", .0.as_str())]
    NoKey(SigningAlg),
}

/// A key that waits to take over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RotatedKey {
    /// Its name.
    pub kid: KeyId,
    /// Its algorithm.
    pub alg: SigningAlg,
    /// When it begins to sign.
    pub activates_at: Timestamp,
}

impl Keyring {
    /// Loads the keys, and makes the first ones if there are none.
    ///
    /// # Errors
    /// [`KeyringError`]; the server must not start then.
    pub async fn open(
        ports: KeyringPorts,
        schedule: KeySchedule,
        ambient: Ambient,
    ) -> Result<Self, KeyringError> {
        let current = RwLock::new(Arc::new(KeySet::new(Vec::new())));
        let keyring = Self { ports, schedule, ambient, current };
        keyring.maintain().await?;
        Ok(keyring)
    }

    /// Reloads the keys, makes the successors of those that are old, forgets those that nothing needs any more.
    /// To be called every half minute. One read while nothing is due.
    ///
    /// # Errors
    /// [`KeyringError`]; the keys in memory stay as they were.
    pub async fn maintain(&self) -> Result<(), KeyringError> {
        let now = self.ambient.now();
        let mut stored = self.ports.store.list().await?;
        let due: Vec<_> = SigningAlg::ALL.into_iter().filter(|alg| self.is_due(&stored, *alg, now)).collect();
        self.install_successors(&stored, &due).await?;
        if !due.is_empty() {
            stored = self.ports.store.list().await?;
        }
        let kept = stored.len();
        stored.retain(|key| !has_expired(key, now));
        let some_expired = stored.len() < kept;
        self.take(stored)?;
        if some_expired {
            self.ports.store.sweep(now).await?;
        }
        Ok(())
    }

    /// Makes a successor for every key now, whatever its age. One that waits to take over already is left to it.
    ///
    /// # Errors
    /// [`KeyringError`].
    pub async fn rotate(&self) -> Result<Vec<RotatedKey>, KeyringError> {
        let now = self.ambient.now();
        let stored = self.ports.store.list().await?;
        let mut algs = SigningAlg::ALL.to_vec();
        algs.retain(|alg| newest(&stored, *alg).is_none_or(|key| key.activates_at <= now));
        self.install_successors(&stored, &algs).await?;
        self.maintain().await?;
        let stored = self.ports.store.list().await?;
        Ok(SigningAlg::ALL.into_iter().filter_map(|alg| newest(&stored, alg)).map(rotated).collect())
    }

    /// The JWKS document (RFC 7517 §5).
    pub fn jwks(&self) -> Arc<[u8]> {
        self.current().jwks()
    }

    pub(crate) fn sign(
        &self,
        alg: SigningAlg,
        typ: JwtType,
        claims: &impl Serialize,
    ) -> Result<String, KeyringError> {
        let keys = self.current();
        let key = keys.signing(alg, self.ambient.now()).ok_or(KeyringError::NoKey(alg))?;
        Ok(key.sign(typ, claims)?)
    }

    pub(crate) fn vouches_for(&self, typ: JwtType, token: &Presented<'_>) -> bool {
        self.current().by_kid(token.kid()).is_some_and(|key| key.vouches_for(typ, token))
    }

    /// Whether the key of that name is published.
    pub(crate) fn knows(&self, kid: &str) -> bool {
        self.current().by_kid(kid).is_some()
    }

    fn current(&self) -> Arc<KeySet> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn is_due(&self, stored: &[StoredKey], alg: SigningAlg, now: Timestamp) -> bool {
        newest(stored, alg).is_none_or(|key| key.activates_at + self.schedule.rotate_after <= now)
    }

    /// Makes the next generation of each, side by side: an RSA key takes its time.
    async fn install_successors(
        &self,
        stored: &[StoredKey],
        algs: &[SigningAlg],
    ) -> Result<(), KeyringError> {
        try_join_all(algs.iter().map(|alg| self.install_successor(stored, *alg))).await?;
        Ok(())
    }

    /// Losing the race to another process is fine: its key serves as well.
    async fn install_successor(&self, stored: &[StoredKey], alg: SigningAlg) -> Result<(), KeyringError> {
        let elder = newest(stored, alg);
        let key = self.fresh_key(alg, elder).await?;
        let elders_expire_at = key.activates_at + self.schedule.keep_after;
        let audit = self.ports.scribe.record(&installed(&key), Author::SYSTEM, key.created_at);
        self.ports.store.install(InstallKey { key, elders_expire_at, audit }).await?;
        Ok(())
    }

    async fn fresh_key(&self, alg: SigningAlg, elder: Option<&StoredKey>) -> Result<StoredKey, KeyringError> {
        let fresh = self.ports.factory.generate(alg).await?;
        let now = self.ambient.now();
        let kid = KeyId::generate(self.ambient.random());
        Ok(StoredKey {
            private_key: self.ports.sealer.seal(PURPOSE, kid.as_str().as_bytes(), &fresh.private_key),
            kid,
            alg,
            generation: elder.map_or(1, |key| key.generation + 1),
            public_jwk: fresh.public_jwk,
            created_at: now,
            // The first key has nobody to wait for.
            activates_at: elder.map_or(now, |_| now + self.schedule.publish_ahead),
            retires_at: None,
            expires_at: None,
        })
    }

    fn take(&self, stored: Vec<StoredKey>) -> Result<(), KeyringError> {
        let known = self.current();
        let keys = stored.into_iter().map(|key| self.publish(&known, key)).collect::<Result<_, _>>()?;
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(KeySet::new(keys));
        Ok(())
    }

    fn publish(&self, known: &KeySet, stored: StoredKey) -> Result<PublishedKey, KeyringError> {
        let ready = match known.by_kid(stored.kid.as_str()) {
            Some(ready) => Arc::clone(ready),
            None => Arc::new(self.make_ready(&stored)?),
        };
        Ok(PublishedKey { ready, stored })
    }

    fn make_ready(&self, key: &StoredKey) -> Result<ReadyKey, KeyringError> {
        let opened = self.ports.sealer.unseal(PURPOSE, key.kid.as_str().as_bytes(), &key.private_key);
        let private_key = opened.map_err(|source| KeyringError::Unseal { kid: key.kid.clone(), source })?;
        Ok(ReadyKey::build(&*self.ports.factory, key, &private_key)?)
    }
}

fn newest(stored: &[StoredKey], alg: SigningAlg) -> Option<&StoredKey> {
    stored.iter().filter(|key| key.alg == alg).max_by_key(|key| key.generation)
}

fn installed(key: &StoredKey) -> Event {
    let (is_first, key, alg) = (key.generation == 1, key.kid.clone(), key.alg);
    if is_first { Event::KeyCreated { key, alg } } else { Event::KeyRotated { key, alg } }
}

fn has_expired(key: &StoredKey, now: Timestamp) -> bool {
    key.expires_at.is_some_and(|end| end <= now)
}

fn rotated(key: &StoredKey) -> RotatedKey {
    RotatedKey { kid: key.kid.clone(), alg: key.alg, activates_at: key.activates_at }
}
