//! `/projects/{slug}/permissions`

use super::Team;
use crate::support::pairs;
use serde_json::json;

#[actix_web::test]
async fn a_permission_is_defined_listed_changed_and_removed() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.admin.token);
    let path = team.path("/permissions");
    let body = json!({ "key": "can_deploy", "display_name": "Can deploy", "description": "To anywhere" });
    let answer = server.post_as(&path, token, body).await;
    assert_eq!(answer.status.as_u16(), 201);
    let permission = answer.json();
    let mut fields: Vec<_> = permission.as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(fields, ["created_at", "description", "display_name", "id", "is_default", "key"]);
    assert_eq!((&permission["key"], &permission["is_default"]), (&json!("can_deploy"), &json!(false)));
    assert_eq!(server.get(&path, token).await.succeeds().json(), json!([permission]));
    let one = team.path(&format!("/permissions/{}", permission["id"].as_str().unwrap()));
    let body = json!({ "description": null, "is_default": true });
    let changed = server.patch(&one, token, body).await.succeeds().json();
    assert_eq!((&changed["description"], &changed["is_default"]), (&json!(null), &json!(true)));
    assert_eq!((&changed["key"], &changed["display_name"]), (&json!("can_deploy"), &json!("Can deploy")));
    server.delete(&one, token).await.succeeds();
    server.delete(&one, token).await.fails(404, "NOT_FOUND");
    server.patch(&one, token, json!({})).await.fails(404, "NOT_FOUND");
}

#[actix_web::test]
async fn members_keep_a_permission_under_its_new_key_and_lose_it_with_it() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.owner.token);
    let permission = team.permission("old.key", false).await;
    let seat = team.seat_path(&team.member).await;
    server.patch(&seat, token, json!({ "permissions": ["old.key"] })).await.succeeds();
    let one = team.path(&format!("/permissions/{}", permission["id"].as_str().unwrap()));
    server.patch(&one, token, json!({ "key": "new.key" })).await.succeeds();
    assert_eq!(team.seat(&team.member).await["permissions"], json!(["new.key"]));
    server.delete(&one, token).await.succeeds();
    assert_eq!(team.seat(&team.member).await["permissions"], json!([]));
}

#[actix_web::test]
async fn a_key_is_there_once() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.owner.token);
    let body = json!({ "key": "a", "display_name": "A" });
    team.permission("a", false).await;
    let second = team.permission("b", false).await;
    server.post_as(&team.path("/permissions"), token, body).await.fails(409, "PERMISSION_ALREADY_EXISTS");
    let one = team.path(&format!("/permissions/{}", second["id"].as_str().unwrap()));
    server.patch(&one, token, json!({ "key": "a" })).await.fails(409, "PERMISSION_ALREADY_EXISTS");
}

#[actix_web::test]
async fn every_failing_field_of_a_permission_is_named() {
    let team = Team::new().await;
    let (server, token, path) = (&team.server, &team.owner.token, team.path("/permissions"));
    let empty = server.post_as(&path, token, json!({})).await;
    assert_eq!(empty.complaints(), pairs([("key", "required"), ("display_name", "required")]));
    let wrong =
        json!({ "key": "Can Deploy", "display_name": "x".repeat(101), "description": "x".repeat(501) });
    let wanted = [("key", "permission_key"), ("display_name", "max_length"), ("description", "max_length")];
    assert_eq!(server.post_as(&path, token, wrong.clone()).await.complaints(), pairs(wanted));
    let id = team.permission("a", false).await["id"].as_str().unwrap().to_owned();
    assert_eq!(server.patch(&format!("{path}/{id}"), token, wrong).await.complaints(), pairs(wanted));
}

#[actix_web::test]
async fn a_project_has_at_most_a_hundred_permissions() {
    let team = Team::new().await;
    for number in 0..100 {
        team.permission(&format!("p{number}"), false).await;
    }
    let (server, token, path) = (&team.server, &team.owner.token, team.path("/permissions"));
    let body = json!({ "key": "one.more", "display_name": "One more" });
    let refused = server.post_as(&path, token, body.clone()).await;
    assert_eq!(refused.complaints(), pairs([("key", "max_items")]));
    let listed = server.get(&path, token).await.json();
    let id = listed[0]["id"].as_str().unwrap();
    server.delete(&format!("{path}/{id}"), token).await;
    assert_eq!(server.post_as(&path, token, body).await.status.as_u16(), 201);
}

#[actix_web::test]
async fn permissions_are_for_owner_and_admins() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/permissions"));
    let id = team.permission("a", false).await["id"].as_str().unwrap().to_owned();
    for (token, code) in [(&team.member.token, "FORBIDDEN"), (&team.outsider.token, "NOT_PROJECT_MEMBER")] {
        let body = json!({ "key": "b", "display_name": "B" });
        server.get(&path, token).await.fails(403, code);
        server.post_as(&path, token, body.clone()).await.fails(403, code);
        server.patch(&format!("{path}/{id}"), token, body).await.fails(403, code);
        server.delete(&format!("{path}/{id}"), token).await.fails(403, code);
    }
}
