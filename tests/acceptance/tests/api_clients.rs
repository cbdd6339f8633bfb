//! API clients: what their documentation shows with curl works word for word.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Project, Server, eventually, on_both, tests_directory};
use reqwest::Method;
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

const PATH: &str = "/api/user/api-clients";

/// The lines of the page on API clients that HitKey's callers know.
const MAKE: &str = r#"curl -X POST https://your-hitkeep.example/api/user/api-clients \
-H "Content-Type: application/json" \
-b "hk_token=YOUR_SESSION_COOKIE" \
-d '{"name":"grafana-reader"}'"#;
const LIST: &str = r#"curl https://your-hitkeep.example/api/user/api-clients \
-b "hk_token=YOUR_SESSION_COOKIE""#;
const RENAME: &str = r#"curl -X PUT https://your-hitkeep.example/api/user/api-clients/{client_id} \
-H "Content-Type: application/json" \
-b "hk_token=YOUR_SESSION_COOKIE" \
-d '{"name":"renamed-client"}'"#;
const DELETE: &str = r#"curl -X DELETE https://your-hitkeep.example/api/user/api-clients/{client_id} \
-b "hk_token=YOUR_SESSION_COOKIE""#;

/// Somebody at a shell, with the cookie of their browser.
struct Shell {
    url: String,
    cookie: String,
}

impl Shell {
    async fn new(server: &Server) -> Self {
        let person = Person::register(server).await;
        let browser = server.browser();
        browser.sign_in(&person).await;
        Self { url: server.url(), cookie: browser.cookie("hk_token").unwrap() }
    }

    /// Runs a line with host, cookie and id filled in.
    fn paste(&self, line: &str, id: &str) -> Value {
        let line = line.replace("https://your-hitkeep.example", &self.url);
        let line = line.replace("YOUR_SESSION_COOKIE", &self.cookie).replace("{client_id}", id);
        let output = Command::new("bash").args(["-c", &line]).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        serde_json::from_str(&shown).unwrap_or_else(|_| panic!("{line}: {shown}"))
    }
}

async fn the_documented_lines_work_as_they_stand(database: Database) {
    let server = Server::start(database).await;
    let shell = Shell::new(&server).await;
    let made = shell.paste(MAKE, "");
    let id = made["id"].as_str().unwrap();
    assert_eq!(made["name"], "grafana-reader");
    assert!(made["token"].as_str().unwrap().starts_with("hk_live_"));
    let names = || shell.paste(LIST, "").as_array().unwrap().iter().map(|one| one["name"].clone()).collect();
    let listed: Vec<Value> = names();
    assert_eq!(listed, ["grafana-reader"]);
    assert_eq!(shell.paste(RENAME, id)["name"], "renamed-client");
    let listed: Vec<Value> = names();
    assert_eq!(listed, ["renamed-client"]);
    assert_eq!(shell.paste(DELETE, id), json!({"message": "The API client is removed."}));
    assert_eq!(shell.paste(LIST, ""), json!([]));
}

/// The first block of a language on the page.
fn shown(language: &str) -> String {
    let page = tests_directory().join("../docs/api/api-clients.md");
    let page = std::fs::read_to_string(Path::new(&page)).unwrap();
    let block = page.split(&format!("```{language}\n")).nth(1).unwrap();
    block.split("```").next().unwrap().to_owned()
}

async fn a_scanner_tells_a_token_from_what_looks_like_one(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let made = person.post(PATH, &json!({"name": "ci"})).await.expect(201).text("token");
    let other = if made.ends_with('a') { "b" } else { "a" };
    let alike = format!("{}{other}", &made[..made.len() - 1]);
    let pattern = shown("regex");
    let script = format!(
        "{}\nimport re, sys\nfor text in sys.argv[1:]:\n    \
         found = re.search(r'''{}''', 'API=' + text + ';')\n    print(found and is_token(found.group()))",
        shown("python"),
        pattern.trim()
    );
    let told = Command::new(acceptance::python()).args(["-c", &script, &made, &alike, "hk_live_x"]).output();
    let told = told.unwrap();
    let complaint = String::from_utf8_lossy(&told.stderr);
    assert_eq!(String::from_utf8(told.stdout).unwrap(), "True\nFalse\nNone\n", "{complaint}");
}

/// An API client of somebody's with this role in a project: its id and its token.
async fn client_of(person: &Person, project: &Project, role: &str) -> (String, String) {
    let roles = json!([{"project_id": project.id, "role": role}]);
    let made = person.post(PATH, &json!({"name": "ci", "project_roles": roles})).await.expect(201);
    (made.text("id"), made.text("token"))
}

async fn it_may_what_it_was_granted_and_its_owner_may_at_that_moment(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let (project, other) = (ann.project("Alatau").await, ann.public_project("Other").await);
    let seat = project.add(&bob, "admin").await;
    other.add(&bob, "admin").await;
    let (_, admin) = client_of(&bob, &project, "admin").await;
    let (_, member) = client_of(&bob, &project, "member").await;
    let (clients, members) = (project.path("/clients"), project.path("/members"));
    let get = async |token: &str, path: &str| server.api().get(path, Some(token)).await;
    get(&admin, &clients).await.expect(200);
    get(&member, &clients).await.expect_code(403, "FORBIDDEN");
    get(&member, &members).await.expect(200);
    for token in [&admin, &member] {
        get(token, &other.path("")).await.expect_code(404, "NOT_FOUND");
        let listed = get(token, "/projects").await.expect(200).json();
        assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    }
    assert_eq!(get(&member, &project.path("")).await.expect(200).text("role"), "member");

    ann.patch(&seat, &json!({"role": "member"})).await.expect(200);
    get(&admin, &clients).await.expect_code(403, "FORBIDDEN");
    get(&admin, &members).await.expect(200);
    ann.delete(&seat).await.expect(200);
    get(&admin, &members).await.expect_code(403, "NOT_PROJECT_MEMBER");
    get(&admin, &project.path("")).await.expect_code(404, "NOT_FOUND");
}

async fn it_dies_with_its_owners_account(database: Database) {
    let server = Server::start(database).await;
    let ann = Person::register(&server).await;
    let project = ann.project("Alatau").await;
    let (_, token) = client_of(&ann, &project, "admin").await;
    assert_eq!(server.api().me(&token).await.expect(200).text("id"), ann.id);
    ann.delete_account(&ann.password).await.expect(200);
    server.api().me(&token).await.expect_code(401, "UNAUTHENTICATED");
}

async fn what_it_does_is_kept_under_its_name(database: Database) {
    let server = Server::start(database).await;
    let ann = Person::register(&server).await;
    let project = ann.project("Alatau").await;
    let (id, token) = client_of(&ann, &project, "admin").await;
    let permission = json!({"key": "site.view", "display_name": "See the site"});
    server.api().post(&project.path("/permissions"), &permission, Some(&token)).await.expect(201);
    let kept = ann.get(&project.path("/activity")).await.expect(200).json();
    let named = |entry: &Value| (entry["action"].clone(), entry["actor"].clone(), entry["apiClient"].clone());
    assert_eq!(named(&kept[0]), (json!("permission.created"), json!(ann.id), json!(id)));
    assert_eq!(named(&kept[1]), (json!("project.created"), json!(ann.id), Value::Null));
    let own = ann.get("/auth/activity").await.expect(200).json();
    assert_eq!(named(&own[0]), (json!("api_client.created"), json!(ann.id), Value::Null));
}

async fn its_use_is_noted_and_its_end_is_at_once(database: Database) {
    let server = Server::start(database).await;
    let ann = Person::register(&server).await;
    let made = ann.post(PATH, &json!({"name": "ci"})).await.expect(201);
    let path = format!("{PATH}/{}", made.text("id"));
    server.api().me(&made.text("token")).await.expect(200);
    let used = async || ann.get(&path).await.expect(200).json()["last_used_at"].as_str().map(str::to_owned);
    eventually("the use is noted", Duration::from_secs(10), used).await;
    let rolled = ann.post(&format!("{path}/rotate"), &json!({})).await.expect(200).text("token");
    server.api().me(&made.text("token")).await.expect_code(401, "UNAUTHENTICATED");
    server.api().me(&rolled).await.expect(200);
    let put = ann.api.request(Method::PUT, &path).bearer_auth(&ann.token).json(&json!({"revoked": true}));
    ann.api.send(put).await.expect(200);
    server.api().me(&rolled).await.expect_code(401, "UNAUTHENTICATED");
}

async fn a_teams_outlives_whoever_made_it(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Alatau").await;
    project.add(&bob, "admin").await;
    let path = project.path("/api-clients");
    let roles = json!([{"project_id": project.id, "role": "member"}]);
    let made = bob.post(&path, &json!({"name": "export", "project_roles": roles})).await.expect(201);
    bob.delete_account(&bob.password).await.expect(200);
    let get = async |path: &str| server.api().get(path, Some(&made.text("token"))).await;
    assert_eq!(get(&project.path("")).await.expect(200).text("role"), "member");
    get(&project.path("/members")).await.expect(200);
    get("/auth/me").await.expect_code(403, "FORBIDDEN");
    get(&path).await.expect_code(403, "FORBIDDEN");
    ann.delete(&format!("{path}/{}", made.text("id"))).await.expect(200);
    get(&project.path("")).await.expect_code(401, "UNAUTHENTICATED");
}

async fn a_service_of_the_project_is_told_what_it_may(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Alatau").await;
    for key in ["site.view", "site.manage_data"] {
        let body = json!({"key": key, "display_name": key});
        ann.post(&project.path("/permissions"), &body).await.expect(201);
    }
    let seat = project.add(&bob, "member").await;
    ann.patch(&seat, &json!({"permissions": ["site.view"]})).await.expect(200);
    let roles = json!([{"project_id": project.id, "role": "admin", "permissions": ["site.view", "site.manage_data"]}]);
    let body = json!({"name": "ingest", "project_roles": roles});
    let personal = bob.post(PATH, &body).await.expect(201);
    let team = ann.post(&project.path("/api-clients"), &body).await.expect(201);
    let (service, stranger) = (project.partner().await, ann.partner().await);
    let told = async |token: &str| service.introspect(token).await.expect(200).json();
    let seen = told(&personal.text("token")).await;
    let expected = json!({"active": true, "client_id": personal.json()["id"], "token_type": "Bearer",
        "sub": bob.id, "iss": seen["iss"], "project": project.id, "role": "member", "permissions": ["site.view"]});
    assert_eq!(seen, expected);
    let seen = told(&team.text("token")).await;
    assert_eq!((&seen["sub"], &seen["role"]), (&team.json()["id"], &json!("admin")));
    assert_eq!(seen["permissions"], json!(["site.manage_data", "site.view"]));
    let inactive = json!({"active": false});
    assert_eq!(stranger.introspect(&team.text("token")).await.expect(200).json(), inactive);
    ann.delete(&seat).await.expect(200);
    assert_eq!(told(&personal.text("token")).await, inactive);
    assert_eq!(told("hk_live_x").await, inactive);
}

on_both!(
    the_documented_lines_work_as_they_stand,
    a_scanner_tells_a_token_from_what_looks_like_one,
    it_may_what_it_was_granted_and_its_owner_may_at_that_moment,
    it_dies_with_its_owners_account,
    what_it_does_is_kept_under_its_name,
    its_use_is_noted_and_its_end_is_at_once,
    a_teams_outlives_whoever_made_it,
    a_service_of_the_project_is_told_what_it_may,
);
