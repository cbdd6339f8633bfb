//! Drives a server and keeps the times.

use crate::cpu;
use crate::http::{Connection, Response};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Requests before the clock starts: caches fill, connections and threads are there.
const WARM_UP: usize = 200;

/// What to send: the request number `n`, or nothing when there are no more.
pub(crate) type Requests = Arc<dyn Fn(usize) -> Option<Vec<u8>> + Send + Sync>;

/// Where to and for how long.
#[derive(Clone, Copy)]
pub(crate) struct Drive {
    pub(crate) port: u16,
    /// Whose CPU counts.
    pub(crate) process: u32,
    pub(crate) connections: usize,
    pub(crate) time: Duration,
    /// Whether to keep the bodies.
    pub(crate) keep: bool,
}

/// What came of it.
#[derive(Default)]
pub(crate) struct Measured {
    /// Sorted.
    pub(crate) latencies: Vec<Duration>,
    pub(crate) elapsed: Duration,
    /// Of the server, over all requests.
    pub(crate) cpu: Duration,
    pub(crate) bodies: Vec<String>,
    /// Bytes of the last body.
    pub(crate) size: usize,
}

impl Measured {
    pub(crate) fn rate(&self) -> f64 {
        self.latencies.len() as f64 / self.elapsed.as_secs_f64()
    }

    pub(crate) fn cpu_each(&self) -> Duration {
        self.cpu.div_f64(self.latencies.len().max(1) as f64)
    }

    /// The latency that `percent` of the requests stayed within.
    pub(crate) fn percentile(&self, percent: usize) -> Duration {
        let last = self.latencies.len().saturating_sub(1);
        self.latencies.get(last * percent / 100).copied().unwrap_or_default()
    }
}

/// Sends requests over several connections until the time is over or there are no more.
pub(crate) async fn drive(drive: Drive, requests: &Requests) -> Measured {
    let next = Arc::new(AtomicUsize::new(0));
    let warm = run(Drive { time: Duration::from_millis(300), ..drive }, requests, &next, WARM_UP).await;
    let (begin, before) = (Instant::now(), cpu::of_process(drive.process));
    let mut measured = run(drive, requests, &next, usize::MAX).await;
    measured.elapsed = begin.elapsed();
    measured.cpu = cpu::of_process(drive.process).saturating_sub(before);
    measured.latencies.sort();
    measured.bodies.extend(warm.bodies);
    measured
}

async fn run(drive: Drive, requests: &Requests, next: &Arc<AtomicUsize>, most: usize) -> Measured {
    let mut tasks = JoinSet::new();
    let (until, most) = (Instant::now() + drive.time, next.load(Ordering::Relaxed).saturating_add(most));
    for _ in 0..drive.connections {
        let (requests, next) = (requests.clone(), next.clone());
        tasks.spawn(async move {
            let mut part = Measured::default();
            let mut connection = Connection::open(drive.port).await;
            while Instant::now() < until {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(request) = requests(number).filter(|_| number < most) else { break };
                let begin = Instant::now();
                let response = connection.send(&request).await;
                part.take(response, begin.elapsed(), drive.keep);
            }
            part
        });
    }
    tasks.join_all().await.into_iter().fold(Measured::default(), Measured::and)
}

impl Measured {
    fn take(&mut self, response: Response, time: Duration, keep: bool) {
        assert_eq!(response.status, 200, "{}", response.body);
        self.latencies.push(time);
        self.size = response.body.len();
        if keep {
            self.bodies.push(response.body);
        }
    }

    pub(crate) fn and(mut self, other: Self) -> Self {
        self.elapsed += other.elapsed;
        self.cpu += other.cpu;
        self.latencies.extend(other.latencies);
        self.bodies.extend(other.bodies);
        self.size = self.size.max(other.size);
        self
    }
}
