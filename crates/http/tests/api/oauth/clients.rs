use crate::support::{Server, pairs};
use serde_json::{Value, json};

const CLIENTS: &str = "/oauth/clients";
const CALLBACK: &str = "https://app.example.org/callback";

async fn created(server: &Server, token: &str) -> Value {
    let answer = server.post_as(CLIENTS, token, json!({ "name": "My app", "redirect_uri": CALLBACK })).await;
    assert_eq!(answer.status.as_u16(), 201, "{answer:?}");
    answer.json()
}

#[actix_web::test]
async fn a_registration_shows_the_secret_once() {
    let server = Server::start().await;
    let token = server.ann().await;
    let client = created(&server, &token).await;
    assert_eq!(client["id"], client["client_id"]);
    assert!(client["client_secret"].as_str().unwrap().starts_with("hks_"));
    assert_eq!((&client["name"], &client["redirect_uri"]), (&json!("My app"), &json!(CALLBACK)));
    assert_eq!(client["token_endpoint_auth_method"], "client_secret_basic");
    for path in
        [CLIENTS.to_owned(), format!("{CLIENTS}/"), format!("{CLIENTS}/{}", client["id"].as_str().unwrap())]
    {
        let shown = server.get(&path, &token).await.succeeds();
        let text = String::from_utf8(shown.body.to_vec()).unwrap();
        assert!(!text.contains("hks_") && !text.to_lowercase().contains("secret\":"), "{text}");
    }
    let item = server.get(CLIENTS, &token).await.json()[0].clone();
    let me = server.get("/auth/me", &token).await.json();
    assert_eq!((&item["clientId"], &item["redirectUri"]), (&client["id"], &json!(CALLBACK)));
    assert_eq!((&item["userId"], &item["name"]), (&me["id"], &json!("My app")));
    assert!(item["createdAt"].is_string() && item["updatedAt"].is_string());
}

#[actix_web::test]
async fn a_public_client_has_no_secret() {
    let server = Server::start().await;
    let token = server.ann().await;
    let body = json!({ "name": "Spa", "redirect_uris": [CALLBACK], "token_endpoint_auth_method": "none" });
    let client = server.post_as(CLIENTS, &token, body).await.json();
    assert!(client.get("client_secret").is_none());
    let path = format!("{CLIENTS}/{}/rotate-secret", client["id"].as_str().unwrap());
    server.post_as(&path, &token, json!({})).await.fails(400, "PUBLIC_CLIENT");
}

#[actix_web::test]
async fn whoever_has_a_secret_says_whether_refresh_tokens_rotate() {
    let server = Server::start().await;
    let token = server.ann().await;
    let client = created(&server, &token).await;
    assert_eq!(client["refresh_token_rotation"], false);
    let path = format!("{CLIENTS}/{}", client["id"].as_str().unwrap());
    let rotating = json!({ "refresh_token_rotation": true });
    assert_eq!(server.patch(&path, &token, rotating).await.succeeds().json()["refreshTokenRotation"], true);
    let named = server.patch(&path, &token, json!({ "name": "Other" })).await.succeeds().json();
    assert_eq!(named["refreshTokenRotation"], true);
    let public = json!({
        "name": "Spa", "redirect_uri": CALLBACK, "token_endpoint_auth_method": "none",
        "refresh_token_rotation": false,
    });
    let refused = server.post_as(CLIENTS, &token, public).await;
    assert_eq!(refused.complaints(), pairs([("refresh_token_rotation", "public_client")]));
}

#[actix_web::test]
async fn lifetimes_and_scopes_are_told_as_they_were_set() {
    let server = Server::start().await;
    let token = server.ann().await;
    let body = json!({
        "name": "My app", "redirect_uri": CALLBACK, "access_token_lifetime": 300, "id_token_lifetime": 600,
        "refresh_token_idle_lifetime": 86_400, "refresh_token_lifetime": 604_800, "scope": "openid email",
    });
    let client = server.post_as(CLIENTS, &token, body.clone()).await.json();
    for field in ["access_token_lifetime", "id_token_lifetime", "refresh_token_lifetime", "scope"] {
        assert_eq!(client[field], body[field], "{field}");
    }
    let path = format!("{CLIENTS}/{}", client["id"].as_str().unwrap());
    let item = server.patch(&path, &token, json!({ "access_token_lifetime": 60 })).await.succeeds().json();
    assert_eq!(
        (&item["accessTokenLifetime"], &item["refreshTokenIdleLifetime"]),
        (&json!(60), &json!(86_400))
    );
    assert_eq!((&item["idTokenLifetime"], &item["scope"]), (&json!(600), &json!("openid email")));
    let bad = json!({ "access_token_lifetime": 0, "id_token_lifetime": 9_999, "scope": "root" });
    let wanted = [("access_token_lifetime", "range"), ("id_token_lifetime", "range"), ("scope", "enum")];
    assert_eq!(server.patch(&path, &token, bad).await.complaints(), pairs(wanted));
    let negative = json!({ "access_token_lifetime": -1 });
    server.patch(&path, &token, negative).await.fails(400, "MALFORMED_REQUEST");
}

#[actix_web::test]
async fn every_failing_field_is_named() {
    let server = Server::start().await;
    let token = server.ann().await;
    let empty = server.post_as(CLIENTS, &token, json!({})).await;
    assert_eq!(empty.complaints(), pairs([("name", "required"), ("redirect_uris", "required")]));
    let wrong = json!({
        "name": "x".repeat(101), "redirect_uri": "http://app.example.org/cb", "grant_types": ["implicit"],
        "response_types": ["token"], "token_endpoint_auth_method": "tls", "id_token_signed_response_alg": "none",
    });
    let wanted = [
        ("name", "max_length"),
        ("redirect_uris", "redirect_uri"),
        ("grant_types", "enum"),
        ("response_types", "enum"),
        ("token_endpoint_auth_method", "enum"),
        ("id_token_signed_response_alg", "enum"),
    ];
    assert_eq!(server.post_as(CLIENTS, &token, wrong).await.complaints(), pairs(wanted));
    server.post_as(CLIENTS, &token, json!({ "name": 1 })).await.fails(400, "MALFORMED_REQUEST");
    server
        .post_as(CLIENTS, &token, json!({ "redirect_uris": CALLBACK }))
        .await
        .fails(400, "MALFORMED_REQUEST");
}

#[actix_web::test]
async fn the_main_redirect_uri_comes_first() {
    let server = Server::start().await;
    let token = server.ann().await;
    let main = "https://app.example.org/main";
    let body = json!({ "name": "x", "redirect_uri": main, "redirect_uris": [CALLBACK, main] });
    let client = server.post_as(CLIENTS, &token, body).await.json();
    assert_eq!((&client["redirect_uri"], &client["redirect_uris"]), (&json!(main), &json!([main, CALLBACK])));
}

#[actix_web::test]
async fn a_change_touches_what_it_names() {
    let server = Server::start().await;
    let token = server.ann().await;
    let client = created(&server, &token).await;
    let path = format!("{CLIENTS}/{}", client["id"].as_str().unwrap());
    let changed = server.patch(&path, &token, json!({ "name": "New name" })).await.succeeds().json();
    assert_eq!((&changed["name"], &changed["redirectUri"]), (&json!("New name"), &json!(CALLBACK)));
    let changed = server.patch(&path, &token, json!({ "redirect_uri": "com.example.app:/cb" })).await.json();
    assert_eq!(changed["redirectUris"], json!(["com.example.app:/cb"]));
    let fixed = server.patch(&path, &token, json!({ "token_endpoint_auth_method": "none" })).await;
    assert_eq!(fixed.complaints(), pairs([("token_endpoint_auth_method", "immutable")]));
    let empty = server.patch(&path, &token, json!({ "name": " " })).await;
    assert_eq!(empty.complaints(), pairs([("name", "required")]));
}

#[actix_web::test]
async fn rotating_kills_the_old_secret() {
    let server = Server::start().await;
    let token = server.ann().await;
    let client = created(&server, &token).await;
    let (id, old) = (client["id"].as_str().unwrap(), client["client_secret"].as_str().unwrap());
    let path = format!("{CLIENTS}/{id}/rotate-secret");
    let new = server.post_as(&path, &token, json!({})).await.succeeds().field("client_secret");
    for (secret, status, error) in [(old, 401, "invalid_client"), (&*new, 400, "invalid_grant")] {
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", "x"),
            ("client_id", id),
            ("client_secret", secret),
        ];
        server.post_form("/oauth/token", &form).await.refuses(status, error);
    }
}

#[actix_web::test]
async fn clients_belong_to_whoever_made_them() {
    let server = Server::start().await;
    let ann = server.ann().await;
    let bea = server.registered("bea@example.org").await.field("token");
    let client = created(&server, &ann).await;
    let path = format!("{CLIENTS}/{}", client["id"].as_str().unwrap());
    assert_eq!(server.get(CLIENTS, &bea).await.json(), json!([]));
    server.get(&path, &bea).await.fails(404, "NOT_FOUND");
    server.patch(&path, &bea, json!({ "name": "Mine" })).await.fails(404, "NOT_FOUND");
    server.delete(&path, &bea).await.fails(404, "NOT_FOUND");
    server.post_as(&format!("{path}/rotate-secret"), &bea, json!({})).await.fails(404, "NOT_FOUND");
    server.post(CLIENTS, json!({})).await.fails(401, "UNAUTHENTICATED");
    assert!(server.delete(&path, &ann).await.succeeds().json()["message"].is_string());
    server.delete(&path, &ann).await.fails(404, "NOT_FOUND");
}

#[actix_web::test]
async fn null_brings_the_default_back_and_what_is_absent_stays() {
    let server = Server::start().await;
    let token = server.ann().await;
    let body = json!({
        "name": "Shop", "redirect_uri": "https://app.example.org/callback", "response_types": ["code"],
        "scope": "openid", "access_token_lifetime": 60, "id_token_signed_response_alg": "ES256", "skip_consent": true,
    });
    let made = server.post_as("/oauth/clients", &token, body).await.json();
    assert_eq!(made["response_types"], json!(["code"]));
    let path = format!("/oauth/clients/{}", made["id"].as_str().unwrap());
    let nulls = json!({ "scope": null, "id_token_signed_response_alg": null, "made_up": null, "response_types": null });
    let changed = server.patch(&path, &token, nulls).await.succeeds().json();
    assert_eq!((changed.get("scope"), &changed["idTokenSignedResponseAlg"]), (None, &json!("RS256")));
    assert_eq!((&changed["accessTokenLifetime"], &changed["skipConsent"]), (&json!(60), &json!(true)));
    assert_eq!((&changed["name"], &changed["responseTypes"]), (&json!("Shop"), &json!(["code"])));
    for (body, field) in
        [(json!({ "name": null }), "name"), (json!({ "redirect_uri": null }), "redirect_uris")]
    {
        assert_eq!(server.patch(&path, &token, body).await.complaints(), pairs([(field, "required")]));
    }
    let pairwise = json!({ "subject_type": "pairwise" });
    assert_eq!(server.patch(&path, &token, pairwise).await.succeeds().json()["subjectType"], "pairwise");
    let public = server.patch(&path, &token, json!({ "subject_type": null })).await.succeeds().json();
    assert_eq!(public["subjectType"], "public");
    server.patch(&path, &token, json!({ "scope": 7 })).await.fails(400, "MALFORMED_REQUEST");
}
