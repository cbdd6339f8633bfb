//! Giving a project away: it has exactly one owner, at every instant and whoever is in a hurry.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Person, Project, Server, on_both};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

const RACERS: usize = 10;

/// Who owns the project, as its members and as itself tells; there must be one.
async fn owner(project: &Project, viewer: &Person) -> String {
    let members = project.members(viewer).await;
    let owners: Vec<_> = members.iter().filter(|seat| seat["role"] == "owner").collect();
    let [owner] = owners.as_slice() else { panic!("{} owners: {members:?}", owners.len()) };
    owner["user_id"].as_str().unwrap().to_owned()
}

async fn the_old_owner_becomes_an_admin(database: Database) {
    let server = Server::start(database).await;
    let (ann, bob) = (Person::register(&server).await, Person::register(&server).await);
    let project = ann.project("Alatau").await;
    project.transfer(&ann, &bob).await.expect_code(400, "NOT_PROJECT_MEMBER");
    project.transfer(&ann, &ann).await.expect_code(400, "CANNOT_TRANSFER_TO_SELF");
    project.add(&bob, "member").await;
    project.transfer(&bob, &bob).await.expect_code(403, "FORBIDDEN");
    project.transfer(&ann, &bob).await.expect(200);
    assert_eq!(owner(&project, &ann).await, bob.id);
    assert_eq!(project.seat(&bob, &ann).await.unwrap()["role"], "admin");
    assert_eq!(ann.get(&project.path("")).await.expect(200).text("owner_id"), bob.id);
    project.transfer(&ann, &bob).await.expect_code(403, "FORBIDDEN");
    ann.delete(&project.path("")).await.expect_code(403, "FORBIDDEN");
    bob.delete(&project.path("/leave")).await.expect_code(400, "OWNER_CANNOT_LEAVE");
    ann.delete(&project.path("/leave")).await.expect(200);
}

/// Looks at the owner again and again until told to stop; gives how often.
async fn watch(project: Project, viewer: Person, over: Arc<AtomicBool>) -> usize {
    let mut looks = 0;
    while !over.load(Ordering::Relaxed) {
        owner(&project, &viewer).await;
        looks += 1;
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    looks
}

async fn of_ten_racing_transfers_one_wins_and_there_is_always_one_owner(database: Database) {
    let server = Server::start_with(database, &[("HITKEY_RATE_LIMIT_TOKEN", "off")]).await;
    let first = Person::register(&server).await;
    let project = first.project("Race").await;
    let mut people = Vec::new();
    for _ in 0..RACERS {
        let person = Person::register(&server).await;
        project.add(&person, "member").await;
        people.push(person);
    }
    let over = Arc::new(AtomicBool::new(false));
    let watcher = tokio::spawn(watch(project.clone(), people[0].clone(), over.clone()));
    let mut holder = first;
    for _ in 0..3 {
        let mut race = JoinSet::new();
        for person in people.iter().filter(|person| person.id != holder.id) {
            let (project, holder, person) = (project.clone(), holder.clone(), person.clone());
            race.spawn(async move { (project.transfer(&holder, &person).await, person) });
        }
        let answers = race.join_all().await;
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(answer, _)| answer.status == 200);
        assert_eq!(won.len(), 1, "{won:?}");
        for (answer, _) in lost {
            answer.expect_code(403, "FORBIDDEN");
        }
        holder = won.into_iter().next().unwrap().1;
        assert_eq!(owner(&project, &holder).await, holder.id);
        assert_eq!(holder.get(&project.path("")).await.expect(200).text("owner_id"), holder.id);
    }
    over.store(true, Ordering::Relaxed);
    assert!(watcher.await.unwrap() > 0);
}

on_both!(the_old_owner_becomes_an_admin, of_ten_racing_transfers_one_wins_and_there_is_always_one_owner);
