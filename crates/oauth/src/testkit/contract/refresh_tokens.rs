use super::Harness;
use super::bench::{Bench, Redeemed, race};
use crate::OAuthRefreshToken;
use crate::ports::{ExtendRefresh, NewRefresh, PresentedRefresh, RefreshState, RotateRefresh};
use hitkey_kernel::{ClientId, Timestamp};
use std::sync::Arc;
use std::time::Duration;

/// The rules of [`GrantStore`](crate::ports::GrantStore) about refresh tokens.
pub async fn refresh_tokens(harness: &dyn Harness) {
    let bench = Bench::new(harness, "refresh_tokens");
    a_refresh_token_is_found_with_its_grant_by_its_own_client_only(&bench).await;
    an_extension_moves_the_end(&bench).await;
    a_rotation_spends_the_token_and_adds_its_successor(&bench).await;
    of_many_rotations_one_wins(&bench).await;
    a_token_is_used_only_fresh_in_time_and_while_its_grant_lives(&bench).await;
}

async fn found(bench: &Bench<'_>, client: ClientId, token: &OAuthRefreshToken) -> Option<PresentedRefresh> {
    let found = bench.stores.grants.find_by_refresh(client, &token.digest()).await;
    found.expect("find_by_refresh").expect("the client").found
}

fn rotation(bench: &Bench<'_>, redeemed: &Redeemed) -> (RotateRefresh, OAuthRefreshToken) {
    let fresh = OAuthRefreshToken::generate(bench.ambient.random());
    let successor =
        NewRefresh { digest: fresh.digest(), expires_at: bench.now() + Duration::from_secs(86_400) };
    let (token, grant, now) = (redeemed.token.digest(), redeemed.grant.id, bench.now());
    (RotateRefresh { token, grant, successor, now }, fresh)
}

fn extension(bench: &Bench<'_>, redeemed: &Redeemed) -> ExtendRefresh {
    let expires_at = redeemed.refresh.expires_at + Duration::from_micros(86_400_000_001);
    let (token, grant, now) = (redeemed.token.digest(), redeemed.grant.id, bench.now());
    ExtendRefresh { token, grant, expires_at, now }
}

async fn a_refresh_token_is_found_with_its_grant_by_its_own_client_only(bench: &Bench<'_>) {
    let redeemed = bench.redeemed().await;
    let expected = PresentedRefresh {
        grant: redeemed.grant,
        state: RefreshState::Fresh,
        expires_at: redeemed.refresh.expires_at,
    };
    let digest = redeemed.token.digest();
    let looked_up = bench.stores.grants.find_by_refresh(redeemed.client.id, &digest).await.expect("find");
    let looked_up = looked_up.expect("the client");
    assert_eq!((looked_up.client, looked_up.found), (redeemed.client, Some(expected)));

    let (other, _) = bench.client(bench.person().await).await;
    assert_eq!(found(bench, other.id, &redeemed.token).await, None);
    let unknown = OAuthRefreshToken::generate(bench.ambient.random());
    assert_eq!(found(bench, other.id, &unknown).await, None);
    let nobody = ClientId::generate(bench.now(), bench.ambient.random());
    assert_eq!(bench.stores.grants.find_by_refresh(nobody, &digest).await.expect("find"), None);
}

async fn an_extension_moves_the_end(bench: &Bench<'_>) {
    let redeemed = bench.redeemed().await;
    let command = extension(bench, &redeemed);
    for _ in 0..2 {
        assert!(bench.stores.grants.extend_refresh(command).await.expect("extend"));
        let now = found(bench, redeemed.client.id, &redeemed.token).await.expect("the token");
        assert_eq!((now.state, now.expires_at), (RefreshState::Fresh, command.expires_at));
        assert_eq!(now.grant, redeemed.grant);
    }
}

async fn a_rotation_spends_the_token_and_adds_its_successor(bench: &Bench<'_>) {
    let redeemed = bench.redeemed().await;
    bench.tick();
    let (command, fresh) = rotation(bench, &redeemed);
    assert!(bench.stores.grants.rotate_refresh(command).await.expect("rotate"));
    let old = found(bench, redeemed.client.id, &redeemed.token).await.expect("the old token");
    assert_eq!(old.state, RefreshState::Used { at: command.now });
    assert_eq!(old.expires_at, redeemed.refresh.expires_at);
    let new = found(bench, redeemed.client.id, &fresh).await.expect("the new token");
    assert_eq!((new.state, new.expires_at), (RefreshState::Fresh, command.successor.expires_at));
    assert_eq!(new.grant, redeemed.grant);
}

async fn of_many_rotations_one_wins(bench: &Bench<'_>) {
    let redeemed = bench.redeemed().await;
    let rotations: Vec<_> = (0..super::bench::RACERS).map(|_| rotation(bench, &redeemed)).collect();
    let winners = race(|racer| {
        let (grants, command) = (Arc::clone(&bench.stores.grants), rotations[racer].0);
        async move { grants.rotate_refresh(command).await.expect("rotate") }
    });
    let winners = winners.await;
    assert_eq!(winners.len(), 1, "exactly one rotation wins");
    for (racer, (_, fresh)) in rotations.iter().enumerate() {
        let exists = found(bench, redeemed.client.id, fresh).await.is_some();
        assert_eq!(exists, racer == winners[0], "only the winner's successor exists");
    }
}

async fn a_token_is_used_only_fresh_in_time_and_while_its_grant_lives(bench: &Bench<'_>) {
    let redeemed = bench.redeemed().await;
    let other = bench.redeemed().await;
    let (token_end, grant_end) = (redeemed.refresh.expires_at, redeemed.grant.expires_at);
    assert_unusable(bench, &redeemed, token_end, "at the token's end").await;
    assert!(
        bench
            .stores
            .grants
            .extend_refresh(ExtendRefresh {
                expires_at: grant_end + Duration::from_secs(1),
                ..extension(bench, &redeemed)
            })
            .await
            .expect("extend")
    );
    assert_unusable(bench, &redeemed, grant_end, "at the grant's end").await;

    let foreign = ExtendRefresh { grant: other.grant.id, ..extension(bench, &redeemed) };
    assert!(!bench.stores.grants.extend_refresh(foreign).await.expect("extend"), "another grant's token");
    let (command, _) = rotation(bench, &redeemed);
    assert!(bench.stores.grants.rotate_refresh(command).await.expect("rotate"));
    assert_unusable(bench, &redeemed, bench.now(), "once it was used").await;

    bench.stores.grants.revoke(bench.revocation(&other.grant)).await.expect("revoke");
    assert_unusable(bench, &other, bench.now(), "once its grant was revoked").await;
}

async fn assert_unusable(bench: &Bench<'_>, redeemed: &Redeemed, now: Timestamp, when: &str) {
    let before = found(bench, redeemed.client.id, &redeemed.token).await;
    let extend = ExtendRefresh { now, ..extension(bench, redeemed) };
    assert!(!bench.stores.grants.extend_refresh(extend).await.expect("extend"), "extended {when}");
    let (rotate, fresh) = rotation(bench, redeemed);
    let rotate = RotateRefresh { now, ..rotate };
    assert!(!bench.stores.grants.rotate_refresh(rotate).await.expect("rotate"), "rotated {when}");
    assert_eq!(found(bench, redeemed.client.id, &redeemed.token).await, before, "changed {when}");
    assert_eq!(found(bench, redeemed.client.id, &fresh).await, None, "a successor {when}");
}
