use crate::support::{ANN, ORIGIN, PASSWORD, Server, bearer, pairs};
use actix_web::test::TestRequest;
use serde_json::{Value, json};

const ACCOUNT: &str = "/auth/account";

fn delete(body: Value) -> TestRequest {
    TestRequest::delete().uri(ACCOUNT).set_json(body)
}

#[actix_web::test]
async fn the_password_deletes_the_account() {
    let server = Server::start().await;
    let token = server.ann().await;
    let call = delete(json!({ "password": PASSWORD })).insert_header(bearer(&token));
    assert!(server.call(call).await.succeeds().json()["message"].is_string());
    server.get("/auth/me", &token).await.fails(401, "UNAUTHENTICATED");
    let login = json!({ "email": ANN, "password": PASSWORD });
    server.post("/auth/login", login).await.fails(401, "INVALID_CREDENTIALS");
    server.registered(ANN).await;
}

#[actix_web::test]
async fn nothing_less_does() {
    let server = Server::start().await;
    let token = server.ann().await;
    server.call(delete(json!({ "password": PASSWORD }))).await.fails(401, "UNAUTHENTICATED");
    let call = |body| server.call(delete(body).insert_header(bearer(&token)));
    assert_eq!(call(json!({})).await.complaints(), pairs([("password", "required")]));
    for _ in 0..6 {
        call(json!({ "password": "wrong" })).await.fails(401, "INVALID_CREDENTIALS");
    }
    let throttled = call(json!({ "password": PASSWORD })).await;
    throttled.fails(429, "TOO_MANY_REQUESTS");
    assert!(!throttled.header("retry-after").is_empty());
    server.get("/auth/me", &token).await.succeeds();
}

#[actix_web::test]
async fn an_owner_hands_over_first() {
    let server = Server::start().await;
    let token = server.ann().await;
    let bea = server.registered("bea@example.org").await.json()["user"]["id"].as_str().unwrap().to_owned();
    let ann = server.get("/auth/me", &token).await.field("id");
    let ambient = &server.people.environment.ambient;
    let project = hitkey_kernel::ProjectId::generate(ambient.now(), ambient.random());
    server.people.store.add_project(project, ann.parse().unwrap());
    server.people.store.add_member(project, bea.parse().unwrap());
    let call = delete(json!({ "password": PASSWORD })).insert_header(bearer(&token));
    server.call(call).await.fails(409, "OWNS_SHARED_PROJECT");
}

#[actix_web::test]
async fn a_browser_forgets_the_session_and_another_site_gets_nowhere() {
    let server = Server::start().await;
    server.ann().await;
    let cookie = format!("hk_token={}", server.cookie_of(ANN).await);
    let call = || delete(json!({ "password": PASSWORD })).insert_header(("cookie", cookie.clone()));
    server.call(call().insert_header(("sec-fetch-site", "cross-site"))).await.fails(403, "FORBIDDEN");
    let answer = server.call(call().insert_header(("origin", ORIGIN))).await.succeeds();
    assert!(answer.set_cookie("hk_token").is_some_and(|line| line.contains("Max-Age=0")), "{answer:?}");
}
