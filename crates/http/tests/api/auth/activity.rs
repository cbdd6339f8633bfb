use crate::support::{ANN, PASSWORD, Server};
use actix_web::test::TestRequest;
use serde_json::{Value, json};

const ACTIVITY: &str = "/auth/activity";

async fn actions(server: &Server, token: &str) -> Vec<Value> {
    let list = server.get(ACTIVITY, token).await.succeeds().json();
    list.as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect()
}

#[actix_web::test]
async fn the_list_tells_who_did_what_to_what_when_from_where() {
    let server = Server::start().await;
    let token = server.ann().await;
    server.advance(std::time::Duration::from_secs(1));
    let login = TestRequest::post().uri("/auth/login").insert_header(("user-agent", "curl/8"));
    let login = login.peer_addr("203.0.113.9:4711".parse().unwrap());
    server.call(login.set_json(json!({ "email": ANN, "password": "guess" }))).await;
    let list = server.get(ACTIVITY, &token).await.succeeds().json();
    let failed = &list[0];
    assert_eq!(
        (&failed["action"], &failed["details"]),
        (&json!("sign_in.failed"), &json!({ "step": "password" }))
    );
    assert_eq!((&failed["ip"], &failed["userAgent"]), (&json!("203.0.113.9"), &json!("curl/8")));
    assert_eq!((&failed["actor"], &failed["target"]), (&Value::Null, &Value::Null));
    let registered = &list[1];
    assert_eq!(
        (&registered["action"], &registered["target"]["kind"]),
        (&json!("account.registered"), &json!("session"))
    );
    for field in ["id", "createdAt", "actor"] {
        assert!(registered[field].is_string(), "{field}: {registered}");
    }
    assert!(!list.to_string().contains(PASSWORD));
}

#[actix_web::test]
async fn nobody_sees_what_others_did() {
    let server = Server::start().await;
    let ann = server.ann().await;
    let bea = server.registered("bea@example.org").await.field("token");
    assert_eq!(actions(&server, &ann).await, ["account.registered"]);
    assert_eq!(actions(&server, &bea).await, ["account.registered"]);
    server.call(TestRequest::get().uri(ACTIVITY)).await.fails(401, "UNAUTHENTICATED");
}

#[actix_web::test]
async fn it_comes_in_pages() {
    let server = Server::start().await;
    let token = server.ann().await;
    for _ in 0..3 {
        server.advance(std::time::Duration::from_secs(1));
        let login = TestRequest::post().uri("/auth/login");
        server.call(login.set_json(json!({ "email": ANN, "password": "guess" }))).await;
    }
    let (mut path, mut seen) = (format!("{ACTIVITY}?limit=2"), Vec::new());
    loop {
        let answer = server.get(&path, &token).await.succeeds();
        let list = answer.json();
        seen.extend(list.as_array().unwrap().iter().map(|entry| entry["id"].clone()));
        let link = answer.header("link");
        let Some((_, next)) = link.split_once(ACTIVITY) else { break };
        path = format!("{ACTIVITY}{}", next.split('>').next().unwrap());
    }
    let whole = server.get(ACTIVITY, &token).await.json();
    let whole: Vec<_> = whole.as_array().unwrap().iter().map(|entry| entry["id"].clone()).collect();
    assert_eq!((seen.len(), seen), (4, whole));
}
