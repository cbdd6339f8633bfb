//! Tokens that are given back, and what is told of them.

use crate::offers::signing_client;
use crate::scene::Scene;
use acceptance::{Answer, Partner};
use reqwest::Method;

const METHODS: [&str; 5] =
    ["client_secret_basic", "client_secret_post", "client_secret_jwt", "private_key_jwt", "none"];

pub(crate) async fn revocation(scene: &Scene) {
    let token = scene.tokens().await.access_token;
    present(scene, "revocation_endpoint", &scene.partner, "client_secret_basic", &token).await.expect(200);
    scene.api().userinfo(&token).await.expect(401);
}

pub(crate) async fn introspection(scene: &Scene) {
    let token = scene.tokens().await.access_token;
    let told = present(scene, "introspection_endpoint", &scene.partner, "client_secret_basic", &token).await;
    assert_eq!(told.expect(200).json()["active"], true);
}

pub(crate) async fn revocation_auth(scene: &Scene) {
    exactly(scene, "revocation").await;
}

pub(crate) async fn introspection_auth(scene: &Scene) {
    exactly(scene, "introspection").await;
}

/// Whoever authenticates in an offered way may ask, and nobody else.
async fn exactly(scene: &Scene, endpoint: &str) {
    let offered = scene.list(&format!("{endpoint}_endpoint_auth_methods_supported"));
    let mut tried = Vec::new();
    for method in METHODS {
        let alg = if method == "client_secret_jwt" { "HS256" } else { "ES256" };
        if method.ends_with("_jwt") {
            if signed(scene, endpoint, alg).await {
                tried.push(method);
            }
            continue;
        }
        let client = match method {
            "none" => scene.person.public_partner().await,
            _ => scene.partner.clone(),
        };
        let field = format!("{endpoint}_endpoint");
        if present(scene, &field, &client, method, "unknown").await.status == 200 {
            tried.push(method);
        }
    }
    assert_eq!(tried, offered);
}

pub(crate) async fn signing_algs(scene: &Scene, endpoint: &str) {
    let field = format!("{endpoint}_endpoint_auth_signing_alg_values_supported");
    let offered = scene.list(&field);
    assert_eq!(offered, scene.list("token_endpoint_auth_signing_alg_values_supported"));
    for alg in offered {
        assert!(signed(scene, endpoint, alg).await, "{field}: {alg}");
    }
}

/// Whether a client that signs by this algorithm may ask.
async fn signed(scene: &Scene, endpoint: &str, alg: &str) -> bool {
    let (client, signer) = signing_client(scene, alg).await;
    let request = scene.api().request(Method::POST, scene.text(&format!("{endpoint}_endpoint")));
    let mut form = vec![("token", "unknown".to_owned())];
    form.extend(signer.assertion(&client.id, scene.text("issuer")));
    scene.api().send(request.form(&form)).await.status == 200
}

/// Shows the token as the client that authenticates in this way.
async fn present(scene: &Scene, endpoint: &str, client: &Partner, method: &str, token: &str) -> Answer {
    let secret = client.secret.as_deref().unwrap_or_default();
    let request = scene.api().request(Method::POST, scene.text(endpoint));
    let (id, form) = (("client_id", &*client.id), ("token", token));
    scene
        .api()
        .send(match method {
            "client_secret_basic" => request.basic_auth(&client.id, Some(secret)).form(&[form]),
            "client_secret_post" => request.form(&[form, id, ("client_secret", secret)]),
            "none" => request.form(&[form, id]),
            _ => request.form(&[form]),
        })
        .await
}
