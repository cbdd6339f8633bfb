use crate::support::{ANN, ORIGIN, Server};
use actix_web::test::TestRequest;
use serde_json::json;

#[actix_web::test]
async fn the_token_and_its_refresh_token_are_dead_afterwards() {
    let server = Server::start().await;
    let signed_in = server.registered(ANN).await;
    let token = signed_in.field("token");
    let answer = server.post_as("/auth/logout", &token, json!({})).await.succeeds();
    assert!(answer.json()["message"].is_string());
    assert!(answer.set_cookie("hk_token").is_none());
    server.get("/auth/me", &token).await.fails(401, "UNAUTHENTICATED");
    let body = json!({ "refresh_token": signed_in.field("refresh_token") });
    server.post("/auth/token/refresh", body).await.fails(401, "INVALID_REFRESH_TOKEN");
}

#[actix_web::test]
async fn a_browser_forgets_its_cookie() {
    let server = Server::start().await;
    server.ann().await;
    let cookie = format!("hk_token={}", server.cookie_of(ANN).await);
    let request = TestRequest::post().uri("/auth/logout").insert_header(("cookie", cookie.clone()));
    let answer = server.call(request.insert_header(("origin", ORIGIN))).await.succeeds();
    let lines: Vec<_> = answer.headers.get_all("set-cookie").collect();
    assert!(lines.len() == 1 && answer.set_cookie("hk_token").unwrap().contains("Max-Age=0"), "{lines:?}");
    server
        .call(TestRequest::get().uri("/auth/me").insert_header(("cookie", cookie)))
        .await
        .fails(401, "UNAUTHENTICATED");
}

#[actix_web::test]
async fn nobody_can_sign_a_stranger_out() {
    let server = Server::start().await;
    server.post("/auth/logout", json!({})).await.fails(401, "UNAUTHENTICATED");
}
