//! `/api/user/api-clients`

use crate::projects::Team;
use crate::support::{HOUR, MINUTE, Server, bearer, pairs};
use actix_web::test::TestRequest;
use serde_json::{Value, json};

const PATH: &str = "/api/user/api-clients";

#[actix_web::test]
async fn the_whole_life_of_a_client() {
    let server = Server::start().await;
    let token = server.ann().await;
    let made = server.post_as(PATH, &token, json!({ "name": "grafana-reader" })).await;
    assert_eq!(made.status.as_u16(), 201);
    assert!(made.field("token").starts_with("hk_live_") && made.field("token").len() == 57);
    let mut shown = made.json();
    shown.as_object_mut().unwrap().remove("token");
    let now = server.now().to_string();
    let expected = json!({
        "id": shown["id"], "name": "grafana-reader", "description": null, "owner_type": "personal",
        "project_roles": [], "created_at": now, "updated_at": now,
        "last_used_at": null, "expires_at": null, "revoked_at": null,
    });
    assert_eq!(shown, expected);
    let path = format!("{PATH}/{}", made.field("id"));
    assert_eq!(server.get(&path, &token).await.succeeds().json(), expected);
    assert_eq!(server.get(&format!("{PATH}/"), &token).await.succeeds().json(), json!([expected]));

    server.advance(MINUTE);
    let change =
        json!({ "name": "renamed-client", "description": "Graphs", "expires_at": server.now() + HOUR });
    let changed = server.put(&path, &token, change).await.succeeds().json();
    assert_eq!((&changed["name"], &changed["description"]), (&json!("renamed-client"), &json!("Graphs")));
    assert_eq!(changed["updated_at"], json!(server.now()));
    let cleared = server.put(&path, &token, json!({ "description": null, "expires_at": null })).await.json();
    assert_eq!((&cleared["description"], &cleared["expires_at"]), (&Value::Null, &Value::Null));
    assert_eq!(cleared["name"], "renamed-client", "what is absent stays");

    let rolled = server.post_as(&format!("{path}/rotate"), &token, json!({ "overlap_seconds": 60 })).await;
    assert_ne!(rolled.succeeds().field("token"), made.field("token"));
    let revoked = server.put(&path, &token, json!({ "revoked": true })).await.succeeds().json();
    assert_eq!(revoked["revoked_at"], json!(server.now()));
    server.put(&path, &token, json!({ "revoked": false })).await.fails(409, "API_CLIENT_REVOKED");
    server.delete(&path, &token).await.succeeds();
    server.get(&path, &token).await.fails(404, "NOT_FOUND");
    server.delete(&path, &token).await.fails(404, "NOT_FOUND");
}

#[actix_web::test]
async fn the_cookie_will_do_but_not_for_another_site() {
    let server = Server::start().await;
    server.registered("ann@example.org").await;
    let cookie = format!("hk_token={}", server.cookie_of("ann@example.org").await);
    let post = || TestRequest::post().uri(PATH).set_json(json!({ "name": "ci" }));
    let own = server.call(post().insert_header(("cookie", cookie.clone()))).await;
    assert_eq!(own.status.as_u16(), 201);
    let forged = post().insert_header(("cookie", cookie)).insert_header(("sec-fetch-site", "cross-site"));
    server.call(forged).await.fails(403, "FORBIDDEN");
    server.call(post()).await.fails(401, "UNAUTHENTICATED");
}

#[actix_web::test]
async fn a_new_token_needs_no_body() {
    let server = Server::start().await;
    let token = server.ann().await;
    let id = server.post_as(PATH, &token, json!({ "name": "ci" })).await.field("id");
    let rotate = || TestRequest::post().uri(&format!("{PATH}/{id}/rotate")).insert_header(bearer(&token));
    let (first, second) = (server.call(rotate()).await, server.call(rotate()).await);
    assert_ne!(first.succeeds().field("token"), second.succeeds().field("token"));
    let typed = rotate().insert_header(("content-type", "application/json"));
    server.call(typed).await.succeeds();
    server.call(rotate().set_payload("{}")).await.fails(415, "UNSUPPORTED_MEDIA_TYPE");
    server.call(rotate().set_json(json!([]))).await.fails(400, "MALFORMED_REQUEST");
    for overlap in [-1, 604_801] {
        let refused = server.call(rotate().set_json(json!({ "overlap_seconds": overlap }))).await;
        assert_eq!(refused.complaints(), pairs([("overlap_seconds", "range")]));
    }
}

#[actix_web::test]
async fn every_field_that_fails_is_told() {
    let server = Server::start().await;
    let token = server.ann().await;
    let id = server.post_as(PATH, &token, json!({ "name": "ci" })).await.field("id");
    assert_eq!(server.post_as(PATH, &token, json!({})).await.complaints(), pairs([("name", "required")]));
    let wrong = json!({
        "name": "x".repeat(101), "description": "x".repeat(501), "expires_at": "tomorrow",
        "project_roles": [{ "project_id": "x", "role": "member" }],
    });
    let wanted = pairs([
        ("name", "max_length"),
        ("description", "max_length"),
        ("expires_at", "date_time"),
        ("project_roles", "project_role"),
    ]);
    assert_eq!(server.post_as(PATH, &token, wrong.clone()).await.complaints(), wanted);
    assert_eq!(server.put(&format!("{PATH}/{id}"), &token, wrong).await.complaints(), wanted);
    let past = json!({ "name": "ci", "expires_at": server.now() });
    assert_eq!(
        server.post_as(PATH, &token, past.clone()).await.complaints(),
        pairs([("expires_at", "future")])
    );
    let refused = server.put(&format!("{PATH}/{id}"), &token, past).await;
    assert_eq!(refused.complaints(), pairs([("expires_at", "future")]));
}

#[actix_web::test]
async fn what_is_granted_is_judged() {
    let team = Team::new().await;
    let (server, token) = (&team.server, &team.member.token);
    team.permission("site.view", false).await;
    let project = server.get(&team.path(""), token).await.field("id");
    let role =
        |role: &str, keys: &[&str]| json!({ "project_id": project, "role": role, "permissions": keys });
    let body = |roles: Value| json!({ "name": "ci", "project_roles": roles });
    let good = role("admin", &["site.view"]);
    let made = server.post_as(PATH, token, body(json!([good]))).await;
    assert_eq!(made.json()["project_roles"], json!([good]), "a ceiling may be higher than the owner");
    let bare = json!({ "project_id": project, "role": "member" });
    let put =
        server.put(&format!("{PATH}/{}", made.field("id")), token, json!({ "project_roles": [bare] })).await;
    assert_eq!(put.json()["project_roles"], json!([role("member", &[])]));
    for roles in [
        json!([role("owner", &[])]),
        json!([role("member", &["Site View"])]),
        json!([bare, bare]),
        json!([{ "role": "member" }]),
        json!([{ "project_id": project }]),
    ] {
        let refused = server.post_as(PATH, token, body(roles)).await;
        assert_eq!(refused.complaints(), pairs([("project_roles", "project_role")]));
    }
    let many = server.post_as(PATH, token, body(json!(vec![bare; 101]))).await;
    assert_eq!(many.complaints(), pairs([("project_roles", "max_items")]));
    let unknown = body(json!([role("member", &["unknown"])]));
    server.post_as(PATH, token, unknown).await.fails(400, "PERMISSION_NOT_FOUND");
    let foreign = body(json!([role("member", &[])]));
    server.post_as(PATH, &team.outsider.token, foreign).await.fails(403, "NOT_PROJECT_MEMBER");
    let nowhere = body(json!([{ "project_id": team.outsider.user, "role": "member" }]));
    server.post_as(PATH, token, nowhere).await.fails(403, "NOT_PROJECT_MEMBER");
}

#[actix_web::test]
async fn a_person_has_at_most_a_hundred() {
    let server = Server::start().await;
    let token = server.ann().await;
    for _ in 0..100 {
        assert_eq!(server.post_as(PATH, &token, json!({ "name": "ci" })).await.status.as_u16(), 201);
    }
    let refused = server.post_as(PATH, &token, json!({ "name": "ci" })).await;
    assert_eq!(refused.complaints(), pairs([("name", "max_items")]));
}

#[actix_web::test]
async fn each_has_a_quota_of_its_own() {
    let server = Server::limited(60, 3).await;
    let token = server.ann().await;
    let first = server.post_as(PATH, &token, json!({ "name": "one" })).await.field("token");
    let second = server.post_as(PATH, &token, json!({ "name": "other" })).await.field("token");
    for _ in 0..3 {
        server.get("/projects", &first).await.succeeds();
    }
    server.get("/projects", &first).await.fails(429, "TOO_MANY_REQUESTS");
    server.get("/projects", &second).await.succeeds();
}
