//! Whoever a client belongs to can see what was done to it: a person in their own activity, a project in its own.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Server, on_both};
use serde_json::{Value, json};

const LIFE: [&str; 4] = ["client.deleted", "client.secret_rotated", "client.changed", "client.created"];

/// What the reader is shown of this client.
async fn told(reader: &Person, path: &str, client: &str) -> Vec<Value> {
    let answer = reader.get(path).await.expect(200);
    assert!(!answer.body.contains("hks_"), "a secret: {}", answer.body);
    let entries = answer.json();
    let about = entries.as_array().unwrap().iter().filter(|entry| entry["target"]["id"] == client);
    about.cloned().collect()
}

fn actions(entries: &[Value]) -> Vec<&str> {
    entries.iter().map(|entry| entry["action"].as_str().unwrap()).collect()
}

/// Changes the client at `path` and gives it a new secret.
async fn change(by: &Person, path: &str) {
    let change =
        json!({"name": "Other", "redirect_uri": "https://shop.example.org/new", "skip_consent": false});
    by.patch(path, &change).await.expect(200);
    by.patch(path, &json!({"name": "Other"})).await.expect(200);
    by.post(&format!("{path}/rotate-secret"), &json!({})).await.expect(200);
}

async fn a_person_sees_what_was_done_to_their_client(database: Database) {
    let server = Server::start(database).await;
    let (ann, bea) = (Person::register(&server).await, Person::register(&server).await);
    let client = ann.partner().await.id;
    let path = format!("/oauth/clients/{client}");
    bea.patch(&path, &json!({"name": "Mine"})).await.expect_code(404, "NOT_FOUND");
    bea.delete(&path).await.expect_code(404, "NOT_FOUND");
    change(&ann, &path).await;
    ann.delete(&path).await.expect(200);
    let entries = told(&ann, "/auth/activity", &client).await;
    assert_eq!(actions(&entries), LIFE, "no refusal, nor what changed nothing");
    assert_eq!(entries[2]["details"], json!({"fields": ["name", "redirect_uris"]}));
    for entry in &entries {
        assert_eq!((&entry["actor"], &entry["ip"]), (&json!(ann.id), &json!(ann.api.address())));
        assert_eq!((&entry["target"]["kind"], &entry["project"]), (&json!("client"), &Value::Null));
    }
    assert!(told(&bea, "/auth/activity", &client).await.is_empty());
}

async fn a_project_sees_what_was_done_to_its_client(database: Database) {
    let server = Server::start(database).await;
    let (owner, admin) = (Person::register(&server).await, Person::register(&server).await);
    let project = owner.project("Yurt").await;
    project.add(&admin, "admin").await;
    let client = project.partner().await.id;
    let path = project.path(&format!("/clients/{client}"));
    change(&admin, &path).await;
    owner.delete(&path).await.expect(200);
    let entries = told(&owner, &project.path("/activity"), &client).await;
    assert_eq!(actions(&entries), LIFE);
    assert!(entries.iter().all(|entry| entry["project"] == project.id), "{entries:?}");
    let (owners, admins) = ((&json!(owner.id), true), (&json!(admin.id), false));
    let seen: Vec<_> = entries.iter().map(|entry| (&entry["actor"], entry["ip"].is_string())).collect();
    assert_eq!(seen, [owners, admins, admins, owners], "where the admin was is theirs");
    for person in [&owner, &admin] {
        assert!(told(person, "/auth/activity", &client).await.is_empty(), "it is nobody's own");
    }
}

on_both!(a_person_sees_what_was_done_to_their_client, a_project_sees_what_was_done_to_its_client,);
