//! `/invites/{token}`: what an invited person does.

use crate::projects::{Team, somebody};
use crate::support::PASSWORD;
use actix_web::test::TestRequest;
use serde_json::json;
use std::time::Duration;

const WEEK: Duration = Duration::from_secs(7 * 86_400);

#[actix_web::test]
async fn whoever_holds_the_token_sees_the_invite() {
    let team = Team::new().await;
    let token = team.invite("Bea@example.org").await;
    let path = format!("/invites/{token}");
    let shown = team.server.call(TestRequest::get().uri(&path)).await.succeeds().json();
    assert_eq!((&shown["email"], &shown["role"]), (&json!("Bea@example.org"), &json!("member")));
    assert_eq!(shown["project"], json!({ "name": "My App", "slug": "my-app" }));
    assert_eq!(shown["invitedBy"], json!({ "displayName": "owner" }));
    assert!(shown["id"].is_string() && shown["expiresAt"].is_string());
    assert_eq!((&shown["is_expired"], shown.as_object().unwrap().len()), (&json!(false), 7));
    team.server.advance(WEEK);
    let shown = team.server.call(TestRequest::get().uri(&path)).await.succeeds().json();
    assert_eq!(shown["is_expired"], true);
}

#[actix_web::test]
async fn a_token_that_opens_nothing_is_not_found() {
    let team = Team::new().await;
    for token in ["x", "%20", "%ff", "my-app"] {
        let path = format!("/invites/{token}");
        team.server.call(TestRequest::get().uri(&path)).await.fails(404, "INVITE_NOT_FOUND");
        let accept = format!("{path}/accept");
        let answer = team.server.post_as(&accept, &team.outsider.token, json!({})).await;
        answer.fails(404, "INVITE_NOT_FOUND");
    }
}

#[actix_web::test]
async fn an_accepted_invite_makes_a_member_once() {
    let team = Team::new().await;
    let server = &team.server;
    team.permission("site.view", true).await;
    let url = "https://app.example.org/welcome?x=1";
    let body = json!({ "email": "OUTSIDER@example.org", "role": "admin", "redirect_url": url });
    server.post_as(&team.path("/invites"), &team.owner.token, body).await;
    let accept = format!("/invites/{}/accept", server.mailed_invite("outsider@example.org"));
    let accepted = server.post_as(&accept, &team.outsider.token, json!({})).await.succeeds().json();
    assert_eq!(accepted, json!({ "project_slug": "my-app", "redirect_url": url }));
    let seat = team.seat(&team.outsider).await;
    assert_eq!((&seat["role"], &seat["permissions"]), (&json!("admin"), &json!(["site.view"])));
    server.post_as(&accept, &team.outsider.token, json!({})).await.fails(404, "INVITE_NOT_FOUND");
    assert_eq!(server.get(&team.path("/invites"), &team.owner.token).await.json(), json!([]));
}

#[actix_web::test]
async fn an_invite_is_for_the_owner_of_its_address() {
    let team = Team::new().await;
    let server = &team.server;
    let token = team.invite("bea@example.org").await;
    let accept = format!("/invites/{token}/accept");
    for stranger in [&team.outsider, &team.member] {
        server.post_as(&accept, &stranger.token, json!({})).await.fails(400, "EMAIL_MISMATCH");
    }
    let bea = somebody(server, "BEA@example.org").await;
    let accepted = server.post_as(&accept, &bea.token, json!({})).await.succeeds().json();
    assert_eq!(accepted, json!({ "project_slug": "my-app", "redirect_url": null }));
}

#[actix_web::test]
async fn too_late_and_for_nothing_are_told_apart() {
    let team = Team::new().await;
    let server = &team.server;
    let token = team.invite("outsider@example.org").await;
    let accept = format!("/invites/{token}/accept");
    let add = json!({ "email": "outsider@example.org" });
    server.post_as(&team.path("/members"), &team.owner.token, add).await;
    server.post_as(&accept, &team.outsider.token, json!({})).await.fails(400, "ALREADY_MEMBER");
    server.advance(WEEK);
    let login = json!({ "email": "outsider@example.org", "password": PASSWORD });
    let token = server.post("/auth/login", login).await.succeeds().field("token");
    server.post_as(&accept, &token, json!({})).await.fails(400, "INVITE_EXPIRED");
}

#[actix_web::test]
async fn an_invite_ends_with_its_project() {
    let team = Team::new().await;
    let token = team.invite("outsider@example.org").await;
    team.server.delete(&team.path(""), &team.owner.token).await.succeeds();
    let path = format!("/invites/{token}");
    team.server.call(TestRequest::get().uri(&path)).await.fails(404, "INVITE_NOT_FOUND");
}
