//! What a client is registered and changed by; spelled as in RFC 7591 §2. The domain judges the values.

use crate::error::Checks;
use crate::extract::Check;
use crate::openapi::{AssertionAlg, ClientAuth, GrantType, IdTokenAlg, KnownBy, RequestObjectAlg};
use hitkey_oauth::service::{
    ClientChanges, ClientRegistration, ClientSetting, KeyRegistration, LogoutChanges, RequestRegistration,
    SubjectRegistration, TokenChanges,
};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::borrow::Cow;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

/// What the tokens of a client are to be like. Lifetimes are in seconds.
#[derive(Deserialize, ToSchema)]
pub struct TokenFields {
    refresh_token_rotation: Option<bool>,
    #[schema(minimum = 60, maximum = 3_600)]
    access_token_lifetime: Option<u64>,
    #[schema(minimum = 60, maximum = 3_600)]
    id_token_lifetime: Option<u64>,
    #[schema(minimum = 600, maximum = 31_536_000)]
    refresh_token_idle_lifetime: Option<u64>,
    #[schema(minimum = 600, maximum = 31_536_000)]
    refresh_token_lifetime: Option<u64>,
    scope: Option<String>,
}

impl From<TokenFields> for TokenChanges {
    fn from(fields: TokenFields) -> Self {
        Self {
            refresh_token_rotation: fields.refresh_token_rotation,
            access_token_lifetime: fields.access_token_lifetime,
            id_token_lifetime: fields.id_token_lifetime,
            refresh_token_idle_lifetime: fields.refresh_token_idle_lifetime,
            refresh_token_lifetime: fields.refresh_token_lifetime,
            scope: fields.scope,
        }
    }
}

/// What is to happen at a client when somebody signs out. An empty URI takes the old one away.
#[derive(Deserialize, ToSchema)]
pub struct LogoutFields {
    post_logout_redirect_uris: Option<Vec<String>>,
    backchannel_logout_uri: Option<String>,
    backchannel_logout_session_required: Option<bool>,
    frontchannel_logout_uri: Option<String>,
    frontchannel_logout_session_required: Option<bool>,
}

impl From<LogoutFields> for LogoutChanges {
    fn from(fields: LogoutFields) -> Self {
        Self {
            post_logout_redirect_uris: fields.post_logout_redirect_uris,
            backchannel_logout_uri: fields.backchannel_logout_uri,
            backchannel_logout_session_required: fields.backchannel_logout_session_required,
            frontchannel_logout_uri: fields.frontchannel_logout_uri,
            frontchannel_logout_session_required: fields.frontchannel_logout_session_required,
        }
    }
}

/// By what names a client is to know people. An empty URI takes the old one away.
#[derive(Deserialize, ToSchema)]
pub struct SubjectFields {
    #[schema(value_type = Option<KnownBy>)]
    subject_type: Option<String>,
    sector_identifier_uri: Option<String>,
}

impl From<SubjectFields> for SubjectRegistration {
    fn from(fields: SubjectFields) -> Self {
        Self { subject_type: fields.subject_type, sector_identifier_uri: fields.sector_identifier_uri }
    }
}

impl SubjectFields {
    /// The same, with the default for what is `null`.
    fn or_default(self, nulls: &[String]) -> SubjectRegistration {
        let default =
            |name: &str, value: &str| nulls.iter().any(|null| null == name).then(|| value.to_owned());
        SubjectRegistration {
            subject_type: self.subject_type.or_else(|| default("subject_type", "public")),
            sector_identifier_uri: self
                .sector_identifier_uri
                .or_else(|| default("sector_identifier_uri", "")),
        }
    }
}

/// The body of `POST /oauth/clients`.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewClient, example = json!({ "name": "Shop", "redirect_uri": "https://shop.example/callback" }))]
pub struct CreateBody {
    #[schema(value_type = String, required, min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    name: Option<String>,
    #[schema(format = "uri")]
    redirect_uri: Option<String>,
    redirect_uris: Option<Vec<String>>,
    #[schema(value_type = Option<Vec<GrantType>>)]
    grant_types: Option<Vec<String>>,
    response_types: Option<Vec<String>>,
    #[schema(value_type = Option<ClientAuth>)]
    token_endpoint_auth_method: Option<String>,
    #[schema(value_type = Option<IdTokenAlg>)]
    id_token_signed_response_alg: Option<String>,
    #[schema(value_type = Option<Object>)]
    jwks: Option<Value>,
    #[schema(format = "uri")]
    jwks_uri: Option<String>,
    #[schema(value_type = Option<AssertionAlg>)]
    token_endpoint_auth_signing_alg: Option<String>,
    require_pushed_authorization_requests: Option<bool>,
    #[schema(value_type = Option<RequestObjectAlg>)]
    request_object_signing_alg: Option<String>,
    skip_consent: Option<bool>,
    #[serde(flatten)]
    subject: SubjectFields,
    #[serde(flatten)]
    tokens: TokenFields,
    #[serde(flatten)]
    logout: LogoutFields,
}

impl Check for CreateBody {
    type Checked = ClientRegistration;

    fn check(self, _: &mut Checks) -> Option<ClientRegistration> {
        Some(ClientRegistration {
            name: self.name.unwrap_or_default(),
            redirect_uris: all_uris(self.redirect_uri, self.redirect_uris).unwrap_or_default(),
            application_type: None,
            grant_types: self.grant_types,
            response_types: self.response_types,
            token_endpoint_auth_method: self.token_endpoint_auth_method,
            id_token_signed_response_alg: self.id_token_signed_response_alg,
            keys: KeyRegistration {
                jwks: self.jwks,
                jwks_uri: self.jwks_uri,
                token_endpoint_auth_signing_alg: self.token_endpoint_auth_signing_alg,
            },
            requests: RequestRegistration {
                require_pushed_authorization_requests: self.require_pushed_authorization_requests,
                request_object_signing_alg: self.request_object_signing_alg,
            },
            skip_consent: self.skip_consent,
            subject: self.subject.into(),
            tokens: self.tokens.into(),
            logout: self.logout.into(),
        })
    }
}

/// The body of `PATCH /oauth/clients/{id}`. What is absent stays; what is `null` becomes what it is by default.
#[derive(Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct PatchBody {
    fields: PatchFields,
    nulls: Vec<String>,
}

impl TryFrom<Map<String, Value>> for PatchBody {
    type Error = serde_json::Error;

    fn try_from(body: Map<String, Value>) -> Result<Self, Self::Error> {
        let nulls = body.iter().filter(|(_, value)| value.is_null()).map(|(name, _)| name.clone()).collect();
        Ok(Self { fields: serde_json::from_value(body.into())?, nulls })
    }
}

impl PartialSchema for PatchBody {
    fn schema() -> RefOr<Schema> {
        PatchFields::schema()
    }
}

impl ToSchema for PatchBody {
    fn name() -> Cow<'static, str> {
        PatchFields::name()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        PatchFields::schemas(schemas);
    }
}

/// What may be changed of a client. What is absent stays; what is `null` becomes what it is by default.
#[derive(Deserialize, ToSchema)]
#[schema(as = ClientChange, example = json!({ "name": "Our Shop" }))]
struct PatchFields {
    #[schema(min_length = 1, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    name: Option<String>,
    #[schema(format = "uri")]
    redirect_uri: Option<String>,
    redirect_uris: Option<Vec<String>>,
    #[schema(value_type = Option<Vec<GrantType>>)]
    grant_types: Option<Vec<String>>,
    response_types: Option<Vec<String>>,
    #[schema(value_type = Option<ClientAuth>)]
    token_endpoint_auth_method: Option<String>,
    #[schema(value_type = Option<IdTokenAlg>)]
    id_token_signed_response_alg: Option<String>,
    #[schema(value_type = Option<Object>)]
    jwks: Option<Value>,
    #[schema(format = "uri")]
    jwks_uri: Option<String>,
    #[schema(value_type = Option<AssertionAlg>)]
    token_endpoint_auth_signing_alg: Option<String>,
    require_pushed_authorization_requests: Option<bool>,
    #[schema(value_type = Option<RequestObjectAlg>)]
    request_object_signing_alg: Option<String>,
    skip_consent: Option<bool>,
    #[serde(flatten)]
    subject: SubjectFields,
    #[serde(flatten)]
    tokens: TokenFields,
    #[serde(flatten)]
    logout: LogoutFields,
}

impl Check for PatchBody {
    type Checked = ClientChanges;

    fn check(self, checks: &mut Checks) -> Option<ClientChanges> {
        let Self { fields, nulls } = self;
        if fields.token_endpoint_auth_method.is_some() {
            let message = "The token_endpoint_auth_method field can't be changed. Register another client.";
            checks.fail("token_endpoint_auth_method", "immutable", message);
        }
        if nulls.iter().any(|name| name == "name") {
            checks.fail("name", "required", "The name field is required.");
        }
        Some(ClientChanges {
            name: fields.name,
            redirect_uris: all_uris(fields.redirect_uri, fields.redirect_uris),
            grant_types: fields.grant_types,
            response_types: fields.response_types,
            id_token_signed_response_alg: fields.id_token_signed_response_alg,
            keys: KeyRegistration {
                jwks: fields.jwks,
                jwks_uri: fields.jwks_uri,
                token_endpoint_auth_signing_alg: fields.token_endpoint_auth_signing_alg,
            },
            requests: RequestRegistration {
                require_pushed_authorization_requests: fields.require_pushed_authorization_requests,
                request_object_signing_alg: fields.request_object_signing_alg,
            },
            skip_consent: fields.skip_consent,
            subject: fields.subject.or_default(&nulls),
            tokens: fields.tokens.into(),
            logout: fields.logout.into(),
            resets: nulls.iter().filter_map(|name| reset(name)).collect(),
        })
    }
}

/// What goes back to its default under that name; nothing, if it has none.
fn reset(name: &str) -> Option<ClientSetting> {
    ClientSetting::from_wire(if name == "redirect_uri" { "redirect_uris" } else { name })
}

/// `redirect_uri` is the main one, before those of `redirect_uris`.
fn all_uris(main: Option<String>, others: Option<Vec<String>>) -> Option<Vec<String>> {
    let Some(main) = main else { return others };
    let others = others.unwrap_or_default().into_iter().filter(|uri| *uri != main);
    Some([main.clone()].into_iter().chain(others.collect::<Vec<_>>()).collect())
}
