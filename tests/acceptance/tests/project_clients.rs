//! OAuth clients that a project owns: managed by its admins, for its members only when it is private, and told who
//! somebody is in it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Server, Tokens, on_both};
use serde_json::{Value, json};

const WITH_PROJECT: [(&str, &str); 1] = [("scope", "openid project:read offline_access")];

async fn userinfo_tells_role_and_permissions_as_they_are_now(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Alatau").await;
    let permission = json!({"key": "site.view", "display_name": "See the site", "is_default": true});
    ann.post(&project.path("/permissions"), &permission).await.expect(201);
    let seat = project.add(&bob, "member").await;
    let partner = project.partner().await;
    let redirect = partner.authorize(&bob, &WITH_PROJECT).await.expect(200).text("redirect_url");
    let code = url::Url::parse(&redirect).unwrap();
    let code = code.query_pairs().find(|(name, _)| name == "code").unwrap().1.into_owned();
    let tokens = Tokens::of(&partner.exchange(&code).await.expect(200));
    let claim = async || bob.api.userinfo(&tokens.access_token).await.expect(200).json()["project"].clone();
    let told = |role: &str, permissions: Value| {
        json!({"project_id": project.id, "project_name": "Alatau", "project_slug": project.slug,
            "role": role, "permissions": permissions})
    };
    assert_eq!(claim().await, told("member", json!(["site.view"])));
    ann.patch(&seat, &json!({"role": "admin", "permissions": []})).await.expect(200);
    assert_eq!(claim().await, told("admin", json!([])));
    let without = partner.tokens(&bob).await;
    let without = bob.api.userinfo(&without.access_token).await.expect(200).json();
    assert_eq!(without.get("project"), None, "it was not asked for");
    ann.delete(&seat).await.expect(200);
    let after = bob.api.userinfo(&tokens.access_token).await;
    assert!(after.status == 401 || after.json()["project"] == Value::Null, "{} {}", after.status, after.body);
}

async fn a_private_projects_app_is_for_members_in_both_forms_of_authorize(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Private").await;
    let partner = project.partner().await;
    let by_api = partner.authorize(&bob, &[]).await;
    assert_eq!(by_api.json()["redirect_url"], Value::Null);
    by_api.expect_code(403, "NOT_PROJECT_MEMBER").expect_oauth_error(403, "access_denied");
    let browser = server.browser();
    browser.sign_in(&bob).await;
    let page = browser.open(&partner.authorize_url(&[])).await;
    let left_to = page.left_to.unwrap_or_else(|| panic!("{} {}", page.answer.status, page.answer.body));
    assert!(
        left_to.starts_with(&partner.redirect_uri) && left_to.contains("error=access_denied"),
        "{left_to}"
    );
    assert!(!left_to.contains("code="), "{left_to}");

    project.add(&bob, "member").await;
    partner.tokens(&bob).await;
    let left_to = server.browser().authorize(&partner.authorize_url(&[]), &bob, None).await;
    assert!(left_to.contains("code="), "{left_to}");
}

async fn a_public_projects_app_is_for_everybody(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.public_project("Public").await;
    let partner = project.partner().await;
    partner.tokens(&bob).await;
    ann.patch(&project.path(""), &json!({"is_public": false})).await.expect(200);
    partner.authorize(&bob, &[]).await.expect_code(403, "NOT_PROJECT_MEMBER");
}

async fn every_admin_manages_it_and_nobody_else(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob, eve) =
        (Person::register(&server).await, Person::register(&server).await, Person::register(&server).await);
    let project = ann.public_project("Alatau").await;
    project.add(&bob, "admin").await;
    let partner = project.partner().await;
    let one = project.path(&format!("/clients/{}", partner.id));
    assert_eq!(ann.get("/oauth/clients").await.expect(200).body, "[]", "it is nobody's own");
    ann.get(&format!("/oauth/clients/{}", partner.id)).await.expect_code(404, "NOT_FOUND");
    eve.get(&one).await.expect_code(403, "NOT_PROJECT_MEMBER");
    eve.post(&project.path("/join"), &json!({})).await.expect(200);
    for path in [&one, &project.path("/clients")] {
        eve.get(path).await.expect_code(403, "FORBIDDEN");
    }
    eve.delete(&one).await.expect_code(403, "FORBIDDEN");
    eve.post(&format!("{one}/rotate-secret"), &json!({})).await.expect_code(403, "FORBIDDEN");
    assert_eq!(bob.patch(&one, &json!({"name": "New"})).await.expect(200).text("name"), "New");
    let rotated =
        bob.post(&format!("{one}/rotate-secret"), &json!({})).await.expect(200).text("client_secret");
    assert_ne!(Some(&rotated), partner.secret.as_ref());
    let code = partner.code(&bob).await;
    partner.exchange(&code).await.expect_oauth_error(401, "invalid_client");
    bob.delete(&one).await.expect(200);
    partner.authorize(&bob, &[]).await.expect_oauth_error(400, "invalid_client");
}

on_both!(
    userinfo_tells_role_and_permissions_as_they_are_now,
    a_private_projects_app_is_for_members_in_both_forms_of_authorize,
    a_public_projects_app_is_for_everybody,
    every_admin_manages_it_and_nobody_else,
);
