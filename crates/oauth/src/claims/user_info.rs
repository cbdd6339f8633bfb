use crate::{LiveSubject, Scope, ScopeSet, SubjectProfile, SubjectProject};
use hitkey_kernel::{ProjectId, UserId};
use serde::Serialize;
use std::collections::BTreeSet;

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
    /// What scope `project:read` opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub project: Option<ProjectClaims>,
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

/// The claim of scope `project:read`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProjectClaims {
    project_id: ProjectId,
    project_name: String,
    project_slug: String,
    role: String,
    permissions: BTreeSet<String>,
}

/// What `scopes` open of a person.
pub(crate) fn user_info_claims(subject: LiveSubject, scopes: ScopeSet) -> UserInfoClaims {
    let LiveSubject { user, profile, project, .. } = subject;
    let email = profile.email.as_ref().filter(|_| scopes.contains(Scope::Email));
    UserInfoClaims {
        sub: user,
        id: user,
        email: email.map(|email| EmailClaims {
            email: email.address.as_str().to_owned(),
            email_verified: email.verified,
        }),
        profile: scopes.contains(Scope::Profile).then(|| profile_claims(profile)),
        project: project.filter(|_| scopes.contains(Scope::ProjectRead)).map(project_claims),
    }
}

fn project_claims(project: SubjectProject) -> ProjectClaims {
    ProjectClaims {
        project_id: project.id,
        project_name: project.name,
        project_slug: project.slug,
        role: project.role,
        permissions: project.permissions,
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

    fn project() -> SubjectProject {
        SubjectProject {
            id: "01900000-0000-7000-8000-000000000002".parse().unwrap(),
            name: "Alatau".into(),
            slug: "alatau".into(),
            role: "member".into(),
            permissions: ["site.view".into(), "site.edit".into()].into(),
        }
    }

    fn told_of(profile: SubjectProfile, project: Option<SubjectProject>, scopes: &str) -> Value {
        let client = "01900000-0000-7000-8000-000000000003".parse().unwrap();
        let scopes = ScopeSet::parse(scopes);
        let subject = LiveSubject { client, user: user(), scopes, profile, project };
        serde_json::to_value(user_info_claims(subject, scopes)).unwrap()
    }

    fn told(profile: SubjectProfile, scopes: &str) -> Value {
        told_of(profile, None, scopes)
    }

    #[test]
    fn membership_is_told_to_a_client_with_project_read() {
        let sub = user().to_string();
        let expected = json!({"sub": sub, "id": sub, "project": {
            "project_id": "01900000-0000-7000-8000-000000000002", "project_name": "Alatau",
            "project_slug": "alatau", "role": "member", "permissions": ["site.edit", "site.view"],
        }});
        assert_eq!(told_of(full(), Some(project()), "openid project:read"), expected);
        let bare = json!({"sub": sub, "id": sub});
        assert_eq!(told_of(full(), Some(project()), "openid"), bare, "without the scope");
        assert_eq!(told_of(full(), None, "openid project:read"), bare, "without a membership");
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
        let all = told_of(full(), Some(project()), "openid profile email project:read");
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
