//! What every answer tells the browser, and the cookie's properties.

use acceptance::{Answer, Database, Person, Server};
use reqwest::Method;

const PAGES: &[&str] = &["/login", "/register", "/forgot", "/", "/dev/mail", "/no/such/page"];

async fn page(server: &Server, path: &str) -> Answer {
    let api = server.api();
    api.send(api.request(Method::GET, path).header("accept", "text/html")).await
}

fn directive<'a>(policy: &'a str, name: &str) -> Option<&'a str> {
    policy.split(';').find_map(|part| part.trim().strip_prefix(name).map(str::trim))
}

#[tokio::test]
async fn every_answer_is_safe_to_show() {
    let server = Server::start(Database::Sqlite).await;
    for path in PAGES.iter().chain(&["/health", "/auth/me", "/.well-known/openid-configuration"]) {
        let answer = page(&server, path).await;
        let policy = answer.header("content-security-policy");
        assert_eq!(directive(policy, "frame-ancestors"), Some("'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval"), "{path}: {policy}");
        let scripts = directive(policy, "script-src").or_else(|| directive(policy, "default-src"));
        assert!(
            scripts.is_some_and(|scripts| scripts == "'none'" || scripts == "'self'"),
            "{path}: {policy}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("referrer-policy").is_empty(), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert_eq!(answer.header("strict-transport-security"), "", "{path}: no HSTS on http");
        assert_eq!(answer.header("server"), "", "{path}");
    }
}

#[tokio::test]
async fn no_page_has_a_script_or_a_style_of_its_own() {
    let server = Server::start(Database::Sqlite).await;
    for path in PAGES {
        let body = page(&server, path).await.body.to_lowercase();
        for part in [" style=", "<style", " onclick=", " onload=", "javascript:"] {
            assert!(!body.contains(part), "{path} has {part}");
        }
        let inline = body.split("<script").skip(1).any(|script| !script.trim_start().starts_with("src="));
        assert!(!inline, "{path} has an inline script");
    }
}

#[tokio::test]
async fn https_is_remembered_and_its_cookie_is_secure() {
    let server = Server::start(Database::Sqlite).await;
    let person = Person::register(&server).await;
    drop(server);
    let settings =
        [("HITKEY_PUBLIC_URL", "https://id.example.org"), ("HITKEY_SMTP_URL", "smtp://localhost:9?tls=none")];
    let server = Server::start_with(Database::Sqlite, &settings).await;
    let answer = page(&server, "/login").await.expect(200);
    assert!(answer.header("strict-transport-security").contains("max-age="), "{:?}", answer.headers);
    page(&server, "/dev/mail").await.expect(404);
    let api = server.api();
    let fields = [("email", person.email.as_str()), ("password", "not-the-password")];
    let request =
        api.request(Method::POST, "/login").form(&fields).header("origin", "https://id.example.org");
    let refused = api.send(request).await;
    assert!(refused.status != 403 && refused.cookie("hk_token").is_none(), "{}", refused.status);
}

#[tokio::test]
async fn the_session_cookie_is_for_the_server_alone() {
    let server = Server::start(Database::Sqlite).await;
    let person = Person::register(&server).await;
    let api = server.api();
    let fields = [("email", person.email.as_str()), ("password", &person.password)];
    let request = api.request(Method::POST, "/login").form(&fields).header("sec-fetch-site", "same-origin");
    let answer = api.send(request).await;
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let session: Vec<&str> = cookies.filter(|cookie| cookie.starts_with("hk_token=")).collect();
    assert_eq!(session.len(), 1, "{:?}", answer.headers);
    let parts: Vec<String> = session[0].split(';').map(|part| part.trim().to_lowercase()).collect();
    for part in ["httponly", "samesite=lax", "path=/"] {
        assert!(parts.iter().any(|other| other == part), "{part}: {parts:?}");
    }
    assert!(!parts.iter().any(|part| part == "secure" || part.starts_with("domain")), "{parts:?}");
}

#[tokio::test]
async fn a_sane_request_id_is_kept_and_another_is_replaced() {
    let server = Server::start(Database::Sqlite).await;
    let api = server.api();
    for (sent, kept) in
        [("my-id.1_A", true), ("with space", false), (&"x".repeat(500), false), ("<b>", false)]
    {
        let answer = api.send(api.request(Method::GET, "/health").header("x-request-id", sent)).await;
        let id = answer.header("x-request-id");
        assert_eq!(id == sent, kept, "{sent:?}: {id:?}");
        assert!(!id.is_empty());
    }
}

#[tokio::test]
async fn tokens_are_never_stored_by_a_cache() {
    let server = Server::start(Database::Sqlite).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let code = partner.code(&person).await;
    let exchanged = partner.exchange(&code).await.expect(200);
    let userinfo = person.api.userinfo(&exchanged.text("access_token")).await.expect(200);
    for answer in [exchanged, userinfo, person.me().await, person.sign_in().await] {
        assert!(answer.header("cache-control").contains("no-store"), "{:?}", answer.headers);
    }
}

#[tokio::test]
async fn an_unknown_caller_is_told_how_to_sign_in() {
    let server = Server::start(Database::Sqlite).await;
    for (path, token) in
        [("/auth/me", None), ("/auth/me", Some("hitkey_nonsense")), ("/oauth/userinfo", None)]
    {
        let answer = server.api().get(path, token).await.expect(401);
        assert!(answer.header("www-authenticate").starts_with("Bearer"), "{path}: {:?}", answer.headers);
    }
}
