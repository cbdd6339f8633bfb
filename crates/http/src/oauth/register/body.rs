//! The metadata that a client sends of itself (RFC 7591 §2). The domain judges the values.

use crate::error::{OAuthError, OAuthErrorCode};
use crate::oauth::clients::bodies::{LogoutFields, SubjectFields};
use crate::openapi::{AssertionAlg, ClientAuth, GrantType, IdTokenAlg, RequestObjectAlg};
use hitkey_oauth::ClientSecret;
use hitkey_oauth::service::{
    ClientRegistration, ClientReplacement, KeyRegistration, RequestRegistration, TokenChanges,
};
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What a client says of itself. Members that are not known are ignored.
#[derive(Deserialize, ToSchema)]
#[schema(as = ClientMetadata, example = json!({
    "client_name": "Shop", "redirect_uris": ["https://shop.example/callback"],
}))]
pub struct MetadataBody {
    #[schema(max_length = 100)]
    client_name: Option<String>,
    redirect_uris: Option<Vec<String>>,
    /// `web` or `native`.
    application_type: Option<String>,
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
    scope: Option<String>,
    #[serde(flatten)]
    subject: SubjectFields,
    #[serde(flatten)]
    logout: LogoutFields,
    /// Not supported.
    #[schema(ignore)]
    software_statement: Option<Value>,
}

impl MetadataBody {
    /// # Errors
    /// `invalid_client_metadata`: nobody's statements about software are trusted here.
    pub(super) fn registration(self) -> Result<ClientRegistration, OAuthError> {
        if self.software_statement.is_some() {
            let text = "software_statement is not supported.";
            return Err(OAuthError::new(OAuthErrorCode::InvalidClientMetadata, text));
        }
        Ok(ClientRegistration {
            name: self.client_name.unwrap_or_default(),
            redirect_uris: self.redirect_uris.unwrap_or_default(),
            application_type: self.application_type,
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
            skip_consent: None,
            subject: self.subject.into(),
            tokens: TokenChanges { scope: self.scope, ..TokenChanges::default() },
            logout: self.logout.into(),
        })
    }
}

/// All that the client is to be from now on (RFC 7592 §2.2).
#[derive(Deserialize, ToSchema)]
#[schema(as = ClientReplacement, example = json!({
    "client_id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10",
    "client_name": "Our shop",
    "redirect_uris": ["https://shop.example/callback"],
}))]
pub struct ReplacementBody {
    #[schema(value_type = String, required)]
    client_id: Option<String>,
    client_secret: Option<String>,
    #[serde(flatten)]
    metadata: MetadataBody,
}

impl ReplacementBody {
    /// # Errors
    /// `invalid_client_metadata`.
    pub(super) fn replacement(self) -> Result<ClientReplacement, OAuthError> {
        Ok(ClientReplacement {
            client_id: self.client_id,
            client_secret: self.client_secret.as_deref().map(ClientSecret::parse),
            registration: self.metadata.registration()?,
        })
    }
}
