//! Cryptography behind HitKey's ports: [`Argon2Hasher`] for passwords, [`JoseKeys`] for token signatures,
//! [`ServerKey`] for sealing at rest, [`Totp`] for one-time passwords, and the system's [`SystemClock`] and
//! [`OsRandom`].
//!
//! This crate owns the choice of algorithms and libraries; nothing else sees argon2, josekit or OpenSSL. It
//! refuses every rule of a domain: what is signed, sealed or compared, and why, is decided by its callers.
//!
//! ```
//! use hitkey_crypto::{OsRandom, ServerKey};
//! use hitkey_identity::ports::Sealer;
//! use std::sync::Arc;
//!
//! let key = ServerKey::new(&[7; 32], Arc::new(OsRandom)).unwrap();
//! let sealed = Sealer::seal(&key, "greeting", b"ann", b"hello");
//! assert_eq!(*Sealer::unseal(&key, "greeting", b"ann", &sealed).unwrap(), b"hello");
//! assert!(Sealer::unseal(&key, "greeting", b"bob", &sealed).is_err());
//! ```

mod client_signatures;
mod hashing;
mod jose;
mod server_key;
mod system;
mod totp;

pub use hashing::{Argon2Hasher, HasherError, HashingLoad, HashingSettings};
pub use jose::JoseKeys;
pub use server_key::{ServerKey, ServerKeyError};
pub use system::{OsRandom, SystemClock};
pub use totp::Totp;
