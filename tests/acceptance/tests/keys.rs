//! Signing keys change without anybody noticing.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Api, Database, Person, Server, eventually, on_both};
use data_encoding::BASE64URL_NOPAD;
use serde_json::Value;
use std::time::Duration;

/// Processes look for new keys every half minute.
const PATIENCE: Duration = Duration::from_secs(45);

fn header_of(token: &str) -> Value {
    let part = token.split('.').next().unwrap();
    serde_json::from_slice(&BASE64URL_NOPAD.decode(part.as_bytes()).unwrap()).unwrap()
}

async fn sees_new_keys(api: &Api, old: &[String]) -> Vec<String> {
    eventually("new keys are published", PATIENCE, async || {
        let now = api.key_ids().await;
        now.iter().any(|id| !old.contains(id)).then_some(now)
    })
    .await
}

async fn a_rotation_keeps_old_tokens_good(database: Database) {
    let mut server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let before = partner.tokens(&person).await;
    let old = server.api().key_ids().await;
    let rotated = server.cli(&["keys", "rotate"]);
    assert!(rotated.status.success(), "{}", String::from_utf8_lossy(&rotated.stderr));
    let new = sees_new_keys(&server.api(), &old).await;
    let log = String::from_utf8_lossy(&server.dump_table("audit_log")).into_owned();
    let told = ["key.created", "key.rotated"].map(|action| log.matches(action).count());
    assert_eq!((told, new.len()), ([old.len(), old.len()], 2 * old.len()), "{log}");
    assert!(new.iter().all(|id| log.contains(id)), "{log}");
    assert!(old.iter().all(|id| new.contains(id)), "a key that was in use is gone: {old:?}, {new:?}");
    person.api.userinfo(&before.access_token).await.expect(200);
    let after = partner.tokens(&person).await;
    for token in [&after.access_token, &after.id_token] {
        let id = header_of(token)["kid"].as_str().unwrap().to_owned();
        assert!(new.contains(&id), "{id} is not published");
    }
    server.restart().await;
    assert_eq!(sorted(server.api().key_ids().await), sorted(new));
    for token in [&before.access_token, &after.access_token] {
        person.api.userinfo(token).await.expect(200);
    }
}

fn sorted(mut names: Vec<String>) -> Vec<String> {
    names.sort();
    names
}

async fn two_processes_agree(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let tokens = person.partner().await.tokens(&person).await;
    let twin = server.start_twin().await;
    let old = server.api().key_ids().await;
    assert_eq!(sorted(old.clone()), sorted(twin.api.key_ids().await));
    twin.api.userinfo(&tokens.access_token).await.expect(200);
    twin.api.me(&person.token).await.expect(200);
    assert!(server.cli(&["keys", "rotate"]).status.success());
    let here = sees_new_keys(&server.api(), &old).await;
    let there = sees_new_keys(&twin.api, &old).await;
    assert_eq!(sorted(here), sorted(there));
}

async fn processes_that_start_together_make_one_set_of_keys(database: Database) {
    let server = Server::new(database, &[]);
    assert!(server.cli(&["migrate"]).status.success());
    let (one, two) = tokio::join!(server.start_twin(), server.start_twin());
    assert_eq!(sorted(one.api.key_ids().await), sorted(two.api.key_ids().await));
}

async fn tokens_are_signed_as_promised(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let tokens = person.partner().await.tokens(&person).await;
    let (access, id) = (header_of(&tokens.access_token), header_of(&tokens.id_token));
    assert_eq!((access["alg"].as_str(), access["typ"].as_str()), (Some("ES256"), Some("at+jwt")));
    assert_eq!(id["alg"], "RS256");
}

on_both!(
    a_rotation_keeps_old_tokens_good,
    two_processes_agree,
    processes_that_start_together_make_one_set_of_keys,
    tokens_are_signed_as_promised,
);
