//! Too many sign-ins at once slow down sign-ins, and nothing else.

use acceptance::{Database, PASSWORD, Person, Server, email, on_both};
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

/// Signs in, always as somebody else from somewhere else, until the flood is over.
async fn keep_signing_in(server: Arc<Server>, flood: Arc<Flood>) {
    let device = server.api();
    while !flood.over.load(Ordering::Relaxed) {
        let answer = device.elsewhere().sign_in(&email("flood"), PASSWORD).await;
        if answer.status == 503 {
            assert!(answer.clone().expect_code(503, "OVERLOADED").retry_after() > 0);
            flood.refused.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(PAUSE).await;
        } else {
            answer.expect(401);
            flood.hashed.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[expect(clippy::print_stdout, reason = "the numbers say what the test is worth")]
async fn logins_at_the_limit_leave_the_rest_alone(database: Database) {
    let settings = [("HITKEY_HASH_QUEUE", "16"), ("HITKEY_HASH_WORKERS", "1")];
    let server = Arc::new(Server::start_with(database, &settings).await);
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    let tokens = partner.tokens(&person).await;
    let (flood, mut guests) = (Arc::new(Flood::default()), JoinSet::new());
    for _ in 0..GUESTS {
        guests.spawn(keep_signing_in(server.clone(), flood.clone()));
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
