//! Whoever sends too much is told to wait, and nobody else is.

use crate::described::DESCRIPTION;
use crate::oauth::authorized;
use crate::support::{ANN, Answer, ORIGIN, PASSWORD, Server, bearer, request};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::time::Duration;

/// Where strangers change something, and whether they are answered with a page.
const FOR_STRANGERS: [(&str, bool); 19] = [
    ("/auth/login", false),
    ("/auth/token/refresh", false),
    ("/auth/2fa/verify", false),
    ("/auth/register/start", false),
    ("/auth/register/verify", false),
    ("/auth/register/resend", false),
    ("/auth/register/password", false),
    ("/auth/register/with-invite", false),
    ("/auth/password/forgot", false),
    ("/auth/password/reset", false),
    ("/login", true),
    ("/login/2fa", true),
    ("/register", true),
    ("/register/verify", true),
    ("/register/resend", true),
    ("/register/password", true),
    ("/forgot", true),
    ("/reset", true),
    ("/device", true),
];

const HOME: &str = "203.0.113.7";
const NEIGHBOUR: &str = "203.0.113.8";
const ELSEWHERE: &str = "198.51.100.1";

/// The same request, sent from this address.
fn from(address: &str, request: TestRequest) -> TestRequest {
    let address = if address.contains(':') { format!("[{address}]") } else { address.to_owned() };
    request.peer_addr(format!("{address}:4711").parse().unwrap())
}

async fn sign_in(server: &Server, address: &str) -> Answer {
    let body = json!({ "email": ANN, "password": "not-the-password" });
    server.call(from(address, TestRequest::post().uri("/auth/login").set_json(body))).await
}

async fn me(server: &Server, address: &str, token: &str) -> Answer {
    server.call(from(address, TestRequest::get().uri("/auth/me").insert_header(bearer(token)))).await
}

#[track_caller]
fn is_refused(answer: &Answer, policy: &str) {
    answer.fails(429, "TOO_MANY_REQUESTS");
    tells_to_wait(answer, policy);
}

#[track_caller]
fn tells_to_wait(answer: &Answer, policy: &str) {
    assert!((1..=60).contains(&answer.header("retry-after").parse().unwrap()), "{answer:?}");
    assert!(answer.header("ratelimit").starts_with(&format!("\"{policy}\";r=0;t=")), "{answer:?}");
    assert!(answer.header("ratelimit-policy").starts_with(&format!("\"{policy}\";q=")), "{answer:?}");
}

#[actix_web::test]
async fn every_endpoint_for_strangers_counts_by_network() {
    for (path, by_page) in FOR_STRANGERS {
        let server = Server::limited(2, 600).await;
        let send = async |address| server.call(from(address, TestRequest::post().uri(path))).await;
        for left in ["\"anonymous\";r=1;t=30", "\"anonymous\";r=0;t=60"] {
            let answer = send(HOME).await;
            assert_ne!(answer.status, 429, "{path}");
            assert_eq!(answer.header("ratelimit"), left, "{path}");
            assert_eq!(answer.header("ratelimit-policy"), "\"anonymous\";q=2;w=60", "{path}");
        }
        let refused = send(NEIGHBOUR).await;
        if by_page {
            assert_eq!(refused.status, 429, "{path}");
            assert!(refused.header("content-type").starts_with("text/html"), "{path}");
            assert!(refused.header("content-security-policy").contains("style-src 'self'"), "{path}");
            tells_to_wait(&refused, "anonymous");
        } else {
            is_refused(&refused, "anonymous");
        }
        assert!(!refused.header("x-request-id").is_empty(), "{path}");
        assert_ne!(send(ELSEWHERE).await.status, 429, "{path}");
    }
}

/// A request of somebody who guesses ids and tokens.
fn guess(method: &Method, template: &str) -> TestRequest {
    let id = "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10";
    let parts = template.split('/').map(|part| if part.starts_with('{') { id } else { part });
    let request = request(method, &parts.collect::<Vec<_>>().join("/"));
    match (method, template) {
        (_, "/oauth/token") => request.set_json(json!({})), // tokens open nothing there
        (&Method::POST, "/oauth/authorize" | "/oauth/logout") => {
            request.insert_header(("origin", ORIGIN)).set_form([("decision", "allow")])
        }
        (&Method::GET, _) => request.insert_header(bearer("hitkey_guess")),
        _ => request.insert_header(bearer("hitkey_guess")).set_json(json!({})),
    }
}

/// Whether its answers are described to tell what is left: all of them, or none.
#[track_caller]
fn is_described_as_counted(operation: &'static Value) -> bool {
    let responses = operation["responses"].as_object().unwrap().values();
    let response = |told: &'static Value| match told["$ref"].as_str() {
        Some(shared) => DESCRIPTION.pointer(&shared[1..]).unwrap(),
        None => told,
    };
    let tells: BTreeSet<_> =
        responses.map(|told| response(told)["headers"]["RateLimit"].is_object()).collect();
    assert_eq!(tells.len(), 1, "{operation}");
    tells.contains(&true)
}

#[actix_web::test]
async fn the_description_tells_which_requests_are_counted() {
    let server = Server::limited(1_000, 600).await;
    let mut counted = 0;
    for (template, operations) in DESCRIPTION["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let answer = server.call(from(HOME, guess(&method, template))).await;
            let is_counted = answer.headers.contains_key("ratelimit");
            assert_eq!(is_counted, is_described_as_counted(operation), "{method} {template} {answer:?}");
            counted += usize::from(is_counted);
        }
    }
    assert!(counted > 60, "{counted}");
}

#[actix_web::test]
async fn by_default_a_network_has_sixty_a_minute() {
    let server = Server::limited(60, 600).await;
    let mut refused = 0;
    for _ in 0..70 {
        refused += usize::from(sign_in(&server, HOME).await.header("ratelimit").contains(";r=0;"));
    }
    assert!((9..=11).contains(&refused), "{refused} of 70 found the bucket empty");
}

#[actix_web::test]
async fn looking_is_free() {
    let server = Server::limited(1, 600).await;
    for path in ["/login", "/register", "/health", "/.well-known/openid-configuration", "/oauth/jwks"] {
        for _ in 0..5 {
            let answer = server.call(from(HOME, TestRequest::get().uri(path))).await.succeeds();
            assert_eq!(answer.header("ratelimit"), "", "{path}");
        }
    }
}

#[actix_web::test]
async fn nobody_writes_their_own_address() {
    let server = Server::limited(2, 600).await;
    let send = async |peer: &str, forwarded: String| {
        let request = TestRequest::post().uri("/auth/login").insert_header(("x-forwarded-for", forwarded));
        server.call(from(peer, request)).await
    };
    for host in 1..=2 {
        assert_ne!(send(HOME, format!("1.2.{host}.4")).await.status, 429);
    }
    is_refused(&send(HOME, "1.2.3.4".into()).await, "anonymous");
    // The proxy's own clients are told apart, whatever they put in front.
    for host in 1..=2 {
        assert_ne!(send("10.0.0.1", format!("1.2.{host}.4, {ELSEWHERE}")).await.status, 429);
    }
    is_refused(&send("10.0.0.1", format!("9.9.9.9, {ELSEWHERE}")).await, "anonymous");
    assert_ne!(send("10.0.0.1", "192.0.2.1".into()).await.status, 429);
}

#[actix_web::test]
async fn a_network_of_ipv6_is_one_caller() {
    let server = Server::limited(2, 600).await;
    for host in ["2001:db8::1", "2001:db8::ffff:2"] {
        assert_ne!(sign_in(&server, host).await.status, 429);
    }
    is_refused(&sign_in(&server, "2001:db8::3").await, "anonymous");
    assert_ne!(sign_in(&server, "2001:db8:0:1::1").await.status, 429);
}

#[actix_web::test]
async fn one_token_does_not_count_for_another_nor_for_its_network() {
    let server = Server::limited(60, 3).await;
    let (ann, bob) = (server.ann().await, server.registered("bob@example.org").await.field("token"));
    for left in (0..3).rev() {
        let answer = me(&server, HOME, &ann).await.succeeds();
        assert_eq!(answer.header("ratelimit"), format!("\"token\";r={left};t={}", (3 - left) * 20));
    }
    is_refused(&me(&server, HOME, &ann).await, "token");
    is_refused(&me(&server, ELSEWHERE, &ann).await, "token");
    me(&server, HOME, &bob).await.succeeds();
    assert_ne!(sign_in(&server, HOME).await.status, 429);
}

#[actix_web::test]
async fn a_renewed_token_is_the_same_caller() {
    let server = Server::limited(60, 1).await;
    let registered = server.registered(ANN).await;
    me(&server, HOME, &registered.field("token")).await.succeeds();
    let body = json!({ "refresh_token": registered.field("refresh_token") });
    let renewed = server.post("/auth/token/refresh", body).await.succeeds();
    is_refused(&me(&server, HOME, &renewed.field("token")).await, "token");
}

#[actix_web::test]
async fn bad_tokens_count_for_the_network_and_spare_the_good_ones_in_it() {
    let server = Server::limited(3, 600).await;
    let ann = server.ann().await;
    for guess in 0..3 {
        me(&server, HOME, &format!("hitkey_{guess}")).await.fails(401, "UNAUTHENTICATED");
    }
    for (method, path) in [
        (Method::GET, "/auth/me"),
        (Method::GET, "/projects"),
        (Method::DELETE, "/auth/account"),
        (Method::GET, "/oauth/authorize"),
        (Method::POST, "/auth/login"),
    ] {
        let guess = request(&method, path).insert_header(bearer(&format!("hitkey_{path}")));
        is_refused(&server.call(from(HOME, guess)).await, "anonymous");
    }
    let cookie = TestRequest::get().uri("/auth/me").insert_header(("cookie", "hk_token=guess"));
    is_refused(&server.call(from(HOME, cookie)).await, "anonymous");
    me(&server, HOME, &ann).await.succeeds();
}

#[actix_web::test]
async fn a_session_cookie_is_a_token() {
    let server = Server::limited(60, 2).await;
    server.ann().await;
    let cookie = format!("hk_token={}", server.cookie_of(ANN).await);
    let get = async |path| {
        server.call(from(HOME, TestRequest::get().uri(path).insert_header(("cookie", &*cookie)))).await
    };
    get("/account").await.succeeds();
    get("/auth/me").await.succeeds();
    is_refused(&get("/auth/me").await, "token");
    for path in ["/account", "/oauth/authorize"] {
        let page = get(path).await;
        assert_eq!(page.status, 429, "{path}");
        assert!(page.header("content-type").starts_with("text/html"), "{path}");
        tells_to_wait(&page, "token");
    }
}

#[actix_web::test]
async fn the_token_endpoint_counts_who_proves_nothing() {
    let server = Server::limited(2, 600).await;
    let (_, app, _) = authorized(&server).await;
    let grant =
        [("grant_type", "authorization_code"), ("code", "guess"), ("redirect_uri", "https://x.example")];
    let send = async |id: &str, secret: &str| {
        let mut form = grant.to_vec();
        form.extend([("client_id", id), ("client_secret", secret)]);
        server.call(from(HOME, TestRequest::post().uri("/oauth/token").set_form(form))).await
    };
    let (id, secret) = (app.id(), app.secret().to_owned());
    for _ in 0..5 {
        send(&id, &secret).await.refuses(400, "invalid_grant");
    }
    for _ in 0..2 {
        send(&id, "guess").await.refuses(401, "invalid_client");
    }
    let refused = send(&id, "guess").await;
    refused.refuses(429, "temporarily_unavailable");
    tells_to_wait(&refused, "anonymous");
    // Neither does a client without a secret, nor nobody at all.
    send(&id, "").await.refuses(429, "temporarily_unavailable");
    server
        .call(from(HOME, TestRequest::post().uri("/oauth/token").set_form([("a", "b")])))
        .await
        .refuses(429, "temporarily_unavailable");
    send(&id, &secret).await.refuses(400, "invalid_grant");
}

#[actix_web::test]
async fn a_device_that_waits_as_it_shall_does_not_count_for_its_network() {
    const KIND: &str = "urn:ietf:params:oauth:grant-type:device_code";
    let server = Server::limited(2, 600).await;
    let token = server.ann().await;
    let body = json!({ "name": "TV", "token_endpoint_auth_method": "none", "grant_types": [KIND] });
    let id =
        server.post_as("/oauth/clients", &token, body).await.json()["client_id"].as_str().unwrap().to_owned();
    let send = async |path: &str, form: &[(&str, &str)]| {
        server.call(from(HOME, TestRequest::post().uri(path).set_form(form))).await
    };
    let code =
        send("/oauth/device_authorization", &[("client_id", &id)]).await.succeeds().field("device_code");
    let poll = [("grant_type", KIND), ("client_id", &id), ("device_code", &code)];
    for _ in 0..5 {
        send("/oauth/token", &poll).await.refuses(400, "authorization_pending");
        server.advance(Duration::from_secs(5));
    }
    send("/oauth/token", &poll).await.refuses(400, "authorization_pending");
    send("/oauth/token", &poll).await.refuses(400, "slow_down");
    tells_to_wait(&send("/oauth/token", &poll).await, "anonymous");
    let refused = send("/oauth/device_authorization", &[("client_id", &id)]).await;
    refused.refuses(429, "temporarily_unavailable");
}

#[actix_web::test]
async fn userinfo_counts_by_grant_and_bad_tokens_by_network() {
    let server = Server::limited(1, 2).await;
    let (_, _, access) = authorized(&server).await;
    let ask = async |token: &str| {
        let request = TestRequest::get().uri("/oauth/userinfo").insert_header(bearer(token));
        server.call(from(HOME, request)).await
    };
    ask("guess").await.refuses(401, "invalid_token");
    let refused = ask("another").await;
    refused.refuses(429, "temporarily_unavailable");
    tells_to_wait(&refused, "anonymous");
    assert!(refused.header("access-control-expose-headers").contains("ratelimit"));
    for _ in 0..2 {
        ask(&access).await.succeeds();
    }
    let refused = ask(&access).await;
    refused.refuses(429, "temporarily_unavailable");
    tells_to_wait(&refused, "token");
}

#[actix_web::test]
async fn off_is_off() {
    let server = Server::limited(0, 0).await;
    let ann = server.ann().await;
    for _ in 0..700 {
        assert_eq!(me(&server, HOME, &ann).await.succeeds().header("ratelimit"), "");
        let body = json!({ "email": "nobody@", "password": PASSWORD });
        let answer = server.call(from(HOME, TestRequest::post().uri("/auth/login").set_json(body))).await;
        assert_eq!((answer.status.as_u16(), answer.header("ratelimit")), (422, ""));
    }
}
