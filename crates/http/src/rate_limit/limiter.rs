use super::Tally;
use actix_web::http::header::HeaderValue;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::nanos::Nanos;
use governor::state::{InMemoryState, NotKeyed, StateStore};
use governor::{Quota, RateLimiter};
use quick_cache::sync::Cache;
use std::convert::Infallible;
use std::hash::Hash;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// How many buckets are kept: some 10 MB at most. Beyond that the least used one is forgotten, and full again:
/// whoever has more addresses than this is not stopped by counting addresses.
const MOST_BUCKETS: usize = 65_536;

/// Counts the requests of many callers (GCRA): a minute's worth may come at once, and comes back evenly.
pub(super) struct Limiter<K: Clone + Eq + Hash, C: Clock = DefaultClock> {
    policy: &'static str,
    described: HeaderValue,
    /// How long it takes until one request more is allowed.
    one_per: Duration,
    per_minute: u32,
    buckets: RateLimiter<K, Buckets<K>, C, StateInformationMiddleware>,
}

impl<K: Clone + Eq + Hash> Limiter<K> {
    /// Allows each caller so many requests a minute.
    pub(super) fn new(policy: &'static str, per_minute: NonZeroU32) -> Self {
        Self::by(DefaultClock::default(), policy, per_minute)
    }
}

impl<K: Clone + Eq + Hash, C: Clock> Limiter<K, C> {
    fn by(clock: C, policy: &'static str, per_minute: NonZeroU32) -> Self {
        let described = HeaderValue::from_str(&format!("\"{policy}\";q={per_minute};w={}", MINUTE.as_secs()));
        let buckets = Buckets(Cache::new(MOST_BUCKETS));
        Self {
            policy,
            described: described.unwrap_or(HeaderValue::from_static("")),
            one_per: MINUTE / per_minute.get(),
            per_minute: per_minute.get(),
            buckets: RateLimiter::new(Quota::per_minute(per_minute), buckets, clock),
        }
    }

    /// Counts a request; one that is refused does not count.
    pub(super) fn count(&self, key: &K) -> Tally {
        match self.buckets.check_key(key) {
            Ok(state) => self.tally(state.remaining_burst_capacity(), Duration::ZERO, None),
            Err(until) => {
                let wait = until.wait_time_from(self.buckets.clock().now());
                // One is there again after the wait.
                self.tally(1, wait, Some(wait))
            }
        }
    }

    fn tally(&self, left: u32, after: Duration, wait: Option<Duration>) -> Tally {
        Tally {
            policy: self.policy,
            described: self.described.clone(),
            remaining: if wait.is_some() { 0 } else { left },
            whole_in: after + self.one_per * self.per_minute.saturating_sub(left),
            wait,
        }
    }
}

/// The buckets of those who were seen last. Each is one number.
struct Buckets<K>(Cache<K, Arc<InMemoryState>>);

impl<K: Clone + Eq + Hash> StateStore for Buckets<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, change: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let bucket = self.0.get_or_insert_with(key, || Ok::<_, Infallible>(Arc::default()));
        let Ok(bucket) = bucket;
        bucket.measure_and_replace(&NotKeyed::NonKey, change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;

    type Tested = Limiter<u32, FakeRelativeClock>;

    fn limiter(per_minute: u32) -> (Tested, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Limiter::by(clock.clone(), "test", per_minute.try_into().unwrap()), clock)
    }

    fn told(tally: Tally) -> (String, Option<u64>) {
        let wait = tally.refused_for().map(|wait| wait.as_secs());
        let mut headers = actix_web::http::header::HeaderMap::new();
        tally.tell(&mut headers);
        assert_eq!(headers.get("ratelimit-policy").unwrap(), "\"test\";q=6;w=60");
        (headers.get("ratelimit").unwrap().to_str().unwrap().to_owned(), wait)
    }

    #[test]
    fn a_minutes_worth_comes_at_once_and_comes_back_evenly() {
        let (limiter, clock) = limiter(6);
        for left in (0..6).rev() {
            let expected = (format!("\"test\";r={left};t={}", (6 - left) * 10), None);
            assert_eq!(told(limiter.count(&1)), expected);
        }
        assert_eq!(told(limiter.count(&1)), ("\"test\";r=0;t=60".to_owned(), Some(10)));
        clock.advance(Duration::from_secs(4));
        assert_eq!(told(limiter.count(&1)), ("\"test\";r=0;t=56".to_owned(), Some(6)));
        clock.advance(Duration::from_secs(6));
        assert_eq!(told(limiter.count(&1)), ("\"test\";r=0;t=60".to_owned(), None));
        clock.advance(MINUTE);
        assert_eq!(told(limiter.count(&1)), ("\"test\";r=5;t=10".to_owned(), None));
    }

    #[test]
    fn one_caller_does_not_count_for_another() {
        let (limiter, _) = limiter(1);
        assert!(limiter.count(&1).refused_for().is_none());
        assert!(limiter.count(&1).refused_for().is_some());
        assert!(limiter.count(&2).refused_for().is_none());
    }

    #[test]
    fn a_flood_of_callers_fills_no_memory_and_does_not_free_a_busy_one() {
        let (limiter, _) = limiter(100);
        for caller in 0..4 * MOST_BUCKETS as u32 {
            limiter.count(&caller);
            if caller < 100 || caller % 1_000 == 0 {
                limiter.count(&u32::MAX);
            }
        }
        assert!(limiter.count(&u32::MAX).refused_for().is_some(), "the flood washed a full bucket away");
        assert!(limiter.buckets.into_state_store().0.len() <= MOST_BUCKETS);
    }

    #[test]
    fn racing_requests_are_all_counted() {
        let (limiter, _) = limiter(1_000);
        let allowed = || (0..500).filter(|_| limiter.count(&1).refused_for().is_none()).count();
        let allowed: usize = std::thread::scope(|scope| {
            let racers: Vec<_> = (0..8).map(|_| scope.spawn(allowed)).collect();
            racers.into_iter().map(|racer| racer.join().unwrap()).sum()
        });
        assert_eq!(allowed, 1_000);
    }
}
