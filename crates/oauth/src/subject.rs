use crate::{ClaimSet, ScopeSet};
use hitkey_kernel::{ClientId, EmailAddress, ProjectId, Timestamp, UserId};
use serde::Serialize;
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
    /// What else they tell of themself.
    pub details: SubjectDetails,
    /// When any of this last changed.
    pub updated_at: Timestamp,
}

/// What people tell of themselves beside their names; each part is the standard claim of its name (OpenID Connect
/// Core §5.1). Nobody verified it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubjectDetails {
    /// `middle_name`.
    pub middle_name: Option<String>,
    /// `nickname`.
    pub nickname: Option<String>,
    /// `profile`.
    pub profile: Option<String>,
    /// `picture`.
    pub picture: Option<String>,
    /// `website`.
    pub website: Option<String>,
    /// `gender`.
    pub gender: Option<String>,
    /// `birthdate`.
    pub birthdate: Option<String>,
    /// `zoneinfo`.
    pub zoneinfo: Option<String>,
    /// `locale`.
    pub locale: Option<String>,
    /// `phone_number`.
    pub phone_number: Option<String>,
    /// `address`.
    pub address: Option<SubjectAddress>,
}

/// A postal address (OpenID Connect Core §5.1.1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SubjectAddress {
    /// The whole of it, as it stands on a letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted: Option<String>,
    /// Street and house.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub street_address: Option<String>,
    /// City or village.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    /// State, province or region.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Zip or postal code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postal_code: Option<String>,
    /// Country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
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
    /// What userinfo tells beside what the scopes open.
    pub claims: ClaimSet,
    /// What can be told about them.
    pub profile: SubjectProfile,
    /// What they are in the client's project; `None` when it has none or they are no member.
    pub project: Option<SubjectProject>,
}
