use super::{authorized, code, redeeming};
use crate::support::{Server, request};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::json;

const REVOKE: &str = "/oauth/revoke";

#[actix_web::test]
async fn a_token_is_given_back_and_nothing_is_told() {
    let server = Server::start().await;
    let (_, app, access) = authorized(&server).await;
    let give = |token: &str| {
        let header = ("authorization", app.authorization().unwrap());
        TestRequest::post().uri(REVOKE).insert_header(header).set_form([("token", token)])
    };
    for token in [&*access, &access, "unknown"] {
        let answer = server.call(give(token)).await.succeeds();
        assert!(answer.body.is_empty());
        assert_eq!(answer.header("cache-control"), "no-store");
        server.get("/oauth/userinfo", &access).await.refuses(401, "invalid_token");
    }
    server.call(give("")).await.refuses(400, "invalid_request");
}

#[actix_web::test]
async fn a_public_client_gives_back_its_own_and_no_others() {
    let server = Server::start().await;
    let token = server.ann().await;
    let (app, other) = (server.provider.client("none").await, server.provider.client("none").await);
    let id = app.id();
    let mut form = redeeming(&code(&server, &token, &app).await);
    form.push(("client_id", id.clone()));
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, &**value)).collect();
    let refresh = server.post_form("/oauth/token", &form).await.succeeds().field("refresh_token");
    let use_it = [("grant_type", "refresh_token"), ("refresh_token", &*refresh), ("client_id", &*id)];
    server.post_form(REVOKE, &[("token", &*refresh), ("client_id", &other.id())]).await.succeeds();
    server.post_form("/oauth/token", &use_it).await.succeeds();
    server.post_form(REVOKE, &[("token", &*refresh), ("client_id", &*id)]).await.succeeds();
    server.post_form("/oauth/token", &use_it).await.refuses(400, "invalid_grant");
}

#[actix_web::test]
async fn who_does_not_prove_itself_gives_nothing_back() {
    let server = Server::start().await;
    let (_, app, access) = authorized(&server).await;
    for secret in ["", "wrong"] {
        let form = [("token", &*access), ("client_id", &app.id()), ("client_secret", secret)];
        server.post_form(REVOKE, &form).await.refuses(401, "invalid_client");
    }
    server.post_form(REVOKE, &[("token", &access)]).await.refuses(400, "invalid_request");
    server.post(REVOKE, json!({ "token": 1 })).await.refuses(400, "invalid_request");
    server.get("/oauth/userinfo", &access).await.succeeds();
}

#[actix_web::test]
async fn browser_applications_may_sign_out() {
    let server = Server::start().await;
    let preflight = request(&Method::OPTIONS, REVOKE)
        .insert_header(("origin", "https://spa.example"))
        .insert_header(("access-control-request-method", "POST"));
    assert_eq!(server.call(preflight).await.header("access-control-allow-origin"), "*");
}
