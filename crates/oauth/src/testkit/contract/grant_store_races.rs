use super::bench::{Bench, RACERS, race};
use crate::ports::IssueGrant;
use crate::testkit::fixtures;
use crate::{Grant, OAuthRefreshToken, Scope};
use std::sync::Arc;

pub(super) async fn of_many_redemptions_one_wins_and_only_its_token_exists(bench: &Bench<'_>) {
    let issued = bench.issued().await;
    let tokens: Vec<_> = (0..RACERS).map(|_| OAuthRefreshToken::generate(bench.ambient.random())).collect();
    let winners = race(|racer| {
        let command = bench.redemption(&issued, Some(&tokens[racer]));
        let grants = Arc::clone(&bench.stores.grants);
        async move { grants.redeem(command).await.expect("redeem") }
    });
    let winners = winners.await;
    assert_eq!(winners.len(), 1, "exactly one redemption wins");
    for (racer, token) in tokens.iter().enumerate() {
        let found = bench.stores.grants.find_by_refresh(issued.client.id, &token.digest()).await;
        let found = found.expect("find_by_refresh").expect("the client").found;
        assert_eq!(found.is_some(), racer == winners[0], "only the winner's token exists");
    }
}

pub(super) async fn many_grants_at_once_lose_no_consent(bench: &Bench<'_>) {
    let user = bench.person().await;
    let (client, _) = bench.client(user).await;
    let winners = race(|racer| {
        let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
        let scopes = [Scope::ALL[racer % Scope::ALL.len()]].into_iter().collect();
        let command = IssueGrant {
            grant: Grant { scopes, ..grant },
            code: code.digest(),
            client_updated_at: client.updated_at,
            project: None,
        };
        let grants = Arc::clone(&bench.stores.grants);
        async move { grants.issue(command).await.expect("issue") }
    });
    assert_eq!(winners.await.len(), RACERS);
    let consent = bench.stores.consents.find(user, client.id).await.expect("find").expect("a consent");
    assert_eq!(consent.scopes, Scope::ALL.into_iter().collect());
}
