use crate::support::{ANN, PASSWORD, Server, bearer};
use actix_web::test::TestRequest;
use serde_json::json;

const SESSIONS: &str = "/auth/sessions";

#[actix_web::test]
async fn the_list_tells_where_somebody_is_signed_in() {
    let server = Server::start().await;
    let token = server.ann().await;
    let login = TestRequest::post().uri("/auth/login").insert_header(("user-agent", "curl/8"));
    let login = login.peer_addr("203.0.113.9:4711".parse().unwrap());
    let login = login.set_json(json!({ "email": ANN, "password": PASSWORD }));
    server.call(login).await.succeeds();
    let list = server.get(SESSIONS, &token).await.succeeds().json();
    let list = list.as_array().unwrap();
    let other = list.iter().find(|session| session["isCurrent"] == false).unwrap();
    assert_eq!((&other["ip"], &other["userAgent"]), (&json!("203.0.113.9"), &json!("curl/8")));
    assert_eq!((list.len(), list.iter().filter(|session| session["isCurrent"] == true).count()), (2, 1));
    for field in ["id", "createdAt", "lastUsedAt", "expiresAt"] {
        assert!(other[field].is_string(), "{field}");
    }
}

#[actix_web::test]
async fn a_slash_at_the_end_of_a_collection_does_not_matter() {
    let server = Server::start().await;
    let token = server.ann().await;
    server.get("/auth/sessions/", &token).await.succeeds();
}

#[actix_web::test]
async fn one_can_be_ended_but_only_ones_own() {
    let server = Server::start().await;
    let ann = server.ann().await;
    let bea = server.registered("bea@example.org").await.field("token");
    let id = server.get(SESSIONS, &ann).await.json()[0]["id"].as_str().unwrap().to_owned();
    let path = format!("{SESSIONS}/{id}");
    server.delete(&path, &bea).await.fails(404, "NOT_FOUND");
    server.delete("/auth/sessions/not-an-id", &ann).await.fails(404, "NOT_FOUND");
    server.call(TestRequest::delete().uri(&path)).await.fails(401, "UNAUTHENTICATED");
    assert!(server.delete(&path, &ann).await.succeeds().json()["message"].is_string());
    server.get("/auth/me", &ann).await.fails(401, "UNAUTHENTICATED");
}

#[actix_web::test]
async fn what_a_stranger_says_about_their_address_does_not_count() {
    let server = Server::at("https://id.example.org", &["10.0.0.0/8"]).await;
    server.ann().await;
    for (peer, seen) in [("203.0.113.9:1", "203.0.113.9"), ("10.0.0.1:1", "1.2.3.4")] {
        let login = TestRequest::post().uri("/auth/login").peer_addr(peer.parse().unwrap());
        let login = login.insert_header(("x-forwarded-for", "6.6.6.6, 1.2.3.4"));
        let token =
            server.call(login.set_json(json!({ "email": ANN, "password": PASSWORD }))).await.field("token");
        let list = server.call(TestRequest::get().uri(SESSIONS).insert_header(bearer(&token))).await.json();
        let own = list.as_array().unwrap().iter().find(|session| session["isCurrent"] == true).unwrap();
        assert_eq!(own["ip"], seen);
    }
}
