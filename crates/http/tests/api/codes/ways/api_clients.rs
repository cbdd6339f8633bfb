//! What goes wrong with API clients.

use crate::support::{Answer, HOUR, Server};
use serde_json::{Value, json};

async fn rolled(server: &Server, body: Value, change: Value) -> Answer {
    let token = server.ann().await;
    let client = server.post_as("/api/user/api-clients", &token, body).await.field("id");
    let path = format!("/api/user/api-clients/{client}");
    server.put(&path, &token, change).await.succeeds();
    server.advance(HOUR / 2);
    server.post_as(&format!("{path}/rotate"), &token, json!({})).await
}

pub(super) async fn rolled_after_its_end() -> Answer {
    rolled(&Server::start().await, json!({ "name": "ci" }), json!({ "revoked": true })).await
}

pub(super) async fn rolled_too_late() -> Answer {
    let server = Server::start().await;
    let soon = server.now() + HOUR / 4;
    rolled(&server, json!({ "name": "ci", "expires_at": soon }), json!({})).await
}
