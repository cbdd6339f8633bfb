//! Invites: a mail that makes its reader a member, with or without an account, once.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Api, Database, PASSWORD, Person, Server, email, on_both};
use reqwest::Method;
use serde_json::json;
use tokio::task::JoinSet;

async fn register_with(api: &Api, invite: &str, email: &str, password: &str) -> Answer {
    let body = json!({"invite_token": invite, "email": email, "password": password});
    api.post("/auth/register/with-invite", &body, None).await
}

async fn an_invite_is_shown_to_its_reader_and_accepted_once(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob, eve) =
        (Person::register(&server).await, Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Alatau").await;
    let url = "https://app.example.org/welcome";
    let body = json!({"email": bob.email, "role": "admin", "redirect_url": url});
    let made = ann.post(&project.path("/invites"), &body).await.expect(201);
    let token = server.mail(&bob.email, acceptance::Mail::invite).await;
    assert!(!made.body.contains(&token), "the token is in the mail only");
    let path = format!("/invites/{token}");
    let shown = server.get(&path).await.expect(200).json();
    assert_eq!((&shown["email"], &shown["role"]), (&json!(bob.email), &json!("admin")));
    assert_eq!(shown["project"], json!({"name": "Alatau", "slug": project.slug}));
    assert_eq!((&shown["is_expired"], shown["invitedBy"].is_object()), (&json!(false), true));
    bob.api.post(&format!("{path}/accept"), &json!({}), None).await.expect_code(401, "UNAUTHENTICATED");
    eve.accept_invite(&token).await.expect_code(400, "EMAIL_MISMATCH");
    let accepted = bob.accept_invite(&token).await.expect(200).json();
    assert_eq!(accepted, json!({"project_slug": project.slug, "redirect_url": url}));
    assert_eq!(project.seat(&bob, &bob).await.unwrap()["role"], "admin");
    bob.accept_invite(&token).await.expect_code(404, "INVITE_NOT_FOUND");
    server.get(&path).await.expect_code(404, "INVITE_NOT_FOUND");
}

async fn who_may_invite_whom(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob, eve) =
        (Person::register(&server).await, Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Alatau").await;
    project.add(&bob, "member").await;
    let (path, new) = (project.path("/invites"), json!({"email": email("new")}));
    bob.post(&path, &new).await.expect_code(403, "FORBIDDEN");
    bob.get(&path).await.expect_code(403, "FORBIDDEN");
    eve.post(&path, &new).await.expect(403);
    ann.post(&path, &json!({"email": bob.email})).await.expect_code(400, "ALREADY_MEMBER");
    ann.post(&path, &json!({"email": "nonsense"})).await.expect(422);
    let made = ann.post(&path, &new).await.expect(201);
    ann.post(&path, &new).await.expect_code(400, "INVITE_ALREADY_EXISTS");
    assert_eq!(ann.get(&path).await.expect(200).json().as_array().unwrap().len(), 1);
    let token = server.mail(new["email"].as_str().unwrap(), acceptance::Mail::invite).await;
    ann.delete(&format!("{path}/{}", made.text("id"))).await.expect(200);
    server.get(&format!("/invites/{token}")).await.expect_code(404, "INVITE_NOT_FOUND");
    assert_eq!(ann.get(&path).await.expect(200).body, "[]");
}

async fn an_invited_stranger_gets_account_and_membership_in_one_step(database: Database) {
    let server = Server::start(database).await;
    let ann = Person::register(&server).await;
    let project = ann.project("Alatau").await;
    let (stranger, api) = (email("stranger"), server.api());
    let token = project.invite(&server, &stranger).await;
    register_with(&api, "guess", &stranger, PASSWORD).await.expect_code(404, "INVITE_NOT_FOUND");
    register_with(&api, &token, &email("other"), PASSWORD).await.expect_code(400, "EMAIL_MISMATCH");
    register_with(&api, &token, &stranger, "password1").await.expect(422);
    let answer = register_with(&api, &token, &stranger, PASSWORD).await.expect(200);
    assert_eq!(answer.text("project_slug"), project.slug);
    let person = Person::signed_in(api.clone(), &stranger, PASSWORD, &answer);
    assert_eq!(project.seat(&person, &person).await.unwrap()["role"], "member");
    assert_eq!(person.me().await.expect(200).json()["emailVerified"], true);
    person.sign_in().await.expect(200);
    register_with(&api, &token, &stranger, PASSWORD).await.expect_code(404, "INVITE_NOT_FOUND");
    let known = Person::register(&server).await;
    let token = project.invite(&server, &known.email).await;
    register_with(&api, &token, &known.email, PASSWORD).await.expect_code(400, "EMAIL_ALREADY_IN_USE");
}

async fn one_invite_makes_one_member_of_racers(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Race").await;
    let token = project.invite(&server, &bob.email).await;
    let mut race = JoinSet::new();
    for _ in 0..8 {
        let (bob, token) = (bob.clone(), token.clone());
        race.spawn(async move { bob.accept_invite(&token).await.status });
    }
    let mut statuses = race.join_all().await;
    statuses.sort_unstable();
    assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
    assert!(statuses[1..].iter().all(|status| [400, 404].contains(status)), "{statuses:?}");
    assert_eq!(project.members(&ann).await.len(), 2);

    let stranger = email("racer");
    let token = project.invite(&server, &stranger).await;
    let mut race = JoinSet::new();
    for _ in 0..8 {
        let (api, token, stranger) = (server.api(), token.clone(), stranger.clone());
        race.spawn(async move { register_with(&api, &token, &stranger, PASSWORD).await.status });
    }
    let won = race.join_all().await.into_iter().filter(|status| *status == 200).count();
    assert_eq!((won, project.members(&ann).await.len()), (1, 3));
}

/// Invites until it is told to wait; gives how many were mailed.
async fn cannonade(person: &Person, path: &str, most: usize, to: impl Fn(usize) -> String) -> usize {
    for shot in 0..most {
        let answer = person.post(path, &json!({"email": to(shot)})).await;
        if answer.status == 429 {
            assert!(answer.expect_code(429, "TOO_MANY_REQUESTS").retry_after() > 1);
            return shot;
        }
        answer.expect(201);
    }
    panic!("{most} mails, and no end");
}

async fn nobody_uses_us_as_a_mail_cannon(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Cannon").await;
    project.add(&bob, "admin").await;
    let somebody = |_| email("somebody");
    let mailed = cannonade(&ann, &project.path("/invites"), 100, somebody).await;
    assert!((50..=52).contains(&mailed), "{mailed} mails");
    // Neither another admin nor another project helps.
    bob.post(&project.path("/invites"), &json!({"email": email("one-more")})).await.expect(429);
    let other = ann.project("Another").await;
    ann.post(&other.path("/invites"), &json!({"email": email("one-more")})).await.expect(429);
    let own = bob.project("Bob's").await;
    bob.post(&own.path("/invites"), &json!({"email": email("one-more")})).await.expect(201);
}

async fn nobodys_mailbox_is_filled(database: Database) {
    let server = Server::start(database).await;
    let victim = email("victim");
    let mut mailed = 0;
    for _ in 0..10 {
        let person = Person::register(&server).await;
        let project = person.project("Spam").await;
        let answer = person.post(&project.path("/invites"), &json!({"email": victim})).await;
        mailed += usize::from(answer.status == 201);
    }
    assert!((5..=6).contains(&mailed), "{mailed} mails from ten projects of ten people");
    // Nor by withdrawing and inviting again.
    let person = Person::register(&server).await;
    let (project, other) = (person.project("Again").await, email("other-victim"));
    let path = project.path("/invites");
    let mut mailed = 0;
    for _ in 0..10 {
        let answer = person.post(&path, &json!({"email": other})).await;
        if answer.status == 201 {
            mailed += 1;
            let one = person.api.request(Method::DELETE, &format!("{path}/{}", answer.text("id")));
            person.api.send(one.bearer_auth(&person.token)).await.expect(200);
        }
    }
    assert!((5..=6).contains(&mailed), "{mailed} mails of one project");
}

on_both!(
    an_invite_is_shown_to_its_reader_and_accepted_once,
    who_may_invite_whom,
    an_invited_stranger_gets_account_and_membership_in_one_step,
    one_invite_makes_one_member_of_racers,
    nobody_uses_us_as_a_mail_cannon,
    nobodys_mailbox_is_filled,
);
