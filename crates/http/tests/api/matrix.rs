//! Every route with every kind of credential, compared with the table that was reviewed.
//!
//! The credentials are of one person, who owns the project that is asked for. What is sent is an empty object, and
//! names what is there: so whoever is let in gets 200, or hears what is missing. `UPDATE_MATRIX=1` writes the table anew.

use crate::oauth::authorized;
use crate::support::{ANN, Server, bearer};
use actix_web::http::Method;
use actix_web::test::TestRequest;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// What is shown. The API clients differ in the role that they were granted in the project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    Nothing,
    Cookie,
    ApiToken,
    Personal(Option<&'static str>),
    Team(&'static str),
    AccessToken,
}

const COLUMNS: [(&str, Shown); 9] = [
    ("nobody", Shown::Nothing),
    ("cookie", Shown::Cookie),
    ("API token", Shown::ApiToken),
    ("no grant", Shown::Personal(None)),
    ("member", Shown::Personal(Some("member"))),
    ("admin", Shown::Personal(Some("admin"))),
    ("team member", Shown::Team("member")),
    ("team admin", Shown::Team("admin")),
    ("access token", Shown::AccessToken),
];

const HEAD: &str = "\
# Who may call what: made by `UPDATE_MATRIX=1 cargo test -p hitkey-http --test api matrix`, then reviewed.
#
# Each column is a credential of one person, who owns the project that is asked for: none, the session cookie, an API
# token, API clients of theirs (without a grant, granted `member`, granted `admin` in the project), API clients of the
# project's team (granted `member`, granted `admin`), and an access token of an application. What is sent is `{}`, or
# what will do where the body is looked at first: so 400 and 422 mean let in. A 404 below `/projects/{slug}` means that the
# project is not there for this credential; all that is named elsewhere but API clients is not there for anybody.
";

/// A server on which there is one of everything.
struct Scene {
    server: Server,
    token: String,
    cookie: String,
    access_token: String,
    slug: String,
    project: String,
    /// The tokens of API clients.
    tokens: Vec<(Shown, String)>,
    /// By the path that their ids stand behind.
    ids: Vec<(&'static str, String)>,
    invite: String,
}

impl Scene {
    async fn new() -> Self {
        let server = Server::start().await;
        let (token, _, access_token) = authorized(&server).await;
        let cookie = server.cookie_of(ANN).await;
        let project = server.post_as("/projects", &token, json!({ "name": "Alatau" })).await;
        let (slug, project) = (project.field("slug"), project.field("id"));
        let (tokens, ids, invite) = (Vec::new(), Vec::new(), String::new());
        let mut scene = Self { server, token, cookie, access_token, slug, project, tokens, ids, invite };
        scene.fill().await;
        scene
    }

    async fn fill(&mut self) {
        for email in ["bob@example.org", "cyd@example.org"] {
            self.server.registered(email).await;
        }
        let invited = "eve@example.org";
        for (name, body) in [
            ("members", json!({ "email": "bob@example.org" })),
            ("permissions", json!({ "key": "site.view", "display_name": "See" })),
            ("clients", json!({ "name": "Shop", "redirect_uri": "https://shop.example.org/" })),
            ("invites", json!({ "email": invited })),
        ] {
            let path = format!("/projects/{}/{name}", self.slug);
            self.ids.push((name, self.server.post_as(&path, &self.token, body).await.field("id")));
        }
        self.invite = self.server.mailed_invite(invited);
        let team = format!("/projects/{}/api-clients", self.slug);
        for (name, path) in [("user/api-clients", "/api/user/api-clients"), ("api-clients", &team)] {
            let made = self.api_client(path, json!([])).await;
            self.ids.push((name, made["id"].as_str().unwrap().to_owned()));
        }
        for (_, shown) in COLUMNS {
            let (path, role) = match shown {
                Shown::Personal(role) => ("/api/user/api-clients", role),
                Shown::Team(role) => (team.as_str(), Some(role)),
                _ => continue,
            };
            self.tokens.push((shown, self.token_of(path, role).await));
        }
    }

    async fn api_client(&self, path: &str, roles: Value) -> Value {
        let body = json!({ "name": "ci", "project_roles": roles });
        self.server.post_as(path, &self.token, body).await.json()
    }

    async fn token_of(&self, path: &str, role: Option<&str>) -> String {
        let roles = role.map(|role| json!({ "project_id": self.project, "role": role }));
        let made = self.api_client(path, json!(Vec::from_iter(roles))).await;
        made["token"].as_str().unwrap().to_owned()
    }

    /// The path with everything filled in; what is no part of the project names nothing.
    fn path(&self, template: &str) -> String {
        let inside = |name: &str| template.starts_with("/projects/") || name.starts_with("user/");
        let behind = |name: &str| template.contains(&format!("/{name}/{{id}}"));
        let known = self.ids.iter().find(|(name, _)| inside(name) && behind(name));
        let id = known.map_or("01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10", |(_, id)| id);
        template.replace("{slug}", &self.slug).replace("{id}", id).replace("{token}", &self.invite)
    }

    fn shown(&self, request: TestRequest, shown: Shown) -> TestRequest {
        match shown {
            Shown::Nothing => request,
            Shown::Cookie => {
                let request = request.insert_header(("cookie", format!("hk_token={}", self.cookie)));
                request.insert_header(("sec-fetch-site", "same-origin"))
            }
            Shown::ApiToken => request.insert_header(bearer(&self.token)),
            Shown::AccessToken => request.insert_header(bearer(&self.access_token)),
            Shown::Personal(_) | Shown::Team(_) => {
                let (_, token) = self.tokens.iter().find(|(other, _)| *other == shown).unwrap();
                request.insert_header(bearer(token))
            }
        }
    }

    /// What the answer is, and whether anything may have changed.
    async fn call(&self, method: &Method, template: &str, shown: Shown) -> (String, bool) {
        let request = TestRequest::default().method(method.clone()).uri(&self.path(template));
        let request = if method.is_safe() { request } else { request.set_json(body(template)) };
        let answer = self.server.call(self.shown(request, shown)).await;
        let body: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
        let code = body["code"].as_str().filter(|_| answer.status.as_u16() == 403).unwrap_or_default();
        let told = format!("{} {code}", answer.status.as_u16());
        (told.trim().to_owned(), !method.is_safe() && !answer.status.is_client_error())
    }
}

/// Enough to be judged by who sends it.
fn body(template: &str) -> Value {
    match template.rsplit('/').next() {
        Some("members" | "invites") if template.starts_with("/projects/") => {
            json!({ "email": "cyd@example.org" })
        }
        Some("permissions") => json!({ "key": "site.edit", "display_name": "Edit" }),
        _ => json!({}),
    }
}

fn table() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/acceptance/who-may-call.txt")
}

/// The routes as they are registered.
fn operations() -> Vec<(Method, String)> {
    let mut operations = Vec::new();
    for endpoint in hitkey_http::routes() {
        let path = endpoint.path().to_owned();
        operations
            .extend(endpoint.operations().iter().map(|operation| (operation.method.clone(), path.clone())));
    }
    operations.sort_by_key(|(method, path)| (path.clone(), method.to_string()));
    operations.dedup();
    operations
}

fn row(first: &str, cells: &[String]) -> String {
    let mut line = format!("{first:<58}");
    for cell in cells {
        let _ = write!(line, "{cell:<15}");
    }
    format!("{}\n", line.trim_end())
}

#[actix_web::test]
async fn every_route_answers_every_credential_as_was_reviewed() {
    let mut scene = Scene::new().await;
    let mut found = format!("{HEAD}\n{}", row("", &COLUMNS.map(|(name, _)| name.to_owned())));
    for (method, path) in operations() {
        let mut cells = Vec::new();
        for (_, shown) in COLUMNS {
            let (told, changed) = scene.call(&method, &path, shown).await;
            cells.push(told);
            if changed {
                scene = Scene::new().await;
            }
        }
        found.push_str(&row(&format!("{method} {path}"), &cells));
    }
    if std::env::var_os("UPDATE_MATRIX").is_some() {
        std::fs::write(table(), &found).unwrap();
    }
    let reviewed = std::fs::read_to_string(table()).unwrap();
    assert_eq!(reviewed, found, "review what changed, then run with UPDATE_MATRIX=1");
}
