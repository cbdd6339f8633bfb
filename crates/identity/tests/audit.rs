//! What is kept of who did what, in whose name, and what is not.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::AuditLog as _;
use hitkey_identity::service::{PasswordChange, SecondFactorSignIn, SignInError, SignInOutcome};
use hitkey_identity::testkit::World;
use hitkey_identity::{
    ApiCredentials, AuthMethod, AuthMethods, ChallengeToken, Change, Event, Password, ProfileChange,
    ProfileField, ProofPurpose, SessionKind, SignInStep,
};
use hitkey_kernel::{AuditEntry, EmailAddress, PageRequest, SecretText, UserId};
use std::time::Duration;

const ANN: &str = "ann@example.org";
const METHODS: AuthMethods = AuthMethods::PASSWORD;

async fn ann(world: &World) -> UserId {
    world.register::<ApiCredentials>(ANN).await.unwrap().account.id
}

/// What happened, the oldest first.
fn events(world: &World) -> Vec<Event> {
    world.store.trail().iter().map(|entry| entry.event().unwrap()).collect()
}

fn last(world: &World) -> AuditEntry {
    world.store.trail().pop().unwrap()
}

async fn sign_in(
    world: &World,
    email: &str,
    password: &str,
) -> Result<SignInOutcome<ApiCredentials>, SignInError> {
    let mut request = world.sign_in_of(email).unwrap();
    request.password = Password::new(password);
    world.identity.sign_in.password(request).await
}

async fn challenge(world: &World) -> ChallengeToken {
    match sign_in(world, ANN, World::PASSWORD).await.unwrap() {
        SignInOutcome::SecondFactorRequired(token) => token,
        SignInOutcome::SignedIn(_) => panic!("the second factor is on"),
    }
}

async fn second_step(world: &World, token: ChallengeToken, code: SecretText) -> bool {
    let request = SecondFactorSignIn { token, code, origin: World::origin(), supersedes: None };
    world.identity.sign_in.second_factor::<ApiCredentials>(request).await.is_ok()
}

#[tokio::test]
async fn a_registration_and_a_sign_in_are_kept_with_where_they_came_from() {
    let world = World::default();
    let ann = world.register::<ApiCredentials>(ANN).await.unwrap();
    let SignInOutcome::SignedIn(again) = sign_in(&world, ANN, World::PASSWORD).await.unwrap() else {
        panic!("no second factor was set up")
    };
    let (user, kind) = (ann.account.id, SessionKind::Api);
    let expected = [
        Event::AccountRegistered { user, session: ann.session.id, kind },
        Event::SessionOpened {
            user,
            session: again.session.id,
            kind,
            methods: METHODS,
            recovery_code: false,
        },
    ];
    assert_eq!(events(&world), expected);
    for entry in world.store.trail() {
        assert_eq!((entry.actor, entry.person), (Some(user), Some(user)));
        assert_eq!((entry.ip, entry.user_agent.as_deref()), (World::origin().ip, Some("Firefox/130.0")));
    }
}

#[tokio::test]
async fn a_refused_sign_in_is_kept_alike_for_known_and_unknown_addresses() {
    let world = World::default();
    let user = ann(&world).await;
    for (email, of) in [(ANN, Some(user)), ("nobody@example.org", None)] {
        let before = world.store.trail().len();
        assert!(sign_in(&world, email, "guess").await.is_err());
        let trail = world.store.trail();
        let [entry] = &trail[before..] else { panic!("one entry for {email}: {trail:?}") };
        let event: Event = entry.event().unwrap();
        assert_eq!(event, Event::SignInFailed { user: of, step: SignInStep::Password });
        assert_eq!((entry.actor, entry.person, &entry.address), (None, of, &None), "nothing was proven");
        assert_eq!(entry.ip, World::origin().ip);
    }
}

#[tokio::test]
async fn what_is_throttled_fills_no_log() {
    let world = World::default();
    ann(&world).await;
    let mut refused = 0;
    for _ in 0..50 {
        refused += usize::from(matches!(sign_in(&world, ANN, "guess").await, Err(SignInError::Throttled(_))));
    }
    assert!(refused > 30);
    assert_eq!(world.store.trail().len(), 1 + 50 - refused);
}

#[tokio::test]
async fn both_steps_of_a_sign_in_are_kept() {
    let world = World::default();
    let user = ann(&world).await;
    let (_, recovery) = world.enable_second_factor(user).await.unwrap();
    let token = challenge(&world).await;
    assert!(!second_step(&world, token.clone(), SecretText::new("000000")).await);
    assert!(second_step(&world, token, recovery[0].shown()).await);
    let events = events(&world);
    let [begun, enabled, challenged, failed, opened] = &events[1..] else { panic!("{events:?}") };
    assert_eq!([begun, enabled], [&Event::SecondFactorBegun { user }, &Event::SecondFactorEnabled { user }]);
    assert_eq!(challenged, &Event::SignInChallenged { user });
    assert_eq!(failed, &Event::SignInFailed { user: Some(user), step: SignInStep::SecondFactor });
    let Event::SessionOpened { methods, recovery_code, .. } = opened else { panic!("{opened:?}") };
    assert_eq!((*methods, *recovery_code), (METHODS.with(AuthMethod::OneTimePassword), true));
}

#[tokio::test]
async fn a_stolen_session_that_guesses_is_kept() {
    let world = World::default();
    let ann = world.register::<ApiCredentials>(ANN).await.unwrap();
    let (user, by) = (ann.account.id, World::actor(ann.account.id));
    let wrong = || Password::new("guess");
    assert!(world.identity.accounts.delete(&by, &wrong()).await.is_err());
    let new = Password::new("quite another long password");
    let change = PasswordChange { by: by.clone(), session: ann.session.id, current: wrong(), new };
    assert!(world.identity.passwords.change(change).await.is_err());
    world.enable_second_factor(user).await.unwrap();
    assert!(world.identity.second_factors.disable(&by, &SecretText::new("000000")).await.is_err());
    let failed = |purpose| Event::ProofFailed { user, purpose };
    let found: Vec<_> =
        events(&world).into_iter().filter(|event| matches!(event, Event::ProofFailed { .. })).collect();
    let expected = [
        failed(ProofPurpose::AccountDeletion),
        failed(ProofPurpose::PasswordChange),
        failed(ProofPurpose::SecondFactorRemoval),
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn a_reused_refresh_token_is_kept_with_where_it_came_from() {
    let world = World::default();
    let ann = world.register::<ApiCredentials>(ANN).await.unwrap();
    let thief = World::origin_at([203, 0, 113, 9]);
    let sessions = &world.identity.sessions;
    sessions.refresh(&ann.credentials.refresh, &World::origin()).await.unwrap();
    for _ in 0..2 {
        assert!(sessions.refresh(&ann.credentials.refresh, &thief).await.is_err());
    }
    let expected = Event::RefreshReused { user: ann.account.id, session: ann.session.id };
    assert_eq!(events(&world)[1..], [expected], "once, and no rotation");
    assert_eq!((last(&world).actor, last(&world).ip), (None, thief.ip), "nobody knows who it is");
}

#[tokio::test]
async fn a_profile_tells_which_parts_changed_not_to_what() {
    let world = World::default();
    let user = ann(&world).await;
    let surname = Change::Set("Geheimnis".to_owned());
    let change = ProfileChange { surname, username: Change::Set("ann_g".to_owned()), ..Default::default() };
    for _ in 0..2 {
        world.identity.profiles.update(&World::actor(user), &change).await.unwrap();
    }
    let fields = vec![ProfileField::Surname, ProfileField::Username];
    assert_eq!(events(&world)[1..], [Event::ProfileChanged { user, fields }], "the second changed nothing");
    assert!(!serde_json::to_string(&last(&world)).unwrap().contains("Geheimnis"));
}

#[tokio::test]
async fn an_address_is_told_apart_from_the_rest() {
    let world = World::default();
    let user = ann(&world).await;
    let added = world.add_address(user, "Ann@work.example").await.unwrap();
    let address = EmailAddress::parse("Ann@work.example").unwrap();
    let email = added.id;
    let expected = [
        Event::EmailAdded { user, email, address: address.clone() },
        Event::EmailVerified { user, email, address: address.clone() },
    ];
    assert_eq!(events(&world)[1..], expected);
    assert_eq!(last(&world).address, Some(address));
    assert!(last(&world).details.is_empty(), "{:?}", last(&world).details);
}

#[tokio::test]
async fn a_life_leaves_no_secret_and_after_it_nothing_personal() {
    let world = World::default();
    let user = ann(&world).await;
    world.add_address(user, "ann@work.example").await.unwrap();
    let (secret, recovery) = world.enable_second_factor(user).await.unwrap();
    world.clock.advance(Duration::from_secs(60));
    second_step(&world, challenge(&world).await, world.totp(&secret)).await;
    let told = serde_json::to_string(&world.store.trail()).unwrap();
    for secret in [SecretText::new(World::PASSWORD), recovery[0].shown(), recovery[9].shown()] {
        assert!(!told.contains(secret.expose()));
    }
    world.clock.advance(Duration::from_secs(1));
    world.identity.accounts.delete(&World::actor(user), &Password::new(World::PASSWORD)).await.unwrap();
    let left = world.store.of_person(user, PageRequest::default()).await.unwrap().items;
    assert_eq!(left[0].event::<Event>().unwrap(), Event::AccountDeleted { user });
    assert!(left.len() > 6);
    let told = serde_json::to_string(&left).unwrap();
    for personal in ["192.0.2.7", "Firefox", "example"] {
        assert!(!told.contains(personal), "{personal}: {told}");
    }
}
