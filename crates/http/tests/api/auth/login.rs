use crate::support::{ANN, PASSWORD, Server, pairs};
use actix_web::test::TestRequest;
use serde_json::{Value, json};

const LOGIN: &str = "/auth/login";

fn body(password: &str) -> Value {
    json!({ "email": ANN, "password": password })
}

#[actix_web::test]
async fn a_right_password_gets_tokens() {
    let server = Server::start().await;
    server.ann().await;
    let answer = server.post(LOGIN, body(PASSWORD)).await.succeeds();
    let keys: Vec<_> = answer.json().as_object().unwrap().keys().cloned().collect();
    assert_eq!(keys, ["type", "token", "refresh_token", "expires_in", "user"]);
    assert_eq!(answer.header("cache-control"), "no-store");
    assert!(answer.set_cookie("hk_token").is_none(), "the API hands out no cookie");
    server.get("/auth/me", &answer.field("token")).await.succeeds();
}

#[actix_web::test]
async fn an_unknown_address_and_a_wrong_password_look_alike() {
    let server = Server::start().await;
    server.ann().await;
    let wrong = server.post(LOGIN, body("not the password")).await;
    wrong.fails(401, "INVALID_CREDENTIALS");
    assert_eq!(wrong.header("www-authenticate"), "Bearer");
    let before = server.people.hasher.verifications();
    let unknown = server.post(LOGIN, json!({ "email": "bea@example.org", "password": PASSWORD })).await;
    assert_eq!((unknown.status, unknown.body), (wrong.status, wrong.body));
    assert_eq!(server.people.hasher.verifications(), before + 1);
}

#[actix_web::test]
async fn guessing_is_slowed_down_with_a_time_to_wait() {
    let server = Server::start().await;
    server.ann().await;
    for _ in 0..5 {
        server.post(LOGIN, body("not the password")).await.fails(401, "INVALID_CREDENTIALS");
    }
    let mut last = server.post(LOGIN, body("not the password")).await;
    for _ in 0..3 {
        last = server.post(LOGIN, body(PASSWORD)).await;
    }
    last.fails(429, "TOO_MANY_REQUESTS");
    assert!(last.header("retry-after").parse::<u64>().unwrap() >= 1);
}

#[actix_web::test]
async fn a_second_factor_is_asked_for_with_202() {
    let server = Server::start().await;
    let token = server.ann().await;
    server.enable_second_factor(&token).await;
    let answer = server.post(LOGIN, body(PASSWORD)).await;
    assert_eq!(answer.status.as_u16(), 202);
    assert_eq!(answer.json()["totp_required"], true);
    assert!(answer.json()["challenge_token"].is_string() && answer.json()["token"].is_null());
}

#[actix_web::test]
async fn overload_is_told_and_not_held_against_anybody() {
    let server = Server::start().await;
    server.ann().await;
    server.people.hasher.overload(true);
    for _ in 0..8 {
        server.post(LOGIN, body(PASSWORD)).await.fails(503, "OVERLOADED");
    }
    server.people.hasher.overload(false);
    server.post(LOGIN, body(PASSWORD)).await.succeeds();
}

#[actix_web::test]
async fn bodies_are_read_strictly_and_unknown_fields_are_passed_over() {
    let server = Server::start().await;
    server.ann().await;
    let extra = json!({ "email": ANN, "password": PASSWORD, "remember": true, "admin": { "x": [1] } });
    server.post(LOGIN, extra).await.succeeds();
    let answer = server.post(LOGIN, json!({ "email": "x" })).await;
    assert_eq!(answer.complaints(), pairs([("email", "email"), ("password", "required")]));
    for bad in ["", "{", "[]", "null", "\"x\"", r#"{"email":1,"password":"x"}"#, "{\"email\":\"\u{0}"] {
        let request = TestRequest::post().uri(LOGIN).insert_header(("content-type", "application/json"));
        server.call(request.set_payload(bad)).await.fails(400, "MALFORMED_REQUEST");
    }
    let form = TestRequest::post().uri(LOGIN).set_form([("email", ANN), ("password", PASSWORD)]);
    server.call(form).await.fails(415, "UNSUPPORTED_MEDIA_TYPE");
    let untyped = TestRequest::post().uri(LOGIN).set_payload(body(PASSWORD).to_string());
    server.call(untyped).await.fails(415, "UNSUPPORTED_MEDIA_TYPE");
}
