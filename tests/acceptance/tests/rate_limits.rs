//! A flood stops itself and nobody else: by network for strangers, by token for whoever has one.

use acceptance::{Answer, Api, Database, Person, Server, email, on_both};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

const WRONG: &str = "not-the-password";

#[track_caller]
fn is_refused(answer: Answer, policy: &str) {
    let answer = answer.expect_code(429, "TOO_MANY_REQUESTS");
    assert!((1..=60).contains(&answer.retry_after()));
    assert!(answer.header("ratelimit").starts_with(&format!("\"{policy}\";r=0;t=")), "{answer:?}");
}

/// Sends until it is told to wait; gives how many requests were looked at.
async fn flood(send: impl AsyncFn() -> Answer, most: usize) -> (usize, Answer) {
    for looked_at in 0..most {
        let answer = send().await;
        if answer.status == 429 {
            return (looked_at, answer);
        }
    }
    panic!("{most} requests, and no end");
}

/// Something that a stranger may send and that costs no hash.
async fn knock(api: &Api) -> Answer {
    api.refresh("no-such-token").await
}

async fn a_flood_from_one_network_stops_itself_and_nobody_else(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let home = person.api.elsewhere();
    let (looked_at, refused) = flood(async || knock(&home).await, 200).await;
    assert!((60..=90).contains(&looked_at), "{looked_at} a minute's worth");
    assert_eq!(refused.header("ratelimit-policy"), "\"anonymous\";q=60;w=60");
    is_refused(refused, "anonymous");
    is_refused(home.sign_in(&email("somebody"), WRONG).await, "anonymous");
    home.me(&person.token).await.expect(200);
    home.get("/login", None).await.expect(200);
    knock(&home.elsewhere()).await.expect(401);
}

async fn a_forged_address_is_no_way_out(database: Database) {
    let server = Server::start_with(database, &[("HITKEY_TRUSTED_PROXIES", "10.0.0.0/8")]).await;
    let (looked_at, refused) = flood(async || knock(&server.api()).await, 200).await;
    assert!((60..=90).contains(&looked_at), "{looked_at} though the address was forged each time");
    is_refused(refused, "anonymous");
}

async fn random_tokens_are_no_way_out(database: Database) {
    let server = Server::start(database).await;
    let home = server.api();
    let guess = async || home.me(&format!("hitkey_{}", acceptance::word())).await;
    let (looked_at, refused) = flood(guess, 200).await;
    assert!((60..=90).contains(&looked_at), "{looked_at} guesses");
    is_refused(refused, "anonymous");
}

async fn one_token_does_not_count_for_another(database: Database) {
    let server = Server::start_with(database, &[("HITKEY_RATE_LIMIT_TOKEN", "30")]).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let (looked_at, refused) = flood(async || ann.me().await, 200).await;
    assert!((30..=45).contains(&looked_at), "{looked_at}");
    assert_eq!(refused.header("ratelimit-policy"), "\"token\";q=30;w=60");
    is_refused(refused, "token");
    ann.api.at(bob.api.address()).me(&bob.token).await.expect(200);
    bob.me().await.expect(200);
}

async fn each_process_counts_requests_for_itself(database: Database) {
    let server = Server::start(database).await;
    let home = server.api();
    let mut twin = server.start_twin().await;
    flood(async || knock(&home).await, 200).await;
    knock(&twin.api.at(home.address())).await.expect(401);
    twin.process.terminate();
}

async fn guesses_are_counted_by_all_processes_together(database: Database) {
    let server = Server::start_with(database, &[("HITKEY_RATE_LIMIT_ANONYMOUS", "off")]).await;
    let home = server.api();
    let mut twin = server.start_twin().await;
    let at_twin = twin.api.at(home.address());
    let mut wait = 0;
    while wait < 4 {
        tokio::time::sleep(Duration::from_secs(wait)).await;
        let (_, refused) = flood(async || at_twin.sign_in(&email("somebody"), WRONG).await, 100).await;
        wait = refused.retry_after();
    }
    let refused = home.sign_in(&email("somebody"), WRONG).await.expect_code(429, "TOO_MANY_REQUESTS");
    assert_eq!(refused.header("ratelimit"), "", "the counters of the database are no quota");
    twin.process.terminate();
}

async fn off_is_off(database: Database) {
    let off = [("HITKEY_RATE_LIMIT_ANONYMOUS", "off"), ("HITKEY_RATE_LIMIT_TOKEN", "off")];
    let server = Server::start_with(database, &off).await;
    let person = Person::register(&server).await;
    for _ in 0..100 {
        assert_eq!(knock(&person.api).await.expect(401).header("ratelimit"), "");
    }
    assert_eq!(person.me().await.expect(200).header("ratelimit"), "");
}

async fn the_token_endpoint_and_the_pages_refuse_in_their_own_words(database: Database) {
    let server = Server::start_with(database, &[("HITKEY_RATE_LIMIT_ANONYMOUS", "3")]).await;
    let home = server.api();
    let redeem = async || {
        let form = [("grant_type", "authorization_code"), ("client_id", "nobody"), ("code", "guess")];
        home.send(home.request(Method::POST, "/oauth/token").form(&form)).await
    };
    let (_, refused) = flood(redeem, 20).await;
    assert!(refused.expect_oauth_error(429, "temporarily_unavailable").retry_after() > 0);
    let form = home.request(Method::POST, "/login").header("origin", server.url());
    let page = home.send(form.form(&json!({"email": "", "password": ""}))).await.expect(429);
    assert!(page.header("content-type").starts_with("text/html") && page.retry_after() > 0);
}

on_both!(
    a_flood_from_one_network_stops_itself_and_nobody_else,
    a_forged_address_is_no_way_out,
    random_tokens_are_no_way_out,
    one_token_does_not_count_for_another,
    each_process_counts_requests_for_itself,
    guesses_are_counted_by_all_processes_together,
    off_is_off,
    the_token_endpoint_and_the_pages_refuse_in_their_own_words,
);
