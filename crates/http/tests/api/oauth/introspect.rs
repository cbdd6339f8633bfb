use super::authorized;
use crate::support::{Server, request};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use hitkey_oauth::testkit::fixtures::App;
use serde_json::json;

const INTROSPECT: &str = "/oauth/introspect";

fn ask(app: &App, token: &str) -> TestRequest {
    let header = ("authorization", app.authorization().unwrap());
    TestRequest::post().uri(INTROSPECT).insert_header(header).set_form([("token", token)])
}

#[actix_web::test]
async fn a_client_asks_about_its_token_and_others_learn_nothing() {
    let server = Server::start().await;
    let (_, app, access) = authorized(&server).await;
    let answer = server.call(ask(&app, &access)).await.succeeds();
    assert_eq!(answer.header("cache-control"), "no-store");
    let told = answer.json();
    assert_eq!((&told["active"], &told["client_id"]), (&json!(true), &json!(app.id())));
    let stranger = server.provider.client("client_secret_basic").await;
    assert_eq!(server.call(ask(&stranger, &access)).await.succeeds().json(), json!({ "active": false }));
    let body = json!({
        "token": access, "token_type_hint": "access_token", "client_id": app.id(), "client_secret": app.secret(),
    });
    assert_eq!(server.post(INTROSPECT, body).await.succeeds().json(), told);
}

#[actix_web::test]
async fn who_proves_nothing_is_told_nothing() {
    let server = Server::start().await;
    let (_, app, access) = authorized(&server).await;
    let public = server.provider.client("none").await;
    for (id, secret) in [(public.id(), ""), (app.id(), ""), (app.id(), "wrong")] {
        let form = [("token", &*access), ("client_id", &id), ("client_secret", secret)];
        server.post_form(INTROSPECT, &form).await.refuses(401, "invalid_client");
    }
    let mut wrong = server.provider.client("client_secret_basic").await;
    wrong.created.secret = server.provider.client("client_secret_basic").await.created.secret;
    let answer = server.call(ask(&wrong, &access)).await;
    answer.refuses(401, "invalid_client");
    assert_eq!(answer.header("www-authenticate"), r#"Basic realm="HitKey""#);
    // A token that is presented for oneself is no proof.
    let bearer =
        TestRequest::post().uri(INTROSPECT).insert_header(("authorization", format!("Bearer {access}")));
    server.call(bearer.set_form([("token", &access)])).await.refuses(401, "invalid_client");
    server.call(ask(&app, "")).await.refuses(400, "invalid_request");
    let get = server.call(TestRequest::get().uri(&format!("{INTROSPECT}?token={access}"))).await;
    assert_eq!((get.status.as_u16(), get.header("allow")), (405, "POST"));
}

#[actix_web::test]
async fn scripts_of_other_origins_have_no_business_there() {
    let server = Server::start().await;
    let preflight = request(&Method::OPTIONS, INTROSPECT)
        .insert_header(("origin", "https://spa.example"))
        .insert_header(("access-control-request-method", "POST"));
    assert_eq!(server.call(preflight).await.header("access-control-allow-origin"), "");
}
