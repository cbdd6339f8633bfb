use crate::oauth::authorized;
use crate::support::{Server, bearer};
use actix_web::test::TestRequest;

#[actix_web::test]
async fn allowed_apps_are_listed_and_can_be_withdrawn() {
    let server = Server::start().await;
    let (token, app, access) = authorized(&server).await;
    let list = server.get("/auth/apps", &token).await.succeeds().json();
    assert_eq!((&list[0]["clientId"], &list[0]["name"]), (&app.id().into(), &"Example App".into()));
    assert_eq!(list[0]["scopes"], serde_json::json!(["openid", "email"]));
    assert!(list[0]["grantedAt"].is_string() && list[0]["updatedAt"].is_string());
    server.get("/oauth/userinfo", &access).await.succeeds();

    let path = format!("/auth/apps/{}", app.id());
    assert!(server.delete(&path, &token).await.succeeds().json()["message"].is_string());
    server.get("/oauth/userinfo", &access).await.refuses(401, "invalid_token");
    assert_eq!(server.get("/auth/apps/", &token).await.json(), serde_json::json!([]));
    server.delete(&path, &token).await.fails(404, "NOT_FOUND");
}

#[actix_web::test]
async fn strangers_see_and_withdraw_nothing() {
    let server = Server::start().await;
    let (_, app, access) = authorized(&server).await;
    let bea = server.registered("bea@example.org").await.field("token");
    assert_eq!(server.get("/auth/apps", &bea).await.json(), serde_json::json!([]));
    let path = format!("/auth/apps/{}", app.id());
    server.delete(&path, &bea).await.fails(404, "NOT_FOUND");
    server.call(TestRequest::get().uri("/auth/apps")).await.fails(401, "UNAUTHENTICATED");
    let with_access_token = TestRequest::get().uri("/auth/apps").insert_header(bearer(&access));
    server.call(with_access_token).await.fails(401, "UNAUTHENTICATED");
}
