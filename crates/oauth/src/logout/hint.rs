use crate::jws::{JwtType, Presented};
use crate::service::Keyring;
use crate::{Issuer, SignedInPerson};
use hitkey_kernel::{ClientId, SessionId};
use serde::Deserialize;

/// An id_token that comes back to say whom a request is about. It may have expired: it is no credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdTokenHint {
    client: ClientId,
    sub: String,
    sid: Option<SessionId>,
    is_proven: bool,
}

/// It was not made here, or somebody altered it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Forged;

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: ClientId,
    sid: Option<SessionId>,
}

impl IdTokenHint {
    /// Reads an id_token. One that names a key which is published no longer can't be verified any more: it
    /// says something, but it proves nothing.
    pub(crate) fn read(token: &str, keyring: &Keyring, issuer: &Issuer) -> Result<Self, Forged> {
        let presented = Presented::parse(token).ok_or(Forged)?;
        let is_proven = keyring.knows(presented.kid());
        if is_proven && !keyring.vouches_for(JwtType::IdToken, &presented) {
            return Err(Forged);
        }
        let claims: Claims = presented.claims().ok_or(Forged)?;
        if claims.iss != issuer.as_str() {
            return Err(Forged);
        }
        Ok(Self { client: claims.aud, sub: claims.sub, sid: claims.sid, is_proven })
    }

    /// For which client it was made.
    pub fn client(&self) -> ClientId {
        self.client
    }

    /// Whether our signature stands behind it.
    pub fn is_proven(&self) -> bool {
        self.is_proven
    }

    /// Whether it says that it is about this person, in whichever session of theirs.
    pub fn names(&self, person: &SignedInPerson) -> bool {
        self.sid == Some(person.session) || self.sub == person.user.to_string()
    }

    /// Whether it proves to be about this person, in whichever session of theirs.
    pub fn proves(&self, person: &SignedInPerson) -> bool {
        self.is_proven && self.names(person)
    }
}
