//! What goes wrong on the way to an account.

use crate::support::{ANN, Answer, MINUTE, PASSWORD, Server};
use serde_json::json;

async fn started() -> Server {
    let server = Server::start().await;
    server.post("/auth/register/start", json!({ "email": ANN })).await.succeeds();
    server
}

async fn verify(server: &Server, code: &str) -> Answer {
    server.post("/auth/register/verify", json!({ "email": ANN, "code": code })).await
}

fn wrong(server: &Server) -> &'static str {
    if server.mailed_code(ANN) == "000000" { "111111" } else { "000000" }
}

async fn complete(server: &Server, proof: Option<&str>) -> Answer {
    let body = json!({ "email": ANN, "password": PASSWORD, "registration_token": proof });
    server.post("/auth/register/password", body).await
}

pub(super) async fn without_a_start() -> Answer {
    verify(&Server::start().await, "123456").await
}

pub(super) async fn with_a_wrong_code() -> Answer {
    let server = started().await;
    verify(&server, wrong(&server)).await
}

pub(super) async fn with_wrong_codes() -> Answer {
    let server = started().await;
    for _ in 0..3 {
        verify(&server, wrong(&server)).await;
    }
    verify(&server, &server.mailed_code(ANN)).await
}

pub(super) async fn with_an_old_code() -> Answer {
    let server = started().await;
    server.advance(11 * MINUTE);
    verify(&server, &server.mailed_code(ANN)).await
}

pub(super) async fn with_a_used_code() -> Answer {
    let server = Server::start().await;
    server.verified(ANN).await;
    verify(&server, &server.mailed_code(ANN)).await
}

pub(super) async fn resent_at_once() -> Answer {
    started().await.post("/auth/register/resend", json!({ "email": ANN })).await
}

pub(super) async fn without_proof() -> Answer {
    complete(&Server::start().await, None).await
}

pub(super) async fn with_a_guessed_proof() -> Answer {
    complete(&Server::start().await, Some("guess")).await
}

pub(super) async fn with_an_old_proof() -> Answer {
    let server = Server::start().await;
    let proof = server.verified(ANN).await.field("registration_token");
    server.advance(31 * MINUTE);
    complete(&server, Some(&proof)).await
}
