//! Partners are told that somebody signed out: by a real POST, until they take it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Partner, Person, Receiver, Server, on_both};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use std::time::Duration;

/// The receivers of these tests are on this machine.
const HERE: [(&str, &str); 1] = [("HITKEY_OUTBOUND_ALLOW", "127.0.0.0/8")];

async fn partner(person: &Person, receiver: &Receiver) -> Partner {
    let body = json!({
        "name": "Shop", "redirect_uri": "https://shop.example.org/callback",
        "backchannel_logout_uri": receiver.url("/told"), "backchannel_logout_session_required": true,
    });
    person.create_client(&body).await
}

fn part(token: &str, index: usize) -> Value {
    let encoded = token.split('.').nth(index).unwrap();
    serde_json::from_slice(&BASE64URL_NOPAD.decode(encoded.as_bytes()).unwrap()).unwrap()
}

/// The one field of the form.
fn logout_token(form: &[(String, String)]) -> &str {
    assert_eq!((form.len(), &*form[0].0), (1, "logout_token"));
    &form[0].1
}

async fn a_receiver_that_fails_twice_is_told_in_the_end_whoever_is_killed_meanwhile(database: Database) {
    let mut server = Server::start_with(database, &HERE).await;
    let person = Person::register(&server).await;
    let receiver = Receiver::start(&[503, 500]).await;
    let partner = partner(&person, &receiver).await;
    let id_token = partner.tokens(&person).await.id_token;
    person.post("/auth/logout", &json!({})).await.expect(200);
    receiver.got(1).await;
    // It has noted by now that the first attempt failed.
    tokio::time::sleep(Duration::from_secs(1)).await;
    server.kill();
    server.run().await;
    let forms = receiver.got(3).await;
    let (header, claims) = (part(logout_token(&forms[2]), 0), part(logout_token(&forms[2]), 1));
    assert_eq!(header["typ"], "logout+jwt");
    assert_eq!((&claims["sub"], &claims["sid"]), (&json!(person.id), &part(&id_token, 1)["sid"]));
    assert_eq!((&claims["aud"], &claims["iss"]), (&json!(partner.id), &json!(server.url())));
    let ids: std::collections::BTreeSet<_> =
        forms.iter().map(|form| part(logout_token(form), 1)["jti"].to_string()).collect();
    assert_eq!(ids.len(), 3);
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(receiver.forms().len(), 3, "what was taken is not sent again");
}

async fn every_end_of_a_session_is_told(database: Database) {
    let server = Server::start_with(database, &HERE).await;
    for end in ["session", "password", "account"] {
        let person = Person::register(&server).await;
        let owner = Person::register(&server).await;
        let receiver = Receiver::start(&[]).await;
        let partner = partner(&owner, &receiver).await;
        let browser = server.browser();
        let url = browser.authorize(&partner.authorize_url(&[]), &person, None).await;
        let code = url.split("code=").nth(1).unwrap().split('&').next().unwrap();
        let id_token = partner.exchange(code).await.expect(200).text("id_token");
        let sid = part(&id_token, 1)["sid"].as_str().unwrap().to_owned();
        match end {
            "session" => {
                person.delete(&format!("/auth/sessions/{sid}")).await.expect(200);
            }
            "password" => {
                let change =
                    json!({"current_password": person.password, "password": "a lamp in the old library"});
                person.post("/auth/password/change", &change).await.expect(200);
            }
            _ => {
                person.delete_account(&person.password).await.expect(200);
            }
        }
        let forms = receiver.got(1).await;
        assert_eq!(part(logout_token(&forms[0]), 1)["sid"], sid, "{end}");
    }
}

async fn nobody_is_reached_inside_unless_the_operator_allows_it(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let receiver = Receiver::start(&[]).await;
    partner(&person, &receiver).await.tokens(&person).await;
    person.post("/auth/logout", &json!({})).await.expect(200);
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert!(receiver.forms().is_empty());
}

on_both!(
    a_receiver_that_fails_twice_is_told_in_the_end_whoever_is_killed_meanwhile,
    every_end_of_a_session_is_told,
    nobody_is_reached_inside_unless_the_operator_allows_it,
);
