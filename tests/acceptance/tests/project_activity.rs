//! Owner and admins can see what happened in their project; who goes takes what is personal along.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, PASSWORD, Person, Project, Server, email, on_both};
use serde_json::{Value, json};

const PROGRAM: &str = "Nomad/1.9";

async fn told(project: &Project, reader: &Person) -> Vec<Value> {
    let answer = reader.get(&project.path("/activity")).await.expect(200);
    answer.json().as_array().unwrap().clone()
}

fn actions(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect()
}

/// Somebody is invited, registers by the invite, becomes an admin, defines a permission and leaves.
async fn visit(server: &Server, project: &Project) -> Person {
    let email = email("guest");
    let token = project.invite(server, &email).await;
    let api = server.api().using(PROGRAM);
    let body = json!({"email": email, "password": PASSWORD, "invite_token": token});
    let answer = api.post("/auth/register/with-invite", &body, None).await.expect(200);
    let guest = Person::signed_in(api, &email, PASSWORD, &answer);
    let seat = project.seat(&project.owner, &guest).await.unwrap();
    let path = project.path(&format!("/members/{}", seat["id"].as_str().unwrap()));
    project.owner.patch(&path, &json!({"role": "admin"})).await.expect(200);
    let permission = json!({"key": "site.view", "display_name": "See the site"});
    guest.post(&project.path("/permissions"), &permission).await.expect(201);
    guest.delete(&project.path("/leave")).await.expect(200);
    guest
}

const LEFT: [&str; 6] = [
    "member.left",
    "permission.created",
    "member.changed",
    "invite.accepted",
    "invite.created",
    "project.created",
];

async fn a_visit_is_told_the_latest_first_to_owner_and_admins(database: Database) {
    let server = Server::start(database).await;
    let owner = Person::register(&server).await;
    let project = owner.project("Yurt").await;
    owner.project("Another").await;
    let guest = visit(&server, &project).await;
    let entries = told(&project, &owner).await;
    assert_eq!(actions(&entries), LEFT);
    assert!(entries.iter().all(|entry| entry["project"] == project.id), "{entries:?}");
    assert_eq!((&entries[4]["actor"], &entries[4]["address"]), (&json!(owner.id), &json!(guest.email)));
    assert_eq!((&entries[3]["actor"], &entries[3]["ip"]), (&json!(guest.id), &Value::Null));
    assert_eq!(entries[2]["details"], json!({"was": "member", "role": "admin"}));
    let own = guest.get("/auth/activity").await.expect(200).json();
    let own = own.as_array().unwrap();
    assert_eq!(actions(own)[..2], ["member.left", "member.changed"]);
    assert!(actions(own)[2..].contains(&"invite.accepted"), "at one with the registration");
    assert_eq!((&own[0]["ip"], &own[1]["ip"]), (&json!(guest.api.address()), &Value::Null));
    guest.get(&project.path("/activity")).await.expect_code(403, "NOT_PROJECT_MEMBER");
    project.add(&guest, "member").await;
    guest.get(&project.path("/activity")).await.expect_code(403, "FORBIDDEN");
}

async fn whoever_goes_takes_what_is_personal_along(database: Database) {
    let server = Server::start(database).await;
    let owner = Person::register(&server).await;
    let project = owner.project("Yurt").await;
    let guest = visit(&server, &project).await;
    let log = || String::from_utf8_lossy(&server.dump_table("audit_log")).into_owned();
    let personal = [guest.api.address(), PROGRAM, &guest.email];
    assert_eq!(personal.map(|data| log().contains(data)), [true; 3]);
    guest.delete_account(PASSWORD).await.expect(200);
    assert_eq!(personal.map(|data| log().contains(data)), [false; 3]);
    let entries = told(&project, &owner).await;
    assert_eq!(actions(&entries), LEFT, "what happened stays");
    assert_eq!((&entries[3]["actor"], &entries[4]["address"]), (&json!(guest.id), &Value::Null));
    assert!(entries[4]["ip"].is_string(), "where the owner was is theirs");
}

on_both!(a_visit_is_told_the_latest_first_to_owner_and_admins, whoever_goes_takes_what_is_personal_along,);
