use crate::{ClientAlg, PublicJwk};

/// Verifies what clients sign.
///
/// An adapter MUST verify by the algorithm that it is told, never by one that a header names, and MUST refuse a
/// key of another kind, an RSA key below 2048 bits, and a secret shorter than the hash (RFC 7518 §3.2).
pub trait ClientSignatures: Send + Sync {
    /// Whether the private half of `key` signed the message.
    fn is_signed(&self, alg: ClientAlg, key: &PublicJwk, message: &[u8], signature: &[u8]) -> bool;

    /// Whether the MAC was made under `secret`. Takes the same time wherever it differs.
    fn is_mac(&self, alg: ClientAlg, secret: &[u8], message: &[u8], mac: &[u8]) -> bool;
}
