//! Work that goes on beside the requests, until the server stops.

use std::future::Future;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

/// The tasks that run beside the requests. Dropping it ends them at once.
#[derive(Debug)]
pub(crate) struct Background {
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Tells a task when to stop.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Background {
    /// No tasks yet.
    pub(crate) fn new() -> Self {
        Self { stop: watch::Sender::new(false), tasks: JoinSet::new() }
    }

    /// Runs `round` again and again, with the pause between two rounds that the first one answers.
    pub(crate) fn repeat<F>(&mut self, mut round: impl FnMut() -> F + Send + 'static)
    where
        F: Future<Output = Duration> + Send,
    {
        let mut stop = Stop(self.stop.subscribe());
        self.tasks.spawn(async move {
            while !stop.is_set() {
                let pause = round().await;
                stop.pause(pause).await;
            }
        });
    }

    /// Lets every task end its round. One that needs longer than `patience` is dropped in the middle.
    pub(crate) async fn stop(mut self, patience: Duration) {
        self.stop.send_replace(true);
        let all = async { while self.tasks.join_next().await.is_some() {} };
        if timeout(patience, all).await.is_err() {
            tracing::warn!("some background work did not end in time; it goes on after the next start");
        }
    }
}

impl Stop {
    fn is_set(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for `pause`, less if it is time to stop.
    async fn pause(&mut self, pause: Duration) {
        tokio::select! {
            () = sleep(pause) => {}
            // An error means that nobody is left to say stop: whoever holds the tasks is ending them.
            _ = self.0.wait_for(|stop| *stop) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Instant;

    const LONG: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(100);

    #[tokio::test]
    async fn a_round_that_has_begun_is_finished_before_the_stop() {
        let ended = Arc::new(AtomicU32::new(0));
        let mut background = Background::new();
        let counter = Arc::clone(&ended);
        background.repeat(move || {
            let counter = Arc::clone(&counter);
            async move {
                sleep(3 * SHORT).await;
                counter.fetch_add(1, Ordering::SeqCst);
                LONG
            }
        });
        sleep(SHORT).await;
        background.stop(LONG).await;
        assert_eq!(ended.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn a_round_that_does_not_end_is_dropped() {
        let mut background = Background::new();
        background.repeat(|| async {
            sleep(LONG).await;
            Duration::ZERO
        });
        sleep(SHORT).await;
        let began = Instant::now();
        background.stop(SHORT).await;
        assert!(began.elapsed() < LONG / 2);
    }

    #[tokio::test]
    async fn a_pause_ends_with_the_stop() {
        let mut background = Background::new();
        background.repeat(|| async { LONG });
        sleep(SHORT).await;
        let began = Instant::now();
        background.stop(LONG).await;
        assert!(began.elapsed() < LONG / 2);
    }
}
