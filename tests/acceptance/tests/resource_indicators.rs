//! Tokens for one server (RFC 8707), in the hands of a library that we did not write, and of those who should not have them.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{
    Database, Partner, Person, Project, Server, Tokens, node, on_both, run_client, tests_directory,
};
use serde_json::{Value, json};
use std::process::Command;

const ORDERS: &str = "https://orders.example.org";
const FILMS: &str = "https://films.example.org/v1";

async fn register(project: &Project, uri: &str, open: bool) -> String {
    let body = json!({ "uri": uri, "name": "Orders", "open": open });
    project.owner.post(&project.path("/resources"), &body).await.expect(201).text("id")
}

async fn openid_client_of_npm_gets_tokens_for_one_server(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.public_project("Shop").await;
    for uri in [ORDERS, FILMS] {
        register(&project, uri, false).await;
    }
    let partner = project.partner().await;
    let mut command = Command::new(node());
    command.arg(tests_directory().join("clients/node/resources.mjs"));
    command.env("ISSUER", server.url()).env("CLIENT_ID", &partner.id);
    command.env("CLIENT_SECRET", partner.secret.as_deref().unwrap());
    command.env("REDIRECT_URI", &partner.redirect_uri).env("RESOURCES", format!("{ORDERS} {FILMS}"));
    let browser = server.browser();
    let learned = run_client(command, async |url| browser.authorize(url, &bob, None).await).await;
    assert_eq!(learned["told"], json!([ORDERS, FILMS, [FILMS, ORDERS]]), "{learned}");
    assert_eq!(learned["refused"], "invalid_target");
    assert_eq!(learned["claims"]["aud"], partner.id.as_str());
    // Bob is not asked again, but for another server he is.
    let again = |resource| partner.authorize_url(&[("scope", "openid email"), ("resource", resource)]);
    let page = browser.open(&again(FILMS)).await;
    assert!(page.left_to.is_some_and(|url| url.contains("code=")), "what was allowed is remembered");
    register(&project, "urn:example:invoices", false).await;
    let page = browser.open(&again("urn:example:invoices")).await;
    assert!(page.answer.body.contains("urn:example:invoices"), "{}", page.answer.body);
}

/// The tokens of a person for one server.
async fn tokens(partner: &Partner, person: &Person, resource: &str) -> Tokens {
    let redirect =
        partner.authorize(person, &[("resource", resource)]).await.expect(200).text("redirect_url");
    let url = url::Url::parse(&redirect).unwrap();
    let code = url.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    Tokens::of(&partner.exchange(&code).await.expect(200))
}

async fn told(server: &Server, asker: &Partner, token: &str) -> Value {
    let body = json!({ "token": token, "client_id": asker.id, "client_secret": asker.secret });
    server.api().post("/oauth/introspect", &body, None).await.expect(200).json()
}

async fn a_token_for_one_server_is_nothing_to_another(database: Database) {
    let server = Server::start(database).await;
    let (ann, eve) = (Person::register(&server).await, Person::register(&server).await);
    let (own, foreign) = (ann.public_project("Shop").await, eve.public_project("Elsewhere").await);
    let resource = register(&own, ORDERS, false).await;
    register(&foreign, FILMS, true).await;
    let (partner, stranger) = (own.partner().await, foreign.partner().await);

    // A server that is open to everybody gets a token of Ann's: with it, it gets nowhere else.
    let given = tokens(&partner, &ann, FILMS).await;
    assert_eq!(told(&server, &stranger, &given.access_token).await["aud"], FILMS);
    assert_eq!(told(&server, &partner, &given.access_token).await, json!({ "active": false }));
    ann.api.userinfo(&given.access_token).await.expect_oauth_error(401, "invalid_token");

    // Eve's client can't have tokens for Ann's server, and learns nothing about it.
    for uri in [ORDERS, "https://unknown.example.org"] {
        stranger.authorize(&eve, &[("resource", uri)]).await.expect_oauth_error(400, "invalid_target");
    }
    // Nor can she take its name, in any spelling.
    for uri in ["https://orders.example.org", "https://orders.example.org/"] {
        let body = json!({ "uri": uri, "name": "Mine" });
        eve.post(&foreign.path("/resources"), &body).await.expect_code(409, "RESOURCE_ALREADY_EXISTS");
    }
    // When it is given back she can, but old grants of Ann's clients are not for her server.
    let old = tokens(&partner, &ann, ORDERS).await;
    ann.delete(&own.path(&format!("/resources/{resource}"))).await.expect(200);
    register(&foreign, ORDERS, true).await;
    partner.refresh(&old.refresh_token).await.expect_oauth_error(400, "invalid_target");
    // A project that becomes private closes its servers to all others.
    eve.patch(&foreign.path(""), &json!({ "is_public": false })).await.expect(200);
    partner.refresh(&given.refresh_token).await.expect_oauth_error(400, "invalid_target");
    partner.authorize(&ann, &[("resource", FILMS)]).await.expect_oauth_error(400, "invalid_target");
}

on_both!(openid_client_of_npm_gets_tokens_for_one_server, a_token_for_one_server_is_nothing_to_another);
