use crate::{ClientName, ScopeSet};
use hitkey_kernel::{ClientId, Cursor, Timestamp};

/// What a person allowed a client, remembered so that they are not asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Consent {
    /// Everything they ever allowed it.
    pub scopes: ScopeSet,
    /// When they allowed it first.
    pub granted_at: Timestamp,
    /// When they allowed it last.
    pub updated_at: Timestamp,
}

impl Consent {
    /// Whether nothing beyond it is asked.
    pub fn covers(&self, asked: ScopeSet) -> bool {
        asked.is_subset_of(self.scopes)
    }
}

/// One row of the list of apps that a person allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedApp {
    /// Which client.
    pub client: ClientId,
    /// Its name.
    pub name: ClientName,
    /// What it was allowed.
    pub consent: Consent,
}

impl AllowedApp {
    /// Where it stands in a list. Allowing it more does not move it.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.consent.granted_at, self.client.uuid())
    }
}
