//! How bodies look that handlers read or write without a type of their own: the OAuth domain does it.
//! Tests hold what is really read and written to it.
#![expect(dead_code, reason = "only the shape of these types counts")]

use super::{
    AssertionAlg, ClientAuth, GivenRole, GrantType, Id, IdTokenAlg, MemberRole, Order, RequestObjectAlg,
};
use utoipa::{IntoParams, ToSchema};

/// An authorization request (RFC 6749 §4.1.1, RFC 7636 §4.3, OpenID Connect Core §3.1.2.1).
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AuthorizeQuery {
    client_id: String,
    redirect_uri: String,
    /// `code`, which an API caller may leave out.
    #[param(required = false)]
    response_type: String,
    /// Words with blanks between them.
    #[param(required = false)]
    scope: String,
    #[param(required = false)]
    state: String,
    #[param(required = false)]
    nonce: String,
    #[param(required = false)]
    code_challenge: String,
    /// `S256`.
    #[param(required = false)]
    code_challenge_method: String,
    #[param(required = false)]
    prompt: String,
    /// `page`, `popup`, `touch` or `wap`: the pages fit all of them.
    #[param(required = false)]
    display: String,
    /// Languages of the pages, the best first, with blanks between them.
    #[param(required = false)]
    ui_locales: String,
    /// An address that the person may sign in by.
    #[param(required = false)]
    login_hint: String,
    /// An id_token that the client got: the person it is about, and nobody else. It may have expired.
    #[param(required = false)]
    id_token_hint: String,
    /// Seconds.
    #[param(required = false)]
    max_age: String,
    /// How strong the sign-in shall be: `1` or `2`, the best first, with blanks between them.
    #[param(required = false)]
    acr_values: String,
    /// A JSON object of claims by name (OpenID Connect Core §5.5).
    #[param(required = false)]
    claims: String,
    /// `query`, or `form_post` for a browser.
    #[param(required = false)]
    response_mode: String,
    /// All of them in a JWT that the client signed (RFC 9101).
    #[param(required = false)]
    request: String,
    /// A request that was pushed (RFC 9126).
    #[param(required = false)]
    request_uri: String,
    /// For which servers the tokens shall be (RFC 8707): the one parameter that may be repeated.
    #[param(required = false)]
    resource: Vec<String>,
}

/// An authorization request as a form. It goes on by `GET` as it is, and is checked there.
#[derive(ToSchema)]
#[schema(as = AuthorizeRequest, example = json!({
    "client_id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10",
    "redirect_uri": "https://shop.example/callback",
    "response_type": "code",
    "scope": "openid email",
    "state": "xyz",
}))]
pub(crate) struct AuthorizeForm {
    client_id: Option<String>,
    redirect_uri: Option<String>,
    response_type: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    prompt: Option<String>,
    display: Option<String>,
    ui_locales: Option<String>,
    login_hint: Option<String>,
    id_token_hint: Option<String>,
    max_age: Option<String>,
    acr_values: Option<String>,
    response_mode: Option<String>,
    claims: Option<String>,
    request: Option<String>,
    request_uri: Option<String>,
    resource: Option<OneOrMore>,
}

/// One text or a list of them; in a form the parameter is repeated.
#[derive(ToSchema)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

/// An authorization request that a client hands over (RFC 9126 §2.1): the parameters of the authorization endpoint, and
/// those by which a client proves itself at the token endpoint.
#[derive(ToSchema)]
#[schema(example = json!({
    "client_id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10",
    "redirect_uri": "https://shop.example/callback",
    "response_type": "code",
    "scope": "openid email",
}))]
pub struct PushRequest {
    client_id: Option<String>,
    client_secret: Option<String>,
    client_assertion: Option<String>,
    client_assertion_type: Option<String>,
    redirect_uri: Option<String>,
    response_type: Option<String>,
    scope: Option<String>,
    state: Option<String>,
    nonce: Option<String>,
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
    prompt: Option<String>,
    display: Option<String>,
    ui_locales: Option<String>,
    login_hint: Option<String>,
    id_token_hint: Option<String>,
    max_age: Option<String>,
    acr_values: Option<String>,
    claims: Option<String>,
    /// All of them in a JWT that the client signed (RFC 9101).
    request: Option<String>,
    /// For which servers the tokens shall be (RFC 8707).
    resource: Option<OneOrMore>,
}

/// A request to sign out, in the query.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct LogoutQuery {
    /// An id_token that the client got, expired or not.
    #[param(required = false)]
    id_token_hint: String,
    /// What the person is known by; told, but not needed.
    #[param(required = false)]
    logout_hint: String,
    #[param(required = false)]
    client_id: String,
    /// One that the client registered, letter by letter.
    #[param(required = false)]
    post_logout_redirect_uri: String,
    #[param(required = false)]
    state: String,
    /// Language tags with blanks between them.
    #[param(required = false)]
    ui_locales: String,
}

/// A request to sign out, as a form. It goes on by `GET` as it is, and is checked there.
#[derive(ToSchema)]
#[schema(as = LogoutRequest, example = json!({
    "client_id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10",
    "post_logout_redirect_uri": "https://shop.example/bye",
    "state": "xyz",
}))]
pub(crate) struct LogoutForm {
    id_token_hint: Option<String>,
    logout_hint: Option<String>,
    client_id: Option<String>,
    post_logout_redirect_uri: Option<String>,
    state: Option<String>,
    ui_locales: Option<String>,
}

/// What a device asks for (RFC 8628 §3.1).
#[derive(ToSchema)]
#[schema(example = json!({ "client_id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10", "scope": "openid profile" }))]
pub struct DeviceAuthorizationRequest {
    /// Of a client that authenticates in the body, or has no secret.
    client_id: Option<String>,
    client_secret: Option<String>,
    /// A JWT that the client signed (RFC 7523 §2.2), in the place of a secret.
    client_assertion: Option<String>,
    /// `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    client_assertion_type: Option<String>,
    scope: Option<String>,
    /// For which servers the tokens shall be (RFC 8707).
    resource: Option<OneOrMore>,
}

/// What is exchanged for tokens (RFC 6749 §4.1.3 and §6, RFC 7636 §4.5).
#[derive(ToSchema)]
#[schema(example = json!({
    "grant_type": "authorization_code",
    "code": "C0d3…",
    "redirect_uri": "https://shop.example/callback",
    "code_verifier": "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
}))]
pub struct TokenRequest {
    grant_type: GrantType,
    /// Of a client that authenticates in the body, or has no secret.
    client_id: Option<String>,
    client_secret: Option<String>,
    /// A JWT that the client signed (RFC 7523 §2.2), in the place of a secret.
    client_assertion: Option<String>,
    /// `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    client_assertion_type: Option<String>,
    code: Option<String>,
    code_verifier: Option<String>,
    redirect_uri: Option<String>,
    refresh_token: Option<String>,
    device_code: Option<String>,
    scope: Option<String>,
    /// For which of the servers that were granted the token shall be (RFC 8707).
    resource: Option<OneOrMore>,
}

/// A token that is given back (RFC 7009 §2.1) or asked about (RFC 7662 §2.1).
#[derive(ToSchema)]
#[schema(example = json!({ "token": "eyJ0eXAiOiJhdCtqd3Qi…" }))]
pub struct PresentedTokenRequest {
    token: String,
    /// `access_token` or `refresh_token`; not needed.
    token_type_hint: Option<String>,
    /// Of a client that authenticates in the body, or has no secret.
    client_id: Option<String>,
    client_secret: Option<String>,
    client_assertion: Option<String>,
    client_assertion_type: Option<String>,
}

/// What a token is worth now (RFC 7662 §2.2). Of one that is no good, or none of yours, `active` alone.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Introspection {
    active: bool,
    scope: Option<String>,
    client_id: Option<Id>,
    username: Option<String>,
    token_type: Option<String>,
    /// Seconds since 1970.
    exp: Option<i64>,
    iat: Option<i64>,
    sub: Option<String>,
    /// The client itself, or the servers that the token is for (RFC 8707).
    aud: Option<OneOrMore>,
    iss: Option<String>,
    jti: Option<String>,
    sid: Option<String>,
    auth_time: Option<i64>,
    acr: Option<String>,
    amr: Option<Vec<String>>,
    /// Of an API client: the project of whoever asks.
    project: Option<Id>,
    /// Of an API client: as what it acts there.
    role: Option<GivenRole>,
    /// Of an API client: the keys of the permissions that it has there.
    permissions: Option<Vec<String>>,
}

/// The parameters of `POST /oauth/userinfo`.
#[derive(ToSchema)]
pub struct UserInfoRequest {
    /// The access token, when it does not stand in the header.
    access_token: Option<String>,
}

/// What userinfo tells (OpenID Connect Core §5.3.2). What is unknown or not allowed is left out.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserInfo {
    sub: String,
    /// The same as `sub`.
    id: String,
    name: Option<String>,
    given_name: Option<String>,
    family_name: Option<String>,
    display_name: Option<String>,
    preferred_username: Option<String>,
    native_script: Option<String>,
    preferred_order: Option<Order>,
    middle_name: Option<String>,
    nickname: Option<String>,
    profile: Option<String>,
    picture: Option<String>,
    website: Option<String>,
    gender: Option<String>,
    birthdate: Option<String>,
    zoneinfo: Option<String>,
    locale: Option<String>,
    /// Seconds since 1970.
    updated_at: Option<i64>,
    #[schema(format = "email")]
    email: Option<String>,
    email_verified: Option<bool>,
    address: Option<UserInfoAddress>,
    phone_number: Option<String>,
    /// Nobody called: always false.
    phone_number_verified: Option<bool>,
    project: Option<UserInfoProject>,
}

/// A postal address (OpenID Connect Core §5.1.1).
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
struct UserInfoAddress {
    formatted: Option<String>,
    street_address: Option<String>,
    locality: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
}

/// What the person is in the project of the application.
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
struct UserInfoProject {
    project_id: Id,
    project_name: String,
    project_slug: String,
    role: MemberRole,
    permissions: Vec<String>,
}

/// The metadata document (OpenID Connect Discovery §3, RFC 8414 §2).
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    pushed_authorization_request_endpoint: String,
    userinfo_endpoint: String,
    revocation_endpoint: String,
    introspection_endpoint: String,
    registration_endpoint: Option<String>,
    device_authorization_endpoint: String,
    end_session_endpoint: String,
    jwks_uri: String,
    scopes_supported: Vec<String>,
    response_types_supported: Vec<String>,
    response_modes_supported: Vec<String>,
    grant_types_supported: Vec<GrantType>,
    subject_types_supported: Vec<String>,
    id_token_signing_alg_values_supported: Vec<IdTokenAlg>,
    token_endpoint_auth_methods_supported: Vec<ClientAuth>,
    revocation_endpoint_auth_methods_supported: Vec<ClientAuth>,
    introspection_endpoint_auth_methods_supported: Vec<ClientAuth>,
    token_endpoint_auth_signing_alg_values_supported: Vec<AssertionAlg>,
    revocation_endpoint_auth_signing_alg_values_supported: Vec<AssertionAlg>,
    introspection_endpoint_auth_signing_alg_values_supported: Vec<AssertionAlg>,
    claim_types_supported: Vec<String>,
    claims_supported: Vec<String>,
    service_documentation: String,
    code_challenge_methods_supported: Vec<String>,
    prompt_values_supported: Vec<String>,
    display_values_supported: Vec<String>,
    ui_locales_supported: Vec<String>,
    acr_values_supported: Vec<String>,
    authorization_response_iss_parameter_supported: bool,
    claims_parameter_supported: bool,
    request_parameter_supported: bool,
    request_object_signing_alg_values_supported: Vec<RequestObjectAlg>,
    require_pushed_authorization_requests: bool,
    backchannel_logout_supported: bool,
    backchannel_logout_session_supported: bool,
    frontchannel_logout_supported: bool,
    frontchannel_logout_session_supported: bool,
    request_uri_parameter_supported: bool,
}

/// The keys by which tokens are verified (RFC 7517 §5).
#[derive(ToSchema)]
#[serde(deny_unknown_fields)]
pub struct KeySet {
    keys: Vec<Key>,
}

/// A public key (RFC 7517 §4). Which fields there are beside these depends on `kty`.
#[derive(ToSchema)]
struct Key {
    kty: String,
    kid: String,
    r#use: String,
    alg: IdTokenAlg,
}

/// This description (OpenAPI 3.1).
#[derive(ToSchema)]
pub struct Description {
    openapi: String,
    #[schema(value_type = Object)]
    info: (),
    #[schema(value_type = Object)]
    paths: (),
    #[schema(value_type = Object)]
    components: (),
}
