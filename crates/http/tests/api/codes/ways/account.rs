//! What goes wrong with an account.

use crate::support::{ANN, Answer, PASSWORD, Server, bearer};
use actix_web::test::TestRequest;
use hitkey_kernel::ProjectId;
use hitkey_oauth::testkit::fixtures::CALLBACK;
use serde_json::json;

const BEA: &str = "bea@example.org";

pub(super) async fn with_a_wrong_password() -> Answer {
    Server::start().await.post("/auth/login", json!({ "email": ANN, "password": "wrong" })).await
}

pub(super) async fn with_a_guessed_refresh_token() -> Answer {
    Server::start().await.post("/auth/token/refresh", json!({ "refresh_token": "guess" })).await
}

async fn name(server: &Server, token: &str, name: &str) -> Answer {
    server.patch("/auth/profile", token, json!({ "username": name })).await
}

pub(super) async fn named(username: &'static str) -> Answer {
    let server = Server::start().await;
    name(&server, &server.ann().await, username).await
}

pub(super) async fn named_as_somebody_else() -> Answer {
    let server = Server::start().await;
    name(&server, &server.ann().await, "lee").await.succeeds();
    let bea = server.registered(BEA).await.field("token");
    name(&server, &bea, "LEE").await
}

pub(super) async fn deleted_by_an_owner() -> Answer {
    let server = Server::start().await;
    let people = [server.registered(ANN).await, server.registered(BEA).await];
    let [ann, bea] = [0, 1].map(|one| people[one].json()["user"]["id"].as_str().unwrap().parse().unwrap());
    let ambient = &server.people.environment.ambient;
    let project = ProjectId::generate(ambient.now(), ambient.random());
    server.people.store.add_project(project, ann);
    server.people.store.add_member(project, bea);
    let delete = TestRequest::delete().uri("/auth/account").set_json(json!({ "password": PASSWORD }));
    server.call(delete.insert_header(bearer(&people[0].field("token")))).await
}

pub(super) async fn with_a_client_without_secret() -> Answer {
    let server = Server::start().await;
    let token = server.ann().await;
    let body = json!({ "name": "Spa", "redirect_uris": [CALLBACK], "token_endpoint_auth_method": "none" });
    let id = server.post_as("/oauth/clients", &token, body).await.field("id");
    server.post_as(&format!("/oauth/clients/{id}/rotate-secret"), &token, json!({})).await
}
