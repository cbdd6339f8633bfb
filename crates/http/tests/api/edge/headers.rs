use crate::support::{ORIGIN, Server};
use actix_web::test::TestRequest;

#[actix_web::test]
async fn every_answer_is_dressed() {
    let server = Server::start().await;
    for path in ["/health", "/nowhere", "/auth/me", "/auth/login", "/oauth/userinfo"] {
        let answer = server.call(TestRequest::get().uri(path)).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
            ("strict-transport-security", "max-age=31536000"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), value, "{path} {name}");
        }
        assert!(!answer.header("x-request-id").is_empty() && answer.header("server").is_empty());
    }
}

#[actix_web::test]
async fn a_sane_request_id_is_kept_and_any_other_replaced() {
    let server = Server::start().await;
    for (sent, kept) in [
        ("Trace-01.x_y", true),
        ("two words", false),
        ("<script>", false),
        ("a\u{e9}", false),
        ("${jndi:ldap://x}", false),
        (&*"x".repeat(129), false),
    ] {
        let request = TestRequest::get().uri("/health").insert_header(("x-request-id", sent));
        let answer = server.call(request).await;
        let id = answer.header("x-request-id");
        assert_eq!(id == sent, kept, "{sent}");
        assert!(
            !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        );
    }
}

#[actix_web::test]
async fn no_two_requests_get_the_same_name() {
    let server = Server::start().await;
    let first = server.call(TestRequest::get().uri("/health")).await;
    let second = server.call(TestRequest::get().uri("/health")).await;
    assert_ne!(first.header("x-request-id"), second.header("x-request-id"));
}

#[actix_web::test]
async fn strict_transport_is_for_https_only() {
    let plain = Server::at("http://localhost:8080", &[]).await;
    let answer = plain.call(TestRequest::get().uri("/health")).await;
    assert_eq!(answer.header("strict-transport-security"), "");

    let proxied = Server::at(ORIGIN, &["10.0.0.0/8"]).await;
    for (proto, set) in [("https", true), ("http", false)] {
        let request = TestRequest::get().uri("/health").peer_addr("10.0.0.1:1".parse().unwrap());
        let answer = proxied.call(request.insert_header(("x-forwarded-proto", proto))).await;
        assert_eq!(!answer.header("strict-transport-security").is_empty(), set, "{proto}");
    }
}

#[actix_web::test]
async fn the_api_is_closed_to_scripts_of_other_origins() {
    let server = Server::start().await;
    for path in ["/auth/me", "/auth/login", "/oauth/clients", "/oauth/authorize", "/nowhere"] {
        let request = TestRequest::get().uri(path).insert_header(("origin", "https://evil.example"));
        let answer = server.call(request.insert_header(("authorization", "Bearer x"))).await;
        assert_eq!(answer.header("access-control-allow-origin"), "", "{path}");
    }
}
