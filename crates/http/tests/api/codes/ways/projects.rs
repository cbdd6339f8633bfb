//! What goes wrong with projects and invites.

use crate::projects::{Somebody, Team};
use crate::support::{Answer, HOUR, PASSWORD, Server};
use serde_json::{Value, json};

const OUTSIDER: &str = "outsider@example.org";

async fn post(team: &Team, path: &str, by: &Somebody, body: Value) -> Answer {
    team.server.post_as(&team.path(path), &by.token, body).await
}

pub(super) async fn joined_in_private() -> Answer {
    let team = Team::new().await;
    post(&team, "/join", &team.outsider, json!({})).await
}

pub(super) async fn looked_at_from_outside() -> Answer {
    let team = Team::new().await;
    team.server.get(&team.path("/members"), &team.outsider.token).await
}

pub(super) async fn left_by_the_owner() -> Answer {
    let team = Team::new().await;
    team.server.delete(&team.path("/leave"), &team.owner.token).await
}

pub(super) async fn given_to_oneself() -> Answer {
    let team = Team::new().await;
    post(&team, "/transfer-ownership", &team.owner, json!({ "new_owner_id": team.owner.user })).await
}

pub(super) async fn with_nobody() -> Answer {
    let team = Team::new().await;
    post(&team, "/members", &team.owner, json!({ "email": "nobody@example.org" })).await
}

pub(super) async fn with_an_unknown_permission() -> Answer {
    let team = Team::new().await;
    post(&team, "/members", &team.owner, json!({ "email": OUTSIDER, "permissions": ["unknown"] })).await
}

pub(super) async fn with_a_permission_twice() -> Answer {
    let team = Team::new().await;
    team.permission("deploy", false).await;
    post(&team, "/permissions", &team.owner, json!({ "key": "deploy", "display_name": "Deploy" })).await
}

pub(super) async fn with_a_resource_twice() -> Answer {
    let team = Team::new().await;
    team.resource("https://orders.example.org").await;
    post(&team, "/resources", &team.owner, json!({ "uri": "https://orders.example.org/", "name": "Mine" }))
        .await
}

pub(super) async fn inviting_twice() -> Answer {
    let team = Team::new().await;
    team.invite(OUTSIDER).await;
    post(&team, "/invites", &team.owner, json!({ "email": OUTSIDER })).await
}

pub(super) async fn inviting_a_member() -> Answer {
    let team = Team::new().await;
    post(&team, "/invites", &team.owner, json!({ "email": "member@example.org" })).await
}

async fn accept(server: &Server, invite: &str, token: &str) -> Answer {
    server.post_as(&format!("/invites/{invite}/accept"), token, json!({})).await
}

pub(super) async fn entered_by_a_guess() -> Answer {
    let server = Server::start().await;
    accept(&server, "guess", &server.ann().await).await
}

pub(super) async fn entered_too_late() -> Answer {
    let team = Team::new().await;
    let invite = team.invite(OUTSIDER).await;
    team.server.advance(7 * 24 * HOUR);
    let login = json!({ "email": OUTSIDER, "password": PASSWORD });
    let token = team.server.post("/auth/login", login).await.field("token");
    accept(&team.server, &invite, &token).await
}

pub(super) async fn entered_by_somebody_else() -> Answer {
    let team = Team::new().await;
    let invite = team.invite("bea@example.org").await;
    accept(&team.server, &invite, &team.outsider.token).await
}
