//! What goes wrong with addresses.

use crate::support::{ANN, Answer, Server};
use serde_json::json;

const EMAILS: &str = "/auth/emails";
const WORK: &str = "ann@work.example";

async fn add(server: &Server, token: &str, email: &str) -> Answer {
    server.post_as(EMAILS, token, json!({ "email": email })).await
}

pub(super) async fn of_somebody_else() -> Answer {
    let server = Server::start().await;
    server.ann().await;
    let bea = server.registered("bea@example.org").await.field("token");
    add(&server, &bea, ANN).await
}

pub(super) async fn unknown() -> Answer {
    let server = Server::start().await;
    let token = server.ann().await;
    server.post_as(&format!("{EMAILS}/resend"), &token, json!({ "email": WORK })).await
}

pub(super) async fn not_proven() -> Answer {
    let server = Server::start().await;
    let token = server.ann().await;
    let id = add(&server, &token, WORK).await.field("id");
    server.patch(&format!("{EMAILS}/{id}/default"), &token, json!({})).await
}

pub(super) async fn the_only_one() -> Answer {
    let server = Server::start().await;
    let token = server.ann().await;
    let list = server.get(EMAILS, &token).await.json();
    let id = list[0]["id"].as_str().unwrap();
    server.delete(&format!("{EMAILS}/{id}"), &token).await
}

pub(super) async fn one_too_many() -> Answer {
    let server = Server::with_people(|environment| environment.rules.addresses = 1).await;
    let token = server.ann().await;
    add(&server, &token, WORK).await
}
