use crate::support::{ANN, Answer, MINUTE, PASSWORD, Server, pairs};
use actix_web::test::TestRequest;
use hitkey_kernel::EmailAddress;
use serde_json::{Value, json};

const EMAILS: &str = "/auth/emails/";
const VERIFY: &str = "/auth/emails/verify";
const RESEND: &str = "/auth/emails/resend";
const WORK: &str = "Ann@Work.example";

async fn add(server: &Server, token: &str, email: &str) -> Answer {
    server.post_as(EMAILS, token, json!({ "email": email })).await
}

async fn enter(server: &Server, token: &str, email: &str, code: &str) -> Answer {
    server.post_as(VERIFY, token, json!({ "email": email, "code": code })).await
}

fn mailed(server: &Server, email: &str) -> String {
    let email = EmailAddress::parse(email).unwrap();
    server.people.last_address_code(&email).expect("a code was mailed").expose().to_owned()
}

fn wrong(server: &Server, email: &str) -> &'static str {
    if mailed(server, email) == "000000" { "111111" } else { "000000" }
}

/// A further verified address: its id.
async fn proven(server: &Server, token: &str, email: &str) -> String {
    add(server, token, email).await;
    enter(server, token, email, &mailed(server, email)).await.succeeds().field("id")
}

async fn list(server: &Server, token: &str) -> Vec<Value> {
    server.get(EMAILS, token).await.succeeds().json().as_array().unwrap().clone()
}

#[actix_web::test]
async fn an_address_is_added_proven_made_default_and_removed() {
    let server = Server::start().await;
    let token = server.ann().await;
    server.advance(MINUTE);
    let added = add(&server, &token, WORK).await;
    assert_eq!(added.status, 201, "{added:?}");
    let id = added.field("id");
    let email = |is_default, is_verified| json!({ "id": id, "email": WORK, "isDefault": is_default, "isVerified": is_verified });
    assert_eq!(added.json(), email(false, false));
    let verified = enter(&server, &token, "ann@work.example", &mailed(&server, WORK)).await.succeeds();
    assert_eq!(verified.json(), email(false, true));
    let path = format!("{EMAILS}{id}/default");
    let made = server.patch(&path, &token, json!({})).await.succeeds();
    assert_eq!(made.json(), email(true, true));
    let addresses: Vec<_> = list(&server, &token).await.iter().map(|one| one["email"].clone()).collect();
    assert_eq!(addresses, [ANN, WORK]);
    let me = server.get("/auth/me", &token).await.json();
    assert_eq!((&me["email"], &me["emails"][1]), (&json!(WORK), &email(true, true)));
    let removed = server.delete(&format!("{EMAILS}{id}"), &token).await.succeeds();
    assert!(removed.json()["message"].is_string());
    let left = list(&server, &token).await;
    assert_eq!((left.len(), &left[0]["isDefault"]), (1, &json!(true)));
}

#[actix_web::test]
async fn the_collection_answers_with_and_without_a_slash() {
    let server = Server::start().await;
    let token = server.ann().await;
    for path in ["/auth/emails", "/auth/emails/"] {
        server.get(path, &token).await.succeeds();
        let email = json!({ "email": format!("a{}@example.org", path.len()) });
        assert_eq!(server.post_as(path, &token, email).await.status, 201);
    }
}

#[actix_web::test]
async fn every_refusal_has_its_code() {
    let server = Server::start().await;
    let ann = server.ann().await;
    let bea = server.registered("bea@example.org").await.field("token");
    server.advance(MINUTE);
    add(&server, &ann, "BEA@example.org").await.fails(400, "EMAIL_ALREADY_IN_USE");
    add(&server, &ann, ANN).await.fails(400, "EMAIL_ALREADY_IN_USE");
    enter(&server, &ann, WORK, "000000").await.fails(404, "EMAIL_NOT_FOUND");
    server.post_as(RESEND, &ann, json!({ "email": WORK })).await.fails(404, "EMAIL_NOT_FOUND");
    let id = add(&server, &ann, WORK).await.field("id");
    let path = format!("{EMAILS}{id}");
    server.patch(&format!("{path}/default"), &ann, json!({})).await.fails(400, "EMAIL_NOT_VERIFIED");
    for path in [&path, &format!("{EMAILS}not-an-id")] {
        let answer = server.delete(path, &bea).await;
        assert_eq!(answer.status, 404, "{answer:?}");
        assert_eq!(server.patch(&format!("{path}/default"), &bea, json!({})).await.status, 404);
    }
    let first = list(&server, &ann).await[0]["id"].as_str().unwrap().to_owned();
    server.delete(&format!("{EMAILS}{first}"), &ann).await.fails(400, "ONLY_VERIFIED_EMAIL");
    enter(&server, &bea, WORK, &mailed(&server, WORK)).await.fails(404, "EMAIL_NOT_FOUND");
    enter(&server, &ann, WORK, &mailed(&server, WORK)).await.succeeds();
    enter(&server, &ann, WORK, "000000").await.fails(400, "EMAIL_ALREADY_VERIFIED");
    server.post_as(RESEND, &ann, json!({ "email": WORK })).await.fails(400, "EMAIL_ALREADY_VERIFIED");
    assert_eq!(add(&server, &ann, "ann").await.complaints(), pairs([("email", "email")]));
    let empty = server.post_as(VERIFY, &ann, json!({})).await;
    assert_eq!(empty.complaints(), pairs([("email", "required"), ("code", "required")]));
}

#[actix_web::test]
async fn a_code_dies_after_three_tries_and_ten_minutes_and_a_fresh_one_lives() {
    let server = Server::start().await;
    let token = server.ann().await;
    add(&server, &token, WORK).await;
    for _ in 0..3 {
        enter(&server, &token, WORK, wrong(&server, WORK)).await.fails(400, "INVALID_CODE");
    }
    enter(&server, &token, WORK, &mailed(&server, WORK)).await.fails(400, "TOO_MANY_ATTEMPTS");
    let early = server.post_as(RESEND, &token, json!({ "email": WORK })).await;
    early.fails(429, "RESEND_COOLDOWN");
    assert_eq!(early.header("retry-after"), "60");
    server.advance(MINUTE);
    server.post_as(RESEND, &token, json!({ "email": WORK })).await.succeeds();
    server.advance(10 * MINUTE);
    enter(&server, &token, WORK, &mailed(&server, WORK)).await.fails(400, "CODE_EXPIRED");
    server.post_as(RESEND, &token, json!({ "email": WORK })).await.succeeds();
    enter(&server, &token, WORK, &mailed(&server, WORK)).await.succeeds();
}

#[actix_web::test]
async fn a_stranger_and_another_site_get_nowhere() {
    let server = Server::start().await;
    let token = server.ann().await;
    let id = proven(&server, &token, WORK).await;
    let cookie = format!("hk_token={}", server.cookie_of(ANN).await);
    let path = format!("{EMAILS}{id}");
    let calls = || {
        [
            TestRequest::post().uri(EMAILS).set_json(json!({ "email": "eve@example.org" })),
            TestRequest::post().uri(VERIFY).set_json(json!({ "email": WORK, "code": "000000" })),
            TestRequest::post().uri(RESEND).set_json(json!({ "email": WORK })),
            TestRequest::patch().uri(&format!("{path}/default")),
            TestRequest::delete().uri(&path),
        ]
    };
    for call in calls() {
        server.call(call).await.fails(401, "UNAUTHENTICATED");
    }
    for call in calls() {
        let forged = call.insert_header(("cookie", cookie.clone()));
        let forged = forged.insert_header(("sec-fetch-site", "cross-site"));
        server.call(forged).await.fails(403, "FORBIDDEN");
    }
    assert_eq!(list(&server, &token).await.len(), 2);
}

#[actix_web::test]
async fn any_proven_address_signs_in() {
    let server = Server::start().await;
    let token = server.ann().await;
    proven(&server, &token, WORK).await;
    let body = json!({ "email": WORK.to_lowercase(), "password": PASSWORD });
    let answer = server.post("/auth/login", body).await.succeeds();
    assert_eq!(answer.json()["user"]["email"], ANN, "the default one");
}

#[actix_web::test]
async fn nobody_has_more_addresses_than_an_account_can_have() {
    let server = Server::with_people(|environment| environment.rules.addresses = 2).await;
    let ann = server.ann().await;
    assert_eq!(add(&server, &ann, WORK).await.status.as_u16(), 201);
    add(&server, &ann, "third@example.org").await.fails(400, "TOO_MANY_EMAILS");
}
