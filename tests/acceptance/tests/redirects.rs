//! People are only ever sent to where the client is registered.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Server, on_both};
use serde_json::json;

const SHOP: &str = "https://shop.example.org/callback";

async fn only_a_registered_redirect_uri_gets_a_code(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    for (uri, good) in [
        (SHOP, true),
        ("https://shop.example.org/callback/", true),
        ("https://shop.example.org/c%61llback", true),
        ("https://shop.example.org:443/callback", true),
        ("https://shop.example.org/callback?next=1", false),
        ("https://shop.example.org/callback/..%2Fother", false),
        ("https://shop.example.org/callback#x", false),
        ("https://shop.example.org/other", false),
        ("https://shop.example.org:444/callback", false),
        ("https://shop.example.org.evil.org/callback", false),
        ("https://shop.example.org@evil.org/callback", false),
        ("https://evil.org/https://shop.example.org/callback", false),
        ("http://shop.example.org/callback", false),
        ("//shop.example.org/callback", false),
        ("javascript:alert(1)", false),
    ] {
        let answer = partner.authorize(&person, &[("redirect_uri", uri)]).await;
        assert_eq!(answer.status, if good { 200 } else { 400 }, "{uri}: {}", answer.body);
        assert_eq!(answer.header("location"), "", "{uri}");
    }
}

async fn a_browser_with_a_bad_redirect_uri_stays_here(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let browser = server.browser();
    browser.sign_in(&person).await;
    for changed in [
        [("redirect_uri", "https://evil.example.org/")],
        [("client_id", "01939d3c-0000-7000-8000-000000000000")],
        [("client_id", "nonsense")],
        [("redirect_uri", "https://shop.example.org/other")],
    ] {
        let page = browser.open(&partner.authorize_url(&changed)).await;
        assert_eq!((page.left_to, page.answer.status), (None, 400), "{changed:?}");
    }
}

async fn an_error_goes_to_the_partner_only_when_the_partner_is_certain(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.public_partner().await;
    let browser = server.browser();
    browser.sign_in(&person).await;
    for (changed, error) in [
        ([("code_challenge_method", "plain")], "invalid_request"),
        ([("code_challenge", "")], "invalid_request"),
        ([("response_type", "token")], "unsupported_response_type"),
    ] {
        let left_to = browser.open(&partner.authorize_url(&changed)).await.left_to.unwrap();
        assert!(left_to.starts_with(SHOP), "{left_to}");
        assert!(left_to.contains(&format!("error={error}")), "{changed:?}: {left_to}");
        assert!(left_to.contains("state=a+state") || left_to.contains("state=a%20state"), "{left_to}");
        assert!(left_to.contains("iss="), "{left_to}");
    }
}

async fn a_denied_consent_says_so(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let browser = server.browser();
    browser.sign_in(&person).await;
    let page = browser.open(&partner.authorize_url(&[])).await;
    let left_to = browser.submit(&page, &[("decision", "deny")]).await.left_to.unwrap();
    assert!(left_to.starts_with(SHOP) && left_to.contains("error=access_denied"), "{left_to}");
    assert!(!left_to.contains("code="), "{left_to}");
}

async fn a_loopback_literal_takes_any_port(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let uris =
        json!({"name": "Tool", "redirect_uris": ["http://127.0.0.1/cb", "http://[::1]:1/cb", "my.app:/cb"]});
    let partner = person.create_client(&uris).await;
    for (uri, status) in [
        ("http://127.0.0.1:5123/cb", 200),
        ("http://[::1]:99/cb", 200),
        ("my.app:/cb", 200),
        ("http://127.0.0.2:5123/cb", 400),
        ("http://localhost:5123/cb", 400),
        ("https://127.0.0.1:5123/cb", 400),
        ("http://127.0.0.1:5123/other", 400),
    ] {
        let answer = partner.authorize(&person, &[("redirect_uri", uri)]).await;
        assert_eq!(answer.status, status, "{uri}: {}", answer.body);
    }
}

async fn the_code_is_bound_to_the_redirect_uri_and_the_verifier(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    for changed in [
        ("redirect_uri", "https://shop.example.org/other"),
        ("redirect_uri", ""),
        ("code_verifier", "x".repeat(43).as_str()),
        ("code_verifier", ""),
    ] {
        let code = partner.code(&person).await;
        let answer = person.api.send(partner.exchange_request(&code, &[changed])).await;
        assert_eq!(answer.status, 400, "{changed:?}: {}", answer.body);
    }
}

async fn the_sign_in_page_sends_nobody_away(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    for target in [
        "//evil.example.org",
        "https://evil.example.org",
        "/\\evil.example.org",
        "\\\\evil.example.org",
        "javascript:alert(1)",
        "/%09/evil.example.org",
        "/\t/evil.example.org",
        "http:/evil.example.org",
    ] {
        let browser = server.browser();
        let query: String = url::form_urlencoded::byte_serialize(target.as_bytes()).collect();
        let page = browser.open(&format!("/login?continue={query}")).await;
        let filled = [("email", person.email.as_str()), ("password", &person.password), ("continue", target)];
        let page = browser.submit(&page, &filled).await;
        assert_eq!(page.left_to, None, "{target}");
        assert!(page.url.as_str().starts_with(&server.url()), "{target}: {}", page.url);
    }
}

async fn the_site_root_is_the_same_entrance(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let entrance = partner.authorize_url(&[]).replace("/oauth/authorize?", "/?");
    let callback = server.browser().authorize(&entrance, &person, None).await;
    assert!(callback.starts_with(SHOP) && callback.contains("code="), "{callback}");
}

on_both!(
    only_a_registered_redirect_uri_gets_a_code,
    a_browser_with_a_bad_redirect_uri_stays_here,
    an_error_goes_to_the_partner_only_when_the_partner_is_certain,
    a_denied_consent_says_so,
    a_loopback_literal_takes_any_port,
    the_code_is_bound_to_the_redirect_uri_and_the_verifier,
    the_sign_in_page_sends_nobody_away,
    the_site_root_is_the_same_entrance,
);
