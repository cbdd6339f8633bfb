//! `/projects/{slug}/clients`

use super::Team;
use crate::support::pairs;
use serde_json::{Value, json};

const CALLBACK: &str = "https://app.example.org/callback";

fn registration() -> Value {
    json!({ "name": "Our app", "redirect_uri": CALLBACK })
}

#[actix_web::test]
async fn a_client_of_the_project_looks_like_any_other() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/clients"));
    let answer = server.post_as(&path, &team.admin.token, registration()).await;
    assert_eq!(answer.status.as_u16(), 201);
    let client = answer.json();
    assert_eq!((&client["id"], &client["redirect_uri"]), (&client["client_id"], &json!(CALLBACK)));
    assert!(client["client_secret"].as_str().unwrap().starts_with("hks_"));
    for path in [path.clone(), format!("{path}/")] {
        let list = server.get(&path, &team.owner.token).await.succeeds();
        assert!(!String::from_utf8(list.body.to_vec()).unwrap().contains("hks_"));
        let list = list.json();
        assert_eq!((&list[0]["clientId"], &list[0]["redirectUri"]), (&client["id"], &json!(CALLBACK)));
        assert_eq!((&list[0]["name"], &list[0]["userId"]), (&json!("Our app"), &json!(null)));
    }
}

#[actix_web::test]
async fn a_client_of_the_project_is_nobodys_own() {
    let team = Team::new().await;
    let server = &team.server;
    let path = team.path("/clients");
    let client = server.post_as(&path, &team.owner.token, registration()).await.field("id");
    assert_eq!(server.get("/oauth/clients", &team.owner.token).await.json(), json!([]));
    let own = server.post_as("/oauth/clients", &team.owner.token, registration()).await.field("id");
    for (path, token) in [
        (format!("/oauth/clients/{client}"), &team.owner.token),
        (format!("{path}/{own}"), &team.owner.token),
        (format!("{path}/{own}"), &team.admin.token),
    ] {
        server.get(&path, token).await.fails(404, "NOT_FOUND");
        server.patch(&path, token, json!({ "name": "Mine" })).await.fails(404, "NOT_FOUND");
        server.delete(&path, token).await.fails(404, "NOT_FOUND");
        server.post_as(&format!("{path}/rotate-secret"), token, json!({})).await.fails(404, "NOT_FOUND");
    }
}

#[actix_web::test]
async fn every_admin_manages_what_another_made() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.admin.token);
    let client = server.post_as(&team.path("/clients"), &team.owner.token, registration()).await.json();
    let path = team.path(&format!("/clients/{}", client["id"].as_str().unwrap()));
    assert_eq!(server.get(&path, token).await.succeeds().json()["clientId"], client["id"]);
    let changed = server.patch(&path, token, json!({ "name": "New" })).await.succeeds().json();
    assert_eq!(changed["name"], "New");
    let rotated = server.post_as(&format!("{path}/rotate-secret"), token, json!({})).await.succeeds();
    assert_ne!(rotated.json()["client_secret"], client["client_secret"]);
    server.delete(&path, token).await.succeeds();
    server.get(&path, token).await.fails(404, "NOT_FOUND");
}

#[actix_web::test]
async fn clients_are_for_owner_and_admins_and_are_checked() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/clients"));
    let client = server.post_as(&path, &team.owner.token, registration()).await.field("id");
    for (token, code) in [(&team.member.token, "FORBIDDEN"), (&team.outsider.token, "NOT_PROJECT_MEMBER")] {
        server.get(&path, token).await.fails(403, code);
        server.post_as(&path, token, registration()).await.fails(403, code);
        let one = format!("{path}/{client}");
        server.get(&one, token).await.fails(403, code);
        server.patch(&one, token, json!({})).await.fails(403, code);
        server.delete(&one, token).await.fails(403, code);
        server.post_as(&format!("{one}/rotate-secret"), token, json!({})).await.fails(403, code);
    }
    let empty = server.post_as(&path, &team.owner.token, json!({})).await;
    assert_eq!(empty.complaints(), pairs([("name", "required"), ("redirect_uris", "required")]));
}

#[actix_web::test]
async fn an_app_of_a_private_project_is_for_its_members() {
    let team = Team::new().await;
    let server = &team.server;
    let client = server.post_as(&team.path("/clients"), &team.owner.token, registration()).await.field("id");
    let path = format!(
        "/oauth/authorize?client_id={client}&redirect_uri={CALLBACK}&response_type=code&scope=openid"
    );
    let answer = server.get(&path, &team.outsider.token).await;
    answer.fails(403, "NOT_PROJECT_MEMBER");
    answer.refuses(403, "access_denied");
    assert!(answer.json()["redirect_url"].is_null());
}
