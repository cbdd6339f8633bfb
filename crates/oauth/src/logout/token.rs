use crate::Issuer;
use crate::claims::KnownAs;
use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::{Ambient, ClientId, random_array};
use serde::Serialize;

/// How long a logout token may be accepted, in seconds. Each attempt at a delivery makes a fresh one.
const LIFETIME: i64 = 120;

/// The claims of a logout token (OpenID Connect Back-Channel Logout §2.4). Never a nonce: it must not pass for an
/// id_token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogoutTokenClaims {
    /// Who made it.
    pub iss: String,
    /// Who signed out.
    pub sub: String,
    /// At which client they had signed in.
    pub aud: String,
    /// When it was made.
    pub iat: i64,
    /// Until when it may be accepted.
    pub exp: i64,
    /// Names this token.
    pub jti: String,
    /// Of which session.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// That it is a logout token.
    pub events: LogoutEvents,
}

/// The one event of a logout token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
pub struct LogoutEvents {
    #[serde(rename = "http://schemas.openid.net/event/backchannel-logout")]
    back_channel: Nothing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
struct Nothing {}

impl LogoutTokenClaims {
    pub(crate) fn new(issuer: &Issuer, client: ClientId, known_as: KnownAs, ambient: &Ambient) -> Self {
        let iat = ambient.now().unix_seconds();
        Self {
            iss: issuer.as_str().to_owned(),
            sub: known_as.sub,
            aud: client.to_string(),
            iat,
            exp: iat + LIFETIME,
            jti: BASE64URL_NOPAD.encode(&random_array::<16>(ambient.random())),
            sid: known_as.sid,
            events: LogoutEvents::default(),
        }
    }
}
