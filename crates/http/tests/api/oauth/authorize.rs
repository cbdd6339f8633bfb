use super::authorize_path;
use crate::support::{Server, request};
use actix_web::http::Method;
use hitkey_oauth::testkit::fixtures::{CALLBACK, query_value};

#[actix_web::test]
async fn the_redirect_is_told_instead_of_done() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("none").await;
    let answer = server.get(&authorize_path(&app.request("openid email")), &token).await.succeeds();
    let url = answer.field("redirect_url");
    assert!(url.starts_with(CALLBACK));
    assert!(query_value(&url, "code").is_some());
    assert_eq!(query_value(&url, "state").unwrap(), "af0ifjsldkj");
    assert_eq!(query_value(&url, "iss").unwrap(), "https://id.example.org");
    assert_eq!((answer.header("location"), answer.header("cache-control")), ("", "no-store"));
}

#[actix_web::test]
async fn the_response_type_may_be_left_out_by_callers_of_the_api() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("client_secret_basic").await;
    let path = authorize_path(&[("client_id", app.id()), ("redirect_uri", CALLBACK.into())]);
    server.get(&path, &token).await.succeeds();
}

#[actix_web::test]
async fn a_doubtful_client_or_redirect_uri_is_400_and_leads_nowhere() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("none").await;
    let with = |name: &'static str, value: &str| {
        let mut request = app.request("openid");
        request.retain(|(own, _)| *own != name);
        request.push((name, value.to_owned()));
        authorize_path(&request)
    };
    let unknown = uuid();
    for (path, error) in [
        (with("client_id", ""), "invalid_request"),
        (with("client_id", "nonsense"), "invalid_client"),
        (with("client_id", &unknown), "invalid_client"),
        (with("redirect_uri", ""), "invalid_request"),
        (with("redirect_uri", "https://evil.example/callback"), "invalid_request"),
        (with("redirect_uri", "https://app.example.org/callback/../evil"), "invalid_request"),
        (with("redirect_uri", "javascript:alert(1)"), "invalid_request"),
        (format!("{}&redirect_uri=https://evil.example", with("scope", "openid")), "invalid_request"),
    ] {
        let answer = server.get(&path, &token).await;
        answer.refuses(400, error);
        assert!(answer.json()["redirect_url"].is_null(), "{path}");
    }
}

fn uuid() -> String {
    "018f3f2e-0000-7000-8000-000000000000".to_owned()
}

#[actix_web::test]
async fn other_errors_stand_beside_the_redirect_that_tells_the_client() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("none").await;
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("code_challenge", "", "invalid_request"),
        ("max_age", "0", "login_required"),
        ("request", "x", "invalid_request_object"),
    ] {
        let mut request = app.request("openid");
        request.retain(|(own, _)| *own != name);
        request.push((name, value.to_owned()));
        let answer = server.get(&authorize_path(&request), &token).await;
        answer.refuses(400, error);
        let redirect = answer.field("redirect_url");
        assert!(redirect.starts_with(CALLBACK), "{redirect}");
        assert_eq!(query_value(&redirect, "error").unwrap(), error);
        assert_eq!(query_value(&redirect, "state").unwrap(), "af0ifjsldkj");
    }
}

#[actix_web::test]
async fn a_bad_token_is_401_and_not_the_sign_in_page() {
    let server = Server::start().await;
    let app = server.provider.client("none").await;
    let answer = server.get(&authorize_path(&app.request("openid")), "hitkey_x").await;
    assert_eq!(answer.status.as_u16(), 401);
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    assert_eq!(answer.json()["code"], "UNAUTHENTICATED");
}

#[actix_web::test]
async fn a_head_request_makes_no_code() {
    let server = Server::start().await;
    let head =
        request(&Method::HEAD, "/oauth/authorize?client_id=x").insert_header(("authorization", "Bearer x"));
    assert_eq!(server.call(head).await.status.as_u16(), 405);
}

#[actix_web::test]
async fn a_state_can_break_neither_the_url_nor_a_header() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("none").await;
    let state = "a\r\nSet-Cookie: hk_token=evil&code=evil#é";
    let mut request = app.request("openid");
    request.retain(|(name, _)| *name != "state");
    request.push(("state", state.to_owned()));
    let answer = server.get(&authorize_path(&request), &token).await.succeeds();
    let url = answer.field("redirect_url");
    assert_eq!(query_value(&url, "state").unwrap(), state);
    assert!(url.is_ascii() && !url.contains(['\r', '\n', ' ', '#']));
    assert!(answer.set_cookie("hk_token").is_none());
}
