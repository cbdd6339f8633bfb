use super::{Claim, ClaimSet};
use crate::{SubjectAddress, SubjectDetails, SubjectEmail, SubjectProfile, SubjectProject};
use hitkey_kernel::ProjectId;
use serde::Serialize;
use std::collections::BTreeSet;

/// What is told about a person (OpenID Connect Core §5.1). What is unknown or not wanted is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PersonClaims {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    middle_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nickname: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    native_script: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_order: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    profile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    website: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zoneinfo: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    locale: Option<String>,
    /// Seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<i64>,
    /// The default address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<SubjectAddress>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<String>,
    /// Always false: nobody called.
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number_verified: Option<bool>,
    /// What they are in the client's project.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectClaims>,
}

/// The claim `project`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectClaims {
    project_id: ProjectId,
    project_name: String,
    project_slug: String,
    role: String,
    permissions: BTreeSet<String>,
}

impl PersonClaims {
    /// What of `wanted` is known of a person.
    pub(crate) fn of(profile: SubjectProfile, project: Option<SubjectProject>, wanted: ClaimSet) -> Self {
        let SubjectProfile { name, email, details, updated_at, .. } = profile;
        let told = Telling(wanted);
        Self {
            name: told.always(Claim::Name, name),
            given_name: told.known(Claim::GivenName, profile.given_names),
            family_name: told.known(Claim::FamilyName, profile.surname),
            display_name: told.known(Claim::DisplayName, profile.display_name),
            preferred_username: told.known(Claim::PreferredUsername, profile.username),
            native_script: told.known(Claim::NativeScript, profile.native_script),
            preferred_order: told.known(Claim::PreferredOrder, profile.preferred_order),
            updated_at: told.always(Claim::UpdatedAt, updated_at.unix_seconds()),
            project: told.known(Claim::Project, project).map(ProjectClaims::of),
            ..Self::default()
        }
        .with_email(told, email)
        .with_details(told, details)
    }

    fn with_email(self, told: Telling, email: Option<SubjectEmail>) -> Self {
        let Some(SubjectEmail { address, verified }) = email else { return self };
        Self {
            email: told.always(Claim::Email, address.as_str().to_owned()),
            email_verified: told.always(Claim::EmailVerified, verified),
            ..self
        }
    }

    fn with_details(self, told: Telling, details: SubjectDetails) -> Self {
        let has_phone = details.phone_number.is_some();
        Self {
            middle_name: told.known(Claim::MiddleName, details.middle_name),
            nickname: told.known(Claim::Nickname, details.nickname),
            profile: told.known(Claim::Profile, details.profile),
            picture: told.known(Claim::Picture, details.picture),
            website: told.known(Claim::Website, details.website),
            gender: told.known(Claim::Gender, details.gender),
            birthdate: told.known(Claim::Birthdate, details.birthdate),
            zoneinfo: told.known(Claim::Zoneinfo, details.zoneinfo),
            locale: told.known(Claim::Locale, details.locale),
            address: told.known(Claim::Address, details.address),
            phone_number: told.known(Claim::PhoneNumber, details.phone_number),
            phone_number_verified: told.known(Claim::PhoneNumberVerified, has_phone.then_some(false)),
            ..self
        }
    }
}

/// Lets through what is wanted.
#[derive(Clone, Copy)]
struct Telling(ClaimSet);

impl Telling {
    fn known<T>(self, claim: Claim, value: Option<T>) -> Option<T> {
        value.filter(|_| self.0.contains(claim))
    }

    fn always<T>(self, claim: Claim, value: T) -> Option<T> {
        self.known(claim, Some(value))
    }
}

impl ProjectClaims {
    fn of(project: SubjectProject) -> Self {
        Self {
            project_id: project.id,
            project_name: project.name,
            project_slug: project.slug,
            role: project.role,
            permissions: project.permissions,
        }
    }
}
