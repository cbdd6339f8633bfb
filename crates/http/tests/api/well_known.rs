use crate::support::Server;
use actix_web::test::TestRequest;
use serde_json::Value;

const OPENID: &str = "/.well-known/openid-configuration";

#[actix_web::test]
async fn the_metadata_document_is_what_is_wired() {
    let server = Server::start().await;
    let answer = server.call(TestRequest::get().uri(OPENID)).await.succeeds();
    assert_eq!(answer.header("content-type"), "application/json");
    insta::assert_json_snapshot!(answer.json());
    let other = server.call(TestRequest::get().uri("/.well-known/oauth-authorization-server")).await;
    assert_eq!(other.body, answer.body);
}

#[actix_web::test]
async fn every_advertised_endpoint_is_there() {
    let server = Server::start().await;
    let metadata = server.call(TestRequest::get().uri(OPENID)).await.json();
    let fields = metadata.as_object().unwrap();
    let urls = fields.iter().filter(|(name, _)| name.ends_with("_endpoint") || *name == "jwks_uri");
    for (name, url) in urls {
        let path = url.as_str().unwrap().strip_prefix("https://id.example.org").unwrap();
        let answer =
            server.call(TestRequest::get().uri(path).insert_header(("authorization", "Bearer x"))).await;
        assert_ne!(answer.status.as_u16(), 404, "{name}");
    }
}

#[actix_web::test]
async fn the_documentation_is_where_it_is_said_to_be() {
    let server = Server::start().await;
    let told = server.call(TestRequest::get().uri(OPENID)).await.field("service_documentation");
    let path = told.strip_prefix("https://id.example.org").unwrap();
    let page = server.call(TestRequest::get().uri(path)).await.succeeds();
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(std::str::from_utf8(&page.body).unwrap().contains("swagger-ui"));
}

#[actix_web::test]
async fn documents_can_be_kept_and_asked_for_again() {
    let server = Server::start().await;
    for (path, age) in [(OPENID, "public, max-age=3600"), ("/oauth/jwks", "public, max-age=900")] {
        let first = server.call(TestRequest::get().uri(path)).await.succeeds();
        assert_eq!(first.header("cache-control"), age);
        let etag = first.header("etag");
        for (known, status) in [
            (etag.to_owned(), 304),
            (format!("\"x\", W/{etag}"), 304),
            ("*".to_owned(), 304),
            ("\"x\"".to_owned(), 200),
        ] {
            let request = TestRequest::get().uri(path).insert_header(("if-none-match", known.clone()));
            let again = server.call(request).await;
            assert_eq!((again.status.as_u16(), again.header("etag")), (status, etag), "{known}");
            assert_eq!(again.body.is_empty(), status == 304);
        }
    }
}

#[actix_web::test]
async fn the_jwks_has_public_keys_only_and_follows_the_keyring() {
    let server = Server::start().await;
    let jwks = server.call(TestRequest::get().uri("/oauth/jwks")).await.succeeds();
    let keys = jwks.json()["keys"].as_array().unwrap().clone();
    assert!(keys.iter().all(|key| key["kid"].is_string() && key["alg"].is_string()));
    let private = ["d", "p", "q", "dp", "dq", "qi", "k"];
    assert!(
        keys.iter().flat_map(|key| key.as_object().unwrap().keys()).all(|name| !private.contains(&&**name))
    );
    server.provider.provider.keyring.rotate().await.unwrap();
    let after = server.call(TestRequest::get().uri("/oauth/jwks")).await.succeeds();
    assert!(after.json()["keys"].as_array().unwrap().len() > keys.len());
    assert_ne!(after.header("etag"), jwks.header("etag"));
}

#[actix_web::test]
async fn browser_applications_of_any_origin_may_read_the_documents() {
    let server = Server::start().await;
    for path in [OPENID, "/.well-known/oauth-authorization-server", "/oauth/jwks"] {
        let answer =
            server.call(TestRequest::get().uri(path).insert_header(("origin", "https://app.example"))).await;
        assert_eq!(answer.header("access-control-allow-origin"), "*");
        assert_eq!(answer.header("access-control-allow-credentials"), "");
    }
}

#[actix_web::test]
async fn only_what_works_is_advertised() {
    let server = Server::start().await;
    let metadata: Value = server.call(TestRequest::get().uri(OPENID)).await.json();
    for grant_type in metadata["grant_types_supported"].as_array().unwrap() {
        let form = [("grant_type", grant_type.as_str().unwrap())];
        let answer = server.post_form("/oauth/token", &form).await;
        answer.refuses(400, "invalid_request"); // known, but the rest is missing
    }
    server
        .post_form("/oauth/token", &[("grant_type", "password")])
        .await
        .refuses(400, "unsupported_grant_type");
}
