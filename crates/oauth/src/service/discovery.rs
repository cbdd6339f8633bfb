use crate::authorize::{Display, Prompt, ResponseMode};
use crate::{Acr, AuthMethod, GrantKind, Issuer, Scope, SigningAlg, SubjectType, claims};
use hitkey_kernel::Language;
use serde::Serialize;
use std::sync::Arc;

/// The metadata document (OpenID Connect Discovery §3, RFC 8414 §2), in bytes, computed from what is wired.
///
/// Both well-known URLs serve the same document: each ignores the fields of the other.
pub struct Discovery {
    document: Arc<[u8]>,
}

/// Where the endpoints are, below the issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoints {
    /// The authorization endpoint.
    pub authorization: &'static str,
    /// The token endpoint.
    pub token: &'static str,
    /// Where clients push their requests.
    pub pushed_requests: &'static str,
    /// The userinfo endpoint.
    pub userinfo: &'static str,
    /// The revocation endpoint.
    pub revocation: &'static str,
    /// The introspection endpoint.
    pub introspection: &'static str,
    /// Where clients register themselves.
    pub registration: &'static str,
    /// Where devices without a browser begin.
    pub device_authorization: &'static str,
    /// Where people are signed out at the request of a client.
    pub end_session: &'static str,
    /// The JWKS.
    pub jwks: &'static str,
    /// What developers read.
    pub documentation: &'static str,
}

impl Default for Endpoints {
    fn default() -> Self {
        Self {
            authorization: "/oauth/authorize",
            token: "/oauth/token",
            pushed_requests: "/oauth/par",
            userinfo: "/oauth/userinfo",
            revocation: "/oauth/revoke",
            introspection: "/oauth/introspect",
            registration: "/oauth/register",
            device_authorization: "/oauth/device_authorization",
            end_session: "/oauth/logout",
            jwks: "/oauth/jwks",
            documentation: "/docs",
        }
    }
}

/// What is wired, and therefore advertised.
#[derive(Debug, Clone)]
pub struct Advertised {
    /// The registered grant types.
    pub grant_types: Vec<GrantKind>,
    /// The ways in which clients authenticate.
    pub auth_methods: Vec<AuthMethod>,
    /// What clients may sign their assertions by.
    pub assertion_algs: Vec<&'static str>,
    /// What clients may sign their requests by.
    pub request_object_algs: Vec<&'static str>,
    /// The algorithms that id_tokens can be signed by.
    pub id_token_algs: Vec<SigningAlg>,
    /// The scopes that can be granted.
    pub scopes: Vec<Scope>,
    /// The languages of the pages.
    pub languages: Vec<Language>,
    /// Whether clients may register themselves.
    pub registration: bool,
}

impl Advertised {
    fn auth_methods(&self) -> impl Iterator<Item = &'static str> {
        self.auth_methods.iter().map(|method| method.as_str())
    }
}

/// The fields in the order of the specifications.
#[derive(Serialize)]
struct Document<'a> {
    issuer: &'a str,
    authorization_endpoint: String,
    token_endpoint: String,
    pushed_authorization_request_endpoint: String,
    userinfo_endpoint: String,
    revocation_endpoint: String,
    introspection_endpoint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    registration_endpoint: Option<String>,
    device_authorization_endpoint: String,
    end_session_endpoint: String,
    jwks_uri: String,
    scopes_supported: Vec<&'static str>,
    response_types_supported: [&'static str; 1],
    response_modes_supported: [&'static str; ResponseMode::ALL.len()],
    grant_types_supported: Vec<&'static str>,
    subject_types_supported: [&'static str; 2],
    id_token_signing_alg_values_supported: Vec<&'static str>,
    token_endpoint_auth_methods_supported: Vec<&'static str>,
    revocation_endpoint_auth_methods_supported: Vec<&'static str>,
    introspection_endpoint_auth_methods_supported: Vec<&'static str>,
    token_endpoint_auth_signing_alg_values_supported: Vec<&'static str>,
    revocation_endpoint_auth_signing_alg_values_supported: Vec<&'static str>,
    introspection_endpoint_auth_signing_alg_values_supported: Vec<&'static str>,
    claim_types_supported: [&'static str; 1],
    claims_supported: Vec<&'static str>,
    service_documentation: String,
    code_challenge_methods_supported: [&'static str; 1],
    #[serde(flatten)]
    asking: Asking,
    authorization_response_iss_parameter_supported: bool,
    claims_parameter_supported: bool,
    request_parameter_supported: bool,
    request_object_signing_alg_values_supported: Vec<&'static str>,
    require_pushed_authorization_requests: bool,
    backchannel_logout_supported: bool,
    backchannel_logout_session_supported: bool,
    frontchannel_logout_supported: bool,
    frontchannel_logout_session_supported: bool,
    // Its default is true, so it has to be said.
    request_uri_parameter_supported: bool,
}

/// How people can be asked.
#[derive(Serialize)]
struct Asking {
    prompt_values_supported: [&'static str; Prompt::WORDS.len()],
    display_values_supported: [&'static str; Display::WORDS.len()],
    ui_locales_supported: Vec<&'static str>,
    acr_values_supported: [&'static str; Acr::ALL.len()],
}

impl Asking {
    fn of(wired: &Advertised) -> Self {
        Self {
            prompt_values_supported: Prompt::WORDS,
            display_values_supported: Display::WORDS,
            ui_locales_supported: wired.languages.iter().map(|language| language.tag()).collect(),
            acr_values_supported: Acr::ALL.map(Acr::as_str),
        }
    }
}

impl Discovery {
    /// Writes the document.
    pub fn new(issuer: &Issuer, endpoints: Endpoints, wired: &Advertised) -> Self {
        let document = Document {
            issuer: issuer.as_str(),
            authorization_endpoint: issuer.at(endpoints.authorization),
            token_endpoint: issuer.at(endpoints.token),
            pushed_authorization_request_endpoint: issuer.at(endpoints.pushed_requests),
            userinfo_endpoint: issuer.at(endpoints.userinfo),
            revocation_endpoint: issuer.at(endpoints.revocation),
            introspection_endpoint: issuer.at(endpoints.introspection),
            registration_endpoint: wired.registration.then(|| issuer.at(endpoints.registration)),
            device_authorization_endpoint: issuer.at(endpoints.device_authorization),
            end_session_endpoint: issuer.at(endpoints.end_session),
            jwks_uri: issuer.at(endpoints.jwks),
            scopes_supported: wired.scopes.iter().map(|scope| scope.as_str()).collect(),
            response_types_supported: ["code"],
            response_modes_supported: ResponseMode::ALL.map(ResponseMode::as_str),
            grant_types_supported: wired.grant_types.iter().map(|kind| kind.as_str()).collect(),
            subject_types_supported: SubjectType::NAMES,
            id_token_signing_alg_values_supported: wired
                .id_token_algs
                .iter()
                .map(|alg| alg.as_str())
                .collect(),
            token_endpoint_auth_methods_supported: wired.auth_methods().collect(),
            revocation_endpoint_auth_methods_supported: wired.auth_methods().collect(),
            introspection_endpoint_auth_methods_supported: wired
                .auth_methods()
                .filter(|method| *method != AuthMethod::None.as_str())
                .collect(),
            token_endpoint_auth_signing_alg_values_supported: wired.assertion_algs.clone(),
            revocation_endpoint_auth_signing_alg_values_supported: wired.assertion_algs.clone(),
            introspection_endpoint_auth_signing_alg_values_supported: wired.assertion_algs.clone(),
            claim_types_supported: ["normal"],
            claims_supported: claims::supported(),
            service_documentation: issuer.at(endpoints.documentation),
            code_challenge_methods_supported: ["S256"],
            asking: Asking::of(wired),
            authorization_response_iss_parameter_supported: true,
            claims_parameter_supported: true,
            request_parameter_supported: true,
            request_object_signing_alg_values_supported: wired.request_object_algs.clone(),
            require_pushed_authorization_requests: false,
            backchannel_logout_supported: true,
            backchannel_logout_session_supported: true,
            frontchannel_logout_supported: true,
            frontchannel_logout_session_supported: true,
            request_uri_parameter_supported: false,
        };
        // Strings and lists of strings always serialize.
        Self { document: serde_json::to_vec(&document).unwrap_or_default().into() }
    }

    /// The document, JSON in UTF-8.
    pub fn document(&self) -> Arc<[u8]> {
        Arc::clone(&self.document)
    }
}
