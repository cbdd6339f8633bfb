use crate::Issuer;
use crate::claims::KnownAs;
use crate::jws::{JwtType, Presented};
use crate::service::Keyring;
use hitkey_kernel::ClientId;
use serde::Deserialize;

/// An id_token that comes back to say whom a request is about. It may have expired: it is no credential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdTokenHint {
    client: ClientId,
    known_as: KnownAs,
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
    sid: Option<String>,
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
        let known_as = KnownAs { sub: claims.sub, sid: claims.sid };
        Ok(Self { client: claims.aud, known_as, is_proven })
    }

    /// For which client it was made.
    pub fn client(&self) -> ClientId {
        self.client
    }

    /// Whether our signature stands behind it.
    pub fn is_proven(&self) -> bool {
        self.is_proven
    }

    /// Whether it says that it is about this person, whom its client knows by these names, in whichever session of theirs.
    pub(crate) fn names(&self, person: &KnownAs) -> bool {
        let same_session = self.known_as.sid.is_some() && self.known_as.sid == person.sid;
        same_session || self.known_as.sub == person.sub
    }

    /// Whether it proves to be about this person.
    pub(crate) fn proves(&self, person: &KnownAs) -> bool {
        self.is_proven && self.names(person)
    }
}
