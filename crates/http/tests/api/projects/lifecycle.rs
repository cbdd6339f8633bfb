//! `/projects` and `/projects/{slug}`: making, seeing, changing, joining, leaving and ending a project.

use super::{Team, created, somebody};
use crate::support::{Server, pairs, request};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::json;

#[actix_web::test]
async fn a_new_project_is_shown_in_the_contracts_spelling() {
    let server = Server::start().await;
    let ann = somebody(&server, "ann@example.org").await;
    let body = json!({ "name": " Мой проект ", "description": "Two\nlines", "slug": "mine", "unknown": 1 });
    let answer = server.post_as("/projects", &ann.token, body).await;
    assert_eq!(answer.status.as_u16(), 201);
    let project = answer.json();
    let mut fields: Vec<_> = project.as_object().unwrap().keys().cloned().collect();
    fields.sort();
    assert_eq!(fields, ["created_at", "description", "id", "is_public", "name", "owner_id", "slug"]);
    assert_eq!((&project["name"], &project["slug"]), (&json!("Мой проект"), &json!("moi-proekt")));
    assert_eq!((&project["description"], &project["is_public"]), (&json!("Two\nlines"), &json!(false)));
    assert_eq!(project["owner_id"], *ann.user);
    for path in ["/projects", "/projects/"] {
        let own = server.get(path, &ann.token).await.succeeds().json();
        assert_eq!((&own[0]["id"], &own[0]["role"]), (&project["id"], &json!("owner")), "{path}");
        assert_eq!(own.as_array().unwrap().len(), 1);
    }
    for path in ["/projects/moi-proekt", "/projects/moi-proekt/"] {
        let shown = server.get(path, &ann.token).await.succeeds().json();
        assert_eq!((&shown["id"], &shown["role"]), (&project["id"], &json!("owner")), "{path}");
    }
}

#[actix_web::test]
async fn a_name_that_is_taken_gets_another_slug() {
    let server = Server::start().await;
    let ann = somebody(&server, "ann@example.org").await;
    let bea = somebody(&server, "bea@example.org").await;
    assert_eq!(created(&server, &ann, json!({ "name": "My App" })).await, "my-app");
    assert_eq!(created(&server, &bea, json!({ "name": "my app" })).await, "my-app-2");
}

#[actix_web::test]
async fn every_failing_field_of_a_project_is_named() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.owner.token);
    let empty = server.post_as("/projects", token, json!({})).await;
    assert_eq!(empty.complaints(), pairs([("name", "required")]));
    let blank = server.post_as("/projects", token, json!({ "name": " " })).await;
    assert_eq!(blank.complaints(), pairs([("name", "required")]));
    let wrong = json!({ "name": "x".repeat(101), "description": "x".repeat(501) });
    let wanted = pairs([("name", "max_length"), ("description", "max_length")]);
    assert_eq!(server.post_as("/projects", token, wrong.clone()).await.complaints(), wanted);
    assert_eq!(server.patch(&team.path(""), token, wrong).await.complaints(), wanted);
    let bell = json!({ "name": "a\u{7}", "description": "\u{0}" });
    let wanted = pairs([("name", "no_control_characters"), ("description", "no_control_characters")]);
    assert_eq!(server.post_as("/projects", token, bell).await.complaints(), wanted);
    for body in [json!({ "name": 1 }), json!({ "name": "x", "is_public": "yes" }), json!([])] {
        server.post_as("/projects", token, body).await.fails(400, "MALFORMED_REQUEST");
    }
}

#[actix_web::test]
async fn a_change_touches_what_it_names_and_never_the_slug() {
    let team = Team::of(json!({ "name": "My App", "description": "Good" })).await;
    let (server, path, token) = (&team.server, team.path(""), &team.admin.token);
    let body = json!({ "name": "Other", "is_public": true, "slug": "other", "owner_id": team.admin.user });
    let changed = server.patch(&path, token, body).await.succeeds().json();
    assert_eq!((&changed["name"], &changed["slug"]), (&json!("Other"), &json!("my-app")));
    assert_eq!((&changed["description"], &changed["is_public"]), (&json!("Good"), &json!(true)));
    assert_eq!(changed["owner_id"], *team.owner.user);
    let cleared = server.patch(&path, token, json!({ "name": null, "description": null })).await;
    assert_eq!(cleared.succeeds().json()["description"], json!(null));
    assert_eq!(server.get(&path, token).await.json()["name"], "Other");
}

#[actix_web::test]
async fn settings_are_for_owner_and_admins_and_the_end_is_for_the_owner() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path(""));
    server.patch(&path, &team.member.token, json!({ "name": "x" })).await.fails(403, "FORBIDDEN");
    server.delete(&path, &team.member.token).await.fails(403, "FORBIDDEN");
    server.delete(&path, &team.admin.token).await.fails(403, "FORBIDDEN");
    server.get(&path, &team.member.token).await.succeeds();
    assert!(server.delete(&path, &team.owner.token).await.succeeds().json()["message"].is_string());
    server.get(&path, &team.owner.token).await.fails(404, "NOT_FOUND");
    assert_eq!(server.get("/projects", &team.admin.token).await.json(), json!([]));
}

#[actix_web::test]
async fn everybody_may_join_a_public_project_once_and_leave_it() {
    let team = Team::of(json!({ "name": "Open", "is_public": true })).await;
    let (server, token) = (&team.server, &team.outsider.token);
    assert_eq!(server.get(&team.path(""), token).await.succeeds().json()["role"], json!(null));
    let joined = server.post_as(&team.path("/join"), token, json!({})).await.succeeds();
    assert!(joined.json()["message"].is_string());
    assert_eq!(team.seat(&team.outsider).await["role"], "member");
    server.post_as(&team.path("/join"), token, json!({})).await.fails(400, "ALREADY_MEMBER");
    server.delete(&team.path("/leave"), token).await.succeeds();
    server.delete(&team.path("/leave"), token).await.fails(403, "NOT_PROJECT_MEMBER");
    assert_eq!(server.get("/projects", token).await.json(), json!([]));
}

#[actix_web::test]
async fn a_private_project_is_not_joined_and_its_owner_does_not_leave() {
    let team = Team::new().await;
    let server = &team.server;
    let join = server.post_as(&team.path("/join"), &team.outsider.token, json!({})).await;
    join.fails(403, "PROJECT_PRIVATE");
    server.delete(&team.path("/leave"), &team.owner.token).await.fails(400, "OWNER_CANNOT_LEAVE");
    server.delete(&team.path("/leave"), &team.admin.token).await.succeeds();
}

#[actix_web::test]
async fn nobody_acts_without_being_signed_in() {
    let team = Team::new().await;
    for (method, path) in [
        (Method::GET, "/projects".to_owned()),
        (Method::POST, "/projects".to_owned()),
        (Method::GET, team.path("")),
        (Method::PATCH, team.path("")),
        (Method::DELETE, team.path("")),
        (Method::POST, team.path("/join")),
        (Method::DELETE, team.path("/leave")),
        (Method::POST, team.path("/transfer-ownership")),
        (Method::GET, team.path("/members")),
        (Method::GET, team.path("/permissions")),
        (Method::GET, team.path("/clients")),
        (Method::GET, team.path("/invites")),
        (Method::POST, "/invites/x/accept".to_owned()),
    ] {
        let answer = team.server.call(request(&method, &path).set_json(json!({ "name": "x" }))).await;
        answer.fails(401, "UNAUTHENTICATED");
    }
}

#[actix_web::test]
async fn another_site_makes_no_project_with_somebodys_cookie() {
    let server = Server::start().await;
    server.ann().await;
    let cookie = format!("hk_token={}", server.cookie_of("ann@example.org").await);
    let post = |site: &str| {
        let request = TestRequest::post().uri("/projects").insert_header(("cookie", cookie.clone()));
        request.insert_header(("sec-fetch-site", site.to_owned())).set_json(json!({ "name": "x" }))
    };
    server.call(post("cross-site")).await.fails(403, "FORBIDDEN");
    assert_eq!(server.call(post("same-origin")).await.status.as_u16(), 201);
}

#[actix_web::test]
async fn other_methods_are_told_which_would_do() {
    let server = Server::start().await;
    for (method, path, allow) in [
        (Method::PUT, "/projects/", "GET, HEAD, POST"),
        (Method::POST, "/projects/x", "GET, HEAD, PATCH, DELETE"),
        (Method::GET, "/projects/x/join", "POST"),
        (Method::POST, "/projects/x/leave", "DELETE"),
        (Method::GET, "/projects/x/transfer-ownership", "POST"),
        (Method::PUT, "/projects/x/members/", "GET, HEAD, POST"),
        (Method::GET, "/projects/x/members/y", "PATCH, DELETE"),
        (Method::GET, "/projects/x/permissions/y", "PATCH, DELETE"),
        (Method::GET, "/projects/x/invites/y", "DELETE"),
        (Method::PUT, "/projects/x/clients/y", "GET, HEAD, PATCH, DELETE"),
        (Method::POST, "/invites/x", "GET, HEAD"),
        (Method::GET, "/invites/x/accept", "POST"),
    ] {
        let answer = server.call(request(&method, path)).await;
        answer.fails(405, "METHOD_NOT_ALLOWED");
        assert_eq!(answer.header("allow"), allow, "{method} {path}");
    }
}
