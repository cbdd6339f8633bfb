use crate::site::{ANN, Site};
use actix_web::http::Method;
use actix_web::test::TestRequest;

const PAGES: [&str; 8] =
    ["/", "/login", "/register", "/forgot", "/forgot?sent=1", "/reset?token=x", "/reset?done=1", "/logout"];

#[actix_web::test]
async fn pages_load_no_script_stand_in_no_frame_and_are_not_stored() {
    let site = Site::open().await;
    for path in PAGES {
        let page = site.browser().open(path).await;
        assert_eq!(page.status, 200, "{path}");
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'self'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
        assert_eq!(page.header("referrer-policy"), "strict-origin", "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[actix_web::test]
async fn redirects_after_forms_are_not_stored() {
    let site = Site::open().await;
    site.person(ANN).await;
    let page = site.browser().submit("/forgot", &[("email", ANN)]).await;
    assert_eq!((page.status, page.header("cache-control")), (303, "no-store"));
}

#[actix_web::test]
async fn the_style_sheet_is_kept_for_ever_under_the_name_of_its_content() {
    let site = Site::open().await;
    let page = site.browser().open("/login").await;
    for (rel, media_type) in [("stylesheet", "text/css; charset=utf-8"), ("icon", "image/svg+xml")] {
        let link = page.body.split("<link ").find(|link| link.contains(rel)).unwrap();
        let path = link.split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        let asset = site.browser().open(path).await;
        assert_eq!((asset.status, asset.header("content-type")), (200, media_type));
        assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    }
    assert_eq!(site.browser().open("/assets/other.css").await.status, 404);
}

#[actix_web::test]
async fn other_methods_are_refused_by_name() {
    let site = Site::open().await;
    for (path, allow) in
        [("/login", "GET, HEAD, POST"), ("/account", "GET, HEAD"), ("/register/resend", "POST")]
    {
        let request = TestRequest::default().method(Method::DELETE).uri(path);
        let page = site.browser().send(request).await;
        assert_eq!((page.status, page.header("allow")), (405, allow), "{path}");
    }
}

#[actix_web::test]
async fn a_form_that_is_none_or_too_large_is_refused_on_a_page() {
    let site = Site::open().await;
    let post = |body: String, kind: &'static str| {
        let request = TestRequest::post().uri("/login").insert_header(("Sec-Fetch-Site", "same-origin"));
        request.insert_header(("Content-Type", kind)).set_payload(body)
    };
    let json = site.browser().send(post("{}".into(), "application/json")).await;
    assert_eq!(json.status, 400);
    let large = format!("email={}", "x".repeat(70_000));
    let large = site.browser().send(post(large, "application/x-www-form-urlencoded")).await;
    assert_eq!(large.status, 413);
    for page in [json, large] {
        assert!(page.says("<h1>") && page.says("Request <code>"), "{}", page.body);
    }
}
