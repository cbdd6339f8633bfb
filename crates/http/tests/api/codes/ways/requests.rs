//! What goes wrong with any request.

use crate::support::{ANN, Answer, Server, bearer};
use actix_web::test::TestRequest;
use hitkey_identity::testkit::mocks::MockSessionStore;
use hitkey_kernel::StoreError;
use serde_json::json;
use std::sync::Arc;

const LOGIN: &str = "/auth/login";

async fn sent(request: TestRequest) -> Answer {
    Server::start().await.call(request).await
}

pub(super) async fn malformed() -> Answer {
    sent(TestRequest::post().uri(LOGIN).set_json(json!({ "email": 1 }))).await
}

pub(super) async fn of_another_method() -> Answer {
    sent(TestRequest::put().uri(LOGIN)).await
}

pub(super) async fn too_large() -> Answer {
    sent(TestRequest::post().uri(LOGIN).set_json("x".repeat(64 * 1024))).await
}

pub(super) async fn of_another_type() -> Answer {
    sent(TestRequest::post().uri(LOGIN).set_form([("email", ANN)])).await
}

pub(super) async fn to_nowhere() -> Answer {
    sent(TestRequest::get().uri("/nowhere")).await
}

pub(super) async fn by_nobody() -> Answer {
    sent(TestRequest::get().uri("/auth/me")).await
}

pub(super) async fn from_another_site() -> Answer {
    let server = Server::start().await;
    server.ann().await;
    let cookie = format!("hk_token={}", server.cookie_of(ANN).await);
    let request = TestRequest::post().uri("/auth/logout").insert_header(("cookie", cookie));
    server.call(request.insert_header(("sec-fetch-site", "cross-site"))).await
}

pub(super) async fn too_many() -> Answer {
    let server = Server::limited(60, 1).await;
    let token = server.registered(ANN).await.field("token");
    server.get("/auth/me", &token).await.succeeds();
    server.get("/auth/me", &token).await
}

async fn to_a_store_that_fails(error: fn() -> StoreError) -> Answer {
    let server = Server::with_people(|environment| {
        let mut store = MockSessionStore::new();
        store.expect_find_by_access().returning(move |_, _| Err(error()));
        environment.sessions = Arc::new(store);
    });
    let request = TestRequest::get().uri("/auth/me").insert_header(bearer("hitkey_x"));
    server.await.call(request).await
}

pub(super) async fn to_a_broken_store() -> Answer {
    to_a_store_that_fails(|| StoreError::failed("broken")).await
}

pub(super) async fn to_an_absent_store() -> Answer {
    to_a_store_that_fails(|| StoreError::unavailable("absent")).await
}
