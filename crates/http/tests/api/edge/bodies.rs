use crate::support::Server;
use actix_web::test::TestRequest;

const LOGIN: &str = "/auth/login";

fn json(body: String) -> TestRequest {
    TestRequest::post().uri(LOGIN).insert_header(("content-type", "application/json")).set_payload(body)
}

#[actix_web::test]
async fn more_than_64_kib_is_not_read() {
    let server = Server::start().await;
    let large = format!(r#"{{"email":"{}"}}"#, "x".repeat(64 * 1024));
    server.call(json(large)).await.fails(413, "PAYLOAD_TOO_LARGE");
    let announced = json("{}".to_owned()).insert_header(("content-length", "65537"));
    server.call(announced).await.fails(413, "PAYLOAD_TOO_LARGE");
    let body = r#"{"email":""}"#;
    let exactly = format!("{body}{}", " ".repeat(64 * 1024 - body.len()));
    assert_eq!(server.call(json(exactly)).await.status.as_u16(), 422);
}

#[actix_web::test]
async fn deep_nesting_is_malformed_and_harmless() {
    let server = Server::start().await;
    let deep = format!(r#"{{"x":{}}}"#, "[".repeat(60_000));
    server.call(json(deep)).await.fails(400, "MALFORMED_REQUEST");
}

#[actix_web::test]
async fn a_list_is_no_object() {
    let server = Server::start().await;
    for body in ["[]", r#"["ann@example.org","x"]"#, " [null,null]", "null", r#""{}""#, "", "{"] {
        server.call(json(body.to_owned())).await.fails(400, "MALFORMED_REQUEST");
    }
}

#[actix_web::test]
async fn a_repeated_json_field_is_malformed() {
    let server = Server::start().await;
    let twice = r#"{"email":"a@example.org","email":"b@example.org","password":"x"}"#;
    server.call(json(twice.to_owned())).await.fails(400, "MALFORMED_REQUEST");
}

#[actix_web::test]
async fn json_by_another_name_is_json() {
    let server = Server::start().await;
    for (content_type, status) in [
        ("application/json; charset=utf-8", 422),
        ("APPLICATION/JSON", 422),
        ("application/vnd.hitkey+json", 422),
        ("text/json", 415),
        ("application/jsonx", 415),
        ("text/plain", 415),
    ] {
        let request = TestRequest::post().uri(LOGIN).insert_header(("content-type", content_type));
        assert_eq!(server.call(request.set_payload("{}")).await.status.as_u16(), status, "{content_type}");
    }
}
