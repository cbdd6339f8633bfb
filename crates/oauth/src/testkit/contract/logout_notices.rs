use super::Harness;
use super::bench::{Bench, Issued, RACERS, race};
use crate::ports::{ClaimedNotice, ClientInSession, NoticeClaim};
use crate::testkit::fixtures;
use crate::{Client, Grant, LogoutChannel, LogoutSettings, OutboundUrl};
use hitkey_kernel::{SessionId, Timestamp, UserId};
use std::sync::Arc;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// The rules of [`LogoutNotices`](crate::ports::LogoutNotices), and of what adds them.
pub async fn logout_notices(harness: &dyn Harness) {
    let bench = Bench::new(harness, "logout_notices");
    the_clients_in_a_session_are_known_until_it_ends(&bench).await;
    the_end_of_a_session_is_told_once_to_each_client_that_wants_to_hear(&bench).await;
    of_many_who_claim_one_gets_a_notice(&bench).await;
    a_notice_comes_back_when_its_lease_ends_or_it_failed(&bench).await;
    a_lost_claim_changes_nothing(&bench).await;
}

/// A client that wants to hear.
async fn listener(bench: &Bench<'_>) -> Client {
    let (client, _) = fixtures::confidential_client(bench.person().await, &bench.ambient);
    let uri = OutboundUrl::parse("https://app.example.org/told").ok();
    let back_channel = LogoutChannel { uri, session_required: true };
    let client = Client { logout: LogoutSettings { back_channel, ..Default::default() }, ..client };
    bench.add(&client).await;
    client
}

/// Somebody signed in to these clients, in a session of theirs.
async fn signed_in(bench: &Bench<'_>, clients: &[&Client]) -> (UserId, SessionId) {
    let user = bench.person().await;
    let session = bench.harness.open_session(user).await;
    for client in clients {
        bench.redeem(issued_in(bench, client, user, session).await).await;
    }
    (user, session)
}

async fn issued_in(bench: &Bench<'_>, client: &Client, user: UserId, session: SessionId) -> Issued {
    let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
    let grant = Grant { session: Some(session), ..grant };
    assert!(bench.issue(&grant, &code).await);
    Issued { client: client.clone(), grant, code }
}

/// Long after everything that the rules do.
fn late(bench: &Bench<'_>) -> Timestamp {
    bench.now() + Duration::from_secs(3_650 * 86_400)
}

async fn claimed(bench: &Bench<'_>, now: Timestamp) -> Vec<ClaimedNotice> {
    bench.stores.logout_notices.claim_due(100, now, MINUTE).await.expect("claim")
}

async fn settle(bench: &Bench<'_>, notices: &[ClaimedNotice]) {
    for notice in notices {
        bench.stores.logout_notices.done(notice.claim.id).await.expect("done");
    }
}

/// One notice, claimed at that instant.
async fn one(bench: &Bench<'_>, now: Timestamp) -> ClaimedNotice {
    let client = listener(bench).await;
    let (user, session) = signed_in(bench, &[&client]).await;
    bench.harness.end_session(user, session).await;
    let found = claimed(bench, now).await;
    assert_eq!(found.len(), 1);
    found[0]
}

async fn the_clients_in_a_session_are_known_until_it_ends(bench: &Bench<'_>) {
    let (first, second, other) = (listener(bench).await, listener(bench).await, listener(bench).await);
    let (user, session) = signed_in(bench, &[&first, &first, &second]).await;
    issued_in(bench, &other, user, session).await;
    signed_in(bench, &[&other]).await;
    let mut known = bench.stores.grants.clients_in(session).await.expect("clients");
    known.sort_by_key(|known| known.client);
    let mut wanted = [&first, &second].map(|client| ClientInSession {
        client: client.id,
        session: Some(session),
        subject_type: client.subject_type.clone(),
        logout: client.logout.clone(),
    });
    wanted.sort_by_key(|known| known.client);
    assert_eq!(known, wanted);
    bench.harness.end_session(user, session).await;
    assert_eq!(bench.stores.grants.clients_in(session).await.expect("clients"), []);
    settle(bench, &claimed(bench, late(bench)).await).await;
}

async fn the_end_of_a_session_is_told_once_to_each_client_that_wants_to_hear(bench: &Bench<'_>) {
    let (first, second, waiting) = (listener(bench).await, listener(bench).await, listener(bench).await);
    let (deaf, _) = bench.client(bench.person().await).await;
    let (user, session) = signed_in(bench, &[&first, &first, &second, &deaf]).await;
    issued_in(bench, &waiting, user, session).await;
    signed_in(bench, &[&first, &waiting]).await;
    bench.harness.end_session(user, session).await;
    let found = claimed(bench, late(bench)).await;
    let mut told: Vec<_> = found.iter().map(|notice| notice.notice.client).collect();
    told.sort_unstable();
    let mut wanted = vec![first.id, second.id];
    wanted.sort_unstable();
    assert_eq!(told, wanted);
    for notice in &found {
        assert_eq!((notice.notice.user, notice.notice.session), (user, Some(session)));
        assert_eq!(notice.claim.attempt, 1);
    }
    settle(bench, &found).await;
    assert_eq!(claimed(bench, late(bench) + 2 * MINUTE).await, [], "what was delivered is gone");
}

async fn of_many_who_claim_one_gets_a_notice(bench: &Bench<'_>) {
    let client = listener(bench).await;
    let (user, session) = signed_in(bench, &[&client]).await;
    bench.harness.end_session(user, session).await;
    let now = late(bench);
    let winners = race(|_| {
        let notices = Arc::clone(&bench.stores.logout_notices);
        async move { !notices.claim_due(1, now, MINUTE).await.expect("claim").is_empty() }
    });
    assert_eq!(winners.await.len(), 1, "of {RACERS}");
    settle(bench, &claimed(bench, now + MINUTE).await).await;
}

async fn a_notice_comes_back_when_its_lease_ends_or_it_failed(bench: &Bench<'_>) {
    let now = late(bench);
    let first = one(bench, now).await;
    assert_eq!(claimed(bench, now).await, [], "it is leased");
    let second = claimed(bench, now + MINUTE).await[0];
    assert_eq!((second.claim.id, second.claim.attempt), (first.claim.id, 2));
    assert_eq!((second.notice, second.since), (first.notice, first.since));
    let notices = &bench.stores.logout_notices;
    notices.retry(second.claim, now + 10 * MINUTE, "busy").await.expect("retry");
    assert_eq!(claimed(bench, now + 9 * MINUTE).await, []);
    let third = claimed(bench, now + 10 * MINUTE).await[0];
    assert_eq!(third.claim.attempt, 3);
    notices.bury(third.claim, now + 10 * MINUTE, "hopeless").await.expect("bury");
    assert_eq!(claimed(bench, now + 1_000 * MINUTE).await, [], "it was given up");
}

async fn a_lost_claim_changes_nothing(bench: &Bench<'_>) {
    let now = late(bench);
    let first = one(bench, now).await;
    let second = claimed(bench, now + MINUTE).await[0];
    let notices = &bench.stores.logout_notices;
    notices.retry(first.claim, now + 100 * MINUTE, "late").await.expect("retry");
    notices.bury(first.claim, now, "late").await.expect("bury");
    let third = claimed(bench, now + 2 * MINUTE).await;
    assert_eq!(third.len(), 1, "the second claim counts");
    assert_eq!(third[0].claim, NoticeClaim { attempt: 3, ..second.claim });
    settle(bench, &third).await;
}
