use super::{Claim, ClaimSet};
use crate::{AcrRequest, ScopeSet};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a client asks for claim by claim (OpenID Connect Core §5.5), as its parameter `claims` says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimsRequest {
    /// What shall be told. Nobody is told more for calling it essential: what is unknown is left out.
    pub told: RequestedClaims,
    subjects: Option<Vec<Value>>,
    acr: Option<AcrRequest>,
}

/// The claims that a grant opens beside those of its scopes, by where they are told.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RequestedClaims {
    /// By userinfo.
    #[serde(skip_serializing_if = "ClaimSet::is_empty")]
    pub userinfo: ClaimSet,
    /// By id_tokens.
    #[serde(skip_serializing_if = "ClaimSet::is_empty")]
    pub id_token: ClaimSet,
}

/// The value can't be a `claims` parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no claims request")]
pub struct ClaimsRequestError;

/// What is asked of each claim, by its name. Members that are not understood are ignored.
type Members = BTreeMap<String, Option<Map<String, Value>>>;

impl ClaimsRequest {
    /// The longest parameter, in bytes.
    pub const LONGEST: usize = 4_096;

    /// Reads the parameter.
    ///
    /// # Errors
    /// [`ClaimsRequestError`] when it is no JSON of that form, or too long.
    pub fn parse(text: &str) -> Result<Self, ClaimsRequestError> {
        if text.len() > Self::LONGEST {
            return Err(ClaimsRequestError);
        }
        let mut whole: Map<String, Value> = serde_json::from_str(text).map_err(|_| ClaimsRequestError)?;
        let userinfo = members(whole.remove("userinfo"))?;
        let id_token = members(whole.remove("id_token"))?;
        Ok(Self {
            told: RequestedClaims { userinfo: known(&userinfo), id_token: known(&id_token) },
            subjects: subjects([&userinfo, &id_token]),
            acr: acr(&id_token),
        })
    }

    /// The same, with nothing told but what `scopes` would open.
    #[must_use]
    pub(crate) fn within(self, scopes: ScopeSet) -> Self {
        Self { told: self.told.within(scopes), ..self }
    }

    /// How strong the sign-in has to be, when some value of `acr` is asked for.
    pub fn acr(&self) -> Option<&AcrRequest> {
        self.acr.as_ref()
    }

    /// Whether it is about the person whom the client knows as `sub`, or about nobody in particular.
    pub fn is_about(&self, sub: &str) -> bool {
        self.subjects.as_ref().is_none_or(|subjects| subjects.iter().any(|subject| *subject == *sub))
    }
}

impl RequestedClaims {
    /// Nothing beside what the scopes open.
    pub const NONE: Self = Self { userinfo: ClaimSet::EMPTY, id_token: ClaimSet::EMPTY };

    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Self::NONE
    }

    /// Those of them that `scopes` would open.
    #[must_use]
    pub fn within(self, scopes: ScopeSet) -> Self {
        Self { userinfo: self.userinfo.within(scopes), id_token: self.id_token.within(scopes) }
    }

    /// All of them, wherever they are told.
    pub fn all(&self) -> ClaimSet {
        self.userinfo.union(self.id_token)
    }
}

/// What a person is in a project is told by its scope alone, which only the project's own clients get.
fn known(members: &Members) -> ClaimSet {
    let asked = Claim::ALL.into_iter().filter(|claim| members.contains_key(claim.as_str()));
    asked.filter(|claim| *claim != Claim::Project).collect()
}

/// The values of `sub`, when one is demanded (OpenID Connect Core §5.5.1).
fn subjects(places: [&Members; 2]) -> Option<Vec<Value>> {
    let mut wishes = places.into_iter().filter_map(|members| members.get("sub")?.as_ref());
    wishes.find_map(demanded)
}

fn acr(id_token: &Members) -> Option<AcrRequest> {
    let wish = id_token.get("acr")?.as_ref()?;
    demanded(wish).map(|values| AcrRequest::claimed(wish, values))
}

fn members(member: Option<Value>) -> Result<Members, ClaimsRequestError> {
    let read = member.map(Option::<Members>::deserialize).transpose();
    Ok(read.map_err(|_| ClaimsRequestError)?.flatten().unwrap_or_default())
}

/// The values that will do, if not any.
fn demanded(wish: &Map<String, Value>) -> Option<Vec<Value>> {
    let values = || wish.get("values").and_then(Value::as_array).cloned();
    wish.get("value").map(|value| vec![value.clone()]).or_else(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> ClaimsRequest {
        ClaimsRequest::parse(text).unwrap()
    }

    fn set(claims: &[Claim]) -> ClaimSet {
        claims.iter().copied().collect()
    }

    #[test]
    fn the_example_of_the_specification_is_read() {
        // OpenID Connect Core §5.5.
        let asked = parse(
            r#"{"userinfo": {"given_name": {"essential": true}, "nickname": null, "email": {"essential": true},
                "email_verified": {"essential": true}, "picture": null, "http://example.info/claims/groups": null},
                "id_token": {"auth_time": {"essential": true}, "acr": {"values": ["urn:mace:incommon:iap:silver"]}}}"#,
        );
        let userinfo =
            set(&[Claim::GivenName, Claim::Nickname, Claim::Email, Claim::EmailVerified, Claim::Picture]);
        assert_eq!(asked.told, RequestedClaims { userinfo, id_token: ClaimSet::EMPTY });
    }

    #[test]
    fn somebody_in_particular_may_be_meant() {
        let ann = "01900000-0000-7000-8000-000000000001";
        for (text, is_about) in [
            ("{}", true),
            (r#"{"id_token": {"sub": null}}"#, true),
            (r#"{"id_token": {"sub": {"essential": true}}}"#, true),
            (r#"{"id_token": {"sub": {"value": "01900000-0000-7000-8000-000000000001"}}}"#, true),
            (r#"{"userinfo": {"sub": {"value": "01900000-0000-7000-8000-000000000001"}}}"#, true),
            (r#"{"id_token": {"sub": {"values": ["x", "01900000-0000-7000-8000-000000000001"]}}}"#, true),
            (r#"{"id_token": {"sub": {"value": "x"}}}"#, false),
            (r#"{"userinfo": {"sub": {"value": "x"}}}"#, false),
            (r#"{"id_token": {"sub": {"value": 1}}}"#, false),
            (r#"{"id_token": {"sub": {"values": []}}}"#, false),
        ] {
            assert_eq!(parse(text).is_about(ann), is_about, "{text}");
        }
    }

    #[test]
    fn a_strength_may_be_asked_for() {
        for (text, asked) in [
            ("{}", None),
            (r#"{"id_token": {"acr": null}}"#, None),
            (r#"{"id_token": {"acr": {"essential": true}}}"#, None),
            (r#"{"userinfo": {"acr": {"essential": true, "value": "2"}}}"#, None),
            (r#"{"id_token": {"acr": {"value": "2"}}}"#, Some((false, true))),
            (r#"{"id_token": {"acr": {"essential": false, "values": ["x", "2"]}}}"#, Some((false, true))),
            (r#"{"id_token": {"acr": {"essential": true, "values": ["1", 2]}}}"#, Some((true, false))),
            (r#"{"id_token": {"acr": {"essential": true, "values": []}}}"#, Some((true, false))),
        ] {
            let request = parse(text);
            let found = request.acr().map(|acr| (acr.is_essential(), acr.takes_two_factors()));
            assert_eq!(found, asked, "{text}");
        }
    }

    #[test]
    fn what_is_no_claims_request_is_refused_and_what_is_unknown_ignored() {
        let nested = "[".repeat(3_000);
        let long = format!(r#"{{"userinfo": {{"{}": null}}}}"#, "x".repeat(4_096));
        for bad in [
            "",
            "null",
            "[]",
            "email",
            r#"{"userinfo": []}"#,
            r#"{"userinfo": {"email": 1}}"#,
            &nested,
            &long,
        ] {
            assert!(ClaimsRequest::parse(bad).is_err(), "{bad:.40}");
        }
        let asked =
            parse(r#"{"userinfo": {"shoe_size": null, "project": null, "email": {"x": 1}}, "other": 1}"#);
        assert_eq!(asked.told.all(), set(&[Claim::Email]));
    }

    #[test]
    fn a_grant_keeps_the_names_of_what_is_told() {
        let asked =
            parse(r#"{"userinfo": {"email": null}, "id_token": {"name": null, "phone_number": null}}"#).told;
        let text = serde_json::to_string(&asked).unwrap();
        assert_eq!(text, r#"{"userinfo":["email"],"id_token":["name","phone_number"]}"#);
        assert_eq!(serde_json::from_str::<RequestedClaims>(&text).unwrap(), asked);
        assert_eq!(serde_json::from_str::<RequestedClaims>("{}").unwrap(), RequestedClaims::NONE);
    }
}
