use super::{ClaimSet, PersonClaims};
use crate::LiveSubject;
use serde::Serialize;

/// What userinfo tells (OpenID Connect Core §5.3.2). What is unknown or not allowed is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UserInfoClaims {
    /// The person, as the client knows them: never changes, is never reused.
    pub sub: String,
    /// The same, under the name that HitKey's API uses.
    pub id: String,
    /// What is claimed of them.
    #[serde(flatten)]
    pub person: PersonClaims,
}

/// What of `wanted` is known of a person, whom the client knows as `sub`.
pub(crate) fn user_info_claims(sub: &str, subject: LiveSubject, wanted: ClaimSet) -> UserInfoClaims {
    let LiveSubject { profile, project, .. } = subject;
    UserInfoClaims {
        sub: sub.to_owned(),
        id: sub.to_owned(),
        person: PersonClaims::of(profile, project, wanted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ScopeSet, SubjectAddress, SubjectDetails, SubjectEmail, SubjectProfile, SubjectProject};
    use hitkey_kernel::{EmailAddress, Timestamp, UserId};
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
            details: details(),
            updated_at: Timestamp::from_unix_micros(1_769_847_330_999_999),
        }
    }

    fn details() -> SubjectDetails {
        let some = |text: &str| Some(text.to_owned());
        SubjectDetails {
            middle_name: some("Mo"),
            nickname: some("an"),
            profile: some("https://ann.example/me"),
            picture: some("https://ann.example/me.png"),
            website: some("https://ann.example"),
            gender: some("female"),
            birthdate: some("1987-10-16"),
            zoneinfo: some("Asia/Almaty"),
            locale: some("kk-KZ"),
            phone_number: some("+77011234567"),
            address: Some(SubjectAddress { country: some("KZ"), ..SubjectAddress::default() }),
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
        let claims = ClaimSet::EMPTY;
        let subject = LiveSubject { client, user: user(), scopes, claims, profile, project };
        serde_json::to_value(user_info_claims(&user().to_string(), subject, ClaimSet::opened_by(scopes)))
            .unwrap()
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
            "preferred_order": "western", "updated_at": 1_769_847_330, "middle_name": "Mo", "nickname": "an",
            "profile": "https://ann.example/me", "picture": "https://ann.example/me.png",
            "website": "https://ann.example", "gender": "female", "birthdate": "1987-10-16",
            "zoneinfo": "Asia/Almaty", "locale": "kk-KZ",
        });
        assert_eq!(told(full(), "openid profile"), profile);
        let address = json!({"sub": sub, "id": sub, "address": {"country": "KZ"}});
        assert_eq!(told(full(), "openid address"), address);
        let phone =
            json!({"sub": sub, "id": sub, "phone_number": "+77011234567", "phone_number_verified": false});
        assert_eq!(told(full(), "openid phone"), phone);
        let all = told_of(full(), Some(project()), "openid profile email address phone project:read");
        let names: Vec<_> = all.as_object().unwrap().keys().map(String::as_str).collect();
        let supported = crate::claims::supported();
        assert!(names.iter().all(|name| supported.contains(name)), "{names:?}");
        assert_eq!(names.len(), 2 + crate::Claim::ALL.len(), "all there is");
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
            details: SubjectDetails::default(),
            ..full()
        };
        let sub = user().to_string();
        let little = json!({"sub": sub, "id": sub, "name": "Ann Lee", "updated_at": 1_769_847_330});
        assert_eq!(told(unknown, "openid profile email address phone"), little);
    }
}
