use crate::support::{ANN, MINUTE, PASSWORD, Server, pairs};
use serde_json::{Value, json};

const FORGOT: &str = "/auth/password/forgot";
const RESET: &str = "/auth/password/reset";
const CHANGE: &str = "/auth/password/change";
const NEW: &str = "plum-otter-lantern-42";

async fn login(server: &Server, password: &str) -> u16 {
    let body: Value = json!({ "email": ANN, "password": password });
    server.post("/auth/login", body).await.status.as_u16()
}

#[actix_web::test]
async fn forgetting_answers_the_same_for_everybody() {
    let server = Server::start().await;
    server.ann().await;
    let known = server.post(FORGOT, json!({ "email": ANN })).await.succeeds();
    let unknown = server.post(FORGOT, json!({ "email": "bea@example.org" })).await.succeeds();
    let again = server.post(FORGOT, json!({ "email": ANN })).await.succeeds();
    assert_eq!((&known.body, &known.body), (&unknown.body, &again.body));
    assert_eq!(server.post(FORGOT, json!({ "email": 1 })).await.json()["code"], "MALFORMED_REQUEST");
    assert_eq!(server.post(FORGOT, json!({})).await.complaints(), pairs([("email", "required")]));
}

#[actix_web::test]
async fn a_reset_works_once_and_ends_every_session() {
    let server = Server::start().await;
    let token = server.ann().await;
    server.post(FORGOT, json!({ "email": ANN })).await.succeeds();
    let body = json!({ "token": server.mailed_reset(ANN), "password": NEW });
    server.post(RESET, body.clone()).await.succeeds();
    server.get("/auth/me", &token).await.fails(401, "UNAUTHENTICATED");
    assert_eq!((login(&server, PASSWORD).await, login(&server, NEW).await), (401, 200));
    server.post(RESET, body).await.fails(400, "INVALID_TOKEN");
}

#[actix_web::test]
async fn a_reset_fails_in_the_words_of_the_contract() {
    let server = Server::start().await;
    server.ann().await;
    server.post(RESET, json!({ "token": "x", "password": NEW })).await.fails(400, "INVALID_TOKEN");
    server.post(FORGOT, json!({ "email": ANN })).await.succeeds();
    let token = server.mailed_reset(ANN);
    let weak = server.post(RESET, json!({ "token": token, "password": "password1" })).await;
    assert_eq!(weak.complaints(), pairs([("password", "password_strength")]));
    assert!(weak.json()["errors"][0]["message"].as_str().unwrap().starts_with("This password is too easy"));
    let missing = server.post(RESET, json!({})).await;
    assert_eq!(missing.complaints(), pairs([("token", "required"), ("password", "required")]));
    server.advance(16 * MINUTE);
    server.post(RESET, json!({ "token": token, "password": NEW })).await.fails(400, "TOKEN_EXPIRED");
}

#[actix_web::test]
async fn changing_keeps_this_session_and_ends_the_others() {
    let server = Server::start().await;
    let token = server.ann().await;
    let other =
        server.post("/auth/login", json!({ "email": ANN, "password": PASSWORD })).await.field("token");
    let change = |current: &str, new: &str| json!({ "current_password": current, "password": new });
    server.post(CHANGE, change(PASSWORD, NEW)).await.fails(401, "UNAUTHENTICATED");
    server.post_as(CHANGE, &token, change("wrong", NEW)).await.fails(401, "INVALID_CREDENTIALS");
    let weak = server.post_as(CHANGE, &token, change(PASSWORD, "password1")).await;
    assert_eq!(weak.complaints(), pairs([("password", "password_strength")]));
    server.post_as(CHANGE, &token, change(PASSWORD, NEW)).await.succeeds();
    server.get("/auth/me", &token).await.succeeds();
    server.get("/auth/me", &other).await.fails(401, "UNAUTHENTICATED");
    assert_eq!(login(&server, NEW).await, 200);
}
