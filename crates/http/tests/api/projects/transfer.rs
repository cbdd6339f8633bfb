//! `/projects/{slug}/transfer-ownership`

use super::Team;
use crate::support::pairs;
use serde_json::json;

#[actix_web::test]
async fn a_member_becomes_the_owner_and_the_owner_an_admin() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/transfer-ownership"));
    let body = json!({ "new_owner_id": team.member.user });
    let project = server.post_as(&path, &team.owner.token, body).await.succeeds().json();
    assert_eq!(project["owner_id"], *team.member.user);
    let list = server.get(&team.path("/members"), &team.member.token).await.json();
    let role_of = |user: &str| {
        let seat = list.as_array().unwrap().iter().find(|seat| seat["user_id"] == user).unwrap();
        seat["role"].as_str().unwrap().to_owned()
    };
    assert_eq!(role_of(&team.owner.user), "admin");
    assert_eq!(role_of(&team.admin.user), "admin");
    assert_eq!(role_of(&team.member.user), "owner");
    server.delete(&team.path(""), &team.owner.token).await.fails(403, "FORBIDDEN");
    server.delete(&team.path("/leave"), &team.owner.token).await.succeeds();
    server.delete(&team.path(""), &team.member.token).await.succeeds();
}

#[actix_web::test]
async fn who_can_not_give_or_get_it_is_told_by_code() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/transfer-ownership"));
    let to = |user: &str| json!({ "new_owner_id": user });
    let token = &team.owner.token;
    server.post_as(&path, token, to(&team.owner.user)).await.fails(400, "CANNOT_TRANSFER_TO_SELF");
    server.post_as(&path, token, to(&team.outsider.user)).await.fails(400, "NOT_PROJECT_MEMBER");
    for (token, code) in [
        (&team.admin.token, "FORBIDDEN"),
        (&team.member.token, "FORBIDDEN"),
        (&team.outsider.token, "NOT_PROJECT_MEMBER"),
    ] {
        server.post_as(&path, token, to(&team.outsider.user)).await.fails(403, code);
    }
    let empty = server.post_as(&path, token, json!({})).await;
    assert_eq!(empty.complaints(), pairs([("new_owner_id", "required")]));
    let wrong = server.post_as(&path, token, to("owner@example.org")).await;
    assert_eq!(wrong.complaints(), pairs([("new_owner_id", "uuid")]));
}
