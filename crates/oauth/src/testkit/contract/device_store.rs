use super::Harness;
use super::bench::{Bench, RACERS, race};
use crate::ports::{ApproveDevice, BeginDevice, DenyDevice, IssueGrant, NotePoll};
use crate::testkit::fixtures;
use crate::{Client, DeviceCode, DeviceRequest, DeviceState, Event, Grant, Scope, ScopeSet, UserCode};
use hitkey_kernel::{ResourceId, UserId};
use std::sync::Arc;
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);

/// The rules of [`DeviceStore`](crate::ports::DeviceStore).
pub async fn device_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "device_store");
    a_device_is_found_as_it_began_by_its_own_client_only(&bench).await;
    a_user_code_is_there_once(&bench).await;
    a_poll_is_noted_unless_another_was_meanwhile(&bench).await;
    of_many_polls_that_read_the_same_one_is_noted(&bench).await;
    what_was_decided_or_has_expired_does_not_wait(&bench).await;
    an_approval_issues_the_grant_or_changes_nothing(&bench).await;
    of_many_who_decide_one_does(&bench).await;
}

struct Begun {
    client: Client,
    user_code: UserCode,
    request: DeviceRequest,
}

async fn begin(bench: &Bench<'_>, client: Client) -> Begun {
    let command = beginning(bench, &client);
    let user_code = UserCode::generate(bench.ambient.random());
    let command = BeginDevice { user_code: user_code.digest(), ..command };
    assert!(bench.stores.devices.begin(command.clone()).await.expect("begin"));
    Begun { client, user_code, request: command.request }
}

fn beginning(bench: &Bench<'_>, client: &Client) -> BeginDevice {
    let request = DeviceRequest {
        code: DeviceCode::generate(bench.ambient.random()).digest(),
        scopes: ScopeSet::from_iter([Scope::OpenId, Scope::OfflineAccess]),
        resources: [ResourceId::generate(bench.now(), bench.ambient.random())].into(),
        state: DeviceState::Pending,
        interval: Duration::from_secs(5),
        polled_at: None,
        expires_at: bench.now() + 10 * MINUTE,
    };
    let user_code = UserCode::generate(bench.ambient.random()).digest();
    BeginDevice { client: client.id, user_code, request, now: bench.now() }
}

async fn some_client(bench: &Bench<'_>) -> Client {
    bench.client(bench.person().await).await.0
}

async fn found(bench: &Bench<'_>, client: &Client, begun: &Begun) -> Option<DeviceRequest> {
    let found = bench.stores.devices.find(client.id, &begun.request.code).await.expect("find");
    found.expect("the client").found
}

fn approval(bench: &Bench<'_>, begun: &Begun, user: UserId) -> ApproveDevice {
    let (grant, _) = fixtures::grant(begun.client.id, user, &bench.ambient);
    let code = begun.request.code.grant_code();
    let audit = bench.record(&Event::DeviceAllowed { user, client: begun.client.id });
    let issue = IssueGrant { grant, code, client_updated_at: begun.client.updated_at, project: None };
    ApproveDevice { code: begun.request.code, issue, now: bench.now(), audit }
}

fn denial(bench: &Bench<'_>, begun: &Begun, user: UserId) -> DenyDevice {
    let audit = bench.record(&Event::DeviceDenied { user, client: begun.client.id });
    DenyDevice { code: begun.request.code, now: bench.now(), audit }
}

fn poll(bench: &Bench<'_>, seen: &DeviceRequest, interval: Duration) -> NotePoll {
    NotePoll { seen: seen.clone(), now: bench.now(), interval }
}

async fn a_device_is_found_as_it_began_by_its_own_client_only(bench: &Bench<'_>) {
    let begun = begin(bench, some_client(bench).await).await;
    assert_eq!(found(bench, &begun.client, &begun).await, Some(begun.request.clone()));
    assert_eq!(found(bench, &some_client(bench).await, &begun).await, None);
    let waiting =
        bench.stores.devices.waiting(&begun.user_code.digest(), bench.now()).await.expect("waiting");
    let waiting = waiting.expect("a device");
    assert_eq!((waiting.client, waiting.request), (begun.client, begun.request));
}

async fn a_user_code_is_there_once(bench: &Bench<'_>) {
    let begun = begin(bench, some_client(bench).await).await;
    let other = beginning(bench, &begun.client);
    let taken = BeginDevice { user_code: begun.user_code.digest(), ..other.clone() };
    assert!(!bench.stores.devices.begin(taken).await.expect("begin"));
    let (gone, _) = fixtures::confidential_client(bench.person().await, &bench.ambient);
    let of_nobody = BeginDevice { client: gone.id, ..other };
    assert!(!bench.stores.devices.begin(of_nobody).await.expect("begin"), "no client");
}

async fn a_poll_is_noted_unless_another_was_meanwhile(bench: &Bench<'_>) {
    let begun = begin(bench, some_client(bench).await).await;
    let (devices, ten) = (&bench.stores.devices, Duration::from_secs(10));
    let now = bench.tick();
    assert!(devices.note_poll(poll(bench, &begun.request, ten)).await.expect("note"));
    let noted = found(bench, &begun.client, &begun).await.expect("the request");
    assert_eq!((noted.polled_at, noted.interval), (Some(now), ten));
    assert!(noted.is_hasty(now) && !noted.is_hasty(now + ten));
    bench.tick();
    let stale = poll(bench, &begun.request, 3 * ten);
    assert!(!devices.note_poll(stale).await.expect("note"), "it was read before the last poll");
    assert_eq!(found(bench, &begun.client, &begun).await, Some(noted.clone()));
    assert!(devices.note_poll(poll(bench, &noted, 2 * ten)).await.expect("note"));
}

async fn of_many_polls_that_read_the_same_one_is_noted(bench: &Bench<'_>) {
    let begun = begin(bench, some_client(bench).await).await;
    for round in 1..3 {
        let seen = found(bench, &begun.client, &begun).await.expect("the request");
        bench.tick();
        let command = poll(bench, &seen, Duration::from_secs(5 * round));
        let winners = race(|_| {
            let (devices, command) = (Arc::clone(&bench.stores.devices), command.clone());
            async move { devices.note_poll(command).await.expect("note") }
        });
        assert_eq!(winners.await.len(), 1);
    }
}

async fn what_was_decided_or_has_expired_does_not_wait(bench: &Bench<'_>) {
    let devices = &bench.stores.devices;
    let begun = begin(bench, some_client(bench).await).await;
    let end = begun.request.expires_at;
    let late = devices.waiting(&begun.user_code.digest(), end).await.expect("waiting");
    assert_eq!(late, None);
    let person = bench.person().await;
    let late = DenyDevice { now: end, ..denial(bench, &begun, person) };
    assert!(!devices.deny(late).await.expect("deny"));
    let late = ApproveDevice { now: end, ..approval(bench, &begun, person) };
    assert!(!devices.approve(late).await.expect("approve"));
    let denial = denial(bench, &begun, person);
    assert!(devices.deny(denial.clone()).await.expect("deny"));
    assert!(!devices.deny(denial).await.expect("deny"), "nobody decides twice");
    let denied = found(bench, &begun.client, &begun).await.expect("the request");
    assert_eq!(denied.state, DeviceState::Denied);
    let waiting = devices.waiting(&begun.user_code.digest(), bench.now()).await.expect("waiting");
    assert_eq!(waiting, None);
}

async fn an_approval_issues_the_grant_or_changes_nothing(bench: &Bench<'_>) {
    let devices = &bench.stores.devices;
    let begun = begin(bench, some_client(bench).await).await;
    let nobody = UserId::generate(bench.now(), bench.ambient.random());
    assert!(!devices.approve(approval(bench, &begun, nobody)).await.expect("approve"));
    let person = bench.person().await;
    let ended = bench.harness.open_session(person).await;
    bench.harness.end_session(person, ended).await;
    let mut of_ended = approval(bench, &begun, person);
    of_ended.issue.grant = Grant { session: Some(ended), ..of_ended.issue.grant };
    assert!(!devices.approve(of_ended).await.expect("approve"), "the session ended");
    let mut of_another = approval(bench, &begun, person);
    of_another.issue.client_updated_at = begun.client.updated_at + MINUTE;
    assert!(!devices.approve(of_another).await.expect("approve"), "the client changed");
    let pending = found(bench, &begun.client, &begun).await.expect("the request");
    assert_eq!(pending.state, DeviceState::Pending);

    let command = approval(bench, &begun, person);
    assert!(devices.approve(command.clone()).await.expect("approve"));
    let approved = found(bench, &begun.client, &begun).await.expect("the request");
    assert_eq!(approved.state, DeviceState::Approved);
    let grant = bench.stores.grants.find_by_code(begun.client.id, &command.issue.code).await.expect("find");
    assert_eq!(grant.expect("the client").found, Some(command.issue.grant));
}

async fn of_many_who_decide_one_does(bench: &Bench<'_>) {
    let begun = begin(bench, some_client(bench).await).await;
    let user = bench.person().await;
    let commands: Vec<_> =
        (0..RACERS).map(|_| (approval(bench, &begun, user), denial(bench, &begun, user))).collect();
    let winners = race(|racer| {
        let (devices, (yes, no)) = (Arc::clone(&bench.stores.devices), commands[racer].clone());
        async move {
            match racer % 2 {
                0 => devices.approve(yes).await.expect("approve"),
                _ => devices.deny(no).await.expect("deny"),
            }
        }
    });
    let winners = winners.await;
    assert_eq!(winners.len(), 1);
    let state = found(bench, &begun.client, &begun).await.expect("the request").state;
    let wanted = if winners[0] % 2 == 0 { DeviceState::Approved } else { DeviceState::Denied };
    assert_eq!(state, wanted);
}
