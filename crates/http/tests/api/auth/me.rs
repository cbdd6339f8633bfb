use crate::support::{ANN, HOUR, MINUTE, ORIGIN, Server, request};
use actix_web::http::Method;
use actix_web::test::TestRequest;

#[actix_web::test]
async fn it_shows_everything_in_the_contracts_spelling() {
    let server = Server::start().await;
    let token = server.ann().await;
    let me = server.get("/auth/me", &token).await.succeeds();
    let mut shown = me.json();
    for id in ["/id", "/emails/0/id"] {
        *shown.pointer_mut(id).unwrap() = "a UUID, as the description says".into();
    }
    insta::assert_json_snapshot!(shown);
}

#[actix_web::test]
async fn without_a_good_token_it_is_401_with_a_challenge() {
    let server = Server::start().await;
    let token = server.ann().await;
    let none = server.call(TestRequest::get().uri("/auth/me")).await;
    for answer in [none, server.get("/auth/me", "hitkey_x").await, server.get("/auth/me", "").await] {
        answer.fails(401, "UNAUTHENTICATED");
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    server.advance(HOUR);
    server.get("/auth/me", &token).await.fails(401, "UNAUTHENTICATED");
}

#[actix_web::test]
async fn the_cookie_is_accepted_and_slides() {
    let server = Server::start().await;
    server.ann().await;
    let value = server.cookie_of(ANN).await;
    let get = || TestRequest::get().uri("/auth/me").insert_header(("cookie", format!("hk_token={value}")));
    server.advance(MINUTE / 2);
    let fresh = server.call(get()).await.succeeds();
    assert_eq!(fresh.set_cookie("hk_token"), None, "nothing to tell within a minute");
    server.advance(HOUR);
    let later = server.call(get()).await.succeeds().set_cookie("hk_token").unwrap();
    assert!(later.starts_with(&format!("hk_token={value}")) && later.contains("Max-Age=2592000"), "{later}");
    assert!(later.contains("HttpOnly") && later.contains("Secure") && later.contains("SameSite=Lax"));
}

#[actix_web::test]
async fn a_bad_token_is_not_excused_by_a_good_cookie() {
    let server = Server::start().await;
    server.ann().await;
    let cookie = format!("hk_token={}", server.cookie_of(ANN).await);
    let request = TestRequest::get().uri("/auth/me").insert_header(("cookie", cookie));
    server.call(request.insert_header(("authorization", "Bearer x"))).await.fails(401, "UNAUTHENTICATED");
}

#[actix_web::test]
async fn a_cookie_acts_only_for_our_own_pages_and_for_programs() {
    let server = Server::start().await;
    server.ann().await;
    let cookie = format!("hk_token={}", server.cookie_of(ANN).await);
    let patch = || {
        let request = request(&Method::PATCH, "/auth/profile").insert_header(("cookie", cookie.clone()));
        request.set_json(serde_json::json!({ "surname": "Lee" }))
    };
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
        ("referer", "https://evil.example/"),
    ] {
        server.call(patch().insert_header((name, value))).await.fails(403, "FORBIDDEN");
    }
    for (name, value) in [("sec-fetch-site", "same-origin"), ("origin", ORIGIN), ("x-nothing", "said")] {
        server.call(patch().insert_header((name, value))).await.succeeds();
    }
    // Reading is harmless: another site can't see the answer.
    let get = TestRequest::get().uri("/auth/me").insert_header(("cookie", cookie));
    let answer = server.call(get.insert_header(("sec-fetch-site", "cross-site"))).await.succeeds();
    assert_eq!(answer.header("access-control-allow-origin"), "");
}

#[actix_web::test]
async fn a_token_needs_no_origin() {
    let server = Server::start().await;
    let token = server.ann().await;
    let patch = request(&Method::PATCH, "/auth/profile").insert_header(("origin", "https://spa.example"));
    let patch = patch.insert_header(crate::support::bearer(&token)).set_json(serde_json::json!({}));
    server.call(patch).await.succeeds();
}
