//! What becomes of everybody else while sign-ins saturate hashing.

use crate::http::{Connection, Request};
use crate::people::People;
use crate::server::Server;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const GUESTS: usize = 96;
const PROBES: usize = 1500;
const BETWEEN: Duration = Duration::from_millis(3);
/// A guest who was refused comes back after this and a little longer.
const REFUSED_PAUSE: Duration = Duration::from_millis(60);

/// Everybody has patience of their own: those who came back all at once would have the probe wait for the driver, which
/// shares the processors with the server.
fn patience(guest: usize) -> Duration {
    REFUSED_PAUSE + Duration::from_micros(839 * guest as u64)
}

/// A latency that 99 of 100 stay within, unloaded and saturated.
#[derive(Clone, Copy)]
pub(crate) struct Latency {
    pub(crate) quiet: Duration,
    pub(crate) busy: Duration,
}

impl Latency {
    /// How much slower it became.
    pub(crate) fn ratio(&self) -> f64 {
        self.busy.as_secs_f64() / self.quiet.as_secs_f64()
    }

    fn middle(mut all: Vec<Self>) -> Self {
        all.sort_by(|a, b| a.ratio().total_cmp(&b.ratio()));
        all.swap_remove(all.len() / 2)
    }
}

pub(crate) struct Saturation {
    pub(crate) health: Latency,
    pub(crate) token: Latency,
    pub(crate) signed_in: usize,
    pub(crate) refused: usize,
}

/// Of each latency the round with the middle ratio, and all sign-ins.
pub(crate) fn middle(rounds: Vec<Saturation>) -> Saturation {
    Saturation {
        health: Latency::middle(rounds.iter().map(|round| round.health).collect()),
        token: Latency::middle(rounds.iter().map(|round| round.token).collect()),
        signed_in: rounds.iter().map(|round| round.signed_in).sum(),
        refused: rounds.iter().map(|round| round.refused).sum(),
    }
}

#[derive(Default)]
struct Flood {
    over: AtomicBool,
    signed_in: AtomicUsize,
    refused: AtomicUsize,
}

pub(crate) async fn measure(server: &Server, people: &People) -> Saturation {
    let (health, token) = (Request::get("/health").bytes(), people.refresh().bytes());
    let quiet = (probe(server, &health).await, probe(server, &token).await);
    let (flood, mut guests) = (Arc::new(Flood::default()), JoinSet::new());
    for number in 0..GUESTS {
        let request = people.sign_in(number).bytes();
        guests.spawn(keep_signing_in(server.connect().await, request, patience(number), flood.clone()));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let busy = (probe(server, &health).await, probe(server, &token).await);
    flood.over.store(true, Ordering::Relaxed);
    guests.join_all().await;
    Saturation {
        health: Latency { quiet: quiet.0, busy: busy.0 },
        token: Latency { quiet: quiet.1, busy: busy.1 },
        signed_in: flood.signed_in.load(Ordering::Relaxed),
        refused: flood.refused.load(Ordering::Relaxed),
    }
}

/// Asks again and again, at ease; gives the latency that 99 of 100 stay within.
async fn probe(server: &Server, request: &[u8]) -> Duration {
    let mut connection = server.connect().await;
    let mut times = Vec::new();
    for _ in 0..PROBES {
        let begin = Instant::now();
        connection.send(request).await.expect(200);
        times.push(begin.elapsed());
        tokio::time::sleep(BETWEEN).await;
    }
    times.sort();
    times[PROBES * 99 / 100]
}

async fn keep_signing_in(
    mut connection: Connection,
    request: Vec<u8>,
    patience: Duration,
    flood: Arc<Flood>,
) {
    while !flood.over.load(Ordering::Relaxed) {
        let answer = connection.send(&request).await;
        match answer.status {
            200 => flood.signed_in.fetch_add(1, Ordering::Relaxed),
            // Beyond the queue, or too many at once on one account.
            429 | 503 => {
                tokio::time::sleep(patience).await;
                flood.refused.fetch_add(1, Ordering::Relaxed)
            }
            status => panic!("{status} {}", answer.body),
        };
    }
}
