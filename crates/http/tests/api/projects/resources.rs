//! `/projects/{slug}/resources`, and what clients do with them.

use super::Team;
use crate::support::pairs;
use serde_json::{Value, json};

const ORDERS: &str = "https://orders.example.org";
const CALLBACK: &str = "https://app.example.org/callback";

#[actix_web::test]
async fn a_resource_is_made_read_changed_and_removed() {
    let team = Team::new().await;
    let resource = team.resource(ORDERS).await;
    assert_eq!((&resource["uri"], &resource["name"]), (&json!(ORDERS), &json!("Orders")));
    assert_eq!((&resource["scope"], &resource["open"]), (&json!(null), &json!(false)));
    let (server, token) = (&team.server, &team.admin.token);
    let path = team.path(&format!("/resources/{}", resource["id"].as_str().unwrap()));
    assert_eq!(server.get(&path, token).await.succeeds().json(), resource);
    assert_eq!(server.get(&team.path("/resources"), token).await.succeeds().json(), json!([resource]));

    let change = json!({ "name": "Shop", "scope": "email", "open": true });
    let changed = server.patch(&path, token, change).await.succeeds().json();
    assert_eq!(
        (&changed["name"], &changed["scope"], &changed["open"]),
        (&json!("Shop"), &json!("email"), &json!(true))
    );
    assert_eq!((&changed["uri"], &changed["created_at"]), (&resource["uri"], &resource["created_at"]));
    let kept = server.patch(&path, token, json!({ "name": null, "open": null })).await.succeeds().json();
    assert_eq!(kept, changed);
    let cleared = server.patch(&path, token, json!({ "scope": null })).await.succeeds().json();
    assert_eq!((&cleared["scope"], &cleared["name"]), (&json!(null), &json!("Shop")));

    server.delete(&path, token).await.succeeds();
    for answer in [
        server.get(&path, token).await,
        server.patch(&path, token, json!({ "open": false })).await,
        server.delete(&path, token).await,
        server.get(&team.path("/resources/nonsense"), token).await,
    ] {
        answer.fails(404, "NOT_FOUND");
    }
}

#[actix_web::test]
async fn what_is_wrong_is_told_field_by_field() {
    let team = Team::new().await;
    team.make_known().await;
    let path = team.path("/resources");
    let post = async |body: Value| team.server.post_as(&path, &team.owner.token, body).await;
    assert_eq!(post(json!({})).await.complaints(), pairs([("uri", "required"), ("name", "required")]));
    let wrong = json!({ "uri": "/orders", "name": "\n", "scope": "orders" });
    let complaints = [("uri", "resource"), ("name", "no_control_characters"), ("scope", "enum")];
    assert_eq!(post(wrong).await.complaints(), pairs(complaints));
    let ours = json!({ "uri": "https://id.example.org/oauth/userinfo", "name": "Us" });
    assert_eq!(post(ours).await.complaints(), pairs([("uri", "foreign")]));
    post(json!({ "uri": 1, "name": "x" })).await.fails(400, "MALFORMED_REQUEST");
    let made = team.resource(ORDERS).await;
    let moved = json!({ "uri": "https://other.example.org" });
    let path = format!("{path}/{}", made["id"].as_str().unwrap());
    let moved = team.server.patch(&path, &team.owner.token, moved).await;
    assert_eq!(moved.complaints(), pairs([("uri", "immutable")]));
}

#[actix_web::test]
async fn resources_are_for_owner_and_admins() {
    let team = Team::new().await;
    let (server, path) = (&team.server, team.path("/resources"));
    let one = format!("{path}/{}", team.resource(ORDERS).await["id"].as_str().unwrap());
    let new = json!({ "uri": "urn:example:x", "name": "X" });
    for (token, code) in [(&team.member.token, "FORBIDDEN"), (&team.outsider.token, "NOT_PROJECT_MEMBER")] {
        server.get(&path, token).await.fails(403, code);
        server.post_as(&path, token, new.clone()).await.fails(403, code);
        server.get(&one, token).await.fails(403, code);
        server.patch(&one, token, json!({ "open": true })).await.fails(403, code);
        server.delete(&one, token).await.fails(403, code);
    }
}

/// The tokens that the owner allows a client of the project, with these additions to its token request.
async fn tokens(team: &Team, asked: &str, redeemed: Value) -> Value {
    let registration = json!({ "name": "App", "redirect_uri": CALLBACK });
    let client = team.server.post_as(&team.path("/clients"), &team.owner.token, registration).await.json();
    let text = |name: &str| client[name].as_str().unwrap().to_owned();
    let (id, secret) = (text("client_id"), text("client_secret"));
    let path = format!("/oauth/authorize?client_id={id}&redirect_uri={CALLBACK}&scope=openid+email&{asked}");
    let redirect = team.server.get(&path, &team.owner.token).await.succeeds().field("redirect_url");
    let code = redirect.split("code=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let mut body = json!({
        "grant_type": "authorization_code", "code": code, "redirect_uri": CALLBACK,
        "client_id": id, "client_secret": secret,
    });
    for (name, value) in redeemed.as_object().unwrap() {
        body[name] = value.clone();
    }
    let answer = team.server.post("/oauth/token", body).await;
    let mut told = answer.json();
    told["client_id"] = json!(id);
    told["client_secret"] = json!(secret);
    told
}

fn audience(token: &Value) -> Value {
    let payload = token.as_str().unwrap().split('.').nth(1).unwrap();
    let decoded = data_encoding::BASE64URL_NOPAD.decode(payload.as_bytes()).unwrap();
    serde_json::from_slice::<Value>(&decoded).unwrap()["aud"].clone()
}

#[actix_web::test]
async fn a_token_for_a_resource_is_for_it_and_for_nobody_else() {
    let team = Team::new().await;
    team.resource(ORDERS).await;
    team.resource("urn:example:films").await;
    let asked = format!("resource={ORDERS}&resource=urn:example:films");
    let both = tokens(&team, &asked, json!({})).await;
    assert_eq!(audience(&both["access_token"]), json!([ORDERS, "urn:example:films"]));
    let one = tokens(&team, &asked, json!({ "resource": ORDERS })).await;
    assert_eq!(audience(&one["access_token"]), json!(ORDERS));
    let list = tokens(&team, &asked, json!({ "resource": ["urn:example:films"] })).await;
    assert_eq!(audience(&list["access_token"]), json!("urn:example:films"));

    let refused = team.server.get("/oauth/userinfo", one["access_token"].as_str().unwrap()).await;
    refused.refuses(401, "invalid_token");
    assert!(refused.header("www-authenticate").contains("invalid_token"));
    team.server.get("/auth/me", one["access_token"].as_str().unwrap()).await.fails(401, "UNAUTHENTICATED");
    let introspection = json!({
        "token": one["access_token"], "client_id": one["client_id"], "client_secret": one["client_secret"],
    });
    let told = team.server.post("/oauth/introspect", introspection).await.succeeds().json();
    assert_eq!((&told["active"], &told["aud"]), (&json!(true), &json!(ORDERS)));
}

#[actix_web::test]
async fn what_is_not_there_is_no_target() {
    let team = Team::new().await;
    team.resource(ORDERS).await;
    let asked = format!("resource={ORDERS}");
    let more = tokens(&team, &asked, json!({ "resource": "urn:example:films" })).await;
    assert_eq!(more["error"], "invalid_target");
    let client = team
        .server
        .post_as(
            &team.path("/clients"),
            &team.owner.token,
            json!({ "name": "App", "redirect_uri": CALLBACK }),
        )
        .await;
    let id = client.field("client_id");
    let path = format!("/oauth/authorize?client_id={id}&redirect_uri={CALLBACK}&resource=urn:example:films");
    team.server.get(&path, &team.owner.token).await.refuses(400, "invalid_target");
    let pushed = json!({
        "client_id": id, "client_secret": client.field("client_secret"), "redirect_uri": CALLBACK,
        "response_type": "code", "resource": [ORDERS, "urn:example:films"],
    });
    team.server.post("/oauth/par", pushed).await.refuses(400, "invalid_target");
}
