use crate::support::{ANN, MINUTE, ORIGIN, PASSWORD, Server, pairs};
use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use serde_json::json;

const START: &str = "/auth/register/start";
const VERIFY: &str = "/auth/register/verify";
const COMPLETE: &str = "/auth/register/password";
const RESEND: &str = "/auth/register/resend";

#[actix_web::test]
async fn three_steps_make_an_account_and_sign_its_person_in() {
    let server = Server::start().await;
    let answer = server.registered(ANN).await;
    let body = answer.json();
    assert_eq!((&body["type"], &body["expires_in"]), (&json!("bearer"), &json!(3600)));
    assert!(body["message"].is_string() && body["refresh_token"].is_string());
    assert!(answer.field("token").starts_with("hitkey_"));
    assert_eq!(body["user"]["email"], ANN);
    assert_eq!(body["user"]["displayName"], "ann");
    assert_eq!(body["user"].as_object().unwrap().len(), 3);
    assert_eq!(answer.header("cache-control"), "no-store");
    server.get("/auth/me", &answer.field("token")).await.succeeds();
}

#[actix_web::test]
async fn the_cookie_stands_in_for_the_token_and_goes_when_it_is_used() {
    let server = Server::start().await;
    let cookie = server.verified(ANN).await.set_cookie("hk_registration").unwrap();
    for attribute in ["HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age=1800"] {
        assert!(cookie.contains(attribute), "{cookie}");
    }
    let value = cookie.split(';').next().unwrap().to_owned();
    let body = json!({ "email": ANN, "password": PASSWORD });
    let request =
        || TestRequest::post().uri(COMPLETE).insert_header(("cookie", value.clone())).set_json(&body);
    for (name, other) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
    ] {
        server.call(request().insert_header((name, other))).await.fails(403, "FORBIDDEN");
    }
    let done = server.call(request().insert_header(("origin", ORIGIN))).await.succeeds();
    assert!(done.set_cookie("hk_registration").unwrap().contains("Max-Age=0"));
}

#[actix_web::test]
async fn starting_answers_the_same_whether_or_not_there_is_an_account() {
    let server = Server::start().await;
    server.ann().await;
    server.advance(2 * MINUTE);
    let known = server.post(START, json!({ "email": ANN })).await.succeeds();
    let unknown = server.post(START, json!({ "email": "bea@example.org" })).await.succeeds();
    assert_eq!(known.body, unknown.body);
}

#[actix_web::test]
async fn every_failing_field_is_named() {
    let server = Server::start().await;
    for (path, body, wanted) in [
        (START, json!({}), pairs([("email", "required")])),
        (START, json!({ "email": null }), pairs([("email", "required")])),
        (START, json!({ "email": "ann" }), pairs([("email", "email")])),
        (VERIFY, json!({ "email": "ann" }), pairs([("email", "email"), ("code", "required")])),
        (COMPLETE, json!({ "password": "" }), pairs([("email", "required"), ("password", "required")])),
        (RESEND, json!({ "email": "" }), pairs([("email", "required")])),
    ] {
        assert_eq!(server.post(path, body.clone()).await.complaints(), wanted, "{path} {body}");
    }
}

#[actix_web::test]
async fn codes_fail_in_the_words_of_the_contract() {
    let server = Server::start().await;
    let verify = async |code: &str| server.post(VERIFY, json!({ "email": ANN, "code": code })).await;
    verify("123456").await.fails(400, "NO_CODE");
    server.post(RESEND, json!({ "email": ANN })).await.fails(400, "NO_CODE");
    server.post(START, json!({ "email": ANN })).await.succeeds();
    let code = server.mailed_code(ANN);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    for _ in 0..3 {
        verify(wrong).await.fails(400, "INVALID_CODE");
    }
    verify(&code).await.fails(400, "TOO_MANY_ATTEMPTS");
    server.advance(11 * MINUTE);
    verify(&code).await.fails(400, "CODE_EXPIRED");
    server.post(RESEND, json!({ "email": ANN })).await.succeeds();
    let code = server.mailed_code(ANN);
    verify(&code).await.succeeds();
    verify(&code).await.fails(400, "EMAIL_ALREADY_VERIFIED");
    server.post(RESEND, json!({ "email": ANN })).await.fails(400, "EMAIL_ALREADY_VERIFIED");
}

#[actix_web::test]
async fn another_code_takes_a_minute() {
    let server = Server::start().await;
    server.post(START, json!({ "email": ANN })).await.succeeds();
    server.advance(MINUTE / 2);
    let answer = server.post(RESEND, json!({ "email": ANN })).await;
    answer.fails(429, "RESEND_COOLDOWN");
    assert_eq!(answer.header("retry-after"), "30");
}

#[actix_web::test]
async fn a_password_needs_the_proof_and_strength() {
    let server = Server::start().await;
    let with = |token: Option<&str>, password: &str| json!({ "email": ANN, "password": password, "registration_token": token });
    server.post(COMPLETE, with(None, PASSWORD)).await.fails(400, "VERIFICATION_REQUIRED");
    server.post(COMPLETE, with(Some("x"), PASSWORD)).await.fails(400, "INVALID_TOKEN");
    let token = server.verified(ANN).await.field("registration_token");
    let token = Some(&*token);
    for (password, rule) in
        [("short", "min_length"), ("password1", "password_strength"), (&*"x".repeat(300), "max_length")]
    {
        let answer = server.post(COMPLETE, with(token, password)).await;
        assert_eq!(answer.complaints(), pairs([("password", rule)]));
    }
    server.advance(31 * MINUTE);
    server.post(COMPLETE, with(token, PASSWORD)).await.fails(400, "TOKEN_EXPIRED");
}

#[actix_web::test]
async fn a_proof_makes_one_account() {
    let server = Server::start().await;
    let token = server.verified(ANN).await.field("registration_token");
    let body = json!({ "email": ANN, "password": PASSWORD, "registration_token": token });
    server.post(COMPLETE, body.clone()).await.succeeds();
    server.post(COMPLETE, body).await.fails(400, "INVALID_TOKEN");
}

#[actix_web::test]
async fn overloaded_hashing_says_when_to_come_back() {
    let server = Server::start().await;
    let token = server.verified(ANN).await.field("registration_token");
    server.people.hasher.overload(true);
    let body = json!({ "email": ANN, "password": PASSWORD, "registration_token": token });
    let answer = server.post(COMPLETE, body.clone()).await;
    answer.fails(503, "OVERLOADED");
    assert_eq!(answer.header("retry-after"), "1");
    server.people.hasher.overload(false);
    assert_eq!(server.post(COMPLETE, body).await.status, StatusCode::OK);
}

#[actix_web::test]
async fn an_address_that_got_an_account_meanwhile_is_in_use() {
    use hitkey_identity::ports::RegisterOutcome;
    use hitkey_identity::testkit::mocks::MockAccountStore;
    let server = Server::with_people(|environment| {
        let mut accounts = MockAccountStore::new();
        accounts.expect_find_by_email().returning(|_| Ok(None));
        accounts.expect_register().returning(|_| Ok(RegisterOutcome::AddressTaken));
        environment.accounts = std::sync::Arc::new(accounts);
    })
    .await;
    let token = server.verified(ANN).await.field("registration_token");
    let body = json!({ "email": ANN, "password": PASSWORD, "registration_token": token });
    server.post(COMPLETE, body).await.fails(400, "EMAIL_ALREADY_IN_USE");
}

#[actix_web::test]
async fn mails_speak_the_language_of_the_caller() {
    use hitkey_identity::Notice;
    use hitkey_kernel::Language;
    let server = Server::start().await;
    let start = TestRequest::post().uri(START).insert_header(("accept-language", "fr, kk;q=0.8, en;q=0.5"));
    server.call(start.set_json(json!({ "email": ANN }))).await.succeeds();
    let mails = server.people.mails();
    assert!(matches!(mails[..], [Notice::RegistrationCode { language: Language::Kk, .. }]), "{mails:?}");
}
