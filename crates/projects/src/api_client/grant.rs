use crate::{AssignableRole, PermissionKey};
use hitkey_kernel::ProjectId;
use std::collections::{BTreeMap, BTreeSet};

/// What an API client may at most in one project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Grant {
    /// As what it acts there.
    pub role: AssignableRole,
    /// The project's permissions that it has.
    pub permissions: BTreeSet<PermissionKey>,
}

/// What an API client may reach. A project that is not in here is out of its reach.
pub type Grants = BTreeMap<ProjectId, Grant>;

impl Grant {
    /// In how many projects one API client can have one.
    pub const MOST: usize = 100;
}
