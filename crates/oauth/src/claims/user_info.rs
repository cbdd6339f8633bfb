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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SubjectEmail;
    use hitkey_kernel::{EmailAddress, Timestamp};
    use serde_json::{Value, json};

    fn user() -> UserId {
        "01900000-0000-7000-8000-000000000001".parse().unwrap()
    }

    fn full() -> SubjectProfile {
        let address = EmailAddress::parse("Ann@example.org").unwrap();
        SubjectProfile {
            name: "Ann Lee".into(),
            given_names: Some("Ann".into()),
            surname: Some("Lee".into()),
            display_name: Some("annie".into()),
            native_script: Some("안".into()),
            preferred_order: Some("western".into()),
            username: Some("ann".into()),
            email: Some(SubjectEmail { address, verified: true }),
            updated_at: Timestamp::from_unix_micros(1_769_847_330_999_999),
        }
    }

    fn told(profile: SubjectProfile, scopes: &str) -> Value {
        serde_json::to_value(user_info_claims(user(), profile, ScopeSet::parse(scopes))).unwrap()
    }

    #[test]
    fn each_scope_opens_its_claims_and_no_others() {
        let sub = user().to_string();
        let bare = json!({"sub": sub, "id": sub});
        for scopes in ["", "openid", "openid offline_access project:read"] {
            assert_eq!(told(full(), scopes), bare, "{scopes}");
        }
        let email = json!({"sub": sub, "id": sub, "email": "Ann@example.org", "email_verified": true});
        assert_eq!(told(full(), "email"), email);
        let profile = json!({
            "sub": sub, "id": sub, "name": "Ann Lee", "given_name": "Ann", "family_name": "Lee",
            "display_name": "annie", "preferred_username": "ann", "native_script": "안",
            "preferred_order": "western", "updated_at": 1_769_847_330,
        });
        assert_eq!(told(full(), "openid profile"), profile);
        let all = told(full(), "openid profile email");
        let names: Vec<_> = all.as_object().unwrap().keys().map(String::as_str).collect();
        assert!(
            names.iter().all(|name| *name == "id" || crate::claims::SUPPORTED.contains(name)),
            "{names:?}"
        );
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let unknown = SubjectProfile {
            given_names: None,
            surname: None,
            display_name: None,
            native_script: None,
            preferred_order: None,
            username: None,
            email: None,
            ..full()
        };
        let sub = user().to_string();
        let little = json!({"sub": sub, "id": sub, "name": "Ann Lee", "updated_at": 1_769_847_330});
        assert_eq!(told(unknown, "openid profile email"), little);
    }
}
