//! `/oauth/register`: clients that register themselves, and who manages them.

use crate::support::{Answer, Server, bearer};
use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use hitkey_oauth::RegistrationPolicy;
use hitkey_oauth::service::InitialAccesses;
use serde_json::{Value, json};
use std::time::Duration;

const PATH: &str = "/oauth/register";

async fn open() -> Server {
    Server::open_to(RegistrationPolicy::default()).await
}

fn shop() -> Value {
    json!({ "client_name": "Shop", "redirect_uris": ["https://shop.example/callback"] })
}

async fn registered(server: &Server, body: Value) -> Answer {
    made(server.post(PATH, body).await)
}

fn made(answer: Answer) -> Answer {
    assert_eq!(answer.status, 201, "{answer:?}");
    answer
}

/// Where a registered client is managed, and by what.
fn management(answer: &Answer) -> (String, String) {
    let uri = answer.field("registration_client_uri");
    let path = uri.strip_prefix("https://id.example.org").unwrap();
    assert_eq!(path, format!("{PATH}/{}", answer.field("client_id")));
    (path.to_owned(), answer.field("registration_access_token"))
}

async fn put(server: &Server, path: &str, token: &str, body: &Value) -> Answer {
    server.call(TestRequest::put().uri(path).insert_header(bearer(token)).set_json(body)).await
}

#[actix_web::test]
async fn where_it_is_off_there_is_no_such_route() {
    let server = Server::start().await;
    let unknown = server.post("/oauth/nowhere", shop()).await;
    let answer = server.post(PATH, shop()).await;
    assert_eq!((answer.status, answer.json()), (unknown.status, unknown.json()));
    let path = format!("{PATH}/0190b5a0-0000-7000-8000-000000000000");
    server.get(&path, "hkr_x").await.fails(404, "NOT_FOUND");
    server.delete(&path, "hkr_x").await.fails(404, "NOT_FOUND");
    let discovery = server.get("/.well-known/openid-configuration", "").await.json();
    assert_eq!(discovery.get("registration_endpoint"), None);
}

#[actix_web::test]
async fn a_client_registers_itself() {
    let server = open().await;
    let discovery = server.get("/.well-known/openid-configuration", "").await.json();
    assert_eq!(discovery["registration_endpoint"], "https://id.example.org/oauth/register");
    let body = json!({
        "client_name": "Shop",
        "redirect_uris": ["https://shop.example/callback"],
        "application_type": "web",
        "contacts": ["ann@shop.example"],
        "logo_uri": "https://shop.example/logo.png",
        "made_up": {"by": "us"},
        "skip_consent": true,
        "access_token_lifetime": 3600,
        "backchannel_logout_uri": "https://shop.example/told",
    });
    let answer = server.post(PATH, body).await;
    assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (201, "no-store"));
    let mut told = answer.json();
    for drawn in [
        "client_id",
        "client_secret",
        "client_id_issued_at",
        "registration_access_token",
        "registration_client_uri",
    ] {
        told.as_object_mut().unwrap().remove(drawn).unwrap_or_else(|| panic!("no {drawn}"));
    }
    let expected = json!({
        "client_name": "Shop",
        "client_secret_expires_at": 0,
        "redirect_uris": ["https://shop.example/callback"],
        "application_type": "web",
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "token_endpoint_auth_method": "client_secret_basic",
        "id_token_signed_response_alg": "RS256",
        "require_pushed_authorization_requests": false,
        "subject_type": "public",
        "backchannel_logout_uri": "https://shop.example/told",
        "backchannel_logout_session_required": false,
    });
    assert_eq!(told, expected);
}

#[actix_web::test]
async fn a_public_client_gets_no_secret() {
    let server = open().await;
    let body = json!({ "redirect_uris": ["org.example.app:/cb"], "token_endpoint_auth_method": "none" });
    let told = registered(&server, body).await.json();
    assert!(told.get("client_secret").is_none() && told.get("client_secret_expires_at").is_none(), "{told}");
}

#[actix_web::test]
async fn what_can_not_be_registered_is_told_in_the_words_of_rfc_7591() {
    let server = open().await;
    let uri = "https://shop.example/callback";
    for (body, error) in [
        (json!({ "redirect_uris": ["http://shop.example/callback"] }), "invalid_redirect_uri"),
        (json!({ "redirect_uris": ["https://shop.example/#\"é\\"] }), "invalid_redirect_uri"),
        (json!({ "client_name": "Shop" }), "invalid_redirect_uri"),
        (json!({ "redirect_uris": vec![uri; 21] }), "invalid_redirect_uri"),
        (json!({ "redirect_uris": uri }), "invalid_client_metadata"),
        (json!({ "redirect_uris": [uri], "client_name": "x".repeat(101) }), "invalid_client_metadata"),
        (json!({ "redirect_uris": [uri], "grant_types": ["implicit"] }), "invalid_client_metadata"),
        (json!({ "redirect_uris": [uri], "grant_types": ["client_credentials"] }), "invalid_client_metadata"),
        (json!({ "redirect_uris": [uri], "response_types": ["token"] }), "invalid_client_metadata"),
        (json!({ "redirect_uris": [uri], "scope": "openid admin" }), "invalid_client_metadata"),
        (
            json!({ "redirect_uris": [uri], "token_endpoint_auth_method": "private_key_jwt" }),
            "invalid_client_metadata",
        ),
        (
            json!({ "redirect_uris": [uri], "id_token_signed_response_alg": "none" }),
            "invalid_client_metadata",
        ),
        (
            json!({ "redirect_uris": [uri], "software_statement": "eyJhbGciOiJub25lIn0.e30." }),
            "invalid_client_metadata",
        ),
        (json!([]), "invalid_client_metadata"),
    ] {
        let answer = server.post(PATH, body).await;
        answer.refuses(400, error);
        let description = answer.field("error_description");
        assert!(
            description.chars().all(|c| (' '..='~').contains(&c) && c != '"' && c != '\\'),
            "{description}"
        );
    }
    let typed = |kind: &'static str, body: String| {
        TestRequest::post().uri(PATH).insert_header((CONTENT_TYPE, kind)).set_payload(body)
    };
    server.call(typed("application/json", "{".into())).await.refuses(400, "invalid_client_metadata");
    server.call(typed("text/plain", shop().to_string())).await.refuses(415, "invalid_request");
    let huge = json!({ "client_name": "x".repeat(64 * 1024) }).to_string();
    server.call(typed("application/json", huge)).await.refuses(413, "invalid_request");
}

#[actix_web::test]
async fn a_client_is_managed_by_its_token() {
    let server = open().await;
    let made = registered(&server, shop()).await;
    let (path, token) = management(&made);
    let read = server.get(&path, &token).await.succeeds();
    assert_eq!(read.header("cache-control"), "no-store");
    let mut expected = made.json();
    for once in ["client_secret", "client_secret_expires_at"] {
        expected.as_object_mut().unwrap().remove(once);
    }
    assert_eq!(read.json(), expected, "the same, and the same token, without the secret");
    let body = json!({
        "client_id": made.field("client_id"),
        "client_secret": made.field("client_secret"),
        "client_name": "Our shop",
        "redirect_uris": ["https://shop.example/other"],
    });
    let replaced = put(&server, &path, &token, &body).await.succeeds().json();
    assert_eq!(replaced["redirect_uris"], json!(["https://shop.example/other"]));
    assert_eq!(server.get(&path, &token).await.succeeds().json(), replaced);
    let evil = json!({ "client_id": made.field("client_id"), "redirect_uris": ["http://evil.example/"] });
    put(&server, &path, &token, &evil).await.refuses(400, "invalid_redirect_uri");
    let deleted = server.delete(&path, &token).await;
    assert_eq!((deleted.status.as_u16(), deleted.body.len()), (204, 0));
    server.get(&path, &token).await.refuses(401, "invalid_token");
}

#[actix_web::test]
async fn who_shows_another_token_does_not_learn_whether_there_is_such_a_client() {
    let server = open().await;
    let (one, other) = (registered(&server, shop()).await, registered(&server, shop()).await);
    let ((path, token), (_, others)) = (management(&one), management(&other));
    let unknown = format!("{PATH}/0190b5a0-0000-7000-8000-000000000000");
    let told = server.get(&unknown, &others).await;
    told.refuses(401, "invalid_token");
    assert!(told.header("www-authenticate").contains("invalid_token"));
    let owned = format!("{PATH}/{}", server.provider.client("client_secret_basic").await.id());
    let body = json!({ "client_id": one.field("client_id"), "redirect_uris": ["https://evil.example/"] });
    for path in [&path, &owned] {
        for answer in [
            server.get(path, &others).await,
            put(&server, path, &others, &body).await,
            server.delete(path, &others).await,
            server.get(path, &one.field("client_secret")).await,
        ] {
            assert_eq!((answer.status, answer.json()), (told.status, told.json()));
        }
    }
    server.get(&path, &token).await.succeeds();
}

#[actix_web::test]
async fn a_token_in_the_query_or_the_body_is_not_looked_at() {
    let server = open().await;
    let (path, token) = management(&registered(&server, shop()).await);
    let in_query = format!("{path}?access_token={token}&registration_access_token={token}");
    let answer = server.call(TestRequest::get().uri(&in_query)).await;
    answer.refuses(401, "invalid_token");
    assert_eq!(answer.header("www-authenticate"), r#"Bearer realm="HitKey""#, "nothing was shown");
    server.get(&path, &token).await.succeeds();
}

#[actix_web::test]
async fn with_tokens_only_who_has_one_registers() {
    let policy = RegistrationPolicy { needs_token: true, ..RegistrationPolicy::default() };
    let server = Server::open_to(policy).await;
    let accesses = InitialAccesses::new(server.provider.store.clone(), server.provider.ambient.clone());
    let (_, token) = accesses.admit(1, Duration::from_secs(60)).await.unwrap();
    server.post(PATH, shop()).await.refuses(401, "invalid_token");
    let in_query = format!("{PATH}?access_token={}", token.expose());
    server.post(&in_query, shop()).await.refuses(401, "invalid_token");
    server.post_as(PATH, "hki_guessed", shop()).await.refuses(401, "invalid_token");
    made(server.post_as(PATH, token.expose(), shop()).await);
    server.post_as(PATH, token.expose(), shop()).await.refuses(401, "invalid_token");
}

#[actix_web::test]
async fn open_registration_is_limited_by_network() {
    let server = Server::limited(3, 600).await;
    for _ in 0..3 {
        made(server.call(from_home(shop())).await);
    }
    let refused = server.call(from_home(shop())).await;
    refused.refuses(429, "temporarily_unavailable");
    assert!(!refused.header("retry-after").is_empty());
}

fn from_home(body: Value) -> TestRequest {
    TestRequest::post().uri(PATH).peer_addr("203.0.113.7:4711".parse().unwrap()).set_json(body)
}

#[actix_web::test]
async fn whoever_guesses_tokens_is_counted() {
    let server = Server::limited(3, 600).await;
    let path = format!("{PATH}/0190b5a0-0000-7000-8000-000000000000");
    let guess = |token: &str| {
        let request = TestRequest::get().uri(&path).insert_header(bearer(token));
        request.peer_addr("203.0.113.7:4711".parse().unwrap())
    };
    for _ in 0..3 {
        server.call(guess("hkr_guess")).await.refuses(401, "invalid_token");
    }
    server.call(guess("hkr_guess")).await.refuses(429, "temporarily_unavailable");
}
