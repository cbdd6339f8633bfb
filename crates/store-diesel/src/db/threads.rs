//! The threads on which reads wait for the disk or the network.

use crate::error::{Error, Result};
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// A job that waits for longer shows that those who are awake wait themselves.
const SLUGGISH: Duration = Duration::from_micros(500);

/// A few threads that work off one queue.
///
/// Waking a thread and putting it to sleep costs as much as a read that finds its pages in memory, and tokio's blocking
/// pool does so for every job. Here no more than `brisk` are woken, which take one job after the other, until a job has
/// to wait: then the others come to help.
pub(super) struct Threads {
    queue: Arc<Queue>,
    all: Vec<JoinHandle<()>>,
}

type Job = Box<dyn FnOnce() + Send>;

struct Queue {
    state: Mutex<State>,
    called: Condvar,
    most: usize,
    brisk: usize,
}

struct State {
    jobs: VecDeque<(Instant, Job)>,
    awake: usize,
    /// How many of the awake were called and have not come yet.
    calls: usize,
    closed: bool,
}

impl Threads {
    /// Starts `most` threads, of which `brisk` are woken without need.
    pub(super) fn start(most: usize, brisk: usize) -> Result<Self> {
        let brisk = brisk.min(most);
        let state = State { jobs: VecDeque::new(), awake: most, calls: 0, closed: false };
        let queue = Arc::new(Queue { state: Mutex::new(state), called: Condvar::new(), most, brisk });
        let mut threads = Self { queue: Arc::clone(&queue), all: Vec::with_capacity(most) };
        for _ in 0..most {
            let queue = Arc::clone(&queue);
            let thread = std::thread::Builder::new().name("database".to_owned());
            let thread = thread.spawn(move || queue.work_off());
            threads.all.push(thread.map_err(|error| Error::Unavailable(error.to_string()))?);
        }
        Ok(threads)
    }

    /// Runs a job. Once begun, it runs to its end even if the caller goes away. `None` when it panicked.
    pub(super) async fn run<T: Send + 'static>(&self, job: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        let (caller, answered) = oneshot::channel();
        self.queue.push(Box::new(move || {
            // It fails when the caller has gone: then nobody misses it.
            let _ = caller.send(job());
        }));
        answered.await.ok()
    }
}

impl Drop for Threads {
    /// Waits for what is under way.
    fn drop(&mut self) {
        self.queue.lock().closed = true;
        self.queue.called.notify_all();
        for thread in self.all.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Queue {
    fn push(&self, job: Job) {
        let now = Instant::now();
        let mut state = self.lock();
        let is_sluggish = state.jobs.front().is_some_and(|(since, _)| now - *since > SLUGGISH);
        state.jobs.push_back((now, job));
        if state.awake < self.brisk || (state.awake < self.most && is_sluggish) {
            state.awake += 1;
            state.calls += 1;
            drop(state);
            self.called.notify_one();
        }
    }

    fn work_off(&self) {
        while let Some(job) = self.next() {
            // What is left of a job that panicked is its caller, who hears of it.
            let _ = catch_unwind(AssertUnwindSafe(job));
        }
    }

    /// The next job; `None` when there will be none.
    fn next(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if let Some((_, job)) = state.jobs.pop_front() {
                return Some(job);
            }
            if state.closed {
                return None;
            }
            state.awake -= 1;
            let is_idle = |state: &mut State| state.calls == 0 && !state.closed;
            state = self.called.wait_while(state, is_idle).unwrap_or_else(PoisonError::into_inner);
            state.calls = state.calls.saturating_sub(1);
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Barrier;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[tokio::test]
    async fn a_job_that_panics_takes_neither_its_thread_nor_others_with_it() {
        let threads = Threads::start(1, 1).unwrap();
        assert_eq!(threads.run(|| panic!("on purpose")).await, None::<()>);
        assert_eq!(threads.run(|| 7).await, Some(7));
    }

    #[tokio::test]
    async fn when_those_who_are_awake_are_stuck_the_others_come_to_help() {
        let threads = Arc::new(Threads::start(3, 1).unwrap());
        let all_met = Arc::new(Barrier::new(3));
        let meetings: Vec<_> = (0..3)
            .map(|_| {
                let (threads, all_met) = (Arc::clone(&threads), Arc::clone(&all_met));
                tokio::spawn(async move { threads.run(move || all_met.wait()).await })
            })
            .collect();
        while meetings.iter().any(|meeting| !meeting.is_finished()) {
            tokio::time::sleep(2 * SLUGGISH).await;
            threads.run_in_passing();
        }
    }

    impl Threads {
        /// One more who comes and shows that somebody waits.
        fn run_in_passing(&self) {
            self.queue.push(Box::new(|| {}));
        }
    }

    #[tokio::test]
    async fn no_more_are_called_than_there_are() {
        let threads = Threads::start(1, 4).unwrap();
        for _ in 0..10 {
            threads.run_in_passing();
        }
        assert!(threads.queue.lock().awake <= 1);
        assert_eq!(threads.run(|| 7).await, Some(7));
    }

    #[tokio::test]
    async fn work_that_stands_in_the_queue_is_done_before_the_threads_end() {
        let threads = Threads::start(1, 1).unwrap();
        let done = Arc::new(AtomicUsize::new(0));
        for _ in 0..10 {
            let done = Arc::clone(&done);
            threads.queue.push(Box::new(move || {
                std::thread::sleep(Duration::from_millis(1));
                done.fetch_add(1, Ordering::SeqCst);
            }));
        }
        drop(threads);
        assert_eq!(done.load(Ordering::SeqCst), 10);
    }
}
