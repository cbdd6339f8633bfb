//! Discovery tells the truth: what the metadata advertises works on the shipped server, and what works is advertised.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod endpoints;
mod given_back;
mod offers;
mod scene;
mod strength;
mod switches;

use acceptance::{Database, on_both};
use scene::Scene;

async fn every_field_is_proved_by_use(database: Database) {
    let scene = Scene::open(database).await;
    for field in scene.fields() {
        prove(&scene, &field).await;
    }
}

/// One arm per field: a new one can't be advertised without its proof.
async fn prove(scene: &Scene, field: &str) {
    match field {
        "issuer" => endpoints::issuer(scene).await,
        "authorization_endpoint" => endpoints::authorization(scene).await,
        "token_endpoint" => endpoints::token(scene).await,
        "pushed_authorization_request_endpoint" => endpoints::pushed_requests(scene).await,
        "userinfo_endpoint" => endpoints::userinfo(scene).await,
        "revocation_endpoint" => given_back::revocation(scene).await,
        "revocation_endpoint_auth_methods_supported" => given_back::revocation_auth(scene).await,
        "introspection_endpoint" => given_back::introspection(scene).await,
        "introspection_endpoint_auth_methods_supported" => given_back::introspection_auth(scene).await,
        "device_authorization_endpoint" => endpoints::device_authorization(scene).await,
        "end_session_endpoint" => endpoints::end_session(scene).await,
        "jwks_uri" => endpoints::jwks(scene).await,
        "service_documentation" => endpoints::documentation(scene).await,
        "scopes_supported" => offers::scopes(scene).await,
        "response_types_supported" => offers::response_types(scene).await,
        "response_modes_supported" => offers::response_modes(scene).await,
        "grant_types_supported" => offers::grant_types(scene).await,
        "subject_types_supported" => offers::subject_types(scene).await,
        "id_token_signing_alg_values_supported" => offers::id_token_algs(scene).await,
        "token_endpoint_auth_methods_supported" => offers::auth_methods(scene).await,
        "revocation_endpoint_auth_signing_alg_values_supported" => {
            given_back::signing_algs(scene, "revocation").await;
        }
        "introspection_endpoint_auth_signing_alg_values_supported" => {
            given_back::signing_algs(scene, "introspection").await;
        }
        "token_endpoint_auth_signing_alg_values_supported" => offers::assertion_algs(scene).await,
        "claim_types_supported" => offers::claim_types(scene),
        "claims_supported" => offers::claims(scene).await,
        "code_challenge_methods_supported" => offers::challenge_methods(scene).await,
        "prompt_values_supported" => offers::prompts(scene).await,
        "display_values_supported" => offers::displays(scene).await,
        "ui_locales_supported" => offers::languages(scene).await,
        "acr_values_supported" => strength::acrs(scene).await,
        "authorization_response_iss_parameter_supported" => switches::iss_in_answers(scene).await,
        "claims_parameter_supported" => switches::claims_parameter(scene).await,
        "request_parameter_supported" => switches::request_objects(scene).await,
        "request_object_signing_alg_values_supported" => offers::request_object_algs(scene).await,
        "registration_endpoint" => switches::registration(scene).await,
        "require_pushed_authorization_requests" => switches::pushing_required(scene).await,
        "backchannel_logout_supported" | "backchannel_logout_session_supported" => {
            switches::back_channel(scene, field).await;
        }
        "frontchannel_logout_supported" | "frontchannel_logout_session_supported" => {
            switches::front_channel(scene, field).await;
        }
        "request_uri_parameter_supported" => switches::request_uris(scene).await,
        other => panic!("{other} is advertised: prove it here by use"),
    }
}

on_both!(every_field_is_proved_by_use);
