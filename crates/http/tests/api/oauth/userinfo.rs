use super::authorized;
use crate::support::{HOUR, Server, bearer, request};
use actix_web::http::Method;
use actix_web::test::TestRequest;

const USERINFO: &str = "/oauth/userinfo";

#[actix_web::test]
async fn the_token_may_come_in_the_header_or_in_a_form() {
    let server = Server::start().await;
    let (_, _, access) = authorized(&server).await;
    let by_get = server.get(USERINFO, &access).await.succeeds();
    let body = by_get.json();
    assert_eq!(body["sub"], body["id"]);
    assert!(body["email"].is_string() && body["email_verified"].is_boolean());
    assert!(body["name"].is_null(), "profile was not asked for");
    let by_header = server.call(TestRequest::post().uri(USERINFO).insert_header(bearer(&access))).await;
    let by_form = server.post_form(USERINFO, &[("access_token", &access)]).await;
    for answer in [by_header, by_form] {
        assert_eq!(answer.succeeds().body, by_get.body);
    }
}

#[actix_web::test]
async fn two_ways_at_once_are_refused() {
    let server = Server::start().await;
    let (_, _, access) = authorized(&server).await;
    let both = TestRequest::post().uri(USERINFO).insert_header(bearer(&access));
    server.call(both.set_form([("access_token", &access)])).await.refuses(400, "invalid_request");
    let twice = [("access_token", &*access), ("access_token", &*access)];
    server.post_form(USERINFO, &twice).await.refuses(400, "invalid_request");
    let in_query = TestRequest::get().uri(&format!("{USERINFO}?access_token={access}"));
    server.call(in_query).await.refuses(401, "invalid_token");
}

#[actix_web::test]
async fn the_challenge_tells_what_is_wrong_unless_nothing_was_shown() {
    let server = Server::start().await;
    let (token, _, access) = authorized(&server).await;
    let nothing = server.call(TestRequest::get().uri(USERINFO)).await;
    nothing.refuses(401, "invalid_token");
    assert_eq!(nothing.header("www-authenticate"), r#"Bearer realm="HitKey""#);
    for wrong in ["x", "a.b.c", &*token] {
        let answer = server.get(USERINFO, wrong).await;
        answer.refuses(401, "invalid_token");
        let challenge = answer.header("www-authenticate");
        assert!(challenge.starts_with(r#"Bearer realm="HitKey", error="invalid_token", error_description="#));
    }
    server.advance(HOUR);
    let expired = server.get(USERINFO, &access).await;
    expired.refuses(401, "invalid_token");
    assert!(expired.header("www-authenticate").contains("expired"));
}

#[actix_web::test]
async fn it_is_open_to_scripts_of_any_origin() {
    let server = Server::start().await;
    let (_, _, access) = authorized(&server).await;
    let request_of_page = TestRequest::get().uri(USERINFO).insert_header(bearer(&access));
    let answer =
        server.call(request_of_page.insert_header(("origin", "https://spa.example"))).await.succeeds();
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("cache-control"), "no-store");
    let preflight = server.call(request(&Method::OPTIONS, USERINFO)).await;
    assert_eq!(preflight.header("access-control-allow-methods"), "GET, HEAD, POST");
}

#[actix_web::test]
async fn the_session_cookie_opens_nothing_here() {
    let server = Server::start().await;
    server.ann().await;
    let cookie = format!("hk_token={}", server.cookie_of(crate::support::ANN).await);
    let answer = server.call(TestRequest::get().uri(USERINFO).insert_header(("cookie", cookie))).await;
    answer.refuses(401, "invalid_token");
}
