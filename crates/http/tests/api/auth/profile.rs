use crate::support::{Server, pairs};
use serde_json::{Value, json};

const PROFILE: &str = "/auth/profile";

#[actix_web::test]
async fn what_is_named_changes_null_clears_and_the_rest_stays() {
    let server = Server::start().await;
    let token = server.ann().await;
    let all = json!({
        "surname": "Lee", "givenNames": " Ann ", "displayName": "annie", "nativeScript": "안 이",
        "preferredOrder": "eastern", "username": "Ann_1",
    });
    let me = server.patch(PROFILE, &token, all).await.succeeds().json();
    assert_eq!(
        (&me["name"], &me["givenNames"], &me["username"]),
        (&json!("Lee Ann"), &json!("Ann"), &json!("Ann_1"))
    );
    let me =
        server.patch(PROFILE, &token, json!({ "surname": null, "givenNames": "" })).await.succeeds().json();
    assert_eq!(
        (&me["surname"], &me["givenNames"], &me["name"]),
        (&Value::Null, &Value::Null, &json!("annie"))
    );
    assert_eq!((&me["nativeScript"], &me["preferredOrder"]), (&json!("안 이"), &json!("eastern")));
    let shown = server.get("/auth/me", &token).await.json();
    assert_eq!(shown, me);
}

#[actix_web::test]
async fn every_field_that_does_not_fit_is_named() {
    let server = Server::start().await;
    let token = server.ann().await;
    let body = json!({ "surname": "x".repeat(101), "displayName": "a\nb", "preferredOrder": "north" });
    let answer = server.patch(PROFILE, &token, body).await;
    let wanted =
        [("surname", "max_length"), ("displayName", "no_control_characters"), ("preferredOrder", "enum")];
    assert_eq!(answer.complaints(), pairs(wanted));
    server.patch(PROFILE, &token, json!({ "surname": 1 })).await.fails(400, "MALFORMED_REQUEST");
}

#[actix_web::test]
async fn user_names_fail_in_the_words_of_the_contract() {
    let server = Server::start().await;
    let ann = server.ann().await;
    let bea = server.registered("bea@example.org").await.field("token");
    for (name, status, code) in [
        ("ab", 400, "USERNAME_INVALID"),
        ("a-b-c", 400, "USERNAME_INVALID"),
        ("admin", 400, "USERNAME_RESERVED"),
    ] {
        server.patch(PROFILE, &ann, json!({ "username": name })).await.fails(status, code);
    }
    server.patch(PROFILE, &ann, json!({ "username": "lee" })).await.succeeds();
    server.patch(PROFILE, &bea, json!({ "username": "LEE" })).await.fails(409, "USERNAME_TAKEN");
}
