//! Guessing does not pay: delays grow, hold across restarts, and never lock out who is already in.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Api, Database, Person, Server, Totp, digits, email, on_both};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

const WRONG: &str = "not-the-password";
/// More wrong guesses than anybody may have for free.
const MANY: usize = 40;

/// Guesses passwords from ever new addresses until it must wait; gives how long.
async fn guess_until_blocked(server: &Server, email: &str) -> u64 {
    for _ in 0..MANY {
        let answer = server.api().sign_in(email, WRONG).await;
        if answer.status == 429 {
            return answer.expect_code(429, "TOO_MANY_REQUESTS").retry_after();
        }
        answer.expect_code(401, "INVALID_CREDENTIALS");
    }
    panic!("{MANY} guesses, and no end");
}

async fn an_account_makes_its_guests_wait_longer_and_longer(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let mut last = guess_until_blocked(&server, &person.email).await;
    let mut growths = 0;
    while growths < 2 {
        assert!((1..=15 * 60).contains(&last), "wait {last} s");
        tokio::time::sleep(Duration::from_secs(last)).await;
        let next = guess_until_blocked(&server, &person.email).await;
        assert!(next >= last, "{last} s, then {next} s");
        growths += usize::from(next > last);
        last = next;
    }
}

async fn a_block_holds_across_a_restart_and_spares_the_valid_session(database: Database) {
    let mut server = Server::start(database).await;
    let person = Person::register(&server).await;
    let mut wait = 0;
    while wait < 4 {
        tokio::time::sleep(Duration::from_secs(wait)).await;
        wait = guess_until_blocked(&server, &person.email).await;
    }
    server.restart().await;
    let right = server.api().sign_in(&person.email, &person.password).await;
    right.expect_code(429, "TOO_MANY_REQUESTS");
    person.me().await.expect(200);
    person.api.refresh(&person.refresh_token).await.expect(200);
}

async fn one_network_can_not_try_everybody(database: Database) {
    let server = Server::start(database).await;
    let home = server.api();
    let (network, _) = home.address().rsplit_once('.').unwrap();
    for host in 1..=250 {
        let neighbour = home.at(&format!("{network}.{host}"));
        let answer = neighbour.sign_in(&email("somebody"), WRONG).await;
        if answer.status == 429 {
            assert!(answer.retry_after() > 0);
            server.api().sign_in(&email("somebody"), WRONG).await.expect(401);
            return;
        }
        answer.expect(401);
    }
    panic!("250 accounts were tried from one network");
}

async fn success_forgets_the_failures_before_it(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    for _ in 0..6 {
        for _ in 0..2 {
            server.api().sign_in(&person.email, WRONG).await.expect(401);
        }
        server.api().sign_in(&person.email, &person.password).await.expect(200);
    }
}

/// Sends guesses at once; gives how many were looked at.
async fn guess_at_once<F>(count: usize, guess: impl Fn(String) -> F) -> usize
where
    F: Future<Output = bool> + Send + 'static,
{
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..count {
        tasks.spawn(guess(digits()));
    }
    tasks.join_all().await.into_iter().filter(|looked_at| *looked_at).count()
}

async fn a_registration_code_dies_after_three_tries_even_at_once(database: Database) {
    let server = Server::start(database).await;
    let (api, email) = (server.api(), email("guessed"));
    api.start_registration(&email).await.expect(200);
    let code = server.mailed_code(&email).await;
    let looked_at = guess_at_once(16, |guess| {
        let (api, email, code) = (server.api(), email.clone(), code.clone());
        async move {
            let guess = if guess == code { "000000".to_owned() } else { guess };
            let answer = api.verify_registration(&email, &guess).await.expect(400);
            answer.json()["code"] == "INVALID_CODE"
        }
    });
    assert!(looked_at.await <= 3);
    api.verify_registration(&email, &code).await.expect_code(400, "TOO_MANY_ATTEMPTS");
}

async fn a_challenge_dies_after_five_tries_even_at_once(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let (totp, recovery) = person.turn_on_totp().await;
    let challenge = person.sign_in().await.expect(202).text("challenge_token");
    let looked_at =
        guess_at_once(16, |guess| wrong_code(server.api(), challenge.clone(), guess, totp.clone()));
    assert!(looked_at.await <= 5);
    let verify = async |challenge: &str| person.api.verify_second_factor(challenge, &recovery[0]).await;
    patiently(async || verify(&challenge).await).await.expect_code(400, "INVALID_TOKEN");
    // A new challenge is answered with the same recovery code: nobody has used it up.
    let challenge = patiently(async || person.sign_in().await).await.expect(202).text("challenge_token");
    patiently(async || verify(&challenge).await).await.expect(200);
}

/// Asks again as long as it is told to wait.
async fn patiently(ask: impl AsyncFn() -> Answer) -> Answer {
    loop {
        let answer = ask().await;
        if answer.status != 429 {
            return answer;
        }
        tokio::time::sleep(Duration::from_secs(answer.retry_after())).await;
    }
}

async fn wrong_code(api: Api, challenge: String, guess: String, totp: Totp) -> bool {
    let right = guess == totp.code() || guess == totp.next_code();
    let guess = if right { "x".to_owned() } else { guess };
    let answer = api.verify_second_factor(&challenge, &guess).await;
    assert!([400, 422, 429].contains(&answer.status), "{} {}", answer.status, answer.body);
    answer.status == 400 && answer.json()["code"] == "INVALID_CODE"
}

async fn changing_a_password_is_no_way_to_guess_it(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let guess = json!({"current_password": WRONG, "password": "quartz-heron-violin-77"});
    for _ in 0..MANY {
        let answer = person.post("/auth/password/change", &guess).await;
        if answer.status == 429 {
            assert!(answer.retry_after() > 0);
            return person.me().await.expect(200).text("email").clear();
        }
    }
    panic!("{MANY} guesses, and no end");
}

async fn typing_codes_is_no_way_to_somebody_elses_device(database: Database) {
    let mut server = Server::start(database).await;
    let (owner, thief) = (Person::register(&server).await, Person::register(&server).await);
    let kinds = ["urn:ietf:params:oauth:grant-type:device_code"];
    let body = json!({"name": "TV", "token_endpoint_auth_method": "none", "grant_types": kinds});
    let client = owner.post("/oauth/clients", &body).await.expect(201).text("client_id");
    let request = owner.api.request(Method::POST, "/oauth/device_authorization");
    let device = owner.api.send(request.form(&[("client_id", &client)])).await.expect(200);
    let (path, browser) = (format!("/device?user_code={}", device.text("user_code")), server.browser());
    browser.sign_in(&thief).await;
    let mut guesses = 0;
    while browser.open("/device?user_code=BBBB-BBBB").await.answer.status == 422 {
        guesses += 1;
        assert!(guesses < MANY, "{MANY} guesses, and no end");
    }
    server.restart().await;
    let stopped = browser.open(&path).await.answer;
    assert_eq!(stopped.status, 429, "{}", stopped.body);
    assert!(stopped.retry_after() > 0 && !stopped.body.contains("decision"));
    let home = server.browser();
    home.sign_in(&owner).await;
    assert!(home.open(&path).await.form("decision").is_some(), "others are not held up");
}

on_both!(
    typing_codes_is_no_way_to_somebody_elses_device,
    an_account_makes_its_guests_wait_longer_and_longer,
    a_block_holds_across_a_restart_and_spares_the_valid_session,
    one_network_can_not_try_everybody,
    success_forgets_the_failures_before_it,
    a_registration_code_dies_after_three_tries_even_at_once,
    a_challenge_dies_after_five_tries_even_at_once,
    changing_a_password_is_no_way_to_guess_it,
);
