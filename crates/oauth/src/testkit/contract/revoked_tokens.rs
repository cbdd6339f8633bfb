use super::Harness;
use super::bench::{Bench, RACERS, race};
use crate::Event;
use crate::ports::RevokeToken;
use hitkey_kernel::{ClientId, random_array};
use std::sync::Arc;
use std::time::Duration;

/// The rules of [`RevokedTokens`](crate::ports::RevokedTokens).
pub async fn revoked_tokens(harness: &dyn Harness) {
    let bench = Bench::new(harness, "revoked_tokens");
    a_revoked_token_is_known_and_no_other(&bench).await;
    of_many_revocations_one_is_told(&bench).await;
}

fn revocation(bench: &Bench<'_>) -> RevokeToken {
    let jti = data_encoding::BASE64URL_NOPAD.encode(&random_array::<16>(bench.ambient.random()));
    let client = ClientId::generate(bench.now(), bench.ambient.random());
    let audit = bench.record(&Event::TokenRevoked { user: None, project: None, client });
    RevokeToken { jti, expires_at: bench.now() + Duration::from_secs(3_600), audit }
}

async fn a_revoked_token_is_known_and_no_other(bench: &Bench<'_>) {
    let (command, other) = (revocation(bench), revocation(bench));
    assert!(!bench.stores.revoked_tokens.is_revoked(&command.jti).await.expect("is_revoked"));
    bench.stores.revoked_tokens.revoke(command.clone()).await.expect("revoke");
    assert!(bench.kept(&command.audit).await);
    assert!(bench.stores.revoked_tokens.is_revoked(&command.jti).await.expect("is_revoked"));
    for unknown in [&other.jti, "", &command.jti.to_lowercase(), &format!("{}%", &command.jti[..4])] {
        assert!(!bench.stores.revoked_tokens.is_revoked(unknown).await.expect("is_revoked"), "{unknown}");
    }
}

async fn of_many_revocations_one_is_told(bench: &Bench<'_>) {
    let first = revocation(bench);
    let commands: Vec<_> =
        (0..RACERS).map(|_| RevokeToken { audit: revocation(bench).audit, ..first.clone() }).collect();
    let done = race(|racer| {
        let (tokens, command) = (Arc::clone(&bench.stores.revoked_tokens), commands[racer].clone());
        async move { tokens.revoke(command).await.is_ok() }
    });
    assert_eq!(done.await.len(), RACERS, "to revoke it again is fine");
    let mut told = 0;
    for command in &commands {
        told += usize::from(bench.kept(&command.audit).await);
    }
    assert_eq!(told, 1);
}
