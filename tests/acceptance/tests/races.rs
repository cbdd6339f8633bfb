//! Of many who redeem one secret at the same moment, exactly one wins, on both databases, through HTTP.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Api, Database, Mail, Partner, Person, Server, on_both};
use reqwest::{Method, RequestBuilder};
use serde_json::json;
use std::collections::BTreeSet;
use tokio::task::JoinSet;

const RACERS: usize = 12;

/// Sends the same request from many connections at once; gives every answer.
async fn race(api: &Api, request: impl Fn() -> RequestBuilder) -> Vec<Answer> {
    let mut tasks = JoinSet::new();
    for _ in 0..RACERS {
        let (api, request) = (api.clone(), request());
        tasks.spawn(async move { api.send(request).await });
    }
    tasks.join_all().await
}

/// The one answer that was a success; the others must have one of the given statuses.
#[track_caller]
fn only_winner(answers: Vec<Answer>, lost: &[u16]) -> Answer {
    let (mut won, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
    assert_eq!(won.len(), 1, "winners: {won:?}");
    for other in others {
        assert!(lost.contains(&other.status), "{} {}", other.status, other.body);
    }
    won.remove(0)
}

async fn one_code_makes_one_grant(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let code = partner.code(&person).await;
    let winner = only_winner(race(&person.api, || partner.exchange_request(&code, &[])).await, &[400]);
    // The losers used the code a second time, so what the winner got is taken back.
    person.api.userinfo(&winner.text("access_token")).await.expect(401);
}

async fn one_device_code_makes_one_grant(database: Database) {
    const KIND: &str = "urn:ietf:params:oauth:grant-type:device_code";
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let body = json!({"name": "TV", "token_endpoint_auth_method": "none", "grant_types": [KIND]});
    let client = person.post("/oauth/clients", &body).await.expect(201).text("client_id");
    let begin = person.api.request(Method::POST, "/oauth/device_authorization");
    let device = person.api.send(begin.form(&[("client_id", &client)])).await.expect(200);
    let browser = server.browser();
    browser.sign_in(&person).await;
    let question = browser.open(&device.text("verification_uri_complete")).await;
    browser.submit(&question, &[("decision", "allow")]).await;
    let code = device.text("device_code");
    let form = [("grant_type", KIND), ("client_id", &client), ("device_code", &code)];
    let poll = || person.api.request(Method::POST, "/oauth/token").form(&form);
    let winner = only_winner(race(&person.api, poll).await, &[400]);
    person.api.userinfo(&winner.text("access_token")).await.expect(200);
}

async fn one_refresh_token_of_the_api_is_used_once(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let body = json!({"refresh_token": person.refresh_token});
    let request = || person.api.request(Method::POST, "/auth/token/refresh").json(&body);
    let winner = only_winner(race(&person.api, request).await, &[401]);
    // A reused old one ends the session.
    person.api.me(&winner.text("token")).await.expect(401);
    person.me().await.expect(401);
}

async fn parallel_refreshes_of_a_public_client_all_get_one_successor(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.public_partner().await;
    let mut token = partner.tokens(&person).await.refresh_token;
    for _ in 0..3 {
        let answers = race(&person.api, || partner.refresh_request(&token)).await;
        let successor = |answer: Answer| answer.expect(200).text("refresh_token");
        let successors: BTreeSet<_> = answers.into_iter().map(successor).collect();
        assert!(successors.len() == 1 && !successors.contains(&token), "{successors:?}");
        token = successors.into_iter().next().unwrap();
    }
    let last = partner.refresh(&token).await.expect(200);
    person.api.userinfo(&last.text("access_token")).await.expect(200);
}

async fn one_refresh_token_of_a_confidential_client_works_for_all(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner: Partner = person.partner().await;
    let tokens = partner.tokens(&person).await;
    for answer in race(&person.api, || partner.refresh_request(&tokens.refresh_token)).await {
        answer.expect(200);
    }
}

/// As many open challenges as nobody has to wait for.
async fn challenges(person: &Person) -> Vec<String> {
    let mut challenges = Vec::new();
    for _ in 0..4 {
        challenges.push(person.sign_in().await.expect(202).text("challenge_token"));
    }
    challenges
}

async fn race_with_code(person: &Person, code: &str) -> Answer {
    let mut tasks = JoinSet::new();
    for challenge in challenges(person).await {
        let (api, code) = (person.api.clone(), code.to_owned());
        tasks.spawn(async move { api.verify_second_factor(&challenge, &code).await });
    }
    only_winner(tasks.join_all().await, &[400, 429])
}

async fn one_recovery_code_is_used_once(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let (_, recovery) = person.turn_on_totp().await;
    race_with_code(&person, &recovery[3]).await;
}

async fn one_step_of_the_authenticator_is_used_once(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let (totp, _) = person.turn_on_totp().await;
    race_with_code(&person, &totp.next_code()).await;
}

async fn one_challenge_opens_one_session(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let (totp, _) = person.turn_on_totp().await;
    let challenge = person.sign_in().await.expect(202).text("challenge_token");
    let body = json!({"challenge_token": challenge, "code": totp.next_code()});
    let request = || person.api.request(Method::POST, "/auth/2fa/verify").json(&body);
    only_winner(race(&person.api, request).await, &[400, 429]);
}

async fn one_reset_token_sets_one_password(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    person.api.forgot(&person.email).await.expect(200);
    let token = server.mail(&person.email, Mail::token).await;
    let mut tasks = JoinSet::new();
    for n in 0..RACERS {
        let (api, token, password) = (server.api(), token.clone(), format!("quartz-heron-violin-{n}77"));
        tasks.spawn(async move { (api.reset(&token, &password).await, password) });
    }
    let (answers, passwords): (Vec<_>, Vec<_>) = tasks.join_all().await.into_iter().unzip();
    let won = answers.iter().position(|answer| answer.status == 200).unwrap();
    only_winner(answers, &[400]);
    server.api().sign_in(&person.email, &passwords[won]).await.expect(200);
    server.api().sign_in(&person.email, &passwords[(won + 1) % RACERS]).await.expect(401);
}

async fn one_registration_makes_one_account(database: Database) {
    let server = Server::start(database).await;
    let (api, email) = (server.api(), acceptance::email("racer"));
    api.start_registration(&email).await.expect(200);
    let code = server.mailed_code(&email).await;
    let proof = api.verify_registration(&email, &code).await.expect(200).text("registration_token");
    let body = json!({"email": email, "password": acceptance::PASSWORD, "registration_token": proof});
    let request = || api.request(Method::POST, "/auth/register/password").json(&body);
    only_winner(race(&api, request).await, &[400, 409, 503]);
}

async fn one_username_belongs_to_one_person(database: Database) {
    let server = Server::start(database).await;
    let mut people = Vec::new();
    for _ in 0..4 {
        people.push(Person::register(&server).await);
    }
    let mut tasks = JoinSet::new();
    for (n, person) in people.into_iter().enumerate() {
        let name = if n % 2 == 0 { "Wanted" } else { "wanted" };
        let body = json!({"username": name});
        tasks.spawn(async move { person.api.patch("/auth/profile", &body, Some(&person.token)).await });
    }
    let answers = tasks.join_all().await;
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(
        only_winner(answers, &[409]).json()["username"].as_str().unwrap().to_lowercase(),
        "wanted",
        "{statuses:?}"
    );
}

on_both!(
    one_code_makes_one_grant,
    one_device_code_makes_one_grant,
    one_refresh_token_of_the_api_is_used_once,
    parallel_refreshes_of_a_public_client_all_get_one_successor,
    one_refresh_token_of_a_confidential_client_works_for_all,
    one_recovery_code_is_used_once,
    one_step_of_the_authenticator_is_used_once,
    one_challenge_opens_one_session,
    one_reset_token_sets_one_password,
    one_registration_makes_one_account,
    one_username_belongs_to_one_person,
);
