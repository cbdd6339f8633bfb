//! What is advertised is what is wired.

use hitkey_oauth::service::{ClientRegistration, KeyRegistration, TokenParams, TokenRefusal};
use hitkey_oauth::testkit::fixtures::{CALLBACK, World, actor, toy_jwks};
use hitkey_oauth::{AuthorizeParams, Scope, ScopeSet};
use serde_json::{Value, json};

async fn document(world: &World) -> Value {
    serde_json::from_slice(&world.provider.discovery.document()).unwrap()
}

fn words<'a>(document: &'a Value, field: &str) -> Vec<&'a str> {
    document[field].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_document_says_where_and_how() {
    let expected = json!({
        "issuer": "https://id.example.org",
        "authorization_endpoint": "https://id.example.org/oauth/authorize",
        "token_endpoint": "https://id.example.org/oauth/token",
        "pushed_authorization_request_endpoint": "https://id.example.org/oauth/par",
        "userinfo_endpoint": "https://id.example.org/oauth/userinfo",
        "revocation_endpoint": "https://id.example.org/oauth/revoke",
        "introspection_endpoint": "https://id.example.org/oauth/introspect",
        "device_authorization_endpoint": "https://id.example.org/oauth/device_authorization",
        "end_session_endpoint": "https://id.example.org/oauth/logout",
        "jwks_uri": "https://id.example.org/oauth/jwks",
        "scopes_supported": ["openid", "profile", "email", "address", "phone", "project:read", "offline_access"],
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "form_post"],
        "grant_types_supported": [
            "authorization_code", "urn:ietf:params:oauth:grant-type:device_code", "refresh_token",
            "client_credentials",
        ],
        "subject_types_supported": ["public", "pairwise"],
        "id_token_signing_alg_values_supported": ["RS256", "PS256", "ES256", "EdDSA"],
        "token_endpoint_auth_methods_supported": [
            "client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none",
        ],
        "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"],
        "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt"],
        "revocation_endpoint_auth_signing_alg_values_supported": ["RS256", "PS256", "ES256", "EdDSA", "Ed25519", "HS256", "HS384", "HS512"],
        "introspection_endpoint_auth_signing_alg_values_supported": ["RS256", "PS256", "ES256", "EdDSA", "Ed25519", "HS256", "HS384", "HS512"],
        "token_endpoint_auth_signing_alg_values_supported":
            ["RS256", "PS256", "ES256", "EdDSA", "Ed25519", "HS256", "HS384", "HS512"],
        "claim_types_supported": ["normal"],
        "claims_supported": [
            "iss", "sub", "id", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "sid", "acr", "amr",
            "name", "given_name", "family_name", "middle_name", "nickname", "display_name", "preferred_username",
            "native_script", "preferred_order", "profile", "picture", "website", "gender", "birthdate",
            "zoneinfo", "locale", "updated_at", "email", "email_verified", "address", "phone_number",
            "phone_number_verified", "project",
        ],
        "service_documentation": "https://id.example.org/docs",
        "code_challenge_methods_supported": ["S256"],
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "display_values_supported": ["page", "popup", "touch", "wap"],
        "ui_locales_supported": ["en", "es", "ru", "kk", "tg"],
        "acr_values_supported": ["1", "2"],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": true,
        "request_parameter_supported": true,
        "request_object_signing_alg_values_supported": ["RS256", "PS256", "ES256", "EdDSA", "Ed25519"],
        "require_pushed_authorization_requests": false,
        "backchannel_logout_supported": true,
        "backchannel_logout_session_supported": true,
        "frontchannel_logout_supported": true,
        "frontchannel_logout_session_supported": true,
        "request_uri_parameter_supported": false,
    });
    assert_eq!(document(&World::open().await).await, expected);
}

#[tokio::test]
async fn every_advertised_scope_is_granted_and_every_grantable_one_advertised() {
    let world = World::open().await;
    let app = world.project_client(true, &[]).await.app;
    let params = AuthorizeParams::from_pairs(app.request(&ScopeSet::from_iter(Scope::ALL).to_string()));
    let granted = world.provider.authorization.check(&params).await.unwrap().scopes().to_string();
    assert_eq!(words(&document(&world).await, "scopes_supported").join(" "), granted);
}

#[tokio::test]
async fn every_advertised_grant_type_is_known_to_the_token_endpoint() {
    let world = World::open().await;
    for name in words(&document(&world).await, "grant_types_supported") {
        let params = TokenParams::from_pairs([("grant_type", name)]).unwrap();
        match world.provider.tokens.exchange(None, params).await {
            Err(hitkey_oauth::service::TokenError::Refused(refusal)) => {
                assert_eq!(refusal, TokenRefusal::Missing("client_id"), "{name}");
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn every_advertised_method_and_algorithm_can_be_registered() {
    let world = World::open().await;
    let (document, owner) = (document(&world).await, world.person().user);
    for method in words(&document, "token_endpoint_auth_methods_supported") {
        for alg in words(&document, "id_token_signing_alg_values_supported") {
            let registration = ClientRegistration {
                name: "App".into(),
                redirect_uris: vec![CALLBACK.into()],
                token_endpoint_auth_method: Some(method.into()),
                id_token_signed_response_alg: Some(alg.into()),
                keys: KeyRegistration { jwks: Some(toy_jwks(&["k1"])), ..KeyRegistration::default() },
                ..ClientRegistration::default()
            };
            let created = world.provider.clients.create(owner, &actor(owner), registration).await.unwrap();
            assert_eq!(created.client.authentication.method().as_str(), method);
            assert_eq!(created.client.id_token_alg.as_str(), alg);
            assert_eq!(created.secret.is_none(), ["none", "private_key_jwt"].contains(&method));
        }
    }
}
