//! Whoever goes leaves nothing behind that is theirs, and nobody in the lurch.

use acceptance::{Database, Person, Server, on_both};

async fn nothing_of_the_person_works_any_more(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let tokens = partner.tokens(&person).await;
    let elsewhere = person.sign_in().await.expect(200);
    person.delete_account("not-the-password").await.expect_code(401, "INVALID_CREDENTIALS");
    person.me().await.expect(200);
    person.delete_account(&person.password).await.expect(200);
    person.me().await.expect_code(401, "UNAUTHENTICATED");
    person.api.me(&elsewhere.text("token")).await.expect_code(401, "UNAUTHENTICATED");
    person.api.refresh(&person.refresh_token).await.expect_code(401, "INVALID_REFRESH_TOKEN");
    person.api.userinfo(&tokens.access_token).await.expect_oauth_error(401, "invalid_token");
    // Their client is gone with them.
    partner.refresh(&tokens.refresh_token).await.expect_oauth_error(401, "invalid_client");
    person.sign_in().await.expect_code(401, "INVALID_CREDENTIALS");
}

async fn the_address_is_free_and_the_sub_is_not(database: Database) {
    let server = Server::start(database).await;
    let (gone, other) = (Person::register(&server).await, Person::register(&server).await);
    gone.delete_account(&gone.password).await.expect(200);
    assert_eq!(other.search(&gone.email, None).await.expect(200).body, "[]");
    let api = server.api();
    // The mail of the first registration lies in the mailbox too: the newest counts.
    let before = server.mails_to(&gone.email).await.len();
    api.start_registration(&gone.email).await.expect(200);
    let code = acceptance::eventually("a new code", std::time::Duration::from_secs(20), async || {
        let mails = server.mails_to(&gone.email).await;
        if mails.len() > before { mails.iter().find_map(acceptance::Mail::code) } else { None }
    });
    let code = code.await;
    let proof = api.verify_registration(&gone.email, &code).await.expect(200).text("registration_token");
    let answer = api.finish_registration(&gone.email, &gone.password, &proof).await.expect(200);
    let back = Person::signed_in(api, &gone.email, &gone.password, &answer);
    assert_ne!(back.id, gone.id);
}

async fn an_owner_hands_over_first_and_alone_takes_the_project_along(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let (shared, own) = (ann.project("Shared").await, ann.public_project("Alone").await);
    shared.add(&bob, "member").await;
    ann.delete_account(&ann.password).await.expect_code(409, "OWNS_SHARED_PROJECT");
    shared.transfer(&ann, &bob).await.expect(200);
    ann.delete_account(&ann.password).await.expect(200);
    let members = shared.members(&bob).await;
    assert_eq!(members.len(), 1, "{members:?}");
    bob.get(&own.path("")).await.expect_code(404, "NOT_FOUND");
}

/// What was written stays in the file of SQLite until its page is used again, so that only Postgres can tell.
#[tokio::test]
async fn no_personal_data_is_kept() {
    let server = Server::start(Database::Postgres).await;
    let person = Person::register(&server).await;
    person.patch("/auth/profile", &serde_json::json!({"surname": "Tokayeva-Marker"})).await.expect(200);
    person.sign_in().await.expect(200);
    person.partner().await.tokens(&person).await;
    let is_kept = || {
        let dump = String::from_utf8_lossy(&server.dump()).to_lowercase();
        [&*person.email, "tokayeva-marker", person.api.address()].map(|data| dump.contains(data))
    };
    assert_eq!(is_kept(), [true; 3]);
    person.delete_account(&person.password).await.expect(200);
    // The mail that says good-bye must be gone first.
    acceptance::eventually("an empty outbox", std::time::Duration::from_secs(20), async || {
        (is_kept() == [false; 3]).then_some(())
    })
    .await;
}

on_both!(
    nothing_of_the_person_works_any_more,
    the_address_is_free_and_the_sub_is_not,
    an_owner_hands_over_first_and_alone_takes_the_project_along,
);
