use crate::support::{Server, bearer, request};
use actix_web::http::Method;
use actix_web::test::TestRequest;

#[actix_web::test]
async fn unknown_urls_are_404_as_json() {
    let server = Server::start().await;
    for path in
        ["/nowhere", "/auth", "/auth/", "/oauth", "/auth/login/", "/auth/me/x", "/AUTH/ME", "/auth//me"]
    {
        let answer = server.call(TestRequest::get().uri(path)).await;
        answer.fails(404, "NOT_FOUND");
        assert_eq!(answer.header("content-type"), "application/json", "{path}");
    }
}

#[actix_web::test]
async fn other_methods_are_405_and_told_which_would_do() {
    let server = Server::start().await;
    for (method, path, allow) in [
        (Method::GET, "/auth/login", "POST"),
        (Method::PUT, "/auth/profile", "PATCH"),
        (Method::POST, "/auth/me", "GET, HEAD"),
        (Method::DELETE, "/oauth/clients", "GET, HEAD, POST"),
        (Method::PUT, "/oauth/clients/x", "GET, HEAD, PATCH, DELETE"),
        (Method::POST, "/health", "GET, HEAD"),
        (Method::TRACE, "/health", "GET, HEAD"),
        (Method::DELETE, "/.well-known/openid-configuration", "GET, HEAD"),
    ] {
        let answer = server.call(request(&method, path)).await;
        answer.fails(405, "METHOD_NOT_ALLOWED");
        assert_eq!(answer.header("allow"), allow, "{method} {path}");
    }
}

#[actix_web::test]
async fn head_is_answered_where_get_is() {
    let server = Server::start().await;
    for path in ["/health", "/.well-known/openid-configuration", "/oauth/jwks"] {
        assert_eq!(server.call(request(&Method::HEAD, path)).await.status.as_u16(), 200, "{path}");
    }
    let token = server.ann().await;
    let head = request(&Method::HEAD, "/auth/me").insert_header(bearer(&token));
    assert_eq!(server.call(head).await.status.as_u16(), 200);
}

#[actix_web::test]
async fn options_names_the_methods_and_grants_other_origins_nothing() {
    let server = Server::start().await;
    let preflight =
        request(&Method::OPTIONS, "/auth/login").insert_header(("origin", "https://evil.example"));
    let answer = server.call(preflight).await;
    assert_eq!((answer.status.as_u16(), answer.header("allow")), (204, "POST"));
    assert_eq!(answer.header("access-control-allow-origin"), "");
    assert_eq!(answer.header("access-control-allow-methods"), "");
}
