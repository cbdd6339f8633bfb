use super::Harness;
use super::bench::{Bench, race};
use crate::RequestUri;
use crate::ports::{OpenRequest, OpenedRequest, PushedRequest, SpendRequest};
use hitkey_kernel::ClientId;
use std::sync::Arc;
use std::time::Duration;

const SOON: Duration = Duration::from_secs(90);
const HOUR: Duration = Duration::from_secs(3_600);
const TICK: Duration = Duration::from_micros(1);

/// The rules of [`PushedRequestStore`](crate::ports::PushedRequestStore).
pub async fn pushed_request_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "pushed request store");
    a_request_is_opened_as_it_was_pushed_again_and_again(&bench).await;
    a_request_that_nobody_opens_expires_soon_and_an_opened_one_later(&bench).await;
    a_request_is_nothing_to_another_client(&bench).await;
    of_many_who_spend_one_wins(&bench).await;
    a_deleted_client_takes_its_requests_with_it(&bench).await;
}

async fn pushed(bench: &Bench<'_>) -> PushedRequest {
    let (client, _) = bench.client(bench.person().await).await;
    let request = PushedRequest {
        digest: RequestUri::generate(bench.ambient.random()).digest(),
        client: client.id,
        params: format!("client_id={}&state=%C3%A9%26+x", client.id),
        expires_at: bench.now() + SOON,
    };
    bench.stores.pushed.push(request.clone()).await.expect("push");
    request
}

impl Bench<'_> {
    async fn open(&self, request: &PushedRequest, client: ClientId) -> Option<OpenedRequest> {
        let (now, digest) = (self.now(), request.digest);
        let command = OpenRequest { digest, client, now, expires_at: now + HOUR };
        self.stores.pushed.open(command).await.expect("open")
    }

    async fn spend(&self, request: &PushedRequest, client: ClientId) -> bool {
        let command = SpendRequest { digest: request.digest, client, now: self.now() };
        self.stores.pushed.spend(command).await.expect("spend")
    }
}

async fn a_request_is_opened_as_it_was_pushed_again_and_again(bench: &Bench<'_>) {
    let request = pushed(bench).await;
    let opened_at = bench.tick();
    let opened = Some(OpenedRequest { params: request.params.clone(), opened_at });
    for _ in 0..3 {
        assert_eq!(bench.open(&request, request.client).await, opened);
        bench.tick();
    }
    assert!(bench.spend(&request, request.client).await);
    assert_eq!(bench.open(&request, request.client).await, None, "spent");
    assert!(!bench.spend(&request, request.client).await, "spent");
}

async fn a_request_that_nobody_opens_expires_soon_and_an_opened_one_later(bench: &Bench<'_>) {
    let (late, early, unopened) = (pushed(bench).await, pushed(bench).await, pushed(bench).await);
    bench.clock.advance(SOON - TICK);
    assert!(bench.open(&early, early.client).await.is_some());
    bench.clock.advance(TICK);
    assert_eq!(bench.open(&late, late.client).await, None, "expired");
    assert!(!bench.spend(&unopened, unopened.client).await, "expired");
    bench.clock.advance(HOUR - TICK - TICK);
    assert!(bench.open(&early, early.client).await.is_some(), "opening it again does not end it");
    bench.clock.advance(TICK);
    assert_eq!(bench.open(&early, early.client).await, None, "nor does it make it last");
    assert!(!bench.spend(&early, early.client).await);
}

async fn a_request_is_nothing_to_another_client(bench: &Bench<'_>) {
    let (request, other) = (pushed(bench).await, pushed(bench).await);
    assert_eq!(bench.open(&request, other.client).await, None);
    assert!(!bench.spend(&request, other.client).await);
    assert!(bench.spend(&request, request.client).await);
}

async fn of_many_who_spend_one_wins(bench: &Bench<'_>) {
    let request = pushed(bench).await;
    let command = SpendRequest { digest: request.digest, client: request.client, now: bench.now() };
    let winners = race(|_| {
        let pushed = Arc::clone(&bench.stores.pushed);
        async move { pushed.spend(command).await.expect("spend") }
    });
    assert_eq!(winners.await.len(), 1);
}

async fn a_deleted_client_takes_its_requests_with_it(bench: &Bench<'_>) {
    let request = pushed(bench).await;
    let client = bench.stores.clients.find(request.client).await.expect("find").expect("the client");
    let deletion = bench.deletion(client.owner, client.id);
    assert!(bench.stores.clients.delete(deletion).await.expect("delete"));
    assert_eq!(bench.open(&request, request.client).await, None);
}
