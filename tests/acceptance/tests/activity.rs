//! A person can see what happened to their account; when they go, the log no longer tells whose it was.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Answer, Database, PASSWORD, Person, Secrets, Server, email, on_both};
use serde_json::{Value, json};

const ACTIVITY: &str = "/auth/activity";
const PROGRAM: &str = "Lifelike/4.2";
const THIEVES: &str = "Pilfer/6.6";
const WRONG: &str = "walnut-ferry-candle-10";
const CHANGED: &str = "quartz-heron-violin-77";

/// What a [`Life`] leaves in the log, the latest first, and whether its person had proved who they are.
const LEFT: [(&str, bool); 13] = [
    ("session.refresh_reused", false),
    ("session.opened", true),
    ("sign_in.challenged", false),
    ("totp.enabled", true),
    ("totp.begun", true),
    ("password.changed", true),
    ("email.verified", true),
    ("email.added", true),
    ("session.ended", true),
    ("session.opened", true),
    ("session.opened", true),
    ("sign_in.failed", false),
    ("account.registered", true),
];

/// Somebody to whom all of this has happened.
struct Life {
    /// Signed in with a recovery code.
    person: Person,
    /// A further address of theirs.
    work: String,
    /// Where somebody guessed their password and used their refresh token.
    thief: acceptance::Api,
    /// Every secret that was used.
    secrets: Secrets,
}

impl Life {
    async fn lived(server: &Server) -> Self {
        let api = server.api();
        let (thief, api) = (api.elsewhere().using(THIEVES), api.using(PROGRAM));
        let mut secrets = Secrets::default();
        let mut person = register(server, api, &mut secrets).await;
        secrets.add("wrong password", WRONG);
        thief.sign_in(&person.email, WRONG).await.expect_code(401, "INVALID_CREDENTIALS");
        let open = [person.sign_in().await.expect(200), person.sign_in().await.expect(200)];
        open.iter().for_each(|answer| keep_tokens("further", answer, &mut secrets));
        end_another_session(&person).await;
        let work = prove_address(server, &person, &mut secrets).await;
        change_password(&mut person, &mut secrets).await;
        let recovery = second_factor(&person, &mut secrets).await;
        let current = sign_in_with(&person, &recovery, &mut secrets).await;
        let rotated = person.api.refresh(&person.refresh_token).await.expect(200);
        keep_tokens("rotated", &rotated, &mut secrets);
        thief.refresh(&person.refresh_token).await.expect_code(401, "INVALID_REFRESH_TOKEN");
        person.api.me(&rotated.text("token")).await.expect_code(401, "UNAUTHENTICATED");
        person = Person::signed_in(person.api.clone(), &person.email, CHANGED, &current);
        Self { person, work, thief, secrets }
    }

    /// What may not be told of them when they are gone.
    fn personal(&self) -> [&str; 6] {
        let Self { person, work, thief, .. } = self;
        [person.api.address(), PROGRAM, thief.address(), THIEVES, &person.email, work]
    }
}

async fn register(server: &Server, api: acceptance::Api, secrets: &mut Secrets) -> Person {
    let email = email("life");
    api.start_registration(&email).await.expect(200);
    let code = server.mailed_code(&email).await;
    let proof = api.verify_registration(&email, &code).await.expect(200).text("registration_token");
    let answer = api.finish_registration(&email, PASSWORD, &proof).await.expect(200);
    secrets.add("registration code", &code);
    secrets.add("registration token", &proof);
    secrets.add("password", PASSWORD);
    keep_tokens("first", &answer, secrets);
    Person::signed_in(api, &email, PASSWORD, &answer)
}

fn keep_tokens(name: &str, answer: &Answer, secrets: &mut Secrets) {
    secrets.add(&format!("{name} API token"), &answer.text("token"));
    secrets.add(&format!("{name} API refresh token"), &answer.text("refresh_token"));
}

async fn end_another_session(person: &Person) {
    let sessions = person.get("/auth/sessions").await.expect(200).json();
    let other = sessions.as_array().unwrap().iter().find(|session| session["isCurrent"] == false).unwrap();
    let path = format!("/auth/sessions/{}", other["id"].as_str().unwrap());
    person.delete(&path).await.expect(200);
}

async fn prove_address(server: &Server, person: &Person, secrets: &mut Secrets) -> String {
    let work = email("work");
    person.post("/auth/emails", &json!({"email": work})).await.expect(201);
    let code = server.mailed_code(&work).await;
    person.post("/auth/emails/verify", &json!({"email": work, "code": code})).await.expect(200);
    secrets.add("code of the address", &code);
    work
}

async fn change_password(person: &mut Person, secrets: &mut Secrets) {
    let change = json!({"current_password": PASSWORD, "password": CHANGED});
    person.post("/auth/password/change", &change).await.expect(200);
    secrets.add("changed password", CHANGED);
    CHANGED.clone_into(&mut person.password);
}

/// A recovery code.
async fn second_factor(person: &Person, secrets: &mut Secrets) -> String {
    let (totp, mut recovery) = person.turn_on_totp().await;
    secrets.add_bytes("TOTP secret", totp.secret());
    secrets.add("TOTP secret in base32", &data_encoding::BASE32_NOPAD.encode(totp.secret()));
    for code in &recovery {
        secrets.add("recovery code", code);
        secrets.add("recovery code without dashes", &code.replace('-', ""));
    }
    recovery.swap_remove(0)
}

async fn sign_in_with(person: &Person, code: &str, secrets: &mut Secrets) -> Answer {
    let challenge = person.sign_in().await.expect(202).text("challenge_token");
    let answer = person.api.verify_second_factor(&challenge, code).await.expect(200);
    secrets.add("challenge token", &challenge);
    keep_tokens("last", &answer, secrets);
    answer
}

fn entries(answer: &Answer) -> Vec<Value> {
    answer.json().as_array().unwrap().clone()
}

async fn activity(person: &Person) -> Vec<Value> {
    entries(&person.get(ACTIVITY).await.expect(200))
}

/// Where `Link` says that the list goes on.
fn next(answer: &Answer) -> Option<String> {
    let (url, _) = answer.header("link").strip_prefix('<')?.split_once(">; rel=\"next\"")?;
    Some(url.to_owned())
}

async fn a_life_is_told_the_latest_first(database: Database) {
    let server = Server::start(database).await;
    let life = Life::lived(&server).await;
    let told = activity(&life.person).await;
    let summary = told.iter().map(|entry| (entry["action"].as_str().unwrap(), !entry["actor"].is_null()));
    assert_eq!(summary.collect::<Vec<_>>(), LEFT);
    let (here, there) = ((life.person.api.address(), PROGRAM), (life.thief.address(), THIEVES));
    for entry in &told {
        let by_thief = ["sign_in.failed", "session.refresh_reused"].map(|action| entry["action"] == action);
        let (ip, program) = if by_thief.contains(&true) { there } else { here };
        assert_eq!((&entry["ip"], &entry["userAgent"]), (&json!(ip), &json!(program)), "{entry}");
        assert!(entry["actor"].is_null() || entry["actor"] == life.person.id, "{entry}");
    }
    let times: Vec<_> = told.iter().map(|entry| entry["createdAt"].as_str().unwrap()).collect();
    assert!(times.is_sorted_by(|later, earlier| later >= earlier), "{times:?}");
    assert_eq!([&told[6]["address"], &told[7]["address"]], [&json!(life.work); 2]);
    assert_eq!(told[1]["details"]["recovery_code"], true);
    assert_eq!(told[9]["details"]["recovery_code"], false);
    assert_eq!(life.secrets.found_in(json!(told).to_string().as_bytes()), [""; 0]);
}

async fn pages_tell_all_of_it_once_and_only_to_its_person(database: Database) {
    let server = Server::start(database).await;
    let (life, other) = (Life::lived(&server).await, Person::register(&server).await);
    let mut answer = life.person.get(&format!("{ACTIVITY}?limit=2")).await.expect(200);
    let mut seen = entries(&answer);
    while let Some(url) = next(&answer) {
        assert_eq!(entries(&answer).len(), 2, "{}", answer.body);
        let of_the_other = entries(&other.get(&url).await.expect(200));
        assert!(of_the_other.iter().all(|entry| entry["actor"] == other.id), "{of_the_other:?}");
        answer = life.person.get(&url).await.expect(200);
        seen.extend(entries(&answer));
    }
    assert_eq!(seen, activity(&life.person).await);
    assert_eq!(seen.len(), LEFT.len());
    let theirs = activity(&other).await;
    assert_eq!((theirs.len(), &theirs[0]["actor"]), (1, &json!(other.id)));
}

async fn it_takes_a_session_to_read(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let ended = person.sign_in().await.expect(200).text("token");
    let of_a_partner = person.partner().await.tokens(&person).await.access_token;
    person.api.get(ACTIVITY, Some(&ended)).await.expect(200);
    person.api.post("/auth/logout", &json!({}), Some(&ended)).await.expect(200);
    for bad in ["nonsense", &ended, &of_a_partner, &person.refresh_token] {
        person.api.get(ACTIVITY, Some(bad)).await.expect_code(401, "UNAUTHENTICATED");
    }
    person.api.get(ACTIVITY, None).await.expect_code(401, "UNAUTHENTICATED");
}

async fn entries_stay_when_their_person_goes_and_no_longer_tell_who_it_was(database: Database) {
    let server = Server::start(database).await;
    let (life, other) = (Life::lived(&server).await, Person::register(&server).await);
    let ids: Vec<_> =
        activity(&life.person).await.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect();
    let log = || String::from_utf8_lossy(&server.dump_table("audit_log")).into_owned();
    let told = |log: &str| life.personal().map(|data| log.contains(data));
    // No event of this life is about the address that they registered with.
    assert_eq!(told(&log()), [true, true, true, true, false, true]);
    life.person.delete_account(&life.person.password).await.expect(200);
    let left = log();
    assert_eq!(told(&left), [false; 6]);
    // SQLite has ids as bytes.
    let plain = left.replace('-', "");
    for id in ids.iter().chain([&life.person.id]) {
        assert!(plain.contains(&id.replace('-', "")), "{id} is gone");
    }
    assert!(left.contains("account.deleted"));
    assert!(left.contains(other.api.address()), "what others did stays theirs");
    assert_eq!(life.secrets.found_in(left.as_bytes()), [""; 0]);
}

on_both!(
    a_life_is_told_the_latest_first,
    pages_tell_all_of_it_once_and_only_to_its_person,
    it_takes_a_session_to_read,
    entries_stay_when_their_person_goes_and_no_longer_tell_who_it_was,
);
