use crate::ScopeSet;
use hitkey_kernel::{ClientId, EmailAddress, ProjectId, Timestamp, UserId};
use std::collections::BTreeSet;

/// What can be told about a person. Another domain owns these facts; a port brings them here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectProfile {
    /// The full name, in the order the person prefers; else the display name.
    pub name: String,
    /// Given names.
    pub given_names: Option<String>,
    /// Surname.
    pub surname: Option<String>,
    /// What the person wants to be called.
    pub display_name: Option<String>,
    /// The name in the person's own script.
    pub native_script: Option<String>,
    /// `western` or `eastern`.
    pub preferred_order: Option<String>,
    /// The user name.
    pub username: Option<String>,
    /// The default address, if there is one.
    pub email: Option<SubjectEmail>,
    /// When any of this last changed.
    pub updated_at: Timestamp,
}

/// The mail address that is told to clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectEmail {
    /// The address.
    pub address: EmailAddress,
    /// Whether it was proven that the person reads it.
    pub verified: bool,
}

/// What a person is in the project that a client belongs to. Another domain owns these facts too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectProject {
    /// The project.
    pub id: ProjectId,
    /// What it is called.
    pub name: String,
    /// What it is addressed by.
    pub slug: String,
    /// `owner`, `admin` or `member`.
    pub role: String,
    /// The keys of the project's permissions that the person has.
    pub permissions: BTreeSet<String>,
}

/// The person behind a live grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveSubject {
    /// Who was allowed.
    pub client: ClientId,
    /// By whom.
    pub user: UserId,
    /// What.
    pub scopes: ScopeSet,
    /// What can be told about them.
    pub profile: SubjectProfile,
    /// What they are in the client's project; `None` when it has none or they are no member.
    pub project: Option<SubjectProject>,
}
