use crate::projects::Team;
use crate::support::{Answer, MINUTE, PASSWORD, pairs};
use hitkey_identity::{Invitation, InvitationToken};
use hitkey_kernel::{EmailAddress, ProjectId};
use serde_json::json;

const PATH: &str = "/auth/register/with-invite";
const BEA: &str = "Bea@example.org";

/// A team that invited Bea, for a minute as identity knows it: the two domains meet in the database only.
async fn invited() -> (Team, String) {
    let team = Team::new().await;
    let token = team.invite(BEA).await;
    let people = &team.server.people;
    let ambient = &people.environment.ambient;
    let project = ProjectId::generate(ambient.now(), ambient.random());
    let invitation =
        Invitation { project, email: EmailAddress::parse(BEA).unwrap(), expires_at: ambient.now() + MINUTE };
    let owner = hitkey_kernel::UserId::generate(ambient.now(), ambient.random());
    people.store.add_project(project, owner);
    people.store.add_invitation(InvitationToken::parse(&token).digest(), project, invitation);
    (team, token)
}

async fn register(team: &Team, token: &str, email: &str, password: &str) -> Answer {
    let body = json!({ "invite_token": token, "email": email, "password": password });
    team.server.post(PATH, body).await
}

#[actix_web::test]
async fn an_invited_person_is_signed_in_and_told_where_to_go() {
    let (team, token) = invited().await;
    let answer = register(&team, &token, "bea@EXAMPLE.org", PASSWORD).await.succeeds().json();
    assert_eq!((&answer["type"], &answer["expires_in"]), (&json!("bearer"), &json!(3600)));
    assert_eq!((&answer["project_slug"], &answer["redirect_url"]), (&json!("my-app"), &json!(null)));
    assert_eq!((&answer["user"]["email"], &answer["user"]["displayName"]), (&json!(BEA), &json!("Bea")));
    assert!(answer["refresh_token"].is_string());
    let me = team.server.get("/auth/me", answer["token"].as_str().unwrap()).await.succeeds().json();
    assert_eq!(me["emailVerified"], true);
    register(&team, &token, BEA, PASSWORD).await.fails(404, "INVITE_NOT_FOUND");
}

#[actix_web::test]
async fn every_refusal_has_its_code_and_leaves_the_invite() {
    let (team, token) = invited().await;
    register(&team, "guessed", BEA, PASSWORD).await.fails(404, "INVITE_NOT_FOUND");
    register(&team, &token, "eve@example.org", PASSWORD).await.fails(400, "EMAIL_MISMATCH");
    let weak = register(&team, &token, BEA, "password1").await;
    assert_eq!(weak.complaints(), pairs([("password", "password_strength")]));
    let empty = team.server.post(PATH, json!({})).await.complaints();
    let required = [("invite_token", "required"), ("email", "required"), ("password", "required")];
    assert_eq!(empty, pairs(required));
    register(&team, &token, BEA, PASSWORD).await.succeeds();
}

#[actix_web::test]
async fn an_old_invite_and_a_taken_address_make_no_account() {
    let (team, token) = invited().await;
    team.server.registered(BEA).await;
    register(&team, &token, BEA, PASSWORD).await.fails(400, "EMAIL_ALREADY_IN_USE");
    team.server.advance(MINUTE);
    register(&team, &token, BEA, PASSWORD).await.fails(400, "INVITE_EXPIRED");
}
