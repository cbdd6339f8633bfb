//! What goes wrong with roles: an admin tries it.

use crate::projects::{Somebody, Team};
use crate::support::Answer;
use serde_json::{Value, json};

async fn change(team: &Team, of: &Somebody, body: Value) -> Answer {
    team.server.patch(&team.seat_path(of).await, &team.admin.token, body).await
}

pub(super) async fn of_another_admin() -> Answer {
    let team = Team::new().await;
    let body = json!({ "email": "outsider@example.org", "role": "admin" });
    team.server.post_as(&team.path("/members"), &team.owner.token, body).await;
    change(&team, &team.outsider, json!({ "role": "member" })).await
}

pub(super) async fn of_oneself() -> Answer {
    let team = Team::new().await;
    change(&team, &team.admin, json!({ "role": "member" })).await
}

pub(super) async fn of_the_owner() -> Answer {
    let team = Team::new().await;
    change(&team, &team.owner, json!({ "role": "member" })).await
}

pub(super) async fn of_a_new_admin() -> Answer {
    let team = Team::new().await;
    change(&team, &team.member, json!({ "role": "admin" })).await
}
