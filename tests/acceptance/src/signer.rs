use data_encoding::BASE64URL_NOPAD;
use josekit::jwk::alg::ed::EdCurve;
use josekit::jwk::{Jwk, KeyPair};
use josekit::jws::{ES256, EdDSA, HS256, HS384, HS512, JwsSigner, PS256, RS256};
use serde_json::{Map, Value, json};

/// What a client signs JWTs with: a key pair, or its secret.
pub struct Signer {
    alg: String,
    signer: Box<dyn JwsSigner>,
    private: Option<Jwk>,
}

impl Signer {
    /// A fresh key for that algorithm; `None` when there is no such key pair.
    pub fn fresh(alg: &str) -> Option<Self> {
        let private = match alg {
            "RS256" | "PS256" => private_of(&RS256.generate_key_pair(2048).unwrap()),
            "ES256" => private_of(&ES256.generate_key_pair().unwrap()),
            "EdDSA" | "Ed25519" => private_of(&EdDSA.generate_key_pair(EdCurve::Ed25519).unwrap()),
            _ => return None,
        };
        let signer: Box<dyn JwsSigner> = match alg {
            "RS256" => Box::new(RS256.signer_from_jwk(&private).unwrap()),
            "PS256" => Box::new(PS256.signer_from_jwk(&private).unwrap()),
            "ES256" => Box::new(ES256.signer_from_jwk(&private).unwrap()),
            _ => Box::new(EdDSA.signer_from_jwk(&private).unwrap()),
        };
        Some(Self { alg: alg.to_owned(), signer, private: Some(private) })
    }

    /// Signs with a secret; `None` when the algorithm is no MAC.
    pub fn with_secret(alg: &str, secret: &str) -> Option<Self> {
        let signer: Box<dyn JwsSigner> = match alg {
            "HS256" => Box::new(HS256.signer_from_bytes(secret).unwrap()),
            "HS384" => Box::new(HS384.signer_from_bytes(secret).unwrap()),
            "HS512" => Box::new(HS512.signer_from_bytes(secret).unwrap()),
            _ => return None,
        };
        Some(Self { alg: alg.to_owned(), signer, private: None })
    }

    /// The public key as `jwks`.
    ///
    /// # Panics
    /// When it signs with a secret.
    pub fn jwks(&self) -> Value {
        let mut key = self.private_jwk();
        for private in ["d", "p", "q", "dp", "dq", "qi", "key_ops"] {
            key.remove(private);
        }
        json!({ "keys": [key] })
    }

    /// The private key as a JWK, for another program.
    ///
    /// # Panics
    /// When it signs with a secret.
    pub fn private_jwk(&self) -> Map<String, Value> {
        let mut key: Map<String, Value> = self.private.clone().unwrap().into();
        key.insert("kid".into(), "k1".into());
        key
    }

    /// A JWT of these claims.
    pub fn sign(&self, claims: &Value) -> String {
        let header = json!({"alg": self.alg, "kid": self.private.as_ref().map(|_| "k1")});
        let header = if self.private.is_some() { header } else { json!({"alg": self.alg}) };
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let message = format!("{}.{}", part(&header), part(claims));
        let signature = self.signer.sign(message.as_bytes()).unwrap();
        format!("{message}.{}", BASE64URL_NOPAD.encode(&signature))
    }

    /// The parameters by which `client` authenticates at a server (RFC 7523 §2.2), for a minute and once.
    pub fn assertion(&self, client: &str, audience: &str) -> [(&'static str, String); 2] {
        let exp = crate::seconds_now() + 60;
        let claims = json!({"iss": client, "sub": client, "aud": audience, "exp": exp, "jti": crate::word()});
        [
            ("client_assertion", self.sign(&claims)),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer".into()),
        ]
    }
}

fn private_of(pair: &dyn KeyPair) -> Jwk {
    let mut members: Map<String, Value> = pair.to_jwk_key_pair().into();
    members.remove("alg");
    Jwk::from_map(members).unwrap()
}
