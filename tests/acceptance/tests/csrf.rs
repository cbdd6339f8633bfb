//! The session cookie is of no use to another site.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Database, Person, Server, on_both};
use reqwest::Method;
use serde_json::json;

const EVIL: &str = "https://evil.example.org";

async fn change_name(server: &Server, cookie: &str, headers: &[(&str, &str)]) -> Answer {
    let api = server.api();
    let mut request = api.request(Method::PATCH, "/auth/profile").json(&json!({"displayName": "Eve"}));
    request = request.header("cookie", format!("hk_token={cookie}"));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    api.send(request).await
}

async fn the_cookie_changes_nothing_from_elsewhere(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let browser = server.browser();
    browser.sign_in(&person).await;
    let cookie = browser.cookie("hk_token").unwrap();
    let own = server.url();
    let refused: [&[(&str, &str)]; 6] = [
        &[("origin", EVIL)],
        &[("origin", "null")],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", &own)],
        &[("referer", "https://evil.example.org/page")],
    ];
    for headers in refused {
        let answer = change_name(&server, &cookie, headers).await;
        assert_eq!((answer.status, answer.json()["code"].as_str()), (403, Some("FORBIDDEN")), "{headers:?}");
    }
    let allowed: [&[(&str, &str)]; 2] = [&[("origin", &own)], &[("sec-fetch-site", "same-origin")]];
    for headers in allowed {
        let answer = change_name(&server, &cookie, headers).await;
        assert_eq!(answer.status, 200, "{headers:?}: {}", answer.body);
    }
    // Reading is safe, and the API token is no cookie that a browser would add by itself.
    let api = server.api();
    let read = api.request(Method::GET, "/auth/me").header("cookie", format!("hk_token={cookie}"));
    api.send(read.header("sec-fetch-site", "cross-site")).await.expect(200);
    let written = api.request(Method::PATCH, "/auth/profile").json(&json!({"displayName": "Ann"}));
    api.send(written.bearer_auth(&person.token).header("origin", EVIL)).await.expect(200);
}

async fn no_other_site_sends_our_forms(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let api = server.api();
    for path in ["/login", "/register", "/forgot", "/logout", "/reset"] {
        for (name, value) in [("origin", EVIL), ("sec-fetch-site", "cross-site")] {
            let fields = [("email", person.email.as_str()), ("password", &person.password)];
            let request = api.request(Method::POST, path).form(&fields).header(name, value);
            let answer = api.send(request).await;
            assert_eq!(answer.status, 403, "{path} from {value}: {}", answer.body);
            assert_eq!(answer.cookie("hk_token"), None, "{path}");
        }
    }
}

async fn no_other_site_gives_consent(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let browser = server.browser();
    browser.sign_in(&person).await;
    let page = browser.open(&partner.authorize_url(&[])).await;
    assert!(page.form("decision").is_some(), "{}", page.answer.body);
    let action = page.url.join(&page.form("decision").unwrap().action).unwrap();
    let api = server.api();
    let request = api.request(Method::POST, action.as_str()).form(&[("decision", "allow")]);
    let request = request.header("cookie", browser.cookies()).header("origin", EVIL);
    let answer = api.send(request).await;
    assert_eq!(answer.status, 403, "{}", answer.body);
}

on_both!(
    the_cookie_changes_nothing_from_elsewhere,
    no_other_site_sends_our_forms,
    no_other_site_gives_consent
);
