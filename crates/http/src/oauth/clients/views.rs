//! How a client is shown to its owner.

use crate::openapi::{
    AssertionAlg, ClientAuth, GrantType, Id, IdTokenAlg, Instant, KnownBy, RequestObjectAlg,
};
use hitkey_kernel::{ClientId, Timestamp, UserId};
use hitkey_oauth::{
    Client, ClientAlg, ClientOwner, ClientSecret, GrantKind, JwkSet, LogoutChannel, OutboundUrl, RedirectUri,
};
use serde::Serialize;
use serde_json::Value;
use std::time::Duration;
use utoipa::ToSchema;

/// A client that was just registered or got a new secret; spelled as in RFC 7591 §3.2.1.
#[derive(Serialize, ToSchema)]
#[schema(as = RegisteredClient)]
pub struct Registered<'a> {
    #[schema(value_type = Id)]
    id: ClientId,
    #[schema(value_type = Id)]
    client_id: ClientId,
    #[serde(skip_serializing_if = "Option::is_none")]
    client_secret: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    redirect_uri: Option<&'a str>,
    redirect_uris: Vec<&'a str>,
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
    skip_consent: bool,
    #[schema(value_type = KnownBy)]
    subject_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    sector_identifier_uri: Option<&'a str>,
    refresh_token_rotation: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token_lifetime: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token_lifetime: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_idle_lifetime: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_lifetime: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    post_logout_redirect_uris: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    backchannel_logout_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    backchannel_logout_session_required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    frontchannel_logout_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    frontchannel_logout_session_required: bool,
}

impl<'a> Registered<'a> {
    pub(crate) fn of(client: &'a Client, secret: Option<&'a ClientSecret>) -> Self {
        Self {
            id: client.id,
            client_id: client.id,
            client_secret: secret.map(ClientSecret::expose),
            name: client.name.as_str(),
            redirect_uri: client.redirect_uris.first().map(RedirectUri::as_str),
            redirect_uris: redirect_uris(client),
            grant_types: grant_types(client),
            response_types: response_types(client),
            token_endpoint_auth_method: client.authentication.method().as_str(),
            id_token_signed_response_alg: client.id_token_alg.as_str(),
            jwks: client.keys.jwks().map(JwkSet::to_value),
            jwks_uri: client.keys.jwks_uri().map(OutboundUrl::as_str),
            token_endpoint_auth_signing_alg: client.keys.assertion_alg.map(ClientAlg::as_str),
            require_pushed_authorization_requests: client.requests.pushed_only,
            request_object_signing_alg: client.requests.object_alg.map(ClientAlg::as_str),
            skip_consent: client.skip_consent,
            subject_type: client.subject_type.as_str(),
            sector_identifier_uri: sector_uri(client),
            refresh_token_rotation: client.rotates_refresh(),
            access_token_lifetime: seconds(client.tokens.lifetimes.access),
            id_token_lifetime: seconds(client.tokens.lifetimes.id),
            refresh_token_idle_lifetime: seconds(client.tokens.lifetimes.refresh_idle),
            refresh_token_lifetime: seconds(client.tokens.lifetimes.refresh),
            scope: client.tokens.scopes.map(|scopes| scopes.to_string()),
            post_logout_redirect_uris: post_logout_redirect_uris(client),
            backchannel_logout_uri: uri(&client.logout.back_channel),
            backchannel_logout_session_required: client.logout.back_channel.session_required,
            frontchannel_logout_uri: uri(&client.logout.front_channel),
            frontchannel_logout_session_required: client.logout.front_channel.session_required,
        }
    }
}

/// A client in a list, and after a change.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Client)]
pub struct Item<'a> {
    #[schema(value_type = Id)]
    id: ClientId,
    name: &'a str,
    #[schema(value_type = Id)]
    client_id: ClientId,
    #[schema(required)]
    redirect_uri: Option<&'a str>,
    redirect_uris: Vec<&'a str>,
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
    skip_consent: bool,
    #[schema(value_type = KnownBy)]
    subject_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = "uri")]
    sector_identifier_uri: Option<&'a str>,
    refresh_token_rotation: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token_lifetime: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_token_lifetime: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_idle_lifetime: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token_lifetime: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    post_logout_redirect_uris: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    backchannel_logout_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    backchannel_logout_session_required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    frontchannel_logout_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "is_false")]
    frontchannel_logout_session_required: bool,
    #[schema(value_type = Option<Id>, required)]
    user_id: Option<UserId>,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
    #[schema(value_type = Instant)]
    updated_at: Timestamp,
}

impl<'a> Item<'a> {
    pub(crate) fn of(client: &'a Client) -> Self {
        Self {
            id: client.id,
            name: client.name.as_str(),
            client_id: client.id,
            redirect_uri: client.redirect_uris.first().map(RedirectUri::as_str),
            redirect_uris: redirect_uris(client),
            grant_types: grant_types(client),
            response_types: response_types(client),
            token_endpoint_auth_method: client.authentication.method().as_str(),
            id_token_signed_response_alg: client.id_token_alg.as_str(),
            jwks: client.keys.jwks().map(JwkSet::to_value),
            jwks_uri: client.keys.jwks_uri().map(OutboundUrl::as_str),
            token_endpoint_auth_signing_alg: client.keys.assertion_alg.map(ClientAlg::as_str),
            require_pushed_authorization_requests: client.requests.pushed_only,
            request_object_signing_alg: client.requests.object_alg.map(ClientAlg::as_str),
            skip_consent: client.skip_consent,
            subject_type: client.subject_type.as_str(),
            sector_identifier_uri: sector_uri(client),
            refresh_token_rotation: client.rotates_refresh(),
            access_token_lifetime: seconds(client.tokens.lifetimes.access),
            id_token_lifetime: seconds(client.tokens.lifetimes.id),
            refresh_token_idle_lifetime: seconds(client.tokens.lifetimes.refresh_idle),
            refresh_token_lifetime: seconds(client.tokens.lifetimes.refresh),
            scope: client.tokens.scopes.map(|scopes| scopes.to_string()),
            post_logout_redirect_uris: post_logout_redirect_uris(client),
            backchannel_logout_uri: uri(&client.logout.back_channel),
            backchannel_logout_session_required: client.logout.back_channel.session_required,
            frontchannel_logout_uri: uri(&client.logout.front_channel),
            frontchannel_logout_session_required: client.logout.front_channel.session_required,
            user_id: owner(client),
            created_at: client.created_at,
            updated_at: client.updated_at,
        }
    }
}

/// A lifetime that was set; who set none follows the server.
fn seconds(lifetime: Option<Duration>) -> Option<u64> {
    lifetime.map(|lifetime| lifetime.as_secs())
}

fn redirect_uris(client: &Client) -> Vec<&str> {
    client.redirect_uris.as_slice().iter().map(RedirectUri::as_str).collect()
}

fn post_logout_redirect_uris(client: &Client) -> Vec<&str> {
    client.logout.post_redirect_uris.as_slice().iter().map(RedirectUri::as_str).collect()
}

fn sector_uri(client: &Client) -> Option<&str> {
    client.subject_type.sector()?.uri().map(OutboundUrl::as_str)
}

fn uri(channel: &LogoutChannel) -> Option<&str> {
    channel.uri.as_ref().map(OutboundUrl::as_str)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_false(flag: &bool) -> bool {
    !flag
}

fn grant_types(client: &Client) -> Vec<&'static str> {
    client.grant_types.iter().copied().map(GrantKind::as_str).collect()
}

/// One that is sent nobody gets no response (RFC 7591 §2.1).
pub(crate) fn response_types(client: &Client) -> &'static [&'static str] {
    if client.may_use(GrantKind::AuthorizationCode) { &["code"] } else { &[] }
}

fn owner(client: &Client) -> Option<UserId> {
    match client.owner {
        ClientOwner::User(user) => Some(user),
        ClientOwner::Project(_) | ClientOwner::Nobody => None,
    }
}
