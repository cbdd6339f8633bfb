//! Too many sign-ins at once slow down sign-ins, and nothing else.

use acceptance::{Api, Database, PASSWORD, Person, Server, email, on_both};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const GUESTS: usize = 48;
/// A guest who was refused does not come back at once.
const PAUSE: Duration = Duration::from_millis(200);
const PROBES: usize = 40;
/// What a probe may take on a machine whose every core hashes; waiting in line for a hash takes far longer.
const FAST: Duration = Duration::from_millis(900);

#[derive(Default)]
struct Flood {
    over: AtomicBool,
    refused: AtomicUsize,
    hashed: AtomicUsize,
}

/// Signs in until the flood is over: as a person, at home; without one as a stranger, always from somewhere else.
async fn keep_signing_in(device: Api, person: Option<Person>, flood: Arc<Flood>) {
    while !flood.over.load(Ordering::Relaxed) {
        let answer = match &person {
            Some(person) => person.sign_in().await,
            None => device.elsewhere().sign_in(&email("flood"), PASSWORD).await,
        };
        if [429, 503].contains(&answer.status) {
            assert!(answer.retry_after() > 0);
            flood.refused.fetch_add(usize::from(answer.status == 503), Ordering::Relaxed);
            tokio::time::sleep(PAUSE).await;
        } else {
            answer.expect(if person.is_some() { 200 } else { 401 });
            flood.hashed.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[expect(clippy::print_stdout, reason = "the numbers say what the test is worth")]
async fn logins_at_the_limit_leave_the_rest_alone(database: Database) {
    let settings = [("HITKEY_HASH_QUEUE", "16"), ("HITKEY_HASH_WORKERS", "1")];
    let server = Server::start_with(database, &settings).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let tokens = partner.tokens(&person).await;
    let (flood, mut guests) = (Arc::new(Flood::default()), JoinSet::new());
    let known = [Person::register(&server).await, Person::register(&server).await];
    for number in 0..GUESTS {
        // Every other guest is one of two people, each on many devices at once.
        let person = (number % 2 == 0).then(|| known[number / 2 % 2].clone());
        guests.spawn(keep_signing_in(server.api(), person, flood.clone()));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (device, mut times) = (server.api(), Vec::new());
    for _ in 0..PROBES {
        let begin = Instant::now();
        device.get("/health", None).await.expect(200);
        partner.refresh(&tokens.refresh_token).await.expect(200);
        times.push(begin.elapsed());
    }
    flood.over.store(true, Ordering::Relaxed);
    guests.join_all().await;
    times.sort();
    let (refused, hashed) = (flood.refused.load(Ordering::Relaxed), flood.hashed.load(Ordering::Relaxed));
    println!(
        "median {:?}, slowest {:?}; {hashed} hashed, {refused} refused",
        times[PROBES / 2],
        times[PROBES - 1]
    );
    assert!(refused > 0 && hashed > 0, "{hashed} hashed, {refused} refused");
    assert!(times[PROBES * 9 / 10] < FAST, "{times:?}");
    person.sign_in().await.expect(200);
}

on_both!(logins_at_the_limit_leave_the_rest_alone);
