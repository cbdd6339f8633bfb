//! Projects: their slugs, who sees them, and their end.

use acceptance::{Database, Person, Server, email, on_both};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tokio::task::JoinSet;

async fn a_slug_comes_from_the_name_and_never_changes(database: Database) {
    let server = Server::start(database).await;
    let ann = Person::register(&server).await;
    let made = ann.post("/projects/", &json!({"name": "Алатау Жайлау", "slug": "mine"})).await.expect(201);
    let slug = made.text("slug");
    assert!(slug.starts_with("alatau-") && slug.is_ascii(), "{slug}");
    let path = format!("/projects/{slug}");
    let body = json!({"name": "Other", "description": "Text", "is_public": true, "slug": "other"});
    let changed = ann.patch(&path, &body).await.expect(200).json();
    assert_eq!((&changed["slug"], &changed["name"]), (&json!(slug), &json!("Other")));
    let cleared = ann.patch(&path, &json!({"description": null})).await.expect(200).json();
    assert_eq!((&cleared["description"], &cleared["is_public"]), (&Value::Null, &json!(true)));
    for path in ["/projects", "/projects/"] {
        let own = ann.get(path).await.expect(200).json();
        assert_eq!((&own[0]["slug"], &own[0]["role"]), (&json!(slug), &json!("owner")));
    }
}

async fn racing_projects_of_one_name_get_slugs_of_their_own(database: Database) {
    let server = Server::start(database).await;
    let ann = Person::register(&server).await;
    let mut race = JoinSet::new();
    for _ in 0..10 {
        let ann = ann.clone();
        race.spawn(async move { ann.project("Same name").await.slug });
    }
    let slugs: BTreeSet<_> = race.join_all().await.into_iter().collect();
    assert_eq!(slugs.len(), 10, "{slugs:?}");
}

async fn a_private_project_is_not_there_for_others_and_a_public_one_is_joined(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let (private, public) = (ann.project("Private").await, ann.public_project("Public").await);
    bob.get(&private.path("")).await.expect_code(404, "NOT_FOUND");
    bob.post(&private.path("/join"), &json!({})).await.expect_code(403, "PROJECT_PRIVATE");
    assert_eq!(bob.get(&public.path("")).await.expect(200).json()["role"], Value::Null);
    bob.post(&public.path("/join"), &json!({})).await.expect(200);
    bob.post(&public.path("/join"), &json!({})).await.expect_code(400, "ALREADY_MEMBER");
    assert_eq!(bob.get("/projects").await.expect(200).json()[0]["role"], "member");
    bob.patch(&public.path(""), &json!({"name": "Mine"})).await.expect_code(403, "FORBIDDEN");
    bob.delete(&public.path("")).await.expect_code(403, "FORBIDDEN");
    bob.delete(&public.path("/leave")).await.expect(200);
    bob.delete(&public.path("/leave")).await.expect_code(403, "NOT_PROJECT_MEMBER");
    ann.delete(&public.path("/leave")).await.expect_code(400, "OWNER_CANNOT_LEAVE");
}

async fn the_end_of_a_project_ends_all_that_hangs_on_it_at_once(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Short-lived").await;
    project.add(&bob, "admin").await;
    let partner = project.partner().await;
    let tokens = partner.tokens(&bob).await;
    let code = partner.code(&bob).await;
    let invited = email("invited");
    let invite = project.invite(&server, &invited).await;
    bob.api.userinfo(&tokens.access_token).await.expect(200);

    bob.delete(&project.path("")).await.expect_code(403, "FORBIDDEN");
    ann.delete(&project.path("")).await.expect(200);

    bob.api.userinfo(&tokens.access_token).await.expect_oauth_error(401, "invalid_token");
    partner.refresh(&tokens.refresh_token).await.expect_oauth_error(401, "invalid_client");
    partner.exchange(&code).await.expect_oauth_error(401, "invalid_client");
    partner.authorize(&bob, &[]).await.expect_oauth_error(400, "invalid_client");
    server.get(&format!("/invites/{invite}")).await.expect_code(404, "INVITE_NOT_FOUND");
    for path in ["", "/members", "/permissions", "/clients", "/invites"] {
        ann.get(&project.path(path)).await.expect_code(404, "NOT_FOUND");
    }
    assert_eq!(bob.get("/projects").await.expect(200).body, "[]");
    assert_eq!(bob.get("/auth/apps").await.expect(200).body, "[]");
}

on_both!(
    a_slug_comes_from_the_name_and_never_changes,
    racing_projects_of_one_name_get_slugs_of_their_own,
    a_private_project_is_not_there_for_others_and_a_public_one_is_joined,
    the_end_of_a_project_ends_all_that_hangs_on_it_at_once,
);
