use crate::support::{ANN, Server};
use actix_web::test::TestRequest;
use serde_json::json;

#[actix_web::test]
async fn errors_look_as_the_contract_says() {
    let server = Server::start().await;
    let unknown = server.call(TestRequest::get().uri("/nowhere")).await;
    let invalid = server.post("/auth/login", json!({ "email": "x" })).await;
    let refused = server.post("/auth/login", json!({ "email": ANN, "password": "x" })).await;
    let oauth = server.post_form("/oauth/token", &[("grant_type", "password")]).await;
    let bodies = [unknown, invalid, refused, oauth].map(|answer| answer.json());
    insta::assert_json_snapshot!(bodies);
}

#[actix_web::test]
async fn a_broken_store_is_500_without_detail_and_an_absent_one_503() {
    use hitkey_identity::testkit::mocks::MockSessionStore;
    use hitkey_kernel::StoreError;
    for (unavailable, status, code) in [(false, 500, "INTERNAL_ERROR"), (true, 503, "OVERLOADED")] {
        let server = Server::with_people(|environment| {
            let mut store = MockSessionStore::new();
            store.expect_find_by_access().returning(move |_, _| {
                let source = "secret-table on host db7";
                Err(if unavailable { StoreError::unavailable(source) } else { StoreError::failed(source) })
            });
            environment.sessions = std::sync::Arc::new(store);
        })
        .await;
        let answer = server.get("/auth/me", "hitkey_x").await;
        answer.fails(status, code);
        let text = String::from_utf8(answer.body.to_vec()).unwrap();
        assert!(!text.contains("secret-table") && !text.contains("store"), "{text}");
        assert_eq!(answer.header("retry-after").is_empty(), !unavailable);
    }
}
