//! JWTs that clients sign: assertions (RFC 7523) and request objects (RFC 9101). Only the envelope; nothing in it
//! is trusted.

use crate::ClientAlg;
use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::Timestamp;
use serde::{Deserialize, de::DeserializeOwned};

/// A signed JWT in compact form.
pub(crate) struct ClientJwt<'a> {
    pub(crate) alg: ClientAlg,
    pub(crate) kid: Option<String>,
    typ: Option<String>,
    pub(crate) message: &'a str,
    pub(crate) signature: Vec<u8>,
    payload: &'a str,
}

/// The members that matter. Those that bring or point to a key (`jwk`, `jku`, `x5c`, `x5u`) don't: a client's
/// keys are the registered ones.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<serde_json::Value>,
}

impl<'a> ClientJwt<'a> {
    /// Takes a JWT of at most `longest` bytes apart; `None` when it is unsigned, encrypted, or something else.
    pub(crate) fn parse(text: &'a str, longest: usize) -> Option<Self> {
        if text.len() > longest {
            return None;
        }
        let (message, signature) = text.rsplit_once('.')?;
        let (header, payload) = message.split_once('.')?;
        let header: Header = decode(header)?;
        let alg = ClientAlg::from_wire(&header.alg)?;
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes()).ok()?;
        // Extensions that must be understood (RFC 7515 §4.1.11) are not.
        let understood = header.crit.is_none();
        understood.then_some(Self { alg, kid: header.kid, typ: header.typ, message, signature, payload })
    }

    /// Whether it says to be of this kind, or does not say (RFC 8725 §3.11).
    pub(crate) fn may_be(&self, kinds: &[&str]) -> bool {
        self.typ.as_deref().is_none_or(|typ| {
            let typ = typ.to_ascii_lowercase();
            kinds.contains(&typ.strip_prefix("application/").unwrap_or(&typ))
        })
    }

    pub(crate) fn claims<T: DeserializeOwned>(&self) -> Option<T> {
        decode(self.payload)
    }
}

fn decode<T: DeserializeOwned>(encoded: &str) -> Option<T> {
    let bytes = BASE64URL_NOPAD.decode(encoded.as_bytes()).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// An `aud`: one or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Audience {
    One(String),
    Several(Vec<String>),
}

impl Audience {
    /// Whether it names nobody but us. Who names others too could have got the JWT from a server that pretends to
    /// be us, or for one.
    pub(crate) fn is_only(&self, ours: &[String]) -> bool {
        match self {
            Self::One(audience) => ours.contains(audience),
            Self::Several(all) => !all.is_empty() && all.iter().all(|audience| ours.contains(audience)),
        }
    }
}

/// Seconds since 1970, fractions allowed (RFC 7519 §2).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(transparent)]
pub(crate) struct NumericDate(f64);

impl NumericDate {
    /// The instant; whatever lies beyond the year 5138 or before 1970 is none.
    pub(crate) fn instant(self) -> Option<Timestamp> {
        const END: f64 = 1e11;
        #[expect(clippy::cast_possible_truncation, reason = "the range was checked")]
        (0.0..END).contains(&self.0).then(|| Timestamp::from_unix_seconds(self.0 as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn jwt(header: &Value) -> String {
        let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        format!("{}.{}.c2ln", part(header), part(&json!({"a": 1})))
    }

    #[test]
    fn only_signed_jwts_are_taken_apart() {
        let good = jwt(&json!({"alg": "RS256", "jku": "https://evil.example", "jwk": {"kty": "oct"}}));
        let parsed = ClientJwt::parse(&good, 1_000).unwrap();
        assert_eq!(
            (parsed.alg, parsed.kid.as_deref(), &parsed.signature[..]),
            (ClientAlg::Rs256, None, &b"sig"[..])
        );
        assert_eq!(parsed.claims::<Value>(), Some(json!({"a": 1})));
        for bad in [
            jwt(&json!({"alg": "none"})),
            jwt(&json!({"alg": "None"})),
            jwt(&json!({"alg": "rs256"})),
            jwt(&json!({"alg": "RSA-OAEP", "enc": "A256GCM"})),
            jwt(&json!({"alg": ["RS256"]})),
            jwt(&json!({"kid": "a"})),
            jwt(&json!({"alg": "RS256", "crit": ["b64"], "b64": false})),
            jwt(&json!({"alg": "RS256", "kid": 7})),
            format!("{good}="),
            format!("{good}.x.y"),
            good.rsplit_once('.').unwrap().0.to_owned(),
            String::new(),
            "..".into(),
            format!("{}.e30.c2ln", BASE64URL_NOPAD.encode("[".repeat(500).as_bytes())),
            format!("{}.e30.c2ln", BASE64URL_NOPAD.encode(br#"{"alg":"RS256","alg":"HS256"}"#)),
        ] {
            assert!(ClientJwt::parse(&bad, 1_000).is_none(), "{bad:.80}");
        }
        assert!(ClientJwt::parse(&good, good.len() - 1).is_none());
    }

    #[test]
    fn a_jwt_of_another_kind_is_told_apart() {
        for (typ, good) in [
            (None, true),
            (Some("JWT"), true),
            (Some("application/jwt"), true),
            (Some("at+jwt"), false),
            (Some("logout+jwt"), false),
            (Some(""), false),
        ] {
            let text = jwt(&json!({"alg": "RS256", "typ": typ}));
            assert_eq!(ClientJwt::parse(&text, 1_000).unwrap().may_be(&["jwt"]), good, "{typ:?}");
        }
    }

    #[test]
    fn an_audience_must_be_ours_alone() {
        let ours = ["https://id".to_owned(), "https://id/token".to_owned()];
        for (audience, good) in [
            (json!("https://id"), true),
            (json!(["https://id", "https://id/token"]), true),
            (json!(["https://id", "https://evil"]), false),
            (json!([]), false),
            (json!("https://id/"), false),
        ] {
            let parsed: Audience = serde_json::from_value(audience.clone()).unwrap();
            assert_eq!(parsed.is_only(&ours), good, "{audience}");
        }
    }

    #[test]
    fn dates_without_sense_are_none() {
        for (date, seconds) in [
            (json!(1), Some(1)),
            (json!(1.9), Some(1)),
            (json!(-1), None),
            (json!(1e300), None),
            (json!(1e11), None),
        ] {
            let parsed: NumericDate = serde_json::from_value(date.clone()).unwrap();
            assert_eq!(parsed.instant(), seconds.map(Timestamp::from_unix_seconds), "{date}");
        }
    }
}
