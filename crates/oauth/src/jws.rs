//! JSON Web Signatures in compact form (RFC 7515 §7.1): the envelope only, signing happens behind ports.

use crate::{KeyId, SigningAlg};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// What kind of token it is (RFC 8725 §3.11): one is never taken for the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::enum_variant_names, reason = "that is what they are called")]
pub(crate) enum JwtType {
    /// An access token (RFC 9068 §2.1).
    AccessToken,
    /// An id_token.
    IdToken,
    /// A logout token (OpenID Connect Back-Channel Logout §2.4).
    LogoutToken,
}

impl JwtType {
    const fn as_str(self) -> &'static str {
        match self {
            Self::AccessToken => "at+jwt",
            Self::IdToken => "JWT",
            Self::LogoutToken => "logout+jwt",
        }
    }
}

/// Longer than any token we make. A longer one is not worth decoding.
const LONGEST: usize = 4_096;

#[derive(Serialize)]
struct OurHeader<'a> {
    alg: &'static str,
    kid: &'a str,
    typ: &'static str,
}

/// The encoded header of every token of that type that the key signs.
pub(crate) fn encoded_header(alg: SigningAlg, kid: &KeyId, typ: JwtType) -> serde_json::Result<String> {
    let header = OurHeader { alg: alg.as_str(), kid: kid.as_str(), typ: typ.as_str() };
    Ok(BASE64URL_NOPAD.encode(&serde_json::to_vec(&header)?))
}

/// What is to be signed: header and claims.
pub(crate) fn signing_input(encoded_header: &str, claims: &impl Serialize) -> serde_json::Result<String> {
    let claims = serde_json::to_vec(claims)?;
    let mut message = String::with_capacity(encoded_header.len() + claims.len() * 4 / 3 + 96);
    message.push_str(encoded_header);
    message.push('.');
    BASE64URL_NOPAD.encode_append(&claims, &mut message);
    Ok(message)
}

/// Adds the signature: the finished token.
pub(crate) fn attach_signature(mut message: String, signature: &[u8]) -> String {
    message.push('.');
    BASE64URL_NOPAD.encode_append(signature, &mut message);
    message
}

/// A token that somebody presented. Nothing in it is trusted.
pub(crate) struct Presented<'a> {
    header: TheirHeader,
    pub(crate) message: &'a str,
    pub(crate) signature: Vec<u8>,
    payload: &'a str,
}

/// The members that matter. Those that point to a key elsewhere (`jku`, `jwk`, `x5u`) don't.
#[derive(Deserialize)]
struct TheirHeader {
    alg: String,
    kid: String,
    typ: String,
    crit: Option<serde_json::Value>,
}

impl<'a> Presented<'a> {
    /// Takes a token apart; `None` when it has not the form of ours.
    pub(crate) fn parse(token: &'a str) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let (message, signature) = token.rsplit_once('.')?;
        let (header, payload) = message.split_once('.')?;
        let header: TheirHeader = decode(header)?;
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).ok()?;
        // Extensions that must be understood (RFC 7515 §4.1.11) are not.
        header.crit.is_none().then_some(Self { header, message, signature, payload })
    }

    pub(crate) fn kid(&self) -> &str {
        &self.header.kid
    }

    /// Whether its header says so. The algorithm comes from the key, never from the token.
    pub(crate) fn is(&self, typ: JwtType, alg: SigningAlg) -> bool {
        let their_type = self.header.typ.to_ascii_lowercase();
        let their_type = their_type.strip_prefix("application/").unwrap_or(&their_type);
        self.header.alg == alg.as_str() && their_type.eq_ignore_ascii_case(typ.as_str())
    }

    pub(crate) fn claims<T: DeserializeOwned>(&self) -> Option<T> {
        decode(self.payload)
    }
}

fn decode<T: DeserializeOwned>(encoded: &str) -> Option<T> {
    let bytes = BASE64URL_NOPAD.decode(encoded.as_bytes()).ok()?;
    serde_json::from_slice(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn token(header: &Value) -> String {
        let header = BASE64URL_NOPAD.encode(header.to_string().as_bytes());
        format!("{header}.{}.c2ln", BASE64URL_NOPAD.encode(b"{\"a\":1}"))
    }

    #[test]
    fn a_token_is_taken_apart_as_it_was_put_together() {
        let header =
            encoded_header(SigningAlg::Es256, &KeyId::from_text("k1"), JwtType::AccessToken).unwrap();
        let message = signing_input(&header, &json!({"a": 1})).unwrap();
        let token = attach_signature(message.clone(), b"sig");
        let presented = Presented::parse(&token).unwrap();
        assert_eq!(
            (presented.kid(), presented.message, &presented.signature[..]),
            ("k1", &*message, &b"sig"[..])
        );
        assert_eq!(presented.claims::<Value>(), Some(json!({"a": 1})));
        assert!(presented.is(JwtType::AccessToken, SigningAlg::Es256));
    }

    #[test]
    fn type_and_algorithm_must_be_the_expected_ones() {
        for (alg, typ, good) in [
            ("ES256", "at+jwt", true),
            ("ES256", "application/at+JWT", true),
            ("ES256", "JWT", false),
            ("ES256", "", false),
            ("RS256", "at+jwt", false),
            ("HS256", "at+jwt", false),
            ("none", "at+jwt", false),
            ("es256", "at+jwt", false),
        ] {
            let token = token(&json!({"alg": alg, "typ": typ, "kid": "k"}));
            let presented = Presented::parse(&token).unwrap();
            assert_eq!(presented.is(JwtType::AccessToken, SigningAlg::Es256), good, "{alg} {typ}");
        }
    }

    #[test]
    fn what_has_not_our_form_is_not_read() {
        let good =
            token(&json!({"alg": "ES256", "typ": "at+jwt", "kid": "k", "jku": "https://evil.example"}));
        assert!(Presented::parse(&good).is_some());
        let nested = "[".repeat(2_000);
        for bad in [
            String::new(),
            "a.b".into(),
            "a.b.c".into(),
            format!("{good}="),
            format!("{good}.x.y"),
            good.replace('.', "~"),
            format!("{}{}", "x".repeat(LONGEST), good),
            token(&json!({"alg": "ES256", "typ": "at+jwt"})),
            token(&json!({"alg": "ES256", "typ": "at+jwt", "kid": "k", "crit": ["b64"]})),
            format!("{}.e30.c2ln", BASE64URL_NOPAD.encode(nested.as_bytes())),
        ] {
            assert!(Presented::parse(&bad).is_none(), "{bad:.80}");
        }
    }
}
