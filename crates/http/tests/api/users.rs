//! `/users/search`

use crate::projects::Team;
use crate::support::{ANN, Server, pairs};
use actix_web::test::TestRequest;
use serde_json::json;

const SEARCH: &str = "/users/search";

#[actix_web::test]
async fn a_name_finds_a_stranger_but_not_their_address() {
    let server = Server::start().await;
    let ann = server.ann().await;
    let bea = server.registered("bea@example.org").await.field("token");
    server
        .patch("/auth/profile", &ann, json!({ "username": "Ann_Smith", "surname": "Smith" }))
        .await
        .succeeds();
    for text in ["SMITH", "ann_s"] {
        let found = server.get(&format!("{SEARCH}?q={text}"), &bea).await.succeeds().json();
        let id = server.get("/auth/me", &ann).await.field("id");
        let person = json!({ "id": id, "username": "Ann_Smith", "displayName": "ann", "email": null });
        assert_eq!(found, json!([person]), "{text}");
    }
    let whole = server.get(&format!("{SEARCH}?q=ANN%40example.org"), &bea).await.succeeds().json();
    assert_eq!(whole[0]["email"], ANN);
    for part in ["nn@example.org", "example.org", "ann@example"] {
        let found = server.get(&format!("{SEARCH}?q={part}"), &bea).await.succeeds().json();
        let strangers =
            found.as_array().unwrap().iter().filter(|person| person["email"] != "bea@example.org");
        assert_eq!(strangers.count(), 0, "{part}");
    }
}

#[actix_web::test]
async fn a_search_says_what_is_wrong_with_it() {
    let server = Server::start().await;
    let token = server.ann().await;
    server.call(TestRequest::get().uri("/users/search?q=ann")).await.fails(401, "UNAUTHENTICATED");
    let long = "x".repeat(255);
    for (query, rule) in
        [("", "required"), ("q=", "required"), ("q=+a+", "min_length"), (&*long, "max_length")]
    {
        let query = if query == long { format!("q={long}") } else { query.to_owned() };
        let answer = server.get(&format!("{SEARCH}?{query}"), &token).await;
        assert_eq!(answer.complaints(), pairs([("q", rule)]), "{query}");
    }
    server.get(&format!("{SEARCH}?q=ann&project_slug=%20"), &token).await.fails(404, "NOT_FOUND");
    server.get(&format!("{SEARCH}?q=ann&project_slug=none"), &token).await.fails(404, "NOT_FOUND");
    server.get(&format!("{SEARCH}?q=ann&q=bea"), &token).await.fails(400, "MALFORMED_REQUEST");
}

#[actix_web::test]
async fn only_members_look_among_members() {
    let team = Team::of(json!({ "name": "My App", "is_public": true })).await;
    let path = format!("{SEARCH}?q=member&project_slug=my-app");
    team.server.get(&path, &team.outsider.token).await.fails(403, "NOT_PROJECT_MEMBER");
    team.server.get(&path, &team.member.token).await.succeeds();
}
