//! Every line of a request carries its name, and none of them a secret.

use crate::support::{ANN, PASSWORD, Server, bearer};
use actix_web::test::TestRequest;
use serde_json::json;
use std::io::Write;
use std::sync::{Arc, LazyLock, Mutex};
use tracing::Dispatch;
use tracing_subscriber::fmt::MakeWriter;

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// While there is but one listener, a thread that does not listen decides for all whether a line is worth
/// writing. So there is always another one.
static SECOND_LISTENER: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(tracing_subscriber::registry()));

fn listen() -> (Lines, tracing::subscriber::DefaultGuard) {
    LazyLock::force(&SECOND_LISTENER);
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(lines.clone())
        .finish();
    (lines, tracing::subscriber::set_default(subscriber))
}

#[actix_web::test]
async fn every_line_of_a_request_carries_its_name() {
    let server = Server::start().await;
    let (lines, _listening) = listen();
    let request = TestRequest::get().uri("/auth/me").insert_header(("x-request-id", "find-me"));
    server.call(request.insert_header(("authorization", "Bearer x"))).await;
    let text = lines.text();
    let ours: Vec<_> = text.lines().filter(|line| line.contains("hitkey")).collect();
    assert!(ours.len() >= 2, "a refusal and an outcome: {text}");
    for line in ours {
        assert!(line.contains("find-me"), "{line}");
    }
    assert!(text.contains("UNAUTHENTICATED") && text.contains("\"route\":\"/auth/me\""), "{text}");
}

#[actix_web::test]
async fn no_line_carries_a_secret() {
    let server = Server::start().await;
    let (lines, _listening) = listen();
    let signed_in = server.registered(ANN).await;
    let (token, refresh) = (signed_in.field("token"), signed_in.field("refresh_token"));
    server.post("/auth/login", json!({ "email": ANN, "password": PASSWORD })).await;
    server.post("/auth/login", json!({ "email": ANN, "password": "a wrong password" })).await;
    server.post("/auth/token/refresh", json!({ "refresh_token": "used-up-refresh-token" })).await;
    let query = "/oauth/authorize?client_id=secret-in-query&code_challenge=secret-in-query";
    server.call(TestRequest::get().uri(query).insert_header(bearer(&token))).await;
    server.call(TestRequest::get().uri("/nowhere/secret-in-path?token=secret-in-query")).await;
    server.post_form("/oauth/token", &[("grant_type", "x"), ("client_secret", "hks_secret")]).await;
    let cookie = TestRequest::get().uri("/auth/me").insert_header(("cookie", "hk_token=secret-cookie"));
    server.call(cookie).await;
    let text = lines.text();
    assert!(text.contains("answered"));
    let secrets = [
        &*token,
        &*refresh,
        PASSWORD,
        "a wrong password",
        "used-up-refresh-token",
        "secret-in-query",
        "secret-in-path",
        "hks_secret",
        "secret-cookie",
    ];
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
