//! Nobody ties the server up: bodies and headers have a size, senders have a time.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Server};
use reqwest::Method;
use serde_json::json;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// What the slowest honest client may need, and no idle one gets much more of.
const PATIENCE: Duration = Duration::from_secs(60);

async fn connect(server: &Server) -> TcpStream {
    TcpStream::connect(("127.0.0.1", server.port())).await.unwrap()
}

/// Reads until the server closes; gives what it said. Panics when it keeps the connection open.
async fn until_closed(mut stream: TcpStream) -> String {
    let mut said = Vec::new();
    let read = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut said)).await;
    // A reset is a way to close, too.
    let _ = read.unwrap_or_else(|_| panic!("still connected after {PATIENCE:?}"));
    String::from_utf8_lossy(&said).into_owned()
}

#[tokio::test]
async fn a_body_has_at_most_64_kib() {
    let server = Server::start(Database::Sqlite).await;
    let api = server.api();
    let fitting = json!({"email": "x".repeat(60_000), "password": "y"});
    api.post("/auth/login", &fitting, None).await.expect(422);
    let fat = json!({"email": "x".repeat(66_000), "password": "y"});
    api.post("/auth/login", &fat, None).await.expect_code(413, "PAYLOAD_TOO_LARGE");
    let form = api.request(Method::POST, "/oauth/token");
    let form = form.form(&[("grant_type", "authorization_code"), ("code", &"x".repeat(70_000))]);
    api.send(form).await.expect(413);
}

#[tokio::test]
async fn a_body_of_unknown_length_is_cut_off_at_64_kib() {
    let server = Server::start(Database::Sqlite).await;
    let mut stream = connect(&server).await;
    let head = "POST /auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n\
                connection: close\r\ntransfer-encoding: chunked\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let chunk = format!("1000\r\n{}\r\n", "x".repeat(4096));
    for _ in 0..4096 {
        if stream.write_all(chunk.as_bytes()).await.is_err() {
            break;
        }
    }
    let said = until_closed(stream).await;
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 413"), "{said}");
    server.get("/health").await.expect(200);
}

#[tokio::test]
async fn a_bomb_of_headers_is_refused() {
    let server = Server::start(Database::Sqlite).await;
    let mut stream = connect(&server).await;
    stream.write_all(b"GET /health HTTP/1.1\r\nhost: x\r\n").await.unwrap();
    let header = format!("x-{}: {}\r\n", "n".repeat(40), "v".repeat(4000));
    for _ in 0..1000 {
        if stream.write_all(header.as_bytes()).await.is_err() {
            break;
        }
    }
    let _ = stream.write_all(b"\r\n").await;
    let said = until_closed(stream).await;
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
    server.get("/health").await.expect(200);
}

#[tokio::test]
async fn a_slow_client_is_dropped() {
    let server = Server::start(Database::Sqlite).await;
    for beginning in [
        "POST /auth/login HTTP/1.1\r\nhost: x\r\ncontent-",
        "POST /auth/login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{\"em",
    ] {
        let mut stream = connect(&server).await;
        let begin = Instant::now();
        stream.write_all(beginning.as_bytes()).await.unwrap();
        let said = until_closed(stream).await;
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
        assert!(begin.elapsed() < PATIENCE);
    }
}

#[tokio::test]
async fn many_slow_clients_do_not_keep_others_out() {
    let server = Server::start(Database::Sqlite).await;
    let mut slow = Vec::new();
    for _ in 0..500 {
        let mut stream = connect(&server).await;
        stream.write_all(b"POST /auth/login HTTP/1.1\r\nhost: x\r\n").await.unwrap();
        slow.push(stream);
    }
    let begin = Instant::now();
    server.get("/health").await.expect(200);
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
}

#[tokio::test]
async fn what_is_not_json_is_malformed_and_what_is_unknown_is_not_found() {
    let server = Server::start(Database::Sqlite).await;
    let api = server.api();
    let post = |body: &'static str, kind: &str| {
        api.request(Method::POST, "/auth/login").header("content-type", kind).body(body)
    };
    api.send(post("{", "application/json")).await.expect_code(400, "MALFORMED_REQUEST");
    api.send(post(r#"{"email": 7, "password": []}"#, "application/json"))
        .await
        .expect_code(400, "MALFORMED_REQUEST");
    api.send(post("{}", "text/plain")).await.expect(415);
    api.get("/no/such/thing", None).await.expect_code(404, "NOT_FOUND");
    let wrong_method = api.get("/auth/register/start", None).await.expect(405);
    assert_eq!(wrong_method.header("allow"), "POST");
    let invalid = api.post("/auth/login", &json!({"email": "nonsense"}), None).await.expect(422).json();
    assert_eq!(invalid["errors"].as_array().unwrap().len(), 2, "{invalid}");
}
