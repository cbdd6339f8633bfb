use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::{Random, Sealed, Timestamp, random_array};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fmt;

/// A signature algorithm of RFC 7518 §3.1 or RFC 8037 §3.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SigningAlg {
    /// RSA PKCS#1 v1.5 with SHA-256: what every client of OpenID Connect can verify.
    Rs256,
    /// RSA PSS with SHA-256: what FAPI asks for.
    Ps256,
    /// ECDSA on P-256 with SHA-256: the cheapest of all to sign.
    Es256,
    /// Ed25519.
    #[serde(rename = "EdDSA")]
    EdDsa,
}

impl SigningAlg {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Rs256, Self::Ps256, Self::Es256, Self::EdDsa];

    /// The `alg` of a JOSE header.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }

    /// The algorithm of that name. `none` is nobody's name.
    pub fn from_wire(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|alg| alg.as_str() == name)
    }
}

/// Names a signing key: the `kid` of RFC 7515 §4.1.4.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct KeyId(String);

impl KeyId {
    /// A fresh name.
    pub fn generate(random: &dyn Random) -> Self {
        Self(BASE64URL_NOPAD.encode(&random_array::<12>(random)))
    }

    /// Takes a name that was stored or received.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The value is no public key in JWK form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a public JWK")]
pub struct PublicJwkError;

/// The public half of a key (RFC 7517): its parameters only, without `kid`, `alg` and `use`.
///
/// Only members known to be public are kept, so that a private one can't slip into the JWKS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct PublicJwk(Map<String, Value>);

const PUBLIC_MEMBERS: [&str; 6] = ["kty", "n", "e", "crv", "x", "y"];

impl PublicJwk {
    /// Takes the public members of a JWK.
    ///
    /// # Errors
    /// [`PublicJwkError`] when it is no object with a `kty`.
    pub fn from_value(value: Value) -> Result<Self, PublicJwkError> {
        let Value::Object(mut members) = value else { return Err(PublicJwkError) };
        members.retain(|name, value| PUBLIC_MEMBERS.contains(&name.as_str()) && value.is_string());
        if members.contains_key("kty") { Ok(Self(members)) } else { Err(PublicJwkError) }
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// [`PublicJwkError`] when the text is no public JWK.
    pub fn from_json(text: &str) -> Result<Self, PublicJwkError> {
        serde_json::from_str(text).map_err(|_| PublicJwkError).and_then(Self::from_value)
    }

    /// The key as JSON, fit to be stored.
    pub fn to_json(&self) -> String {
        Value::Object(self.0.clone()).to_string()
    }

    /// The key's members.
    pub fn members(&self) -> &Map<String, Value> {
        &self.0
    }
}

/// A signing key as it is stored.
///
/// At any instant the key of an algorithm that signs is the one of the highest generation whose
/// `activates_at` has come. A key is published from its creation until `expires_at`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    /// Names the key.
    pub kid: KeyId,
    /// What it signs by.
    pub alg: SigningAlg,
    /// Counts the keys of one algorithm, from 1. Unique with `alg`: this is how processes agree.
    pub generation: u32,
    /// The public half.
    pub public_jwk: PublicJwk,
    /// The private half, sealed under the server key.
    pub private_key: Sealed,
    /// When it was made, and since when it is published.
    pub created_at: Timestamp,
    /// When it begins to sign.
    pub activates_at: Timestamp,
    /// When a younger key takes over; `None` while there is none.
    pub retires_at: Option<Timestamp>,
    /// When the last token it signed has expired; then it is no longer published and may be swept.
    pub expires_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn private_members_do_not_pass() {
        let jwk =
            PublicJwk::from_value(json!({"kty": "EC", "crv": "P-256", "x": "a", "y": "b", "d": "secret"}));
        let jwk = jwk.unwrap();
        let public = json!({"kty": "EC", "crv": "P-256", "x": "a", "y": "b"});
        assert_eq!(serde_json::from_str::<Value>(&jwk.to_json()).unwrap(), public);
        assert_eq!(PublicJwk::from_json(&jwk.to_json()), Ok(jwk));
        for bad in [json!([]), json!({"x": "a"}), json!({"kty": 1})] {
            assert_eq!(PublicJwk::from_value(bad), Err(PublicJwkError));
        }
        assert_eq!(PublicJwk::from_json("{"), Err(PublicJwkError));
    }

    #[test]
    fn algorithms_have_one_name_each() {
        assert_eq!(SigningAlg::ALL.map(|alg| SigningAlg::from_wire(alg.as_str())), SigningAlg::ALL.map(Some));
        assert_eq!(SigningAlg::from_wire("none"), None);
        assert_eq!(SigningAlg::from_wire("HS256"), None);
    }
}
