use crate::oauth::clients::views::response_types;
use crate::openapi::{AssertionAlg, ClientAuth, GrantType, Id, IdTokenAlg, KnownBy, RequestObjectAlg};
use hitkey_kernel::ClientId;
use hitkey_oauth::{
    ApplicationType, Client, ClientAlg, ClientSecret, GrantKind, JwkSet, LogoutChannel, OutboundUrl,
    RedirectUri,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A client that registered itself, by the names of RFC 7591 §3.2.1, and what manages it (RFC 7592 §3).
#[derive(Serialize, ToSchema)]
#[schema(as = ClientInformation)]
pub struct Information<'a> {
    #[schema(value_type = Id)]
    client_id: ClientId,
    /// Seconds since 1970.
    client_id_issued_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<&'a str>,
    /// 0: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret_expires_at: Option<u8>,
    registration_access_token: &'a str,
    #[schema(format = "uri")]
    registration_client_uri: String,
    client_name: &'a str,
    redirect_uris: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    application_type: Option<&'static str>,
    #[schema(value_type = Vec<GrantType>)]
    grant_types: Vec<&'static str>,
    response_types: &'static [&'static str],
    #[schema(value_type = ClientAuth)]
    token_endpoint_auth_method: &'static str,
    #[schema(value_type = IdTokenAlg)]
    id_token_signed_response_alg: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    jwks: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    jwks_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<AssertionAlg>)]
    token_endpoint_auth_signing_alg: Option<&'static str>,
    require_pushed_authorization_requests: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<RequestObjectAlg>)]
    request_object_signing_alg: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[schema(value_type = KnownBy)]
    subject_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    sector_identifier_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    post_logout_redirect_uris: Vec<&'a str>,
    #[serde(flatten)]
    logout: Logout<'a>,
}

/// How the client is told that somebody signed out.
#[derive(Serialize, ToSchema)]
struct Logout<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    backchannel_logout_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    backchannel_logout_session_required: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frontchannel_logout_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frontchannel_logout_session_required: Option<bool>,
}

/// What manages a client: its token, and where that is good.
pub(super) struct Management<'a> {
    pub(super) token: &'a str,
    pub(super) uri: String,
}

impl<'a> Information<'a> {
    pub(super) fn of(
        client: &'a Client,
        secret: Option<&'a ClientSecret>,
        management: Management<'a>,
    ) -> Self {
        Self {
            client_id: client.id,
            client_id_issued_at: client.created_at.unix_seconds(),
            client_secret: secret.map(ClientSecret::expose),
            client_secret_expires_at: secret.map(|_| 0),
            registration_access_token: management.token,
            registration_client_uri: management.uri,
            client_name: client.name.as_str(),
            redirect_uris: texts(client.redirect_uris.as_slice()),
            application_type: ApplicationType::of(&client.redirect_uris).map(ApplicationType::as_str),
            grant_types: client.grant_types.iter().copied().map(GrantKind::as_str).collect(),
            response_types: response_types(client),
            token_endpoint_auth_method: client.authentication.method().as_str(),
            id_token_signed_response_alg: client.id_token_alg.as_str(),
            jwks: client.keys.jwks().map(JwkSet::to_value),
            jwks_uri: client.keys.jwks_uri().map(OutboundUrl::as_str),
            token_endpoint_auth_signing_alg: client.keys.assertion_alg.map(ClientAlg::as_str),
            require_pushed_authorization_requests: client.requests.pushed_only,
            request_object_signing_alg: client.requests.object_alg.map(ClientAlg::as_str),
            scope: client.tokens.scopes.map(|scopes| scopes.to_string()),
            subject_type: client.subject_type.as_str(),
            sector_identifier_uri: sector_uri(client),
            post_logout_redirect_uris: texts(client.logout.post_redirect_uris.as_slice()),
            logout: Logout::of(client),
        }
    }
}

impl<'a> Logout<'a> {
    fn of(client: &'a Client) -> Self {
        let (back, front) = (&client.logout.back_channel, &client.logout.front_channel);
        Self {
            backchannel_logout_uri: uri(back),
            backchannel_logout_session_required: uri(back).map(|_| back.session_required),
            frontchannel_logout_uri: uri(front),
            frontchannel_logout_session_required: uri(front).map(|_| front.session_required),
        }
    }
}

fn sector_uri(client: &Client) -> Option<&str> {
    client.subject_type.sector()?.uri().map(OutboundUrl::as_str)
}

fn texts(uris: &[RedirectUri]) -> Vec<&str> {
    uris.iter().map(RedirectUri::as_str).collect()
}

fn uri(channel: &LogoutChannel) -> Option<&str> {
    channel.uri.as_ref().map(OutboundUrl::as_str)
}
