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
async fn people_tell_what_else_they_like() {
    let server = Server::start().await;
    let token = server.ann().await;
    let told = json!({
        "middleName": "Mo", "nickname": " an ", "profile": "https://ann.example/me", "gender": "female",
        "picture": "https://ann.example/me.png", "website": "http://ann.example", "birthdate": "1987-10-16",
        "zoneinfo": "Asia/Almaty", "locale": "kk-KZ", "phoneNumber": "+77011234567",
        "address": { "streetAddress": "1 Abai Ave\nFlat 2", "country": "KZ" },
    });
    let me = server.patch(PROFILE, &token, told.clone()).await.succeeds().json();
    for (field, text) in told.as_object().unwrap() {
        let kept = text.as_str().map(str::trim);
        assert!(kept.is_none_or(|kept| me[field] == kept), "{field}: {me}");
    }
    let address = json!({
        "formatted": null, "streetAddress": "1 Abai Ave\nFlat 2", "locality": null, "region": null,
        "postalCode": null, "country": "KZ",
    });
    assert_eq!(me["address"], address);
    let change = json!({ "nickname": null, "gender": "", "address": { "locality": "Almaty" } });
    let me = server.patch(PROFILE, &token, change).await.succeeds().json();
    assert_eq!(
        (&me["nickname"], &me["gender"], &me["locale"]),
        (&Value::Null, &Value::Null, &json!("kk-KZ"))
    );
    let address = &me["address"];
    assert_eq!((&address["locality"], &address["country"]), (&json!("Almaty"), &Value::Null), "one value");
    let me = server.patch(PROFILE, &token, json!({ "address": null })).await.succeeds().json();
    assert_eq!(me["address"], Value::Null);
    assert_eq!(server.get("/auth/me", &token).await.json(), me);
}

#[actix_web::test]
async fn every_fact_that_does_not_fit_is_named_with_its_rule() {
    let server = Server::start().await;
    let token = server.ann().await;
    let body = json!({
        "surname": "a\nb", "nickname": "a\u{7}b", "profile": "javascript:alert(1)", "birthdate": "1987-02-30",
        "zoneinfo": "../..", "locale": "en_US", "phoneNumber": "112", "address": { "country": "x".repeat(101) },
    });
    let answer = server.patch(PROFILE, &token, body).await;
    let wanted = [
        ("nickname", "no_control_characters"),
        ("profile", "url"),
        ("birthdate", "date"),
        ("zoneinfo", "time_zone"),
        ("locale", "language"),
        ("phoneNumber", "phone"),
        ("address.country", "max_length"),
        ("surname", "no_control_characters"),
    ];
    assert_eq!(answer.complaints(), pairs(wanted));
    for no_address in [json!("here"), json!(["1 Abai Ave", null])] {
        let answer = server.patch(PROFILE, &token, json!({ "address": no_address })).await;
        answer.fails(400, "MALFORMED_REQUEST");
    }
    assert_eq!(server.get("/auth/me", &token).await.json()["nickname"], Value::Null, "nothing changed");
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
