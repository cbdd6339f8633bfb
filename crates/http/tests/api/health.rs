use crate::support::Server;
use actix_web::test::TestRequest;
use serde_json::json;
use std::sync::atomic::Ordering;

#[actix_web::test]
async fn the_process_is_alive() {
    let answer = Server::start().await.call(TestRequest::get().uri("/health")).await.succeeds();
    assert_eq!(answer.json(), json!({ "status": "ok" }));
}

#[actix_web::test]
async fn readiness_names_what_is_not_well_and_nothing_more() {
    let server = Server::start().await;
    let ready = server.call(TestRequest::get().uri("/health/ready")).await.succeeds();
    assert_eq!(ready.json()["status"], "ready");
    server.health.0.store(true, Ordering::SeqCst);
    let answer = server.call(TestRequest::get().uri("/health/ready")).await;
    assert_eq!((answer.status.as_u16(), answer.header("retry-after")), (503, "1"));
    let checks = json!({ "database": "failing", "keys": "ok" });
    assert_eq!(answer.json(), json!({ "status": "unavailable", "checks": checks }));
}
