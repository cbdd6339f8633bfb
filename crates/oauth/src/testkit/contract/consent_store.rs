use super::Harness;
use super::bench::{Bench, RACERS, race};
use super::paging;
use crate::testkit::fixtures;
use crate::{AllowedApp, Consent};
use hitkey_kernel::testkit::first;
use std::sync::Arc;

/// The rules of [`ConsentStore`](crate::ports::ConsentStore).
pub async fn consent_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "consent_store");
    nobody_consents_by_default(&bench).await;
    a_list_has_the_persons_apps_the_latest_first(&bench).await;
    an_app_that_is_allowed_more_stays_in_its_place(&bench).await;
    paging::apps(&bench).await;
    a_withdrawal_ends_the_grants_of_that_person_and_client_only(&bench).await;
    of_many_withdrawals_one_wins(&bench).await;
}

async fn nobody_consents_by_default(bench: &Bench<'_>) {
    let user = bench.person().await;
    let (client, _) = bench.client(user).await;
    assert_eq!(bench.stores.consents.find(user, client.id).await.expect("find"), None);
    assert_eq!(bench.stores.consents.list(user, first(10)).await.expect("list").items, []);
    assert!(!bench.stores.consents.withdraw(bench.withdrawal(user, client.id)).await.expect("withdraw"));
}

async fn a_list_has_the_persons_apps_the_latest_first(bench: &Bench<'_>) {
    let (user, other) = (bench.person().await, bench.person().await);
    let mut apps = Vec::new();
    for _ in 0..3 {
        bench.tick();
        let (client, _) = bench.client(other).await;
        let issued = bench.issued_to(client.clone(), user).await;
        bench.issued_to(client, other).await;
        let (now, scopes) = (bench.now(), issued.grant.scopes);
        let consent = Consent { scopes, granted_at: now, updated_at: now };
        apps.insert(0, AllowedApp { client: issued.client.id, name: issued.client.name, consent });
    }
    assert_eq!(bench.stores.consents.list(user, first(10)).await.expect("list").items, apps);
}

async fn an_app_that_is_allowed_more_stays_in_its_place(bench: &Bench<'_>) {
    let (user, other) = (bench.person().await, bench.person().await);
    let (old, _) = bench.client(other).await;
    bench.issued_to(old.clone(), user).await;
    bench.tick();
    let (new, _) = bench.client(other).await;
    bench.issued_to(new.clone(), user).await;
    bench.tick();
    bench.issued_to(old.clone(), user).await;
    let listed = bench.stores.consents.list(user, first(10)).await.expect("list");
    assert_eq!(listed.map(|app| app.client).items, [new.id, old.id]);
}

async fn a_withdrawal_ends_the_grants_of_that_person_and_client_only(bench: &Bench<'_>) {
    let (user, other) = (bench.person().await, bench.person().await);
    let ((client, _), (second, _)) = (bench.client(other).await, bench.client(other).await);
    let live = bench.redeem(bench.issued_to(client.clone(), user).await).await.grant.id;
    let waiting = bench.issued_to(client.clone(), user).await;
    let others = bench.redeem(bench.issued_to(client.clone(), other).await).await.grant.id;
    let elsewhere = bench.redeem(bench.issued_to(second, user).await).await.grant.id;

    let command = bench.withdrawal(user, client.id);
    assert!(bench.stores.consents.withdraw(command.clone()).await.expect("withdraw"));
    assert!(bench.kept(&command.audit).await);
    assert_eq!(bench.stores.consents.find(user, client.id).await.expect("find"), None);
    for (grant, lives) in [(live, false), (others, true), (elsewhere, true)] {
        let behind =
            bench.stores.subjects.behind(grant, fixtures::every_scope(), bench.now()).await.expect("behind");
        assert_eq!(behind.is_some(), lives);
    }
    assert!(!bench.stores.grants.redeem(bench.redemption(&waiting, None)).await.expect("redeem"));
    let again = bench.withdrawal(user, client.id);
    assert!(!bench.stores.consents.withdraw(again.clone()).await.expect("withdraw"));
    assert!(!bench.kept(&again.audit).await, "nothing happened");
    // A new consent starts from nothing.
    let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
    assert!(bench.issue(&grant, &code).await);
    let again = bench.stores.consents.find(user, client.id).await.expect("find").expect("a consent");
    assert_eq!(again.scopes, grant.scopes);
}

async fn of_many_withdrawals_one_wins(bench: &Bench<'_>) {
    let issued = bench.issued().await;
    let (user, client) = (issued.grant.user, issued.client.id);
    let commands: Vec<_> = (0..RACERS).map(|_| bench.withdrawal(user, client)).collect();
    let winners = race(|racer| {
        let (consents, command) = (Arc::clone(&bench.stores.consents), commands[racer].clone());
        async move { consents.withdraw(command).await.expect("withdraw") }
    });
    let winners = winners.await;
    assert_eq!(winners.len(), 1);
    for (racer, command) in commands.iter().enumerate() {
        assert_eq!(bench.kept(&command.audit).await, winners.contains(&racer), "only the winner's entry");
    }
}
