use std::time::{Duration, Instant, SystemTime};

const PAUSE: Duration = Duration::from_millis(50);

/// Asks again until there is an answer.
///
/// # Panics
/// When `what` has not come about after `patience`.
#[track_caller]
pub fn eventually<T, F>(what: impl Into<String>, patience: Duration, mut ask: F) -> impl Future<Output = T>
where
    F: AsyncFnMut() -> Option<T>,
{
    let what = what.into();
    let (end, asked_at) = (Instant::now() + patience, std::panic::Location::caller());
    async move {
        loop {
            if let Some(answer) = ask().await {
                return answer;
            }
            assert!(Instant::now() < end, "{asked_at}: waited {patience:?} in vain: {what}");
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// Seconds since 1970.
#[expect(
    clippy::disallowed_methods,
    reason = "the server under test lives in real time, and so do its clients"
)]
pub fn seconds_now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs()
}
