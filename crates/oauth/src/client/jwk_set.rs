use super::ClientAlg;
use crate::PublicJwk;
use serde_json::{Map, Value, json};

/// The public keys of a client (RFC 7517 §5), reduced to those that can verify a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JwkSet(Vec<ClientJwk>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct ClientJwk {
    kid: Option<String>,
    alg: Option<ClientAlg>,
    key: PublicJwk,
}

/// The value is no JWKS that a client could register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwkSetError {
    /// No object with a list of keys.
    #[error("must be a JWK Set: an object with keys")]
    Malformed,
    /// Too many keys.
    #[error("must have at most 16 keys")]
    TooMany,
    /// A private or shared key: whoever sent it has told it.
    #[error("must not contain private or shared keys: replace the keys that it told")]
    Private,
    /// No key that could verify anything.
    #[error("must contain a key for signatures: RSA of 2048 to 8192 bits, P-256 or Ed25519")]
    Useless,
}

/// Members that only private and shared keys have (RFC 7518 §6).
const PRIVATE: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
/// Base64url characters of an RSA modulus of 2048 and of 8192 bits.
const MODULUS: std::ops::RangeInclusive<usize> = 342..=1_366;
const LONGEST_KID: usize = 200;
/// How many keys that fit are tried when none is named.
const TRIED: usize = 4;

impl JwkSet {
    /// The most keys that a client may register.
    pub const MOST: usize = 16;
    /// The most keys that a client may publish.
    pub const MOST_PUBLISHED: usize = 64;

    /// Takes what a client registers.
    ///
    /// # Errors
    /// [`JwkSetError`] says which rule it breaks.
    pub fn registered(value: &Value) -> Result<Self, JwkSetError> {
        let keys = value.get("keys").and_then(Value::as_array).ok_or(JwkSetError::Malformed)?;
        if keys.len() > Self::MOST {
            return Err(JwkSetError::TooMany);
        }
        let keys: Option<Vec<_>> = keys.iter().map(Value::as_object).collect();
        let keys = keys.ok_or(JwkSetError::Malformed)?;
        if keys.iter().any(|key| is_private(key)) {
            return Err(JwkSetError::Private);
        }
        let usable: Vec<_> = keys.into_iter().filter_map(ClientJwk::of).collect();
        if usable.is_empty() { Err(JwkSetError::Useless) } else { Ok(Self(usable)) }
    }

    /// Takes what a client publishes. Keys that can't be used are passed over (RFC 7517 §5), private ones too:
    /// everybody knows them. `None` when it is no JWKS, or one of too many keys.
    pub fn published(document: &[u8]) -> Option<Self> {
        let document: Value = serde_json::from_slice(document).ok()?;
        let keys = document.get("keys")?.as_array().filter(|keys| keys.len() <= Self::MOST_PUBLISHED)?;
        let objects = keys.iter().filter_map(Value::as_object).filter(|key| !is_private(key));
        Some(Self(objects.filter_map(ClientJwk::of).collect()))
    }

    /// The keys that may have made a signature: those of the algorithm, and of the name if there is one.
    pub fn candidates(&self, alg: ClientAlg, kid: Option<&str>) -> impl Iterator<Item = &PublicJwk> {
        let fits =
            move |key: &&ClientJwk| key.fits(alg) && kid.is_none_or(|kid| key.kid.as_deref() == Some(kid));
        self.0.iter().filter(fits).take(TRIED).map(|key| &key.key)
    }

    /// The set as JSON.
    pub fn to_value(&self) -> Value {
        json!({ "keys": self.0.iter().map(ClientJwk::to_members).collect::<Vec<_>>() })
    }
}

fn is_private(key: &Map<String, Value>) -> bool {
    PRIVATE.iter().any(|member| key.contains_key(*member)) || key.get("kty").is_some_and(|kty| kty == "oct")
}

impl ClientJwk {
    /// The key, if it can verify signatures and is of a size that is worth it.
    fn of(members: &Map<String, Value>) -> Option<Self> {
        let text = |name| members.get(name).and_then(Value::as_str);
        if text("use").is_some_and(|purpose| purpose != "sig")
            || !verifies(members)
            || !is_of_good_size(members)
        {
            return None;
        }
        let alg = text("alg").map(ClientAlg::from_wire);
        let kid = text("kid").filter(|kid| kid.len() <= LONGEST_KID).map(str::to_owned);
        let key = PublicJwk::from_value(Value::Object(members.clone())).ok()?;
        let key = Self { kid, alg: alg.unwrap_or(None), key };
        // An algorithm that we do not know is not any algorithm.
        let usable = alg.is_none_or(|alg| alg.is_some());
        (usable && ClientAlg::SIGNATURES.into_iter().any(|alg| key.fits(alg))).then_some(key)
    }

    fn fits(&self, alg: ClientAlg) -> bool {
        let text = |name| self.key.members().get(name).and_then(Value::as_str);
        let kind = alg.key_kind().is_some_and(|(kty, crv)| {
            text("kty") == Some(kty) && crv.is_none_or(|crv| text("crv") == Some(crv))
        });
        kind && self.alg.is_none_or(|own| own == alg)
    }

    fn to_members(&self) -> Map<String, Value> {
        let mut members = self.key.members().clone();
        members.insert("use".into(), "sig".into());
        if let Some(alg) = self.alg {
            members.insert("alg".into(), alg.as_str().into());
        }
        if let Some(kid) = &self.kid {
            members.insert("kid".into(), kid.as_str().into());
        }
        members
    }
}

fn verifies(members: &Map<String, Value>) -> bool {
    members.get("key_ops").is_none_or(|operations| {
        operations.as_array().is_some_and(|operations| operations.iter().any(|one| one == "verify"))
    })
}

/// A key of a giant size makes each verification a giant's work.
fn is_of_good_size(members: &Map<String, Value>) -> bool {
    let length = |name| members.get(name).and_then(Value::as_str).map_or(0, str::len);
    match members.get("kty").and_then(Value::as_str) {
        Some("RSA") => MODULUS.contains(&length("n")) && (1..=8).contains(&length("e")),
        Some("EC") => length("x") == 43 && length("y") == 43,
        Some("OKP") => length("x") == 43,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rsa(change: &Value) -> Value {
        let mut key = json!({"kty": "RSA", "n": "n".repeat(342), "e": "AQAB", "kid": "r"});
        for (name, value) in change.as_object().unwrap() {
            key[name] = value.clone();
        }
        key
    }

    fn ec(kid: &str) -> Value {
        json!({"kty": "EC", "crv": "P-256", "x": "x".repeat(43), "y": "y".repeat(43), "kid": kid})
    }

    fn registered(keys: &[Value]) -> Result<JwkSet, JwkSetError> {
        JwkSet::registered(&json!({ "keys": keys }))
    }

    #[test]
    fn a_set_comes_back_as_it_was_given() {
        let set = registered(&[rsa(&json!({"alg": "PS256"})), ec("e")]).unwrap();
        assert_eq!(JwkSet::registered(&set.to_value()), Ok(set));
    }

    #[test]
    fn keys_that_can_not_be_registered_are_told() {
        for (keys, error) in [
            (vec![rsa(&json!({"d": "x"}))], JwkSetError::Private),
            (vec![ec("a"), json!({"kty": "oct", "k": "x"})], JwkSetError::Private),
            (vec![json!({"kty": "oct"})], JwkSetError::Private),
            (vec![json!([])], JwkSetError::Malformed),
            (vec![ec("a"); 17], JwkSetError::TooMany),
            (vec![], JwkSetError::Useless),
            (vec![rsa(&json!({"use": "enc"}))], JwkSetError::Useless),
            (vec![rsa(&json!({"key_ops": ["sign"]}))], JwkSetError::Useless),
            (vec![rsa(&json!({"alg": "HS256"}))], JwkSetError::Useless),
            (vec![rsa(&json!({"alg": "none"}))], JwkSetError::Useless),
            (vec![rsa(&json!({"n": "n".repeat(171)}))], JwkSetError::Useless),
            (vec![rsa(&json!({"n": "n".repeat(10_000)}))], JwkSetError::Useless),
            (vec![rsa(&json!({"e": "e".repeat(342)}))], JwkSetError::Useless),
            (
                vec![json!({"kty": "EC", "crv": "P-521", "x": "x".repeat(43), "y": "y".repeat(43)})],
                JwkSetError::Useless,
            ),
        ] {
            assert_eq!(registered(&keys), Err(error), "{keys:?}");
        }
        for bad in [json!([]), json!({}), json!({"keys": {}}), json!("x")] {
            assert_eq!(JwkSet::registered(&bad), Err(JwkSetError::Malformed));
        }
    }

    #[test]
    fn of_what_is_published_the_usable_is_taken() {
        let document =
            json!({"keys": [1, {"kty": "XYZ"}, rsa(&json!({"d": "x", "kid": "told"})), ec("good")]});
        let set = JwkSet::published(document.to_string().as_bytes()).unwrap();
        assert_eq!(set.candidates(ClientAlg::Es256, Some("good")).count(), 1);
        assert_eq!(set.candidates(ClientAlg::Rs256, None).count(), 0);
        let bomb = json!({ "keys": vec![ec("a"); 65] });
        assert_eq!(JwkSet::published(bomb.to_string().as_bytes()), None);
        let deep = format!("{{\"keys\":{}", "[".repeat(20_000));
        assert_eq!(JwkSet::published(deep.as_bytes()), None);
        assert_eq!(JwkSet::published(b"<html>"), None);
    }

    #[test]
    fn a_key_is_tried_for_its_own_algorithm_and_name_only() {
        let set = registered(&[ec("a"), ec("b"), rsa(&json!({"alg": "PS256"}))]).unwrap();
        for (alg, kid, tried) in [
            (ClientAlg::Es256, Some("a"), 1),
            (ClientAlg::Es256, None, 2),
            (ClientAlg::Es256, Some("r"), 0),
            (ClientAlg::Es256, Some("../a"), 0),
            (ClientAlg::Ps256, None, 1),
            (ClientAlg::Rs256, None, 0),
            (ClientAlg::EdDsa, None, 0),
            (ClientAlg::Hs256, None, 0),
            (ClientAlg::Hs256, Some("a"), 0),
        ] {
            assert_eq!(set.candidates(alg, kid).count(), tried, "{alg:?} {kid:?}");
        }
        let many = registered(&vec![ec("a"); 16]).unwrap();
        assert_eq!(many.candidates(ClientAlg::Es256, None).count(), TRIED);
    }
}
