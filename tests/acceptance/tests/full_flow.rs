//! The main job, end to end: a person registers, a partner signs them in and gets the profile.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Mail, PASSWORD, Person, Server, email, full_flow, on_both};
use serde_json::{Value, json};

async fn everything_works_in_a_row(database: Database) {
    let server = Server::start(database).await;
    full_flow(&server).await;
}

async fn a_partner_gets_the_profile(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let names =
        json!({"surname": "Ng", "givenNames": "Mai Linh", "preferredOrder": "eastern", "username": "Mai_1"});
    let profile = person.api.patch("/auth/profile", &names, Some(&person.token)).await.expect(200).json();
    assert_eq!(profile["name"], "Ng Mai Linh");
    let tokens = person.partner().await.tokens(&person).await;
    let claims = person.api.userinfo(&tokens.access_token).await.expect(200).json();
    for (claim, value) in [
        ("sub", person.id.as_str()),
        ("id", &person.id),
        ("name", "Ng Mai Linh"),
        ("given_name", "Mai Linh"),
        ("family_name", "Ng"),
        ("preferred_username", "Mai_1"),
        ("email", &person.email),
    ] {
        assert_eq!(claims[claim], value, "{claim}: {claims}");
    }
    assert_eq!(claims["email_verified"], true);
}

async fn me_has_every_field(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let me = person.me().await.expect(200).json();
    let fields = [
        "id",
        "email",
        "name",
        "surname",
        "givenNames",
        "displayName",
        "nativeScript",
        "preferredOrder",
        "username",
        "emailVerified",
        "totpEnabled",
        "emails",
        "createdAt",
        "updatedAt",
    ];
    let missing: Vec<_> = fields.iter().filter(|field| me.get(**field).is_none()).collect();
    assert!(missing.is_empty(), "{missing:?} are missing in {me}");
    assert_eq!(me["displayName"], person.email.split('@').next().unwrap());
    assert_eq!(me["emails"][0]["isDefault"], true);
    let at = me["createdAt"].as_str().unwrap();
    assert!(at.len() == 24 && at.ends_with('Z'), "{at}");
}

async fn an_existing_account_gets_another_mail_and_the_same_answer(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let stranger = server.api();
    let known = stranger.start_registration(&person.email).await.expect(200);
    let unknown = stranger.start_registration(&email("new")).await.expect(200);
    assert_eq!(known.body, unknown.body);
    let subject = |mail: &Mail| mail.code().is_none().then(|| mail.subject.clone());
    server.mail(&person.email, subject).await;
}

async fn sessions_are_listed_and_ended(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let other = person.sign_in().await.expect(200).text("token");
    let listed = person.get("/auth/sessions").await.expect(200).json();
    let sessions = listed.as_array().or_else(|| listed["sessions"].as_array()).unwrap();
    assert_eq!(sessions.len(), 2, "{listed}");
    person.api.post("/auth/logout", &json!({}), Some(&other)).await.expect(200);
    person.api.me(&other).await.expect_code(401, "UNAUTHENTICATED");
    person.me().await.expect(200);
}

async fn a_reset_ends_every_session_and_every_grant(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let tokens = partner.tokens(&person).await;
    person.api.forgot(&person.email).await.expect(200);
    let token = server.mail(&person.email, Mail::token).await;
    person.api.reset(&token, "quartz-heron-violin-77").await.expect(200);
    person.me().await.expect(401);
    person.api.refresh(&person.refresh_token).await.expect_code(401, "INVALID_REFRESH_TOKEN");
    person.api.userinfo(&tokens.access_token).await.expect(401);
    partner.refresh(&tokens.refresh_token).await.expect_oauth_error(400, "invalid_grant");
    person.api.sign_in(&person.email, PASSWORD).await.expect_code(401, "INVALID_CREDENTIALS");
    person.api.sign_in(&person.email, "quartz-heron-violin-77").await.expect(200);
}

async fn an_allowed_app_is_listed_and_withdrawn(database: Database) {
    let server = Server::start(database).await;
    let (owner, visitor) = (Person::register(&server).await, Person::register(&server).await);
    let partner = owner.partner().await;
    let browser = server.browser();
    let callback = browser.authorize(&partner.authorize_url(&[]), &visitor, None).await;
    let code = url::Url::parse(&callback).unwrap();
    let code = code.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let tokens = acceptance::Tokens::of(&partner.exchange(&code).await.expect(200));
    let apps = visitor.get("/auth/apps").await.expect(200).json();
    let apps: &Vec<Value> = apps.as_array().or_else(|| apps["apps"].as_array()).unwrap();
    assert_eq!(apps[0]["clientId"], partner.id.as_str());
    let path = format!("/auth/apps/{}", partner.id);
    visitor.api.delete(&path, Some(&visitor.token)).await.expect(200);
    visitor.api.userinfo(&tokens.access_token).await.expect(401);
    partner.refresh(&tokens.refresh_token).await.expect_oauth_error(400, "invalid_grant");
    // Asked again, the person sees the consent page again.
    let page = browser.open(&partner.authorize_url(&[])).await;
    assert!(page.form("decision").is_some(), "{} {}", page.url, page.answer.body);
}

async fn a_used_code_takes_back_what_it_gave(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let code = partner.code(&person).await;
    let tokens = acceptance::Tokens::of(&partner.exchange(&code).await.expect(200));
    person.api.userinfo(&tokens.access_token).await.expect(200);
    partner.exchange(&code).await.expect_oauth_error(400, "invalid_grant");
    person.api.userinfo(&tokens.access_token).await.expect(401);
    partner.refresh(&tokens.refresh_token).await.expect_oauth_error(400, "invalid_grant");
}

on_both!(
    everything_works_in_a_row,
    a_partner_gets_the_profile,
    me_has_every_field,
    an_existing_account_gets_another_mail_and_the_same_answer,
    sessions_are_listed_and_ended,
    a_reset_ends_every_session_and_every_grant,
    an_allowed_app_is_listed_and_withdrawn,
    a_used_code_takes_back_what_it_gave,
);
