//! Devices without a browser get their tokens when their person says so on another one (RFC 8628).

use crate::support::{DAY, MINUTE, refusal};
use hitkey_oauth::service::{
    ClientChanges, ClientRegistration, DecideDeviceError, DeviceAnswer, TokenAnswer, TokenError, TokenParams,
    TokenRefusal,
};
use hitkey_oauth::testkit::fixtures::{App, World, actor};
use hitkey_oauth::{Event, SignedInPerson};
use std::sync::Arc;
use std::time::Duration;

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
const SECOND: Duration = Duration::from_secs(1);

async fn television(world: &World, auth_method: &str) -> App {
    let app = world.client(auth_method).await;
    let kinds = ["authorization_code", "refresh_token", GRANT].map(String::from).to_vec();
    let changes = ClientChanges { grant_types: Some(kinds), ..ClientChanges::default() };
    let (owner, id) = (app.owner, app.created.client.id);
    let client = world.provider.clients.update(owner, &actor(owner), id, &changes).await.unwrap();
    App { created: hitkey_oauth::service::CreatedClient { client, ..app.created }, ..app }
}

async fn begin(world: &World, app: &App, scope: &str) -> Result<DeviceAnswer, TokenError> {
    let id = app.id();
    let mut params = vec![("scope", scope)];
    if app.created.secret.is_none() {
        params.push(("client_id", &id));
    }
    let params = TokenParams::from_pairs(params).unwrap();
    world.provider.devices.begin(app.authorization().as_deref(), &params).await
}

async fn poll(world: &World, app: &App, answer: &DeviceAnswer) -> Result<TokenAnswer, TokenError> {
    world.exchange(app, &[("grant_type", GRANT), ("device_code", answer.device_code.expose())]).await
}

async fn allow(
    world: &World,
    answer: &DeviceAnswer,
    person: &SignedInPerson,
) -> Result<(), DecideDeviceError> {
    world.provider.devices.approve(&answer.user_code.to_string(), person, actor(person.user).origin).await
}

#[tokio::test]
async fn a_device_gets_its_tokens_when_its_person_allows_it() {
    for method in ["none", "client_secret_basic"] {
        let world = World::open().await;
        let (tv, ann) = (television(&world, method).await, world.person());
        let answer = begin(&world, &tv, "openid profile").await.unwrap();
        assert_eq!(answer.verification_uri, "https://id.example.org/device");
        let complete = format!("https://id.example.org/device?user_code={}", answer.user_code);
        assert_eq!(answer.verification_uri_complete, complete);
        assert_eq!((answer.expires_in, answer.interval), (10 * MINUTE, 5 * SECOND));
        assert_eq!(refusal(poll(&world, &tv, &answer).await), TokenRefusal::DevicePending);

        let typed = answer.user_code.to_string().to_lowercase();
        let device = world.provider.devices.waiting(&typed, &actor(ann.user)).await.unwrap();
        assert_eq!(
            (device.client.id, device.request.scopes.to_string()),
            (tv.created.client.id, "openid profile".into())
        );
        allow(&world, &answer, &ann).await.unwrap();
        world.clock.advance(5 * SECOND);
        let tokens = poll(&world, &tv, &answer).await.unwrap();
        let told = world.provider.user_info.tell(tokens.access_token.expose()).await.unwrap();
        assert_eq!(told.sub, ann.user.to_string());
        assert!(tokens.id_token.is_some() && tokens.refresh_token.is_some());
        let app =
            world.provider.allowed_apps.list(ann.user, hitkey_kernel::testkit::first(10)).await.unwrap();
        assert_eq!(app.items.len(), 1, "the consent is remembered, and can be withdrawn");
    }
}

#[tokio::test]
async fn a_device_that_polls_too_fast_has_to_slow_down() {
    let world = World::open().await;
    let tv = television(&world, "none").await;
    let answer = begin(&world, &tv, "openid").await.unwrap();
    use TokenRefusal::{DeviceHasty as Slow, DevicePending as Wait};
    // 5 seconds between polls, and 5 more after each that came too soon.
    for (pause, told) in [(0, Wait), (4, Slow), (9, Slow), (14, Slow), (20, Wait), (19, Slow), (25, Wait)] {
        world.clock.advance(pause * SECOND);
        assert_eq!(refusal(poll(&world, &tv, &answer).await), told, "after {pause} more");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn polls_at_once_are_too_fast_but_for_one() {
    let world = Arc::new(World::open().await);
    let tv = Arc::new(television(&world, "none").await);
    let answer = Arc::new(begin(&world, &tv, "openid").await.unwrap());
    let polls: Vec<_> = (0..16)
        .map(|_| {
            let (world, tv, answer) = (world.clone(), tv.clone(), answer.clone());
            tokio::spawn(async move { refusal(poll(&world, &tv, &answer).await) })
        })
        .collect();
    let mut waiting = 0;
    for poll in polls {
        match poll.await.unwrap() {
            TokenRefusal::DevicePending => waiting += 1,
            other => assert_eq!(other, TokenRefusal::DeviceHasty),
        }
    }
    assert_eq!(waiting, 1);
}

#[tokio::test]
async fn nobody_decides_twice_and_nothing_is_got_from_a_no() {
    let world = World::open().await;
    let (tv, ann) = (television(&world, "none").await, world.person());
    let answer = begin(&world, &tv, "openid").await.unwrap();
    world.provider.devices.deny(&answer.user_code.to_string(), &actor(ann.user)).await.unwrap();
    assert!(matches!(allow(&world, &answer, &ann).await, Err(DecideDeviceError::NotWaiting)));
    assert_eq!(refusal(poll(&world, &tv, &answer).await), TokenRefusal::DeviceDenied);
}

#[tokio::test]
async fn codes_expire() {
    let world = World::open().await;
    let (tv, ann) = (television(&world, "none").await, world.person());
    let answer = begin(&world, &tv, "openid").await.unwrap();
    world.clock.advance(10 * MINUTE);
    assert!(matches!(allow(&world, &answer, &ann).await, Err(DecideDeviceError::NotWaiting)));
    assert_eq!(refusal(poll(&world, &tv, &answer).await), TokenRefusal::DeviceExpired);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_polls_one_gets_the_tokens_and_keeps_them() {
    let world = Arc::new(World::open().await);
    let (tv, ann) = (Arc::new(television(&world, "none").await), world.person());
    let answer = Arc::new(begin(&world, &tv, "openid").await.unwrap());
    allow(&world, &answer, &ann).await.unwrap();
    let polls = (0..16).map(|_| {
        let (world, tv, answer) = (world.clone(), tv.clone(), answer.clone());
        tokio::spawn(async move { poll(&world, &tv, &answer).await })
    });
    let mut won = Vec::new();
    for poll in polls.collect::<Vec<_>>() {
        match poll.await.unwrap() {
            Ok(tokens) => won.push(tokens),
            lost => assert_eq!(refusal(lost), TokenRefusal::CodeReplayed),
        }
    }
    assert_eq!(won.len(), 1);
    assert!(world.provider.user_info.tell(won[0].access_token.expose()).await.is_ok(), "it keeps them");
}

#[tokio::test]
async fn a_device_code_is_good_for_its_client_and_as_itself_only() {
    let world = World::open().await;
    let (tv, other, ann) =
        (television(&world, "none").await, television(&world, "none").await, world.person());
    let answer = begin(&world, &tv, "openid").await.unwrap();
    allow(&world, &answer, &ann).await.unwrap();
    assert_eq!(refusal(poll(&world, &other, &answer).await), TokenRefusal::DeviceUnknown);
    let as_code = world.redeem(&tv, answer.device_code.expose()).await;
    assert_eq!(refusal(as_code), TokenRefusal::CodeUnknown, "taken for an authorization code");
    let code = world.code(&tv, &ann, "openid").await;
    let as_device = world.exchange(&tv, &[("grant_type", GRANT), ("device_code", &code)]).await;
    assert_eq!(refusal(as_device), TokenRefusal::DeviceUnknown, "taken for a device code");
    assert!(poll(&world, &tv, &answer).await.is_ok());
}

#[tokio::test]
async fn only_clients_that_asked_for_it_may_and_only_by_their_proof() {
    let world = World::open().await;
    let usual = world.client("none").await;
    assert_eq!(
        begin(&world, &usual, "openid").await.err().map(refused),
        Some(TokenRefusal::ClientUnauthorized)
    );
    let tv = television(&world, "client_secret_basic").await;
    let id = tv.id();
    let params = TokenParams::from_pairs([("client_id", &*id)]).unwrap();
    let unproven = world.provider.devices.begin(None, &params).await.err().map(refused);
    assert_eq!(unproven, Some(TokenRefusal::ClientUnproven { by_header: false }));
}

fn refused(error: TokenError) -> TokenRefusal {
    match error {
        TokenError::Refused(refusal) => refusal,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_device_of_a_private_project_is_for_its_members() {
    let world = World::open().await;
    let (member, outsider) = (world.person(), world.person());
    let app = world.project_client(false, &[(member.user, "owner", &[])]).await.app;
    let kinds = Some(vec!["authorization_code".to_owned(), GRANT.to_owned()]);
    let changes = ClientChanges { grant_types: kinds, ..ClientChanges::default() };
    let (owner, id) = (app.created.client.owner, app.created.client.id);
    world.provider.clients.update(owner, &actor(app.owner), id, &changes).await.unwrap();
    let answer = begin(&world, &app, "openid").await.unwrap();
    let refused = allow(&world, &answer, &outsider).await;
    assert!(matches!(refused, Err(DecideDeviceError::NotProjectMember)), "{refused:?}");
    allow(&world, &answer, &member).await.unwrap();
    assert!(poll(&world, &app, &answer).await.is_ok());
}

#[tokio::test]
async fn what_a_device_got_ends_with_the_persons_consent() {
    let world = World::open().await;
    let (tv, ann) = (television(&world, "none").await, world.person());
    let answer = begin(&world, &tv, "openid offline_access").await.unwrap();
    allow(&world, &answer, &ann).await.unwrap();
    let tokens = poll(&world, &tv, &answer).await.unwrap();
    world.clock.advance(DAY);
    let refreshed = world.refresh(&tv, tokens.refresh_token.unwrap().expose()).await.unwrap();
    world.provider.allowed_apps.withdraw(&actor(ann.user), tv.created.client.id).await.unwrap();
    assert!(world.provider.user_info.tell(refreshed.access_token.expose()).await.is_err());
}

#[tokio::test]
async fn nobody_can_go_on_guessing_codes() {
    let world = World::open().await;
    let (tv, ann, bob) = (television(&world, "none").await, world.person(), world.person());
    let answer = begin(&world, &tv, "openid").await.unwrap();
    let (code, devices) = (answer.user_code.to_string(), &world.provider.devices);
    for _ in 0..20 {
        devices.waiting(&code, &actor(bob.user)).await.unwrap();
        let nonsense = devices.waiting("AAAA", &actor(bob.user)).await;
        assert!(matches!(nonsense, Err(DecideDeviceError::NotWaiting)), "that was no guess");
    }
    for _ in 0..10 {
        let guessed = devices.waiting("BBBB-BBBB", &actor(bob.user)).await;
        assert!(matches!(guessed, Err(DecideDeviceError::NotWaiting)), "{guessed:?}");
    }
    let stopped = [
        devices.waiting(&code, &actor(bob.user)).await.map(|_| ()),
        allow(&world, &answer, &bob).await,
        devices.deny(&code, &actor(bob.user)).await,
    ];
    for stopped in stopped {
        assert!(matches!(stopped, Err(DecideDeviceError::Throttled(_))), "{stopped:?}");
    }
    allow(&world, &answer, &ann).await.unwrap();
}

#[tokio::test]
async fn the_audit_log_tells_who_decided() {
    let world = World::open().await;
    let (tv, ann) = (television(&world, "none").await, world.person());
    let (first, second) =
        (begin(&world, &tv, "openid").await.unwrap(), begin(&world, &tv, "openid").await.unwrap());
    allow(&world, &first, &ann).await.unwrap();
    allow(&world, &first, &ann).await.unwrap_err();
    world.provider.devices.deny(&second.user_code.to_string(), &actor(ann.user)).await.unwrap();
    let (user, client) = (ann.user, tv.created.client.id);
    let told = [Event::DeviceAllowed { user, client }, Event::DeviceDenied { user, client }];
    let trail = world.store.trail();
    let own: Vec<Event> =
        trail.iter().filter(|entry| entry.person == Some(user)).map(|entry| entry.event().unwrap()).collect();
    assert_eq!(own, told);
    assert_eq!(trail.last().unwrap().ip, actor(user).origin.ip);
}

#[tokio::test]
async fn a_client_may_be_for_devices_alone() {
    let world = World::open().await;
    let (owner, ann) = (world.person(), world.person());
    let alone = ClientRegistration {
        name: "TV".into(),
        grant_types: Some([GRANT, "refresh_token"].map(String::from).to_vec()),
        token_endpoint_auth_method: Some("none".into()),
        ..ClientRegistration::default()
    };
    let created = world.provider.clients.create(owner.user, &actor(owner.user), alone).await.unwrap();
    let tv = App { created, owner: owner.user };
    let answer = begin(&world, &tv, "openid").await.unwrap();
    allow(&world, &answer, &ann).await.unwrap();
    assert!(poll(&world, &tv, &answer).await.unwrap().refresh_token.is_some());
}
