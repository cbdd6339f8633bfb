//! Several addresses of one person: proven by mail, one the default, one always left.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Database, Person, Server, email, on_both};
use serde_json::{Value, json};

const EMAILS: &str = "/auth/emails";

async fn add(person: &Person, email: &str) -> Answer {
    person.post(EMAILS, &json!({"email": email})).await
}

async fn enter(person: &Person, email: &str, code: &str) -> Answer {
    person.post("/auth/emails/verify", &json!({"email": email, "code": code})).await
}

/// A further address, proven; its id.
async fn proven(server: &Server, person: &Person, email: &str) -> String {
    add(person, email).await.expect(201);
    enter(person, email, &server.mailed_code(email).await).await.expect(200).text("id")
}

async fn list(person: &Person) -> Vec<Value> {
    person.get(EMAILS).await.expect(200).json().as_array().unwrap().clone()
}

async fn an_address_is_proven_made_default_and_removed(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let tokens = partner.tokens(&person).await;
    let work = email("Work");
    let added = add(&person, &work).await.expect(201).json();
    let id = added["id"].as_str().unwrap();
    assert_eq!(added, json!({"id": id, "email": work, "isDefault": false, "isVerified": false}));
    person.patch(&format!("{EMAILS}/{id}/default"), &json!({})).await.expect_code(400, "EMAIL_NOT_VERIFIED");
    let code = server.mailed_code(&work).await;
    let verified = enter(&person, &work.to_uppercase(), &code).await.expect(200).json();
    assert_eq!(verified["isVerified"], true);
    person.patch(&format!("{EMAILS}/{id}/default"), &json!({})).await.expect(200);
    assert_eq!(person.me().await.expect(200).text("email"), work);
    let claims = person.api.userinfo(&tokens.access_token).await.expect(200).json();
    assert_eq!((&claims["email"], &claims["email_verified"]), (&json!(work), &json!(true)));
    person.api.sign_in(&work, &person.password).await.expect(200);
    person.delete(&format!("{EMAILS}/{id}")).await.expect(200);
    let left = list(&person).await;
    assert_eq!(
        (left.len(), &left[0]["email"], &left[0]["isDefault"]),
        (1, &json!(person.email), &json!(true))
    );
    person.api.sign_in(&work, &person.password).await.expect_code(401, "INVALID_CREDENTIALS");
}

async fn the_last_verified_address_stays_and_the_oldest_takes_over(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let first = list(&person).await[0]["id"].as_str().unwrap().to_owned();
    let only = person.delete(&format!("{EMAILS}/{first}")).await;
    only.expect_code(400, "ONLY_VERIFIED_EMAIL");
    let (second, third) = (email("second"), email("third"));
    proven(&server, &person, &second).await;
    proven(&server, &person, &third).await;
    person.delete(&format!("{EMAILS}/{first}")).await.expect(200);
    let left = list(&person).await;
    let default = left.iter().find(|one| one["isDefault"] == true).unwrap();
    assert_eq!((left.len(), &default["email"]), (2, &json!(second)));
    person.delete(&format!("{EMAILS}/{first}")).await.expect_code(404, "EMAIL_NOT_FOUND");
}

async fn an_address_is_one_persons_from_its_proof_on(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    add(&ann, &bob.email.to_uppercase()).await.expect_code(400, "EMAIL_ALREADY_IN_USE");
    let both = email("both");
    add(&ann, &both).await.expect(201);
    let for_ann = server.mailed_code(&both).await;
    enter(&ann, &both, &for_ann).await.expect(200);
    add(&bob, &both).await.expect_code(400, "EMAIL_ALREADY_IN_USE");
    let path = format!("{EMAILS}/{}", list(&ann).await[1]["id"].as_str().unwrap());
    bob.delete(&path).await.expect_code(404, "EMAIL_NOT_FOUND");
    bob.patch(&format!("{path}/default"), &json!({})).await.expect_code(404, "EMAIL_NOT_FOUND");
}

async fn a_code_is_mailed_once_a_minute_and_dies_after_three_tries(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let work = email("work");
    add(&person, &work).await.expect(201);
    let code = server.mailed_code(&work).await;
    let resent = person.post("/auth/emails/resend", &json!({"email": work})).await;
    assert!(resent.expect_code(429, "RESEND_COOLDOWN").retry_after() > 0);
    let wrong = if code == "000000" { "111111" } else { "000000" };
    for _ in 0..2 {
        enter(&person, &work, wrong).await.expect_code(400, "INVALID_CODE");
    }
    enter(&person, &work, wrong).await.expect(400);
    enter(&person, &work, &code).await.expect_code(400, "TOO_MANY_ATTEMPTS");
    assert_eq!(list(&person).await[1]["isVerified"], false);
}

on_both!(
    an_address_is_proven_made_default_and_removed,
    the_last_verified_address_stays_and_the_oldest_takes_over,
    an_address_is_one_persons_from_its_proof_on,
    a_code_is_mailed_once_a_minute_and_dies_after_three_tries,
);
