//! `kill -9` at random moments: what was acknowledged is there afterwards.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{
    Answer, Api, Database, PASSWORD, Partner, Person, Server, SmtpServer, Temper, digits, email, eventually,
    free_port, on_both,
};
use reqwest::RequestBuilder;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tempfile::TempDir;
use tokio::task::JoinSet;

const ROUNDS: usize = 100;
/// What a killed process was delivering is delivered again when its lease of two minutes has run out.
const LEASE: Duration = Duration::from_secs(180);

/// What the server said yes to, before it was killed.
#[derive(Debug, Default)]
struct Acknowledged {
    /// Addresses whose registration was started: a mail must come.
    started: Vec<String>,
    /// API tokens of people who registered.
    tokens: Vec<String>,
    /// Codes that were issued and kept.
    codes: Vec<String>,
    /// Codes that were used, with the refresh token they gave.
    exchanged: Vec<(String, String)>,
}

type Journal = Arc<Mutex<Acknowledged>>;

async fn ok(api: &Api, request: RequestBuilder) -> Option<Answer> {
    let answer = api.try_send(request).await?;
    assert!(answer.status < 500, "{} {}", answer.status, answer.body);
    (answer.status == 200).then_some(answer)
}

async fn post(api: &Api, path: &str, body: Value) -> Option<Answer> {
    ok(api, api.request(reqwest::Method::POST, path).json(&body)).await
}

/// Registers one person after the other, until the server is gone.
async fn register_people(api: Api, smtp: Arc<SmtpServer>, journal: Journal) -> Option<()> {
    loop {
        let email = email("crash");
        post(&api, "/auth/register/start", json!({"email": email})).await?;
        journal.lock().unwrap().started.push(email.clone());
        let code = smtp.mailed_code(&email).await;
        let verified = post(&api, "/auth/register/verify", json!({"email": email, "code": code})).await?;
        let proof = verified.text("registration_token");
        let body = json!({"email": email, "password": PASSWORD, "registration_token": proof});
        let registered = post(&api, "/auth/register/password", body).await?;
        journal.lock().unwrap().tokens.push(registered.text("token"));
    }
}

/// Exchanges one code after the other, keeping every third, until the server is gone.
async fn exchange_codes(person: Person, partner: Partner, journal: Journal) -> Option<()> {
    let api = &person.api;
    for number in 0.. {
        let request =
            api.request(reqwest::Method::GET, &partner.authorize_url(&[])).bearer_auth(&person.token);
        let code = code_of(&ok(api, request).await?.text("redirect_url"));
        if number % 3 == 2 {
            journal.lock().unwrap().codes.push(code);
            continue;
        }
        let exchanged = ok(api, partner.exchange_request(&code, &[])).await?;
        journal.lock().unwrap().exchanged.push((code, exchanged.text("refresh_token")));
    }
    None
}

fn code_of(url: &str) -> String {
    let url = url::Url::parse(url).unwrap();
    url.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned()
}

/// Checks the last few of each kind: the earlier ones were there when the later ones were made.
async fn nothing_is_lost(person: &Person, partner: &Partner, journal: &Acknowledged) {
    for token in journal.tokens.iter().rev().take(3) {
        person.api.me(token).await.expect(200);
    }
    for code in journal.codes.iter().rev().take(3) {
        partner.exchange(code).await.expect(200);
    }
    for (code, refresh_token) in journal.exchanged.iter().rev().take(3) {
        partner.refresh(refresh_token).await.expect(200);
        partner.exchange(code).await.expect_oauth_error(400, "invalid_grant");
    }
}

/// Lets people and partners work for a random moment, kills the server, starts it again and looks.
async fn round(
    server: &mut Server,
    smtp: &Arc<SmtpServer>,
    person: &Person,
    partner: &Partner,
) -> Acknowledged {
    let journal = Journal::default();
    let mut tasks = JoinSet::new();
    tasks.spawn(register_people(server.api(), smtp.clone(), journal.clone()));
    tasks.spawn(exchange_codes(person.clone(), partner.clone(), journal.clone()));
    let moment: u64 = digits().parse().unwrap();
    tokio::time::sleep(Duration::from_millis(50 + moment % 900)).await;
    server.kill();
    tokio::time::timeout(Duration::from_millis(500), tasks.join_next()).await.ok();
    tasks.shutdown().await;
    server.run().await;
    let journal = std::mem::take(&mut *journal.lock().unwrap());
    nothing_is_lost(person, partner, &journal).await;
    journal
}

#[expect(clippy::print_stdout, reason = "the numbers say what the test is worth")]
async fn what_was_acknowledged_survives(database: Database) {
    let directory = TempDir::new().unwrap();
    let smtp = Arc::new(SmtpServer::start(&directory.path().join("mails"), free_port(), Temper::Kind).await);
    let mut server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    server.set("HITKEY_SMTP_URL", &smtp.url());
    server.restart().await;
    let mut all = Acknowledged::default();
    for _ in 0..ROUNDS {
        let journal = round(&mut server, &smtp, &person, &partner).await;
        all.started.extend(journal.started);
        all.tokens.extend(journal.tokens);
        all.exchanged.extend(journal.exchanged);
    }
    let (started, registered, exchanged) = (all.started.len(), all.tokens.len(), all.exchanged.len());
    println!(
        "{ROUNDS} kills: {started} registrations started, {registered} finished, {exchanged} codes exchanged"
    );
    assert!(started >= ROUNDS && registered > 0 && exchanged >= ROUNDS / 2, "too little was going on");
    for email in &all.started {
        let what = format!("the mail to {email}");
        eventually(what, LEASE, async || smtp.mails_to(email).into_iter().next()).await;
    }
    for token in &all.tokens {
        person.api.me(token).await.expect(200);
    }
}

on_both!(what_was_acknowledged_survives);
