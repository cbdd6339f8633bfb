//! Nobody reaches into a project from outside, and not from another project either.

use super::{Team, created};
use crate::support::Server;
use serde_json::{Value, json};

/// Bodies of changes that would be fine in one's own project.
const fn paths() -> [&'static str; 4] {
    ["members", "permissions", "clients", "invites"]
}

/// Fills a project with one of each thing; their ids in the order of [`paths`].
async fn things(server: &Server, base: &str, token: &str, invitee: &str) -> [String; 4] {
    let permission = json!({ "key": "a", "display_name": "A" });
    let client = json!({ "name": "App", "redirect_uri": "https://app.example.org/cb" });
    let invite = json!({ "email": invitee });
    let made = |what: &'static str, body: Value| async move {
        server.post_as(&format!("{base}/{what}"), token, body).await.field("id")
    };
    let members = server.get(&format!("{base}/members"), token).await.json();
    let member = members.as_array().unwrap().last().unwrap()["id"].as_str().unwrap().to_owned();
    [
        member,
        made("permissions", permission).await,
        made("clients", client).await,
        made("invites", invite).await,
    ]
}

#[actix_web::test]
async fn ids_of_another_project_name_nothing_here() {
    let team = Team::new().await;
    let server = &team.server;
    let foreign = things(server, &team.path(""), &team.owner.token, "bea@example.org").await;
    let slug = created(server, &team.outsider, json!({ "name": "Other" })).await;
    let token = &team.outsider.token;
    // The attacker owns a project, so that nothing but the ids is wrong.
    for (what, id) in paths().into_iter().zip(&foreign) {
        let path = format!("/projects/{slug}/{what}/{id}");
        server.delete(&path, token).await.fails(404, "NOT_FOUND");
        if what != "invites" {
            server.patch(&path, token, json!({})).await.fails(404, "NOT_FOUND");
        }
    }
    let rotate = format!("/projects/{slug}/clients/{}/rotate-secret", foreign[2]);
    server.post_as(&rotate, token, json!({})).await.fails(404, "NOT_FOUND");
    // All of it is still there.
    for what in paths() {
        let list = server.get(&team.path(&format!("/{what}")), &team.owner.token).await.succeeds().json();
        assert!(!list.as_array().unwrap().is_empty(), "{what}");
    }
}

#[actix_web::test]
async fn permissions_of_another_project_are_not_given_here() {
    let team = Team::new().await;
    team.permission("theirs", false).await;
    let server = &team.server;
    let slug = created(server, &team.outsider, json!({ "name": "Other" })).await;
    let body = json!({ "email": "member@example.org", "permissions": ["theirs"] });
    let answer = server.post_as(&format!("/projects/{slug}/members"), &team.outsider.token, body).await;
    answer.fails(400, "PERMISSION_NOT_FOUND");
}

#[actix_web::test]
async fn a_private_project_is_not_there_for_outsiders() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.outsider.token);
    let hidden = server.get(&team.path(""), token).await;
    hidden.fails(404, "NOT_FOUND");
    let missing = server.get("/projects/no-such-project", token).await;
    assert_eq!(hidden.json(), missing.json(), "the two can't be told apart");
    assert_eq!(server.get("/projects", token).await.json(), json!([]));
}

#[actix_web::test]
async fn an_outsider_changes_nothing() {
    let team = Team::of(json!({ "name": "Open", "is_public": true })).await;
    let (server, token) = (&team.server, &team.outsider.token);
    let [member, permission, client, invite] =
        things(server, &team.path(""), &team.owner.token, "bea@example.org").await;
    for path in [
        team.path(""),
        team.path("/leave"),
        team.path(&format!("/members/{member}")),
        team.path(&format!("/permissions/{permission}")),
        team.path(&format!("/clients/{client}")),
        team.path(&format!("/invites/{invite}")),
    ] {
        server.delete(&path, token).await.fails(403, "NOT_PROJECT_MEMBER");
    }
    server.patch(&team.path(""), token, json!({ "name": "x" })).await.fails(403, "NOT_PROJECT_MEMBER");
}

#[actix_web::test]
async fn whoever_was_removed_is_an_outsider() {
    let team = Team::new().await;
    let server = &team.server;
    let seat = team.seat_path(&team.admin).await;
    server.delete(&seat, &team.owner.token).await.succeeds();
    server.get(&team.path(""), &team.admin.token).await.fails(404, "NOT_FOUND");
    server.get(&team.path("/members"), &team.admin.token).await.fails(403, "NOT_PROJECT_MEMBER");
    server.get(&team.path("/clients"), &team.admin.token).await.fails(403, "NOT_PROJECT_MEMBER");
}

#[actix_web::test]
async fn what_is_no_slug_and_what_is_no_id_name_nothing() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.owner.token);
    for slug in ["My-App", "my_app", "my%20app", "..%2fmy-app", "%00", &"a".repeat(61)] {
        server.get(&format!("/projects/{slug}"), token).await.fails(404, "NOT_FOUND");
    }
    for what in paths() {
        server.delete(&team.path(&format!("/{what}/1")), token).await.fails(404, "NOT_FOUND");
    }
}
