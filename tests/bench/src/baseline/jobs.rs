use crate::cpu;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

/// As many callers as requests are under way at once when operations are measured.
const CALLERS: usize = 8;

/// Connections, as many permits, and how many jobs were begun.
struct Pool<C> {
    idle: Mutex<Vec<C>>,
    permits: Semaphore,
    begun: AtomicU32,
}

/// CPU of one `job` on a connection, hop to the blocking pool and back included: that is how a job gets out of the
/// way of the thread that serves.
pub(super) fn cpu_of_each<C: Send + 'static>(
    connections: Vec<C>,
    job: fn(&mut C, u32),
    time: Duration,
) -> Duration {
    let permits = Semaphore::new(connections.len());
    let pool = Arc::new(Pool { idle: Mutex::new(connections), permits, begun: AtomicU32::new(0) });
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(drive(&pool, job, time / 10));
        let (begun, before) = (pool.begun.load(Ordering::Relaxed), cpu::of_process(std::process::id()));
        runtime.block_on(drive(&pool, job, time));
        let used = cpu::of_process(std::process::id()) - before;
        used / (pool.begun.load(Ordering::Relaxed) - begun)
    })
    .join()
    .unwrap()
}

async fn drive<C: Send + 'static>(pool: &Arc<Pool<C>>, job: fn(&mut C, u32), time: Duration) {
    let (until, mut callers) = (Instant::now() + time, JoinSet::new());
    for _ in 0..CALLERS {
        let pool = pool.clone();
        callers.spawn(async move {
            while Instant::now() < until {
                one(&pool, job).await;
            }
        });
    }
    callers.join_all().await;
}

async fn one<C: Send + 'static>(pool: &Arc<Pool<C>>, job: fn(&mut C, u32)) {
    let permit = pool.permits.acquire().await.unwrap();
    let number = pool.begun.fetch_add(1, Ordering::Relaxed);
    let shared = pool.clone();
    let work = move || {
        let mut connection = shared.idle.lock().unwrap().pop().unwrap();
        job(&mut connection, number);
        shared.idle.lock().unwrap().push(connection);
    };
    tokio::task::spawn_blocking(work).await.unwrap();
    drop(permit);
}
