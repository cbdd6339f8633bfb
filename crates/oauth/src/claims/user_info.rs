use crate::{Scope, ScopeSet, SubjectProfile};
use hitkey_kernel::UserId;
use serde::Serialize;

/// What userinfo tells (OpenID Connect Core §5.3.2). What is unknown or not allowed is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UserInfoClaims {
    /// The person: never changes, is never reused.
    pub sub: UserId,
    /// The same, under the name that HitKey's API uses.
    pub id: UserId,
    /// What scope `profile` opens.
    #[serde(flatten)]
    pub profile: Option<ProfileClaims>,
    /// What scope `email` opens.
    #[serde(flatten)]
    pub email: Option<EmailClaims>,
}

/// The claims of scope `profile`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProfileClaims {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    given_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_username: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    native_script: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred_order: Option<String>,
    /// Seconds since 1970.
    updated_at: i64,
}

/// The claims of scope `email`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmailClaims {
    email: String,
    email_verified: bool,
}

/// What `scopes` open of `profile`.
pub(crate) fn user_info_claims(user: UserId, profile: SubjectProfile, scopes: ScopeSet) -> UserInfoClaims {
    let email = profile.email.as_ref().filter(|_| scopes.contains(Scope::Email));
    UserInfoClaims {
        sub: user,
        id: user,
        email: email.map(|email| EmailClaims {
            email: email.address.as_str().to_owned(),
            email_verified: email.verified,
        }),
        profile: scopes.contains(Scope::Profile).then(|| profile_claims(profile)),
    }
}

fn profile_claims(profile: SubjectProfile) -> ProfileClaims {
    ProfileClaims {
        name: profile.name,
        given_name: profile.given_names,
        family_name: profile.surname,
        display_name: profile.display_name,
        preferred_username: profile.username,
        native_script: profile.native_script,
        preferred_order: profile.preferred_order,
        updated_at: profile.updated_at.unix_seconds(),
    }
}
