//! Nobody learns from the server who has an account: same answer, same time.

use acceptance::{Answer, Database, PASSWORD, Person, Server, email, on_both};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

const ROUNDS: usize = 15;
/// Wrong passwords that one account takes before it makes its guests wait.
const FREE_TRIES: usize = 4;
/// What a machine that runs other tests meanwhile may add to a median.
const JITTER: Duration = Duration::from_millis(6);

async fn timed(answer: impl Future<Output = Answer>) -> (Answer, Duration) {
    let begin = Instant::now();
    (answer.await, begin.elapsed())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// Asks about known and unknown addresses in turn, each time from a new device.
async fn compare(server: &Server, known: &[String], ask: impl AsyncFn(acceptance::Api, String) -> Answer) {
    let (mut for_known, mut for_unknown) = (Vec::new(), Vec::new());
    for known in known {
        let (one, time) = timed(ask(server.api(), known.clone())).await;
        for_known.push(time);
        let (other, time) = timed(ask(server.api(), email("nobody"))).await;
        for_unknown.push(time);
        assert_eq!((one.status, &one.body), (other.status, &other.body));
        let names = |answer: &Answer| answer.headers.keys().map(ToString::to_string).collect::<BTreeSet<_>>();
        assert_eq!(names(&one), names(&other));
    }
    let (known, unknown) = (median(for_known), median(for_unknown));
    let tolerance = known.max(unknown) * 2 / 5 + JITTER;
    assert!(known.abs_diff(unknown) < tolerance, "known {known:?}, unknown {unknown:?}");
}

async fn people(server: &Server, count: usize) -> Vec<String> {
    let mut people = Vec::new();
    for _ in 0..count {
        people.push(Person::register(server).await.email);
    }
    people
}

async fn signing_in_says_the_same_about_everybody(database: Database) {
    let server = Server::start(database).await;
    let people = people(&server, ROUNDS.div_ceil(FREE_TRIES)).await;
    let known: Vec<String> = people.iter().cycle().take(ROUNDS).cloned().collect();
    compare(&server, &known, async |api, email| api.sign_in(&email, "not-the-password").await).await;
}

async fn forgetting_a_password_says_the_same_about_everybody(database: Database) {
    let server = Server::start(database).await;
    let people = people(&server, ROUNDS).await;
    compare(&server, &people, async |api, email| api.forgot(&email).await).await;
}

async fn starting_a_registration_says_the_same_about_everybody(database: Database) {
    let server = Server::start(database).await;
    let people = people(&server, ROUNDS).await;
    compare(&server, &people, async |api, email| api.start_registration(&email).await).await;
}

async fn a_wrong_code_says_the_same_about_everybody(database: Database) {
    let server = Server::start(database).await;
    let people = people(&server, 3).await;
    let ask = async |api: acceptance::Api, email: String| {
        api.start_registration(&email).await.expect(200);
        api.verify_registration(&email, "000000").await
    };
    compare(&server, &people, ask).await;
}

async fn an_address_that_never_asked_for_a_code_has_none(database: Database) {
    let server = Server::start(database).await;
    server.api().verify_registration(&email("nobody"), "000000").await.expect_code(400, "NO_CODE");
    let proof = "A".repeat(43);
    server.api().finish_registration(&email("nobody"), PASSWORD, &proof).await.expect(400);
}

on_both!(
    signing_in_says_the_same_about_everybody,
    forgetting_a_password_says_the_same_about_everybody,
    starting_a_registration_says_the_same_about_everybody,
    a_wrong_code_says_the_same_about_everybody,
    an_address_that_never_asked_for_a_code_has_none,
);
