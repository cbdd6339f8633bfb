use super::Harness;
use super::bench::{Bench, race};
use crate::ports::InstallKey;
use crate::{Event, KeyId, PublicJwk, SigningAlg, StoredKey};
use hitkey_kernel::{Sealed, random_array};
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;

/// The rules of [`KeyStore`](crate::ports::KeyStore). There must be no keys yet.
pub async fn key_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "key_store");
    assert_eq!(list(&bench).await, [], "there are keys already");
    every_field_of_a_key_comes_back_in_order(&bench).await;
    a_new_key_retires_its_elders_once(&bench).await;
    a_key_is_kept_with_its_entry_or_not_at_all(&bench).await;
    of_many_keys_of_one_generation_one_wins(&bench).await;
    expired_keys_are_swept(&bench).await;
}

async fn list(bench: &Bench<'_>) -> Vec<StoredKey> {
    bench.stores.keys.list().await.expect("list")
}

fn key(bench: &Bench<'_>, alg: SigningAlg, generation: u32) -> StoredKey {
    let jwk = json!({"kty": "toy", "x": "_-é\"", "e": "AQAB"});
    StoredKey {
        kid: KeyId::generate(bench.ambient.random()),
        alg,
        generation,
        public_jwk: PublicJwk::from_value(jwk).expect("a JWK"),
        private_key: Sealed::from_bytes(random_array::<64>(bench.ambient.random()).to_vec()),
        created_at: bench.now(),
        activates_at: bench.now() + Duration::from_micros(3_600_000_001),
        retires_at: None,
        expires_at: None,
    }
}

fn install(bench: &Bench<'_>, key: &StoredKey) -> InstallKey {
    InstallKey {
        key: key.clone(),
        elders_expire_at: bench.now() + Duration::from_micros(7_200_000_001),
        audit: bench.record(&Event::KeyRotated { key: key.kid.clone(), alg: key.alg }),
    }
}

async fn every_field_of_a_key_comes_back_in_order(bench: &Bench<'_>) {
    let keys = [key(bench, SigningAlg::Rs256, 1), key(bench, SigningAlg::Es256, 1)];
    for key in &keys {
        assert!(bench.stores.keys.install(install(bench, key)).await.expect("install"));
    }
    let [rs256, es256] = keys;
    assert_eq!(list(bench).await, [es256, rs256]);
}

async fn a_new_key_retires_its_elders_once(bench: &Bench<'_>) {
    let before = list(bench).await;
    let mut ends = Vec::new();
    for generation in [2, 3] {
        bench.tick();
        let next = key(bench, SigningAlg::Es256, generation);
        let command = install(bench, &next);
        ends.push((Some(next.activates_at), Some(command.elders_expire_at)));
        assert!(bench.stores.keys.install(command).await.expect("install"));
    }
    ends.push((None, None));
    let now = list(bench).await;
    let es256: Vec<_> = now.iter().filter(|key| key.alg == SigningAlg::Es256).collect();
    assert_eq!(es256.iter().map(|key| key.generation).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(es256.iter().map(|key| (key.retires_at, key.expires_at)).collect::<Vec<_>>(), ends);
    assert_eq!(now.last(), before.last(), "the key of the other algorithm is as it was");
}

async fn a_key_is_kept_with_its_entry_or_not_at_all(bench: &Bench<'_>) {
    for expected in [true, false] {
        let command = install(bench, &key(bench, SigningAlg::Es256, 4));
        let audit = command.audit.clone();
        assert_eq!(bench.stores.keys.install(command).await.expect("install"), expected);
        assert_eq!(bench.kept(&audit).await, expected, "an entry goes with its key");
    }
}

async fn of_many_keys_of_one_generation_one_wins(bench: &Bench<'_>) {
    let candidates: Vec<_> =
        (0..super::bench::RACERS).map(|_| install(bench, &key(bench, SigningAlg::Rs256, 2))).collect();
    let winners = race(|racer| {
        let (keys, command) = (Arc::clone(&bench.stores.keys), candidates[racer].clone());
        async move { keys.install(command).await.expect("install") }
    });
    let winners = winners.await;
    assert_eq!(winners.len(), 1, "exactly one key wins");
    assert_eq!(list(bench).await.last(), Some(&candidates[winners[0]].key));
    for (racer, command) in candidates.iter().enumerate() {
        assert_eq!(bench.kept(&command.audit).await, winners.contains(&racer), "the winner alone is told of");
    }
}

async fn expired_keys_are_swept(bench: &Bench<'_>) {
    let before = list(bench).await;
    let end = before.iter().filter_map(|key| key.expires_at).min().expect("a retired key");
    let almost = end - Duration::from_micros(1);
    assert_eq!(bench.stores.keys.sweep(almost).await.expect("sweep"), 0);
    assert_eq!(list(bench).await, before);
    assert_eq!(bench.stores.keys.sweep(end).await.expect("sweep"), 1);
    let expected: Vec<_> = before.into_iter().filter(|key| key.expires_at != Some(end)).collect();
    assert_eq!(list(bench).await, expected);
}
