//! `/projects/{slug}/invites`

use super::Team;
use crate::support::pairs;
use hitkey_kernel::Language;
use hitkey_projects::Notice;
use serde_json::json;
use std::time::Duration;

const WEEK: Duration = Duration::from_secs(7 * 86_400);

#[actix_web::test]
async fn an_invite_is_mailed_and_listed_without_its_token() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/invites"));
    let url = "https://app.example.org/welcome";
    let body = json!({ "email": "Bea@example.org", "role": "admin", "redirect_url": url });
    let answer = server.post_as(&path, &team.owner.token, body).await;
    assert_eq!(answer.status.as_u16(), 201);
    let invite = answer.json();
    assert_eq!((&invite["email"], &invite["role"]), (&json!("Bea@example.org"), &json!("admin")));
    assert_eq!((&invite["redirect_url"], &invite["is_expired"]), (&json!(url), &json!(false)));
    assert_eq!(invite["invited_by"], *team.owner.user);
    assert_eq!(server.get(&path, &team.admin.token).await.succeeds().json(), json!([invite]));
    let token = server.mailed_invite("bea@example.org");
    assert!(!String::from_utf8_lossy(&answer.body).contains(&token));
}

#[actix_web::test]
async fn the_mail_speaks_the_language_of_whoever_invites() {
    let team = Team::new().await;
    let post = actix_web::test::TestRequest::post().uri(&team.path("/invites"));
    let post = post.insert_header(crate::support::bearer(&team.owner.token));
    let post = post.insert_header(("accept-language", "kk-KZ,ru;q=0.8"));
    team.server.call(post.set_json(json!({ "email": "bea@example.org" }))).await;
    let Some(Notice::ProjectInvite { language, inviter, project_name, .. }) =
        team.server.projects.mails().pop()
    else {
        panic!("an invite was mailed");
    };
    assert_eq!(
        (language, inviter.as_deref(), project_name.as_str()),
        (Language::Kk, Some("owner"), "My App")
    );
}

#[actix_web::test]
async fn an_address_is_invited_once_at_a_time() {
    let team = Team::new().await;
    let (server, token, path) = (&team.server, &team.admin.token, team.path("/invites"));
    let body = json!({ "email": "bea@example.org" });
    let first = team.invite("bea@example.org").await;
    server.post_as(&path, token, body.clone()).await.fails(400, "INVITE_ALREADY_EXISTS");
    server.post_as(&path, token, json!({ "email": "MEMBER@example.org" })).await.fails(400, "ALREADY_MEMBER");
    server.advance(WEEK);
    let token = server
        .post("/auth/login", json!({ "email": "admin@example.org", "password": crate::support::PASSWORD }));
    let token = token.await.succeeds().field("token");
    assert_eq!(server.get(&path, &token).await.json()[0]["is_expired"], true);
    assert_eq!(server.post_as(&path, &token, body).await.status.as_u16(), 201);
    assert_ne!(server.mailed_invite("bea@example.org"), first);
    assert_eq!(server.get(&path, &token).await.json().as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_withdrawn_invite_is_dead() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/invites"));
    let mailed = team.invite("outsider@example.org").await;
    let id = server.get(&path, &team.owner.token).await.json()[0]["id"].as_str().unwrap().to_owned();
    let one = format!("{path}/{id}");
    server.delete(&one, &team.admin.token).await.succeeds();
    server.delete(&one, &team.admin.token).await.fails(404, "NOT_FOUND");
    let accept = format!("/invites/{mailed}/accept");
    server.post_as(&accept, &team.outsider.token, json!({})).await.fails(404, "INVITE_NOT_FOUND");
}

#[actix_web::test]
async fn invites_are_for_owner_and_admins_and_admins_come_from_the_owner() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/invites"));
    team.invite("bea@example.org").await;
    let id = server.get(&path, &team.owner.token).await.json()[0]["id"].as_str().unwrap().to_owned();
    for (token, code) in [(&team.member.token, "FORBIDDEN"), (&team.outsider.token, "NOT_PROJECT_MEMBER")] {
        server.get(&path, token).await.fails(403, code);
        server.post_as(&path, token, json!({ "email": "dan@example.org" })).await.fails(403, code);
        server.delete(&format!("{path}/{id}"), token).await.fails(403, code);
    }
    let admin = json!({ "email": "dan@example.org", "role": "admin" });
    server.post_as(&path, &team.admin.token, admin).await.fails(403, "ONLY_OWNER_ASSIGNS_ADMIN");
}

#[actix_web::test]
async fn every_failing_field_of_an_invite_is_named() {
    let team = Team::new().await;
    let (server, token, path) = (&team.server, &team.owner.token, team.path("/invites"));
    let empty = server.post_as(&path, token, json!({})).await;
    assert_eq!(empty.complaints(), pairs([("email", "required")]));
    for url in ["http://app.example.org/", "javascript:alert(1)", "/welcome", "https://a@b.example/", ""] {
        let wrong = json!({ "email": "x", "role": "owner", "redirect_url": url });
        let wanted = pairs([("email", "email"), ("role", "enum"), ("redirect_url", "url")]);
        assert_eq!(server.post_as(&path, token, wrong).await.complaints(), wanted, "{url}");
    }
}
