use super::{KnownAs, PersonClaims};
use crate::{Grant, Issuer};
use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::Timestamp;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// The claims of an id_token (OpenID Connect Core §2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdTokenClaims {
    /// Who made it.
    pub iss: String,
    /// Who signed in.
    pub sub: String,
    /// At which client.
    pub aud: String,
    /// Until when it may be accepted, in seconds since 1970.
    pub exp: i64,
    /// When it was made.
    pub iat: i64,
    /// When the person had signed in.
    pub auth_time: i64,
    /// What the client sent along with its request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    /// Ties it to the access token it came with.
    pub at_hash: String,
    /// In which session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// How strongly.
    pub acr: String,
    /// By what means.
    pub amr: Vec<String>,
    /// What the client asked to be told of them here (OpenID Connect Core §5.5).
    #[serde(flatten)]
    pub person: PersonClaims,
}

/// What an id_token needs beside its grant.
pub(crate) struct IdTokenFacts<'a> {
    pub(crate) access_token: &'a str,
    pub(crate) now: Timestamp,
    pub(crate) expires_at: Timestamp,
    /// Whether to repeat the nonce. Not after a refresh (OpenID Connect Core §12.2).
    pub(crate) with_nonce: bool,
    pub(crate) known_as: KnownAs,
    pub(crate) person: PersonClaims,
}

/// The claims of an id_token for `grant`.
pub(crate) fn id_token_claims(issuer: &Issuer, grant: &Grant, facts: IdTokenFacts<'_>) -> IdTokenClaims {
    let nonce = grant.nonce.as_ref().filter(|_| facts.with_nonce);
    IdTokenClaims {
        iss: issuer.as_str().to_owned(),
        sub: facts.known_as.sub,
        aud: grant.client.to_string(),
        exp: facts.expires_at.unix_seconds(),
        iat: facts.now.unix_seconds(),
        auth_time: grant.sign_in.auth_time.unix_seconds(),
        nonce: nonce.map(|nonce| nonce.as_str().to_owned()),
        at_hash: at_hash(facts.access_token),
        sid: facts.known_as.sid,
        acr: grant.sign_in.acr.clone(),
        amr: grant.sign_in.amr.words().to_vec(),
        person: facts.person,
    }
}

/// The left half of the hash of an access token (OpenID Connect Core §3.1.3.6). All our algorithms use SHA-256.
pub(crate) fn at_hash(access_token: &str) -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(access_token)[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_at_hash_is_the_left_half_of_the_hash() {
        // OpenID Connect Core, appendix A.3.
        assert_eq!(at_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ");
    }
}
