//! A sign-in that is not strong or fresh enough is asked for anew.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Browser, Database, Partner, Person, Server, Totp, on_both};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use url::Url;

const MEANT: &str = r#"{"id_token": {"acr": {"essential": true, "value": "2"}}}"#;

fn parameter(url: &str, name: &str) -> Option<String> {
    let url = Url::parse(url).unwrap();
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

/// What an app is told of the sign-in that its request leads to.
async fn told(
    browser: &Browser,
    app: &Partner,
    person: &Person,
    (asked, totp): (&[(&str, &str)], Option<&Totp>),
) -> Value {
    let url = browser.authorize(&app.authorize_url(asked), person, totp).await;
    let code = parameter(&url, "code").unwrap_or_else(|| panic!("no code: {url}"));
    let id_token = app.exchange(&code).await.expect(200).text("id_token");
    let claims = BASE64URL_NOPAD.decode(id_token.split('.').nth(1).unwrap().as_bytes()).unwrap();
    serde_json::from_slice(&claims).unwrap()
}

async fn a_session_by_password_is_stepped_up(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let (app, browser) = (person.partner().await, server.browser());
    let weak = told(&browser, &app, &person, (&[("acr_values", "2")], None)).await;
    assert_eq!((&weak["acr"], &weak["amr"]), (&json!("1"), &json!(["pwd"])), "a wish that nobody can grant");
    let refused = browser.open(&app.authorize_url(&[("claims", MEANT)])).await.left_to.unwrap();
    assert_eq!(parameter(&refused, "error").as_deref(), Some("unmet_authentication_requirements"));

    let (totp, _) = person.turn_on_totp().await;
    let silent = [("claims", MEANT), ("prompt", "none")];
    let refused = browser.open(&app.authorize_url(&silent)).await.left_to.unwrap();
    assert_eq!(parameter(&refused, "error").as_deref(), Some("login_required"));
    let strong =
        told(&browser, &app, &person, (&[("claims", MEANT), ("max_age", "3600")], Some(&totp))).await;
    assert_eq!((&strong["acr"], &strong["amr"]), (&json!("2"), &json!(["pwd", "otp", "mfa"])));
    assert!(strong["auth_time"].as_i64() >= weak["auth_time"].as_i64() && strong["sid"] != weak["sid"]);
    let silent = told(&browser, &app, &person, (&silent, None)).await;
    assert_eq!((&silent["acr"], &silent["auth_time"]), (&strong["acr"], &strong["auth_time"]));
}

on_both!(a_session_by_password_is_stepped_up);
