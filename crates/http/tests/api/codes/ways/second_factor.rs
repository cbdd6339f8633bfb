//! What goes wrong with the second factor.

use crate::support::{Answer, Server};
use serde_json::json;

async fn sent(path: &str) -> Answer {
    let server = Server::start().await;
    server.post_as(path, &server.ann().await, json!({ "code": "000000" })).await
}

pub(super) async fn without_setup() -> Answer {
    sent("/auth/2fa/enable").await
}

pub(super) async fn off() -> Answer {
    sent("/auth/2fa/disable").await
}

pub(super) async fn on() -> Answer {
    let server = Server::start().await;
    let token = server.ann().await;
    server.enable_second_factor(&token).await;
    server.get("/auth/2fa/setup", &token).await
}
