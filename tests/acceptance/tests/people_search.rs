//! People are found by name, and by an address that is known already; never is an address given away.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Server, on_both, word};
use serde_json::{Value, json};

async fn found(by: &Person, text: &str, project: Option<&str>) -> Vec<Value> {
    by.search(text, project).await.expect(200).json().as_array().unwrap().clone()
}

async fn a_stranger_is_found_without_the_address(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let surname = format!("Zh{}", word());
    let profile = json!({"surname": surname, "username": format!("U_{}", word())});
    ann.patch("/auth/profile", &profile).await.expect(200);
    for text in [&surname.to_lowercase(), profile["username"].as_str().unwrap()] {
        let people = found(&bob, text, None).await;
        let [person] = people.as_slice() else { panic!("{people:?}") };
        assert_eq!((&person["id"], &person["username"]), (&json!(ann.id), &profile["username"]));
        assert_eq!(person["email"], Value::Null);
    }
    let by_address = found(&bob, &ann.email.to_uppercase(), None).await;
    assert_eq!((by_address.len(), &by_address[0]["email"]), (1, &json!(ann.email)));
    let (local, domain) = ann.email.split_once('@').unwrap();
    for part in [&local[3..], &format!("{local}@"), domain, &format!("{}@{domain}", &local[1..])] {
        let people = found(&bob, part, None).await;
        assert!(people.iter().all(|person| person["id"] != ann.id || part == &local[3..]), "{part}");
        assert!(people.iter().all(|person| person["email"] != json!(ann.email)), "{part}");
    }
}

async fn members_find_each_other_by_part_of_the_address(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob, eve) =
        (Person::register(&server).await, Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Alatau").await;
    project.add(&bob, "member").await;
    let part = &bob.email[..bob.email.len() - 4];
    for project in [None, Some(project.slug.as_str())] {
        let people = found(&ann, part, project).await;
        let [person] = people.as_slice() else { panic!("{people:?}") };
        assert_eq!((&person["id"], &person["email"]), (&json!(bob.id), &json!(bob.email)));
    }
    assert!(found(&ann, &eve.email, Some(&project.slug)).await.is_empty(), "no member");
    for project in [project, ann.public_project("Open").await] {
        eve.search(part, Some(&project.slug)).await.expect_code(403, "NOT_PROJECT_MEMBER");
    }
    eve.search(part, Some("none")).await.expect_code(404, "NOT_FOUND");
    eve.search("a", None).await.expect(422);
    eve.api.get("/users/search?q=ann", None).await.expect_code(401, "UNAUTHENTICATED");
}

async fn at_most_ten_are_told(database: Database) {
    let server = Server::start_with(database, &[("HITKEY_RATE_LIMIT_ANONYMOUS", "off")]).await;
    let surname = format!("Crowd{}", word());
    let mut last = None;
    for _ in 0..11 {
        let person = Person::register(&server).await;
        person.patch("/auth/profile", &json!({"surname": surname})).await.expect(200);
        last = Some(person);
    }
    assert_eq!(found(&last.unwrap(), &surname, None).await.len(), 10);
}

on_both!(
    a_stranger_is_found_without_the_address,
    members_find_each_other_by_part_of_the_address,
    at_most_ten_are_told,
);
