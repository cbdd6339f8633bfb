use super::Harness;
use super::bench::{Bench, race};
use crate::ports::SpendAssertion;
use hitkey_kernel::random_array;
use std::sync::Arc;
use std::time::Duration;

/// The rules of [`AssertionStore`](crate::ports::AssertionStore).
pub async fn assertion_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "assertion store");
    an_assertion_is_used_once(&bench).await;
    of_many_uses_one_wins(&bench).await;
}

fn fresh(bench: &Bench<'_>) -> SpendAssertion {
    let expires_at = bench.now() + Duration::from_secs(60);
    SpendAssertion { digest: random_array(bench.ambient.random()), expires_at }
}

async fn an_assertion_is_used_once(bench: &Bench<'_>) {
    let (first, second) = (fresh(bench), fresh(bench));
    for (command, won) in [(first, true), (first, false), (second, true), (first, false), (second, false)] {
        assert_eq!(bench.stores.assertions.spend(command).await.expect("spend"), won);
    }
    let later = SpendAssertion { expires_at: first.expires_at + Duration::from_secs(1), ..first };
    assert!(!bench.stores.assertions.spend(later).await.expect("spend"), "another end is the same assertion");
}

async fn of_many_uses_one_wins(bench: &Bench<'_>) {
    let command = fresh(bench);
    let winners = race(|_| {
        let assertions = Arc::clone(&bench.stores.assertions);
        async move { assertions.spend(command).await.expect("spend") }
    });
    assert_eq!(winners.await.len(), 1);
}
