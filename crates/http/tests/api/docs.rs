//! `/docs`

use crate::support::Server;
use actix_web::test::TestRequest;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The addresses that a page of HTML loads.
fn loaded(html: &str) -> Vec<&str> {
    let places = html.split("href=\"").skip(1).chain(html.split("src=\"").skip(1));
    places.filter_map(|rest| rest.split_once('"')).map(|(place, _)| place).collect()
}

#[actix_web::test]
async fn the_page_loads_our_own_files_and_nothing_else() {
    let server = Server::start().await;
    let page = server.call(TestRequest::get().uri("/docs")).await.succeeds();
    assert_eq!(page.header("content-security-policy"), POLICY);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    let html = std::str::from_utf8(&page.body).unwrap();
    assert!(!html.contains("<script>") && !html.contains("style="), "{html}");
    let loaded = loaded(html);
    assert_eq!(loaded.len(), 4, "{html}");
    for place in loaded {
        assert!(place.starts_with("/docs/"), "{place}");
        let file = server.call(TestRequest::get().uri(place)).await.succeeds();
        assert!(!file.body.is_empty(), "{place}");
        assert_eq!(file.header("content-security-policy"), POLICY, "{place}");
        assert!(file.header("cache-control").contains("max-age=3600"), "{place}");
    }
}

#[actix_web::test]
async fn only_the_parts_of_the_page_are_served() {
    let server = Server::start().await;
    for part in ["oauth2-redirect.html", "oauth2-redirect.js"] {
        server.call(TestRequest::get().uri(&format!("/docs/{part}"))).await.succeeds();
    }
    for part in ["index.html", "swagger-initializer.js", "swagger-ui.js", "x", "..%2fmod.rs"] {
        server.call(TestRequest::get().uri(&format!("/docs/{part}"))).await.fails(404, "NOT_FOUND");
    }
}
