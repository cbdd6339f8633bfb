use crate::support::{ANN, MINUTE, PASSWORD, Server, pairs, request};
use actix_web::http::Method;
use serde_json::json;

async fn challenge(server: &Server) -> String {
    let body = json!({ "email": ANN, "password": PASSWORD });
    server.post("/auth/login", body).await.field("challenge_token")
}

#[actix_web::test]
async fn set_up_enable_verify_disable() {
    let server = Server::start().await;
    let token = server.ann().await;
    let setup = server.get("/auth/2fa/setup", &token).await.succeeds();
    let secret = setup.field("secret");
    let uri = format!("otpauth://totp/HitKey:{ANN}?secret={secret}&issuer=HitKey");
    assert_eq!(setup.field("qrCodeUrl"), uri);
    let enabled = server.post_as("/auth/2fa/enable", &token, json!({ "code": server.totp(&secret) })).await;
    assert_eq!(enabled.json()["recovery_codes"].as_array().unwrap().len(), 10);
    assert_eq!(server.get("/auth/me", &token).await.json()["totpEnabled"], true);
    server.advance(MINUTE);
    let verify = json!({ "challenge_token": challenge(&server).await, "code": server.totp(&secret) });
    let signed_in = server.post("/auth/2fa/verify", verify.clone()).await.succeeds();
    assert_eq!(signed_in.json()["user"]["email"], ANN);
    server.get("/auth/me", &signed_in.field("token")).await.succeeds();
    server.post("/auth/2fa/verify", verify).await.fails(400, "INVALID_TOKEN");
    server.advance(MINUTE);
    let code = json!({ "code": server.totp(&secret) });
    server.post_as("/auth/2fa/disable", &token, code).await.succeeds();
    assert_eq!(server.get("/auth/me", &token).await.json()["totpEnabled"], false);
}

#[actix_web::test]
async fn a_code_works_once_and_so_does_a_recovery_code() {
    let server = Server::start().await;
    let token = server.ann().await;
    let (secret, recovery) = server.enable_second_factor(&token).await;
    let used = server.totp(&secret);
    let token = challenge(&server).await;
    let body = json!({ "challenge_token": token, "code": used });
    server.post("/auth/2fa/verify", body).await.fails(400, "INVALID_CODE");
    let body = json!({ "challenge_token": token, "code": recovery[0].to_uppercase() });
    server.post("/auth/2fa/verify", body).await.succeeds();
    let body = json!({ "challenge_token": challenge(&server).await, "code": recovery[0] });
    server.post("/auth/2fa/verify", body).await.fails(400, "INVALID_CODE");
}

#[actix_web::test]
async fn states_that_do_not_fit_are_named() {
    let server = Server::start().await;
    let token = server.ann().await;
    let code = json!({ "code": "000000" });
    server.post_as("/auth/2fa/enable", &token, code.clone()).await.fails(400, "SETUP_NOT_INITIATED");
    server.post_as("/auth/2fa/disable", &token, code.clone()).await.fails(400, "NOT_ENABLED");
    let secret = server.get("/auth/2fa/setup", &token).await.field("secret");
    let right = server.totp(&secret);
    let wrong = if right == "000000" { "000001" } else { "000000" };
    server.post_as("/auth/2fa/enable", &token, json!({ "code": wrong })).await.fails(400, "INVALID_CODE");
    server.post_as("/auth/2fa/enable", &token, json!({ "code": right })).await.succeeds();
    server.get("/auth/2fa/setup", &token).await.fails(400, "ALREADY_ENABLED");
    server.post_as("/auth/2fa/enable", &token, json!({ "code": right })).await.fails(400, "ALREADY_ENABLED");
    server.post_as("/auth/2fa/disable", &token, json!({ "code": "x" })).await.fails(400, "INVALID_CODE");
}

#[actix_web::test]
async fn fields_must_be_there_and_so_must_a_session() {
    let server = Server::start().await;
    let token = server.ann().await;
    let missing = server.post("/auth/2fa/verify", json!({})).await;
    assert_eq!(missing.complaints(), pairs([("challenge_token", "required"), ("code", "required")]));
    let missing = server.post_as("/auth/2fa/enable", &token, json!({})).await;
    assert_eq!(missing.complaints(), pairs([("code", "required")]));
    server.post("/auth/2fa/enable", json!({ "code": "1" })).await.fails(401, "UNAUTHENTICATED");
    server
        .post("/auth/2fa/verify", json!({ "challenge_token": "x", "code": "1" }))
        .await
        .fails(400, "INVALID_TOKEN");
}

#[actix_web::test]
async fn a_challenge_dies_after_five_tries() {
    let server = Server::start().await;
    let token = server.ann().await;
    let (_, recovery) = server.enable_second_factor(&token).await;
    let token = challenge(&server).await;
    for _ in 0..5 {
        let body = json!({ "challenge_token": token, "code": "aaaa-aaaa-aaaa-aaaa" });
        server.post("/auth/2fa/verify", body).await.fails(400, "INVALID_CODE");
    }
    server.advance(MINUTE);
    let body = json!({ "challenge_token": token, "code": recovery[0] });
    let answer = server.post("/auth/2fa/verify", body).await;
    assert!([400, 429].contains(&answer.status.as_u16()), "{answer:?}");
}

#[actix_web::test]
async fn a_head_request_sets_nothing_up() {
    let server = Server::start().await;
    let answer = server.call(request(&Method::HEAD, "/auth/2fa/setup")).await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET"));
}
