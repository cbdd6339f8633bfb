use super::{code, redeeming};
use crate::support::{HOUR, Server, request};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use data_encoding::BASE64;
use hitkey_oauth::testkit::fixtures::App;
use serde_json::{Map, Value, json};
use std::time::Duration;

const TOKEN: &str = "/oauth/token";

fn basic(app: &App) -> (&'static str, String) {
    ("authorization", app.authorization().unwrap())
}

fn form(path: &str, pairs: &[(&str, String)]) -> TestRequest {
    TestRequest::post().uri(path).set_form(pairs)
}

#[actix_web::test]
async fn forms_and_json_both_work() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("client_secret_basic").await;
    let redeem = redeeming(&code(&server, &token, &app).await);
    let answer = server.call(form(TOKEN, &redeem).insert_header(basic(&app))).await.succeeds();
    let body = answer.json();
    assert_eq!((&body["token_type"], &body["expires_in"]), (&json!("Bearer"), &json!(3600)));
    assert_eq!(body["scope"], "openid email");
    for field in ["access_token", "refresh_token", "id_token"] {
        assert!(body[field].is_string(), "{field}");
    }
    assert_eq!((answer.header("cache-control"), answer.header("pragma")), ("no-store", "no-cache"));

    let redeem = redeeming(&code(&server, &token, &app).await);
    let mut body: Map<String, Value> =
        redeem.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
    body.insert("client_id".into(), app.id().into());
    body.insert("client_secret".into(), app.secret().into());
    server.post(TOKEN, body.into()).await.succeeds();
}

#[actix_web::test]
async fn a_second_use_of_a_code_revokes_what_the_first_obtained() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("client_secret_basic").await;
    let redeem = redeeming(&code(&server, &token, &app).await);
    let first = server.call(form(TOKEN, &redeem).insert_header(basic(&app))).await.succeeds();
    let access = first.field("access_token");
    server.get("/oauth/userinfo", &access).await.succeeds();
    server.call(form(TOKEN, &redeem).insert_header(basic(&app))).await.refuses(400, "invalid_grant");
    server.get("/oauth/userinfo", &access).await.refuses(401, "invalid_token");
}

#[actix_web::test]
async fn refreshing_may_narrow_the_scope_and_never_widen_it() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("client_secret_basic").await;
    let redeem = redeeming(&code(&server, &token, &app).await);
    let first = server.call(form(TOKEN, &redeem).insert_header(basic(&app))).await;
    let refresh = |scope: &str| {
        let refresh = first.field("refresh_token");
        let pairs =
            [("grant_type", "refresh_token".to_owned()), ("refresh_token", refresh), ("scope", scope.into())];
        form(TOKEN, &pairs).insert_header(basic(&app))
    };
    server.advance(HOUR);
    assert_eq!(server.call(refresh("openid")).await.succeeds().field("scope"), "openid");
    assert_eq!(server.call(refresh("")).await.succeeds().field("scope"), "openid email");
    server.call(refresh("openid email profile")).await.refuses(400, "invalid_scope");
}

#[actix_web::test]
async fn an_exchanged_refresh_token_leads_on_for_ten_seconds_and_then_ends_the_grant() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("none").await;
    let mut redeem = redeeming(&code(&server, &token, &app).await);
    redeem.push(("client_id", app.id()));
    let old = server.call(form(TOKEN, &redeem)).await.succeeds().field("refresh_token");
    let refresh = || {
        let id = app.id();
        form(
            TOKEN,
            &[("grant_type", "refresh_token".into()), ("refresh_token", old.clone()), ("client_id", id)],
        )
    };
    let first = server.call(refresh()).await.succeeds();
    server.advance(Duration::from_secs(9));
    let again = server.call(refresh()).await.succeeds();
    assert_eq!(again.field("refresh_token"), first.field("refresh_token"));
    server.get("/oauth/userinfo", &again.field("access_token")).await.succeeds();
    server.advance(Duration::from_secs(1));
    server.call(refresh()).await.refuses(400, "invalid_grant");
    server.get("/oauth/userinfo", &again.field("access_token")).await.refuses(401, "invalid_token");
}

#[actix_web::test]
async fn a_service_stands_for_itself() {
    let server = Server::start().await;
    let token = server.ann().await;
    let body = json!({ "name": "Nightly export", "grant_types": ["client_credentials"] });
    let made = server.post_as("/oauth/clients", &token, body).await;
    let client = made.json();
    assert_eq!(
        (made.status.as_u16(), client.get("redirect_uri"), &client["redirect_uris"]),
        (201, None, &json!([]))
    );
    assert_eq!(server.get("/oauth/clients", &token).await.json()[0]["redirectUri"], Value::Null);
    let (id, secret) = (client["client_id"].as_str().unwrap(), client["client_secret"].as_str().unwrap());
    let form = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
    let answer = server.post_form(TOKEN, &form).await.succeeds().json();
    let mut fields: Vec<_> = answer.as_object().unwrap().keys().collect();
    fields.sort_unstable();
    assert_eq!(fields, ["access_token", "expires_in", "token_type"]);
    let access = answer["access_token"].as_str().unwrap();
    server.get("/oauth/userinfo", access).await.refuses(401, "invalid_token");
    let asks = [form[0], form[1], form[2], ("scope", "openid")];
    server.post_form(TOKEN, &asks).await.refuses(400, "invalid_scope");
}

#[actix_web::test]
async fn clients_that_do_not_prove_themselves_are_401() {
    let server = Server::start().await;
    let token = server.ann().await;
    let app = server.provider.client("client_secret_basic").await;
    let redeem = redeeming(&code(&server, &token, &app).await);
    let wrong = BASE64.encode(format!("{}:hks_wrong", app.id()).as_bytes());
    for header in [format!("Basic {wrong}"), "Basic !!!".into(), "Basic".into(), "Bearer x".into()] {
        let answer = server.call(form(TOKEN, &redeem).insert_header(("authorization", header.clone()))).await;
        answer.refuses(401, "invalid_client");
        assert_eq!(answer.header("www-authenticate"), r#"Basic realm="HitKey""#, "{header}");
    }
    let mut posted = redeem.clone();
    posted.extend([("client_id", app.id()), ("client_secret", "hks_wrong".into())]);
    let answer = server.call(form(TOKEN, &posted)).await;
    answer.refuses(401, "invalid_client");
    posted.pop();
    server.call(form(TOKEN, &posted)).await.refuses(401, "invalid_client");
    // None of it has spent the code.
    server.call(form(TOKEN, &redeem).insert_header(basic(&app))).await.succeeds();
}

#[actix_web::test]
async fn malformed_requests_are_told_in_the_words_of_the_rfc() {
    let server = Server::start().await;
    let app = server.provider.client("client_secret_basic").await;
    for (body, error) in [
        ("", "invalid_request"),
        ("grant_type=", "invalid_request"),
        ("grant_type=password", "unsupported_grant_type"),
        ("grant_type=authorization_code&grant_type=refresh_token", "invalid_request"),
        ("grant_type=authorization_code&code=a&code=b", "invalid_request"),
        ("grant_type=authorization_code&client_secret=x", "invalid_request"),
        (
            "grant_type=authorization_code&code=x&redirect_uri=https://app.example.org/callback",
            "invalid_grant",
        ),
        ("grant_type=refresh_token&refresh_token=x", "invalid_grant"),
        ("grant_type=refresh_token&refresh_token=x&resource=a&resource=b", "invalid_grant"),
    ] {
        let request = TestRequest::post().uri(TOKEN).insert_header(basic(&app)).set_payload(body);
        let request =
            request.insert_header(("content-type", "application/x-www-form-urlencoded; charset=utf-8"));
        server.call(request).await.refuses(400, error);
    }
    for body in ["", "[]", r#"{"grant_type":1}"#, r#"{"grant_type":"a","grant_type":"b"}"#] {
        let request = TestRequest::post().uri(TOKEN).insert_header(("content-type", "application/json"));
        server.call(request.set_payload(body)).await.refuses(400, "invalid_request");
    }
    let text = TestRequest::post().uri(TOKEN).insert_header(("content-type", "text/plain"));
    server.call(text.set_payload("grant_type=x")).await.refuses(415, "invalid_request");
    let many: String = (0..65).map(|number| format!("&p{number}=1")).collect();
    let request =
        TestRequest::post().uri(TOKEN).insert_header(("content-type", "application/x-www-form-urlencoded"));
    server.call(request.set_payload(format!("grant_type=x{many}"))).await.refuses(400, "invalid_request");
    let large = TestRequest::post().uri(TOKEN).set_form([("grant_type", "x".repeat(65_536))]);
    server.call(large).await.refuses(413, "invalid_request");
}

#[actix_web::test]
async fn browser_applications_may_call_it_from_any_origin_without_cookies() {
    let server = Server::start().await;
    let preflight = request(&Method::OPTIONS, TOKEN)
        .insert_header(("origin", "https://spa.example"))
        .insert_header(("access-control-request-method", "POST"));
    let answer = server.call(preflight).await;
    assert_eq!(answer.status.as_u16(), 204);
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    assert_eq!(answer.header("access-control-allow-methods"), "POST");
    assert_eq!(answer.header("access-control-allow-headers"), "authorization, content-type");
    let refused = server.call(form(TOKEN, &[]).insert_header(("origin", "https://spa.example"))).await;
    assert_eq!((refused.status.as_u16(), refused.header("access-control-allow-origin")), (400, "*"));
    assert_eq!(refused.header("access-control-allow-credentials"), "");
}

#[actix_web::test]
async fn secrets_in_the_query_are_not_looked_at() {
    let server = Server::start().await;
    let app = server.provider.client("client_secret_basic").await;
    let path = format!("{TOKEN}?grant_type=authorization_code&client_id={}", app.id());
    server.call(form(&path, &[])).await.refuses(400, "invalid_request");
    let get = server.call(TestRequest::get().uri(&path)).await;
    assert_eq!((get.status.as_u16(), get.header("allow")), (405, "POST"));
}
