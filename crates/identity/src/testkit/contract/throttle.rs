//! Counting attempts.

use super::setting::{RACERS, Stores, TICK, address, count, digest, person, race, seconds, start};
use crate::ports::Claim;
use crate::{Pardon, ThrottleClaim, ThrottleKey, ThrottlePolicy};
use hitkey_kernel::Timestamp;
use std::time::Instant;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    attempts_are_counted_by_policy(&make().await).await;
    a_blocked_claim_counts_nothing(&make().await).await;
    the_first_blocked_key_is_named(&make().await).await;
    a_sign_in_is_counted_before_it_learns_whose_address_it_is(&make().await).await;
    racing_attempts_are_counted_one_by_one(&make().await).await;
    keys_in_any_order_do_not_deadlock(&make().await).await;
    claims_and_pardons_do_not_deadlock(&make().await).await;
    forgiving_takes_back_or_forgets(&make().await).await;
    nothing_is_claimed_or_forgiven_by_nobody(&make().await).await;
}

const POLICY: ThrottlePolicy = ThrottlePolicy {
    free: 2,
    first_delay: seconds_const(10),
    longest_delay: seconds_const(40),
    forgets_one_per: seconds_const(3_600),
};

const fn seconds_const(seconds: u64) -> std::time::Duration {
    std::time::Duration::from_secs(seconds)
}

fn key() -> ThrottleKey {
    ThrottleKey::from_bytes(digest())
}

fn claim(key: ThrottleKey) -> ThrottleClaim {
    ThrottleClaim { key, policy: POLICY }
}

async fn attempt(stores: &Stores, keys: &[ThrottleKey], now: Timestamp) -> Claim<()> {
    stores.throttle.claim(keys.iter().copied().map(claim).collect(), now).await.unwrap()
}

/// Two keys that are blocked, to see whether a command forgives them.
pub(super) struct Counted {
    forgotten: ThrottleKey,
    taken_back: ThrottleKey,
}

/// Counts attempts until there are just too many.
pub(super) async fn blocked(stores: &Stores) -> Counted {
    let counted = Counted { forgotten: key(), taken_back: key() };
    for _ in 0..3 {
        let outcome = attempt(stores, &[counted.forgotten, counted.taken_back], start()).await;
        assert_eq!(outcome, Claim::Allowed(()));
    }
    counted
}

impl Counted {
    pub(super) fn pardon(&self) -> Vec<Pardon> {
        vec![Pardon::Forget(self.forgotten), Pardon::TakeBack(self.taken_back), Pardon::Forget(key())]
    }

    /// Whether the pardon was applied.
    pub(super) async fn is_free(&self, stores: &Stores) -> bool {
        let claim = async |key| attempt(stores, &[key], start()).await == Claim::Allowed(());
        let forgotten = claim(self.forgotten).await && claim(self.forgotten).await;
        forgotten && claim(self.taken_back).await && !claim(self.taken_back).await
    }
}

async fn attempts_are_counted_by_policy(stores: &Stores) {
    let key = key();
    let until = |second| Claim::Blocked { by: key, until: start() + seconds(second) };
    for (second, outcome) in [
        (0, Claim::Allowed(())),
        (0, Claim::Allowed(())),
        (0, Claim::Allowed(())),
        (0, until(10)),
        (9, until(10)),
        (10, Claim::Allowed(())),
        (11, until(30)),
        (30, Claim::Allowed(())),
        (31, until(70)),
        (70, Claim::Allowed(())),
        (71, until(110)),
        (90_000, Claim::Allowed(())),
        (90_000, Claim::Allowed(())),
    ] {
        let now = start() + seconds(second);
        assert_eq!(attempt(stores, &[key], now).await, outcome, "at {second} s");
    }
}

async fn a_blocked_claim_counts_nothing(stores: &Stores) {
    let (a, b) = (key(), key());
    for _ in 0..3 {
        attempt(stores, &[a], start()).await;
    }
    for keys in [[a, b], [b, a]] {
        for _ in 0..4 {
            let blocked = Claim::Blocked { by: a, until: start() + seconds(10) };
            assert_eq!(attempt(stores, &keys, start()).await, blocked);
        }
    }
    for _ in 0..3 {
        assert_eq!(attempt(stores, &[b], start()).await, Claim::Allowed(()));
    }
}

async fn the_first_blocked_key_is_named(stores: &Stores) {
    let Counted { forgotten: a, taken_back: b } = blocked(stores).await;
    for (keys, by) in [([a, b], a), ([b, a], b)] {
        let until = start() + seconds(10);
        assert_eq!(attempt(stores, &keys, until - TICK).await, Claim::Blocked { by, until });
    }
    assert_eq!(attempt(stores, &[b, a], start() + seconds(10)).await, Claim::Allowed(()));
}

async fn a_sign_in_is_counted_before_it_learns_whose_address_it_is(stores: &Stores) {
    let (ann, stranger) = (person(stores).await, address());
    let attempt =
        async |key, email| stores.throttle.claim_sign_in(vec![claim(key)], email, start()).await.unwrap();
    for (email, account) in [(&ann.email, Some(stores.account(ann.id).await)), (&stranger, None)] {
        let key = key();
        for _ in 0..3 {
            assert_eq!(attempt(key, email).await, Claim::Allowed(account.clone()));
        }
        let blocked = Claim::Blocked { by: key, until: start() + seconds(10) };
        assert_eq!(attempt(key, email).await, blocked);
    }
}

async fn racing_attempts_are_counted_one_by_one(stores: &Stores) {
    let (key, free) = (key(), key());
    let outcomes = race(|_| {
        let (throttle, claims) = (stores.throttle.clone(), vec![claim(key), generous(free)]);
        async move { throttle.claim(claims, start()).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &Claim::Allowed(())), 3, "{outcomes:?}");
}

fn generous(key: ThrottleKey) -> ThrottleClaim {
    ThrottleClaim { key, policy: ThrottlePolicy { free: 1_000, ..POLICY } }
}

async fn keys_in_any_order_do_not_deadlock(stores: &Stores) {
    let keys = [key(), key(), key()];
    for _ in 0..4 {
        let outcomes = race(|number| {
            let mut claims: Vec<_> = keys.iter().copied().map(generous).collect();
            claims.rotate_left(number % 3);
            if number % 2 == 0 {
                claims.reverse();
            }
            let throttle = stores.throttle.clone();
            async move { throttle.claim(claims, start()).await.unwrap() }
        })
        .await;
        assert_eq!(count(&outcomes, &Claim::Allowed(())), RACERS, "{outcomes:?}");
    }
}

/// Databases break a deadlock after a second, and the loser tries again: so one is told by the time it takes.
async fn claims_and_pardons_do_not_deadlock(stores: &Stores) {
    let (one, other) = (key(), key());
    let begin = Instant::now();
    for round in 0..20 {
        let (account, network) = if round % 2 == 0 { (one, other) } else { (other, one) };
        race(|number| {
            let throttle = stores.throttle.clone();
            async move {
                if number % 2 == 0 {
                    throttle.claim(vec![generous(account), generous(network)], start()).await.unwrap();
                } else {
                    let pardon = vec![Pardon::Forget(account), Pardon::TakeBack(network)];
                    throttle.pardon(pardon).await.unwrap();
                }
            }
        })
        .await;
    }
    assert!(begin.elapsed() < seconds_const(6), "they waited for each other: {:?}", begin.elapsed());
}

async fn forgiving_takes_back_or_forgets(stores: &Stores) {
    let counted = blocked(stores).await;
    assert!(!counted.is_free(stores).await);
    let counted = blocked(stores).await;
    stores.throttle.pardon(counted.pardon()).await.unwrap();
    assert!(counted.is_free(stores).await);
    let key = key();
    for _ in 0..3 {
        stores.throttle.pardon(vec![Pardon::TakeBack(key)]).await.unwrap();
        assert_eq!(attempt(stores, &[key], start()).await, Claim::Allowed(()));
    }
    stores.throttle.pardon(vec![Pardon::TakeBack(key), Pardon::TakeBack(key)]).await.unwrap();
    assert_eq!(attempt(stores, &[key], start()).await, Claim::Allowed(()), "never below zero");
}

async fn nothing_is_claimed_or_forgiven_by_nobody(stores: &Stores) {
    assert_eq!(attempt(stores, &[], start()).await, Claim::Allowed(()));
    stores.throttle.pardon(Vec::new()).await.unwrap();
}
