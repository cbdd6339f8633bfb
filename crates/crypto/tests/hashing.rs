//! Password hashing as the identity domain asks for it.
#![expect(clippy::unwrap_used, reason = "helpers of tests may fail loudly")]

use hitkey_crypto::{Argon2Hasher, HashingSettings, OsRandom};
use hitkey_identity::ports::{HashingError, PasswordHasher as _, Verdict};
use hitkey_identity::{Password, PasswordHash};
use std::sync::Arc;
use std::time::{Duration, Instant};

const CHEAP: HashingSettings =
    HashingSettings { memory_kib: 64, passes: 1, lanes: 1, threads: 2, waiting: 100 };

fn hasher(settings: HashingSettings) -> Argon2Hasher {
    Argon2Hasher::new(settings, Arc::new(OsRandom)).unwrap()
}

fn password(text: &str) -> Password {
    Password::new(text)
}

#[tokio::test]
async fn only_the_same_password_is_right() {
    let hasher = hasher(CHEAP);
    let hash = hasher.hash(&password("correct horse")).await.unwrap();
    for (attempt, verdict) in [
        ("correct horse", Verdict::Right),
        ("correct horse ", Verdict::Wrong),
        ("Correct horse", Verdict::Wrong),
        ("", Verdict::Wrong),
    ] {
        assert_eq!(hasher.verify(&password(attempt), Some(&hash)).await.unwrap(), verdict, "{attempt:?}");
    }
}

#[tokio::test]
async fn hashes_are_phc_strings_with_a_salt_of_their_own() {
    let hasher = hasher(HashingSettings { threads: 1, ..HashingSettings::default() });
    let first = hasher.hash(&password("pässwörd")).await.unwrap();
    let second = hasher.hash(&password("pässwörd")).await.unwrap();
    assert!(first.as_phc().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", first.as_phc());
    assert_ne!(first.as_phc(), second.as_phc());
}

#[tokio::test]
async fn a_hash_made_by_others_verifies() {
    // Made by the reference implementation: echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32
    let phc = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    let hash = PasswordHash::from_phc(phc.to_owned());
    let verdict = hasher(CHEAP).verify(&password("password"), Some(&hash)).await.unwrap();
    assert_eq!(verdict, Verdict::Right);
}

#[tokio::test]
async fn a_right_password_with_a_cheaper_hash_is_told() {
    let hash = hasher(CHEAP).hash(&password("secret")).await.unwrap();
    for (today, verdict) in [
        (HashingSettings { memory_kib: 65, ..CHEAP }, Verdict::RightButWeak),
        (HashingSettings { passes: 2, ..CHEAP }, Verdict::RightButWeak),
        (HashingSettings { memory_kib: 32, ..CHEAP }, Verdict::Right),
        (CHEAP, Verdict::Right),
    ] {
        let today = hasher(today);
        assert_eq!(today.verify(&password("secret"), Some(&hash)).await.unwrap(), verdict);
        assert_eq!(today.verify(&password("other"), Some(&hash)).await.unwrap(), Verdict::Wrong);
    }
}

#[tokio::test]
async fn without_an_account_the_same_work_finds_it_wrong() {
    let hasher = hasher(HashingSettings { threads: 1, ..HashingSettings::default() });
    let hash = hasher.hash(&password("secret")).await.unwrap();
    let (mut known, mut unknown) = (Duration::MAX, Duration::MAX);
    // The best of some, taken in turns: what else the machine does only ever makes one slower.
    for _ in 0..64 {
        known = known.min(time_to_refuse(&hasher, Some(&hash)).await);
        unknown = unknown.min(time_to_refuse(&hasher, None).await);
        if (0.5..2.0).contains(&(unknown.as_secs_f64() / known.as_secs_f64())) {
            return;
        }
    }
    panic!("known {known:?}, unknown {unknown:?}");
}

async fn time_to_refuse(hasher: &Argon2Hasher, hash: Option<&PasswordHash>) -> Duration {
    let start = Instant::now();
    assert_eq!(hasher.verify(&password("guess"), hash).await.unwrap(), Verdict::Wrong);
    start.elapsed()
}

#[tokio::test]
async fn a_hash_that_is_none_of_ours_is_an_error_and_not_a_wrong_password() {
    for strange in
        ["", "nonsense", "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$AAAAAAAAAAAAAAAA", "$argon2id$v=19$m=64"]
    {
        let hash = PasswordHash::from_phc(strange.to_owned());
        let outcome = hasher(CHEAP).verify(&password("x"), Some(&hash)).await;
        assert!(matches!(outcome, Err(HashingError::Failed(_))), "{strange:?}");
    }
}

#[tokio::test]
async fn a_flood_is_refused_at_once_and_the_rest_is_answered() {
    let settings = HashingSettings { threads: 1, waiting: 3, ..HashingSettings::default() };
    let hasher = Arc::new(hasher(settings));
    let flood: Vec<_> = (0..50)
        .map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move { hasher.verify(&password("x"), None).await })
        })
        .collect();
    let (mut answered, mut refused) = (0, 0);
    for attempt in flood {
        match attempt.await.unwrap() {
            Ok(Verdict::Wrong) => answered += 1,
            Err(HashingError::Overloaded) => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(answered >= 4 && refused > 0, "{answered} answered, {refused} refused");
}

#[test]
fn impossible_parameters_are_refused() {
    for impossible in [
        HashingSettings { memory_kib: 7, ..CHEAP },
        HashingSettings { passes: 0, ..CHEAP },
        HashingSettings { lanes: 0, ..CHEAP },
    ] {
        assert!(Argon2Hasher::new(impossible, Arc::new(OsRandom)).is_err());
    }
}
