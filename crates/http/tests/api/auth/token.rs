use crate::support::{ANN, Server, pairs};
use serde_json::json;

const REFRESH: &str = "/auth/token/refresh";

#[actix_web::test]
async fn a_refresh_token_rotates_and_a_reused_one_ends_the_session() {
    let server = Server::start().await;
    let first = server.registered(ANN).await.field("refresh_token");
    let second = server.post(REFRESH, json!({ "refresh_token": first })).await.succeeds();
    let keys: Vec<_> = second.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["type", "token", "refresh_token", "expires_in"]);
    server.get("/auth/me", &second.field("token")).await.succeeds();
    server.post(REFRESH, json!({ "refresh_token": first })).await.fails(401, "INVALID_REFRESH_TOKEN");
    server.get("/auth/me", &second.field("token")).await.fails(401, "UNAUTHENTICATED");
    let newest = json!({ "refresh_token": second.field("refresh_token") });
    server.post(REFRESH, newest).await.fails(401, "INVALID_REFRESH_TOKEN");
}

#[actix_web::test]
async fn a_missing_token_is_a_failing_field() {
    let server = Server::start().await;
    assert_eq!(server.post(REFRESH, json!({})).await.complaints(), pairs([("refresh_token", "required")]));
    server.post(REFRESH, json!({ "refresh_token": "x" })).await.fails(401, "INVALID_REFRESH_TOKEN");
}
