//! `/projects/{slug}/members`

use super::Team;
use crate::support::pairs;
use serde_json::json;

#[actix_web::test]
async fn members_are_shown_to_members_in_the_contracts_spelling() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/members"));
    let list = server.get(&path, &team.member.token).await.succeeds().json();
    let roles: Vec<_> =
        list.as_array().unwrap().iter().map(|seat| (seat["role"].clone(), seat["user_id"].clone())).collect();
    let wanted = [
        (json!("owner"), json!(team.owner.user)),
        (json!("admin"), json!(team.admin.user)),
        (json!("member"), json!(team.member.user)),
    ];
    assert_eq!(roles, wanted);
    let seat = &list[1];
    let user = json!({ "id": team.admin.user, "email": "admin@example.org", "display_name": "admin" });
    assert_eq!((&seat["user"], &seat["permissions"]), (&user, &json!([])));
    assert!(seat["id"].is_string() && seat["created_at"].is_string());
    assert_eq!(seat.as_object().unwrap().len(), 6, "{seat}");
    server.get(&path, &team.outsider.token).await.fails(403, "NOT_PROJECT_MEMBER");
}

#[actix_web::test]
async fn somebody_is_added_with_default_and_named_permissions() {
    let team = Team::new().await;
    team.permission("site.view", true).await;
    team.permission("can_deploy", false).await;
    team.permission("other", false).await;
    let body = json!({ "email": "OUTSIDER@example.org", "permissions": ["can_deploy"] });
    let added = team.server.post_as(&team.path("/members"), &team.admin.token, body).await;
    assert_eq!(added.status.as_u16(), 201);
    let seat = added.json();
    assert_eq!(
        (&seat["role"], &seat["permissions"]),
        (&json!("member"), &json!(["can_deploy", "site.view"]))
    );
    assert_eq!(seat, team.seat(&team.outsider).await);
}

#[actix_web::test]
async fn who_can_not_be_added_is_told_by_code() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/members"));
    let (owner, admin) = (&team.owner.token, &team.admin.token);
    let nobody = json!({ "email": "nobody@example.org" });
    server.post_as(&path, owner, nobody.clone()).await.fails(404, "USER_NOT_FOUND");
    server.post_as(&path, owner, json!({ "email": "member@example.org" })).await.fails(400, "ALREADY_MEMBER");
    let unknown = json!({ "email": "outsider@example.org", "permissions": ["no.such"] });
    server.post_as(&path, owner, unknown).await.fails(400, "PERMISSION_NOT_FOUND");
    let as_admin = json!({ "email": "outsider@example.org", "role": "admin" });
    server.post_as(&path, admin, as_admin.clone()).await.fails(403, "ONLY_OWNER_ASSIGNS_ADMIN");
    server.post_as(&path, &team.member.token, nobody.clone()).await.fails(403, "FORBIDDEN");
    server.post_as(&path, &team.outsider.token, nobody).await.fails(403, "NOT_PROJECT_MEMBER");
    assert_eq!(server.post_as(&path, owner, as_admin).await.status.as_u16(), 201);
}

#[actix_web::test]
async fn every_failing_field_of_a_member_is_named() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.owner.token);
    let wrong = json!({ "email": "x", "role": "owner", "permissions": ["ok", "Not Ok", ""] });
    let wanted = pairs([("email", "email"), ("role", "enum"), ("permissions", "permission_key")]);
    assert_eq!(server.post_as(&team.path("/members"), token, wrong.clone()).await.complaints(), wanted);
    let path = team.seat_path(&team.member).await;
    let wanted = pairs([("role", "enum"), ("permissions", "permission_key")]);
    assert_eq!(server.patch(&path, token, wrong).await.complaints(), wanted);
    let empty = server.post_as(&team.path("/members"), token, json!({})).await;
    assert_eq!(empty.complaints(), pairs([("email", "required")]));
    server.patch(&path, token, json!({ "permissions": "ok" })).await.fails(400, "MALFORMED_REQUEST");
}

#[actix_web::test]
async fn the_owner_changes_roles_and_permissions() {
    let team = Team::new().await;
    team.permission("site.view", false).await;
    let (server, token) = (&team.server, &team.owner.token);
    let path = team.seat_path(&team.member).await;
    let body = json!({ "role": "admin", "permissions": ["site.view", "site.view"] });
    let changed = server.patch(&path, token, body).await.succeeds().json();
    assert_eq!((&changed["role"], &changed["permissions"]), (&json!("admin"), &json!(["site.view"])));
    let changed = server.patch(&path, token, json!({ "role": "member" })).await.succeeds().json();
    assert_eq!((&changed["role"], &changed["permissions"]), (&json!("member"), &json!(["site.view"])));
    let changed = server.patch(&path, token, json!({ "permissions": [] })).await.succeeds().json();
    assert_eq!(changed["permissions"], json!([]));
    let own = team.seat_path(&team.owner).await;
    server.patch(&own, token, json!({ "permissions": ["site.view"] })).await.succeeds();
    let unknown = server.patch(&path, token, json!({ "permissions": ["no.such"] })).await;
    unknown.fails(400, "PERMISSION_NOT_FOUND");
}

#[actix_web::test]
async fn the_ladder_holds_for_changes_and_removal() {
    let team = Team::new().await;
    let server = &team.server;
    server
        .post_as(
            &team.path("/members"),
            &team.owner.token,
            json!({ "email": "outsider@example.org", "role": "admin" }),
        )
        .await;
    let (owner, admin) = (team.seat_path(&team.owner).await, team.seat_path(&team.admin).await);
    let (member, second) = (team.seat_path(&team.member).await, team.seat_path(&team.outsider).await);
    let (role, promote, keys) =
        (json!({ "role": "member" }), json!({ "role": "admin" }), json!({ "permissions": [] }));
    let token = &team.admin.token;
    server.patch(&second, token, keys.clone()).await.fails(403, "ADMIN_CANNOT_EDIT_ADMIN");
    server.patch(&second, token, role.clone()).await.fails(403, "ADMIN_CANNOT_EDIT_ADMIN");
    server.delete(&second, token).await.fails(403, "ADMIN_CANNOT_EDIT_ADMIN");
    server.patch(&owner, token, keys.clone()).await.fails(403, "ADMIN_CANNOT_EDIT_ADMIN");
    server.patch(&owner, token, role.clone()).await.fails(400, "CANNOT_CHANGE_OWNER_ROLE");
    server.delete(&owner, token).await.fails(400, "CANNOT_CHANGE_OWNER_ROLE");
    server.patch(&admin, token, role.clone()).await.fails(403, "CANNOT_CHANGE_OWN_ROLE");
    server.delete(&admin, token).await.fails(403, "CANNOT_CHANGE_OWN_ROLE");
    server.patch(&owner, &team.owner.token, role.clone()).await.fails(403, "CANNOT_CHANGE_OWN_ROLE");
    server.patch(&member, token, promote).await.fails(403, "ONLY_OWNER_ASSIGNS_ADMIN");
    server.patch(&admin, &team.member.token, keys.clone()).await.fails(403, "FORBIDDEN");
    server.delete(&admin, &team.member.token).await.fails(403, "FORBIDDEN");
    for path in [&admin, &member] {
        server.patch(path, token, keys.clone()).await.succeeds();
    }
    server.delete(&member, token).await.succeeds();
    server.delete(&second, &team.owner.token).await.succeeds();
    server.delete(&second, &team.owner.token).await.fails(404, "NOT_FOUND");
}
