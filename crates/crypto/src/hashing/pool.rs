use super::HashingLoad;
use hitkey_identity::ports::HashingError;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// How long an idle thread keeps its memory: long enough for a busy time, short enough for a small idle size.
const KEEP_MEMORY: Duration = Duration::from_secs(5);
/// How far below everything else the threads run (0 is the normal `nice` value, 19 the lowest priority).
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// A few threads, each with memory of its own that it reuses, behind a queue that has an end.
///
/// Not tokio's blocking pool: names are looked up there, and hashing must neither wait for that nor hold it up.
pub(super) struct Pool<M> {
    queue: Arc<Queue<M>>,
}

type Job<M> = Box<dyn FnOnce(&mut M) + Send>;

struct Queue<M> {
    state: Mutex<State<M>>,
    changed: Condvar,
    threads: usize,
    waiting: usize,
}

struct State<M> {
    jobs: VecDeque<Job<M>>,
    idle_threads: usize,
    closed: bool,
}

impl<M: Default + 'static> Pool<M> {
    /// Starts `threads` threads; beyond those that are idle, `waiting` jobs may wait.
    pub(super) fn start(threads: usize, waiting: usize) -> std::io::Result<Self> {
        let state = State { jobs: VecDeque::new(), idle_threads: threads, closed: false };
        let queue = Arc::new(Queue { state: Mutex::new(state), changed: Condvar::new(), threads, waiting });
        let pool = Self { queue: queue.clone() };
        for _ in 0..threads {
            let queue = queue.clone();
            std::thread::Builder::new().name("hashing".to_owned()).spawn(move || work_off(&queue))?;
        }
        Ok(pool)
    }

    /// Runs `work` on one of the threads. Work whose caller has gone before it began is left out.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut M) -> T + Send + 'static,
    ) -> Result<T, HashingError> {
        let (answer, answered) = oneshot::channel();
        self.queue.push(Box::new(move |memory| {
            if !answer.is_closed() {
                // It fails when the caller went while the work was done: then nobody misses it.
                let _ = answer.send(work(memory));
            }
        }))?;
        answered.await.map_err(|_| HashingError::Failed("a hashing thread panicked".into()))
    }
}

impl<M> Pool<M> {
    /// Whether a job would be turned away.
    pub(super) fn is_full(&self) -> bool {
        self.queue.is_full(&self.queue.lock())
    }

    /// What it does at this moment.
    pub(super) fn load(&self) -> HashingLoad {
        let state = self.queue.lock();
        // Jobs that an idle thread is about to take do not wait.
        let queued = state.jobs.len().saturating_sub(state.idle_threads);
        let taken = state.jobs.len() - queued;
        HashingLoad { busy: self.queue.threads - state.idle_threads + taken, queued }
    }
}

impl<M> Drop for Pool<M> {
    fn drop(&mut self) {
        self.queue.lock().closed = true;
        self.queue.changed.notify_all();
    }
}

impl<M> Queue<M> {
    fn push(&self, job: Job<M>) -> Result<(), HashingError> {
        let mut state = self.lock();
        if self.is_full(&state) {
            return Err(HashingError::Overloaded);
        }
        state.jobs.push_back(job);
        self.changed.notify_one();
        Ok(())
    }

    /// The next job; `None` when the pool is gone. Empties `memory` when nothing happens for a while.
    fn next(&self, memory: &mut M) -> Option<Job<M>>
    where
        M: Default,
    {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if let Some(job) = state.jobs.pop_front() {
                state.idle_threads -= 1;
                return Some(job);
            }
            let waited =
                self.changed.wait_timeout(state, KEEP_MEMORY).unwrap_or_else(PoisonError::into_inner);
            state = waited.0;
            if waited.1.timed_out() {
                *memory = M::default();
            }
        }
    }

    fn is_full(&self, state: &State<M>) -> bool {
        state.jobs.len() >= state.idle_threads + self.waiting
    }

    fn lock(&self) -> MutexGuard<'_, State<M>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn work_off<M: Default>(queue: &Queue<M>) {
    yield_to_others();
    let mut memory = M::default();
    while let Some(job) = queue.next(&mut memory) {
        if catch_unwind(AssertUnwindSafe(|| job(&mut memory))).is_err() {
            memory = M::default();
        }
        queue.lock().idle_threads += 1;
    }
}

/// Lowers the priority of the calling thread, so that a flood of sign-ins slows sign-ins and little else.
#[cfg(target_os = "linux")]
fn yield_to_others() {
    use rustix::process::{getpriority_process, setpriority_process};
    // On Linux "this process" means the calling thread. Should it fail, hashing works just as well.
    let now = getpriority_process(None).unwrap_or_default();
    let _ = setpriority_process(None, now.max(NICENESS));
}

#[cfg(not(target_os = "linux"))]
fn yield_to_others() {}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    /// Occupies one thread until the sender is used or dropped.
    async fn occupy(pool: &Arc<Pool<u32>>) -> (mpsc::Sender<()>, tokio::task::JoinHandle<()>) {
        let (go, gate) = mpsc::channel();
        let (began, begun) = oneshot::channel();
        let pool = pool.clone();
        let task = tokio::spawn(async move {
            let work = move |_: &mut u32| {
                began.send(()).unwrap();
                let _ = gate.recv();
            };
            pool.run(work).await.unwrap();
        });
        begun.await.unwrap();
        (go, task)
    }

    #[tokio::test]
    async fn beyond_the_queue_work_is_refused_and_the_rest_is_done() {
        let pool = Arc::new(Pool::<u32>::start(1, 1).unwrap());
        let (go, occupied) = occupy(&pool).await;
        let waiting = tokio::spawn({
            let pool = pool.clone();
            async move { pool.run(|_| 7).await }
        });
        while pool.queue.lock().jobs.is_empty() {
            tokio::task::yield_now().await;
        }
        assert!(matches!(pool.run(|_| 8).await, Err(HashingError::Overloaded)));
        assert_eq!(pool.load(), HashingLoad { busy: 1, queued: 1 });
        drop(go);
        assert_eq!(waiting.await.unwrap().unwrap(), 7);
        occupied.await.unwrap();
        while pool.load() != (HashingLoad { busy: 0, queued: 0 }) {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn without_a_queue_an_idle_thread_still_takes_work() {
        let pool = Arc::new(Pool::<u32>::start(1, 0).unwrap());
        let (go, occupied) = occupy(&pool).await;
        assert!(matches!(pool.run(|_| ()).await, Err(HashingError::Overloaded)));
        drop(go);
        occupied.await.unwrap();
        while pool.queue.lock().idle_threads == 0 {
            tokio::task::yield_now().await;
        }
        assert!(pool.run(|_| ()).await.is_ok());
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_left_out() {
        let pool = Arc::new(Pool::<u32>::start(1, 9).unwrap());
        let (go, occupied) = occupy(&pool).await;
        let gone = tokio::time::timeout(Duration::from_millis(1), pool.run(|memory| *memory = 99)).await;
        assert!(gone.is_err());
        drop(go);
        occupied.await.unwrap();
        assert_eq!(pool.run(|memory| *memory).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn memory_is_reused_and_a_panic_costs_only_its_own_caller() {
        let pool = Pool::<u32>::start(1, 9).unwrap();
        pool.run(|memory| *memory = 5).await.unwrap();
        assert_eq!(pool.run(|memory| *memory).await.unwrap(), 5);
        let panicked = pool.run(|_| panic!("on purpose")).await;
        assert!(matches!(panicked, Err::<(), _>(HashingError::Failed(_))));
        assert_eq!(pool.run(|memory| *memory).await.unwrap(), 0);
    }

    /// The 19th field of `stat` (proc(5)) is the nice value; the name before it may hold blanks.
    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn only_the_hashing_threads_yield_to_others() {
        fn niceness() -> i32 {
            let stat = std::fs::read_to_string("/proc/thread-self/stat").unwrap();
            stat.rsplit_once(')').unwrap().1.split_whitespace().nth(16).unwrap().parse().unwrap()
        }
        let before = niceness();
        let pool = Pool::<u32>::start(1, 0).unwrap();
        assert_eq!(pool.run(|_| niceness()).await.unwrap(), NICENESS.max(before));
        assert_eq!(niceness(), before);
    }
}
