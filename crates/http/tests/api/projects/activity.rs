//! `/projects/{slug}/activity`

use super::{Somebody, Team};
use actix_web::test::TestRequest;
use serde_json::{Value, json};

async fn told(team: &Team, reader: &Somebody) -> Vec<Value> {
    let list = team.server.get(&team.path("/activity"), &reader.token).await.succeeds().json();
    list.as_array().unwrap().clone()
}

fn actions(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn owner_and_admins_see_who_did_what_to_whom() {
    let team = Team::new().await;
    let entries = told(&team, &team.owner).await;
    assert_eq!(actions(&entries), ["member.added", "member.added", "project.created"]);
    let added = &entries[1];
    assert_eq!((&added["actor"], &added["target"]["kind"]), (&json!(team.owner.user), &json!("member")));
    assert_eq!(added["details"], json!({ "role": "admin", "permissions": [] }));
    assert_eq!(added["project"], entries[2]["project"]);
    assert_eq!(told(&team, &team.admin).await.len(), 3);
}

#[actix_web::test]
async fn where_somebody_was_is_told_to_them_alone() {
    let team = Team::new().await;
    team.server.advance(std::time::Duration::from_secs(1));
    let change = TestRequest::patch().uri(&team.path("")).insert_header(("user-agent", "curl/8"));
    let change = change.insert_header(("authorization", format!("Bearer {}", team.admin.token)));
    let change = change.peer_addr("203.0.113.9:4711".parse().unwrap());
    team.server.call(change.set_json(json!({ "is_public": true }))).await.succeeds();
    for (reader, ip, program) in
        [(&team.admin, json!("203.0.113.9"), json!("curl/8")), (&team.owner, Value::Null, Value::Null)]
    {
        let changed = &told(&team, reader).await[0];
        assert_eq!(changed["details"], json!({ "fields": ["is_public"], "is_public": true }));
        assert_eq!((&changed["ip"], &changed["userAgent"]), (&ip, &program));
    }
}

#[actix_web::test]
async fn nobody_else_sees_it() {
    let team = Team::new().await;
    let path = team.path("/activity");
    team.server.get(&path, &team.member.token).await.fails(403, "FORBIDDEN");
    team.server.get(&path, &team.outsider.token).await.fails(403, "NOT_PROJECT_MEMBER");
    team.server.get("/projects/nowhere/activity", &team.owner.token).await.fails(404, "NOT_FOUND");
}

#[actix_web::test]
async fn another_project_s_is_not_shown() {
    let team = Team::new().await;
    let answer = team.server.post_as("/projects", &team.owner.token, json!({ "name": "Other" })).await;
    let other = answer.json()["id"].clone();
    let entries = told(&team, &team.owner).await;
    assert_eq!(entries.len(), 3);
    assert!(entries.iter().all(|entry| entry["project"] != other), "{entries:?}");
    let path = format!("/projects/{}/activity", answer.json()["slug"].as_str().unwrap());
    let entries = team.server.get(&path, &team.owner.token).await.succeeds().json();
    assert_eq!(entries.as_array().unwrap().len(), 1);
    assert_eq!(entries[0]["project"], other);
}

#[actix_web::test]
async fn it_comes_in_pages() {
    let team = Team::new().await;
    let (mut path, mut seen) = (team.path("/activity?limit=2"), Vec::new());
    loop {
        let answer = team.server.get(&path, &team.owner.token).await.succeeds();
        seen.extend(answer.json().as_array().unwrap().iter().cloned());
        let link = answer.header("link").to_owned();
        let Some((_, next)) = link.split_once(&team.path("/activity")) else { break };
        path = format!("{}{}", team.path("/activity"), next.split('>').next().unwrap());
    }
    assert_eq!(seen, told(&team, &team.owner).await);
}
