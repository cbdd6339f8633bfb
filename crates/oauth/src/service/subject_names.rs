use crate::claims::KnownAs;
use crate::ports::Deriver;
use crate::{Sector, SubjectType};
use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::{SessionId, UserId};
use std::fmt;
use std::sync::Arc;

/// By what name each client knows people and their sessions (OpenID Connect Core §8).
///
/// A pairwise name follows from sector and person under the server key: it never changes, needs no table, and tells
/// whoever lacks the key neither the person nor another sector's name for them. Sessions get such names too, or two
/// clients would know a person again by the `sid` alone.
#[derive(Clone)]
pub struct SubjectNames(Arc<dyn Deriver>);

/// What derived names are for: those of people and those of sessions differ.
const PERSON: &str = "oauth.pairwise.sub";
const SESSION: &str = "oauth.pairwise.sid";

impl SubjectNames {
    /// Names that follow from the deriver's key.
    pub fn new(deriver: Arc<dyn Deriver>) -> Self {
        Self(deriver)
    }

    /// The `sub` of a person.
    pub fn sub(&self, subject_type: &SubjectType, user: UserId) -> String {
        match subject_type {
            SubjectType::Public => user.to_string(),
            SubjectType::Pairwise(sector) => self.pairwise(PERSON, sector, user.uuid().as_bytes()),
        }
    }

    /// The `sid` of a session.
    pub fn sid(&self, subject_type: &SubjectType, session: SessionId) -> String {
        match subject_type {
            SubjectType::Public => session.to_string(),
            SubjectType::Pairwise(sector) => self.pairwise(SESSION, sector, session.uuid().as_bytes()),
        }
    }

    /// Both.
    pub(crate) fn known_as(
        &self,
        subject_type: &SubjectType,
        user: UserId,
        session: Option<SessionId>,
    ) -> KnownAs {
        KnownAs {
            sub: self.sub(subject_type, user),
            sid: session.map(|session| self.sid(subject_type, session)),
        }
    }

    /// A host has no zero byte, so that where it ends is certain.
    fn pairwise(&self, purpose: &str, sector: &Sector, id: &[u8; 16]) -> String {
        let named = [sector.host().as_bytes(), &[0], id].concat();
        BASE64URL_NOPAD.encode(&*self.0.derive(purpose, &named))
    }
}

impl fmt::Debug for SubjectNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SubjectNames")
    }
}
