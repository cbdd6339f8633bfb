use crate::support::Server;
use serde_json::json;

const PATH: &str = "/oauth/device_authorization";
const KIND: &str = "urn:ietf:params:oauth:grant-type:device_code";

async fn client(server: &Server, kinds: &[&str]) -> String {
    let token = server.ann().await;
    let body = json!({
        "name": "TV", "redirect_uri": "https://app.example.org/callback", "token_endpoint_auth_method": "none",
        "grant_types": kinds,
    });
    server.post_as("/oauth/clients", &token, body).await.json()["client_id"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn a_device_gets_codes_and_is_told_to_wait() {
    let server = Server::start().await;
    let id = client(&server, &["authorization_code", KIND]).await;
    let answer = server.post_form(PATH, &[("client_id", &*id), ("scope", "openid")]).await.succeeds();
    assert_eq!(answer.header("cache-control"), "no-store");
    let (user_code, device_code) = (answer.field("user_code"), answer.field("device_code"));
    let complete = answer.field("verification_uri_complete");
    assert!(complete.ends_with(&format!("/device?user_code={user_code}")), "{complete}");
    let poll = [("grant_type", KIND), ("client_id", &id), ("device_code", &device_code)];
    server.post_form("/oauth/token", &poll).await.refuses(400, "authorization_pending");
    server.post_form("/oauth/token", &poll).await.refuses(400, "slow_down");
}

#[actix_web::test]
async fn who_may_not_gets_no_codes() {
    let server = Server::start().await;
    let id = client(&server, &["authorization_code"]).await;
    server.post_form(PATH, &[("client_id", &*id)]).await.refuses(400, "unauthorized_client");
    server.post_form(PATH, &[("client_id", "nobody")]).await.refuses(401, "invalid_client");
    server.post_form(PATH, &[("scope", "openid")]).await.refuses(400, "invalid_request");
    let twice = [("client_id", &*id), ("client_id", &*id)];
    server.post_form(PATH, &twice).await.refuses(400, "invalid_request");
}
