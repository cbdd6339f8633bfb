//! Further addresses of a person, and what attackers can't get out of them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use hitkey_identity::ports::{AddEmailOutcome, VerifyEmailOutcome};
use hitkey_identity::service::{
    AddAddressError as AddError, MeError, RemoveAddressError as RemoveError,
    ResendAddressCodeError as ResendError, SetDefaultAddressError as DefaultError, SignInOutcome,
    VerifyAddressError as VerifyError,
};
use hitkey_identity::testkit::World;
use hitkey_identity::testkit::mocks::{MockAccountStore, MockEmailStore};
use hitkey_identity::{
    AccountEmail, AddressChange, ApiCredentials, Notice, Password, ThrottlePolicy, VerificationCode,
};
use hitkey_kernel::{Actor, EmailAddress, EmailId, StoreError, UserId};
use std::sync::Arc;
use std::time::Duration;

const ANN: &str = "Ann@Example.org";
const WORK: &str = "Ann@Work.example";

fn address(text: &str) -> EmailAddress {
    EmailAddress::parse(text).unwrap()
}

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

async fn person(world: &World, email: &str) -> UserId {
    world.register::<ApiCredentials>(email).await.unwrap().account.id
}

async fn world_with_ann() -> (World, UserId) {
    let world = World::default();
    let ann = person(&world, ANN).await;
    (world, ann)
}

async fn add(world: &World, user: UserId, email: &str) -> Result<AccountEmail, AddError> {
    world.identity.addresses.add(&World::actor(user), &address(email)).await
}

async fn resend(world: &World, user: UserId, email: &str) -> Result<(), ResendError> {
    world.identity.addresses.resend(user, &address(email), &World::origin()).await
}

async fn enter(world: &World, user: UserId, email: &str, code: &str) -> Result<AccountEmail, VerifyError> {
    let code = VerificationCode::parse(code);
    world.identity.addresses.verify(&World::actor(user), &address(email), &code).await
}

fn mailed(world: &World, email: &str) -> String {
    world.last_address_code(&address(email)).unwrap().expose().to_owned()
}

/// A code that is not the mailed one.
fn wrong(world: &World, email: &str) -> &'static str {
    if mailed(world, email) == "000000" { "111111" } else { "000000" }
}

async fn set_default(world: &World, user: UserId, id: EmailId) -> Result<AccountEmail, DefaultError> {
    world.identity.addresses.set_default(&World::actor(user), id).await
}

async fn remove(world: &World, user: UserId, id: EmailId) -> Result<(), RemoveError> {
    world.identity.addresses.remove(&World::actor(user), id).await
}

async fn default_of(world: &World, user: UserId) -> AccountEmail {
    world.identity.addresses.list(user).await.unwrap().default().clone()
}

async fn signs_in(world: &World, email: &str) -> bool {
    let request = world.sign_in_of(email).unwrap();
    let outcome = world.identity.sign_in.password::<ApiCredentials>(request).await;
    matches!(outcome, Ok(SignInOutcome::SignedIn(_)))
}

/// What was told to whom about which address, newest last.
fn changes(world: &World) -> Vec<(String, AddressChange, String)> {
    let told = |notice| match notice {
        Notice::AddressChanged { to, change, address, .. } => {
            Some((to.as_str().to_owned(), change, address.as_str().to_owned()))
        }
        _ => None,
    };
    world.mails().into_iter().filter_map(told).collect()
}

fn told(to: &str, change: AddressChange, about: &str) -> (String, AddressChange, String) {
    (to.to_owned(), change, about.to_owned())
}

/// A person whom no store knows any more.
fn nobody(world: &World) -> UserId {
    UserId::generate(world.environment.ambient.now(), world.environment.ambient.random())
}

#[tokio::test]
async fn a_proven_address_opens_the_account_and_a_waiting_one_does_not() {
    let (world, ann) = world_with_ann().await;
    let added = add(&world, ann, WORK).await.unwrap();
    assert_eq!((added.verified_at, added.is_default), (None, false));
    assert!(!signs_in(&world, WORK).await);
    let code = mailed(&world, WORK);
    let verified = enter(&world, ann, "ANN@WORK.EXAMPLE", &code).await.unwrap();
    assert_eq!((verified.id, verified.verified_at.is_some()), (added.id, true));
    assert!(signs_in(&world, WORK).await && signs_in(&world, ANN).await);
    let list = world.identity.addresses.list(ann).await.unwrap();
    assert_eq!(list.find(added.id), Some(&verified));
    assert_eq!(list.default().address.as_str(), ANN);
    assert_eq!(
        changes(&world),
        [told(ANN, AddressChange::Added, WORK), told(ANN, AddressChange::Verified, WORK)]
    );
}

#[tokio::test]
async fn the_new_default_is_what_the_account_is_called_by() {
    let (world, ann) = world_with_ann().await;
    let work = world.add_address(ann, WORK).await.unwrap();
    let before = changes(&world).len();
    assert!(set_default(&world, ann, work.id).await.unwrap().is_default);
    assert_eq!(default_of(&world, ann).await.id, work.id);
    let made = AddressChange::MadeDefault;
    assert_eq!(changes(&world)[before..], [told(ANN, made, WORK), told(WORK, made, WORK)]);
    set_default(&world, ann, work.id).await.unwrap();
    assert_eq!(changes(&world).len(), before + 2, "what is so already tells nobody");
}

#[tokio::test]
async fn removing_the_default_tells_both_and_moves_to_the_oldest_verified() {
    let (world, ann) = world_with_ann().await;
    let first = default_of(&world, ann).await;
    let work = world.add_address(ann, WORK).await.unwrap();
    world.clock.advance(secs(60));
    let home = world.add_address(ann, "home@example.org").await.unwrap();
    add(&world, ann, "waiting@example.org").await.unwrap();
    let before = changes(&world).len();
    remove(&world, ann, first.id).await.unwrap();
    assert_eq!(default_of(&world, ann).await.id, work.id);
    let removed = AddressChange::Removed;
    assert_eq!(changes(&world)[before..], [told(ANN, removed, ANN), told(WORK, removed, ANN)]);
    assert!(!signs_in(&world, ANN).await);
    remove(&world, ann, home.id).await.unwrap();
    assert!(changes(&world).contains(&told("home@example.org", removed, "home@example.org")));
    assert!(matches!(remove(&world, ann, work.id).await, Err(RemoveError::OnlyVerified)));
    assert!(matches!(remove(&world, ann, home.id).await, Err(RemoveError::NotFound)));
}

#[tokio::test]
async fn an_unverified_address_goes_without_a_word() {
    let (world, ann) = world_with_ann().await;
    let waiting = add(&world, ann, WORK).await.unwrap();
    let before = world.mails().len();
    remove(&world, ann, waiting.id).await.unwrap();
    assert_eq!(world.mails().len(), before);
    assert!(matches!(enter(&world, ann, WORK, &mailed(&world, WORK)).await, Err(VerifyError::NotFound)));
}

#[tokio::test]
async fn a_removed_address_can_no_longer_reset_the_password() {
    let (world, ann) = world_with_ann().await;
    let work = world.add_address(ann, WORK).await.unwrap();
    world.identity.passwords.forgot(&address(WORK), &World::origin()).await.unwrap();
    let token = world.last_reset(&address(WORK)).unwrap();
    remove(&world, ann, work.id).await.unwrap();
    let password = Password::new("four brown bears under Alatau");
    assert!(world.identity.passwords.reset(&token, &password, &World::origin()).await.is_err());
}

#[tokio::test]
async fn only_a_verified_address_of_ones_own_becomes_the_default() {
    let (world, ann) = world_with_ann().await;
    let bob = person(&world, "bob@example.org").await;
    let waiting = add(&world, ann, WORK).await.unwrap();
    assert!(matches!(set_default(&world, ann, waiting.id).await, Err(DefaultError::NotVerified)));
    let bobs = default_of(&world, bob).await.id;
    assert!(matches!(set_default(&world, ann, bobs).await, Err(DefaultError::NotFound)));
    assert!(matches!(remove(&world, ann, bobs).await, Err(RemoveError::NotFound)));
    assert_eq!(default_of(&world, ann).await.address.as_str(), ANN);
}

#[tokio::test]
async fn an_address_in_use_is_refused_and_gets_no_mail() {
    let (world, ann) = world_with_ann().await;
    person(&world, "bob@example.org").await;
    add(&world, ann, WORK).await.unwrap();
    let before = world.mails().len();
    for taken in ["ANN@example.org", "BOB@example.org", "ann@WORK.example"] {
        assert!(matches!(add(&world, ann, taken).await, Err(AddError::InUse)), "{taken}");
    }
    assert_eq!(world.mails().len(), before);
}

#[tokio::test]
async fn an_address_belongs_to_who_proves_it_first() {
    let (world, ann) = world_with_ann().await;
    let eve = person(&world, "eve@example.org").await;
    add(&world, eve, WORK).await.unwrap();
    let eves = mailed(&world, WORK);
    add(&world, ann, WORK).await.unwrap();
    let anns = mailed(&world, WORK);
    enter(&world, ann, WORK, &anns).await.unwrap();
    assert!(matches!(enter(&world, eve, WORK, &eves).await, Err(VerifyError::InUse)));
    assert!(signs_in(&world, WORK).await);
    let found = world.environment.accounts.find_by_email(&address(WORK)).await.unwrap().unwrap();
    assert_eq!(found.id, ann);
}

#[tokio::test]
async fn a_code_is_good_for_one_address_of_one_person_and_not_for_registration() {
    let (world, ann) = world_with_ann().await;
    let eve = person(&world, "eve@example.org").await;
    add(&world, ann, WORK).await.unwrap();
    let code = mailed(&world, WORK);
    assert!(matches!(enter(&world, eve, WORK, &code).await, Err(VerifyError::NotFound)));
    let registration = &world.identity.registration;
    registration.start(&address(WORK), &World::origin()).await.unwrap();
    if world.last_code(&address(WORK)).unwrap().expose() != code {
        let code = VerificationCode::parse(&code);
        assert!(registration.verify(&address(WORK), &code, &World::origin()).await.is_err());
    }
    enter(&world, ann, WORK, &code).await.unwrap();
    let again = enter(&world, ann, WORK, &code).await;
    assert!(matches!(again, Err(VerifyError::AlreadyVerified)));
    assert!(matches!(resend(&world, ann, WORK).await, Err(ResendError::AlreadyVerified)));
}

#[tokio::test]
async fn a_code_dies_after_its_tries_and_with_time() {
    let (world, ann) = world_with_ann().await;
    add(&world, ann, WORK).await.unwrap();
    let code = mailed(&world, WORK);
    for _ in 0..3 {
        let outcome = enter(&world, ann, WORK, wrong(&world, WORK)).await;
        assert!(matches!(outcome, Err(VerifyError::WrongCode)));
    }
    assert!(matches!(enter(&world, ann, WORK, &code).await, Err(VerifyError::TooManyAttempts)));
    world.clock.advance(secs(60));
    resend(&world, ann, WORK).await.unwrap();
    world.clock.advance(secs(600));
    let fresh = mailed(&world, WORK);
    assert!(matches!(enter(&world, ann, WORK, &fresh).await, Err(VerifyError::Expired)));
    resend(&world, ann, WORK).await.unwrap();
    world.clock.advance(secs(599));
    enter(&world, ann, WORK, &mailed(&world, WORK)).await.unwrap();
}

#[tokio::test]
async fn parallel_guesses_get_no_more_tries() {
    let (world, ann) = world_with_ann().await;
    add(&world, ann, WORK).await.unwrap();
    let guesses: Vec<_> = (0..32)
        .map(|_| {
            let (world, guess) = (world.clone(), wrong(&world, WORK));
            tokio::spawn(async move { enter(&world, ann, WORK, guess).await })
        })
        .collect();
    let mut looked_at = 0;
    for guess in guesses {
        looked_at += usize::from(matches!(guess.await.unwrap(), Err(VerifyError::WrongCode)));
    }
    assert_eq!(looked_at, 3);
}

#[tokio::test]
async fn mails_to_one_address_keep_a_distance() {
    let (world, ann) = world_with_ann().await;
    assert!(matches!(resend(&world, ann, WORK).await, Err(ResendError::NotFound)));
    add(&world, ann, WORK).await.unwrap();
    let first = mailed(&world, WORK);
    world.clock.advance(secs(59));
    let Err(ResendError::Cooldown(wait)) = resend(&world, ann, WORK).await else { panic!("sent") };
    assert_eq!(wait.seconds(), 1);
    world.clock.advance(secs(1));
    resend(&world, ann, WORK).await.unwrap();
    let second = mailed(&world, WORK);
    if first != second {
        assert!(matches!(enter(&world, ann, WORK, &first).await, Err(VerifyError::WrongCode)));
    }
}

#[tokio::test]
async fn adding_and_removing_does_not_get_around_the_distance() {
    let (world, ann) = world_with_ann().await;
    let mut mails = 0;
    for _ in 0..20 {
        match add(&world, ann, WORK).await {
            Ok(added) => {
                mails += 1;
                remove(&world, ann, added.id).await.unwrap();
            }
            Err(error) => assert!(matches!(error, AddError::Throttled(_)), "{error:?}"),
        }
    }
    assert!(mails < 8, "{mails} mails at once to somebody who may not want them");
}

#[tokio::test]
async fn resends_slow_down_too() {
    let (world, ann) = world_with_ann().await;
    add(&world, ann, WORK).await.unwrap();
    let mut refused = 0;
    for _ in 0..60 {
        world.clock.advance(secs(60));
        refused += u32::from(matches!(resend(&world, ann, WORK).await, Err(ResendError::Cooldown(_))));
    }
    assert!(refused > 30, "{refused}");
}

#[tokio::test]
async fn finding_out_who_has_an_account_slows_down() {
    let (world, ann) = world_with_ann().await;
    for number in 0..30 {
        person(&world, &format!("{number}@example.org")).await;
        world.clock.advance(secs(900));
    }
    let mut learned = 0;
    for number in 0..30 {
        let origin = World::origin_at([198, 51, number, 7]);
        let address = address(&format!("{number}@example.org"));
        match world.identity.addresses.add(&Actor::new(ann, origin.clone()), &address).await {
            Err(AddError::InUse) => learned += 1,
            other => assert!(matches!(other, Err(AddError::Throttled(_))), "{other:?}"),
        }
    }
    assert!(learned <= 11, "{learned}");
}

#[tokio::test]
async fn nobody_collects_addresses_without_end() {
    let world = World::new(|env| {
        env.rules.addresses = 2;
    });
    let ann = person(&world, ANN).await;
    add(&world, ann, WORK).await.unwrap();
    assert!(matches!(add(&world, ann, "third@example.org").await, Err(AddError::TooMany)));
}

#[tokio::test]
async fn codes_from_one_network_are_counted() {
    let world = World::new(|env| {
        env.rules.throttle.code_from = ThrottlePolicy { free: 1, ..env.rules.throttle.code_from };
    });
    let ann = person(&world, ANN).await;
    world.clock.advance(secs(3_600));
    add(&world, ann, WORK).await.unwrap();
    enter(&world, ann, WORK, wrong(&world, WORK)).await.unwrap_err();
    enter(&world, ann, WORK, wrong(&world, WORK)).await.unwrap_err();
    let code = mailed(&world, WORK);
    assert!(matches!(enter(&world, ann, WORK, &code).await, Err(VerifyError::Throttled(_))));
}

#[tokio::test]
async fn mails_caused_from_one_network_are_counted() {
    let world = World::new(|env| {
        env.rules.throttle.mail_from = ThrottlePolicy { free: 1, ..env.rules.throttle.mail_from };
    });
    let ann = person(&world, ANN).await;
    add(&world, ann, WORK).await.unwrap();
    assert!(matches!(add(&world, ann, "x@example.org").await, Err(AddError::Throttled(_))));
    world.clock.advance(secs(60));
    resend(&world, ann, WORK).await.unwrap();
    add(&world, ann, "x@example.org").await.unwrap_err();
    let origin = World::origin_at([198, 51, 100, 7]);
    world.identity.addresses.add(&Actor::new(ann, origin.clone()), &address("x@example.org")).await.unwrap();
    assert!(matches!(resend(&world, ann, "x@example.org").await, Err(ResendError::Cooldown(_))));
}

#[tokio::test]
async fn changes_at_the_same_time_leave_one_verified_default() {
    let (world, ann) = world_with_ann().await;
    let first = default_of(&world, ann).await.id;
    let mut ids = vec![first];
    for number in 0..3 {
        world.clock.advance(secs(900));
        ids.push(world.add_address(ann, &format!("{number}@example.org")).await.unwrap().id);
    }
    let tasks: Vec<_> = (0..16)
        .map(|number| {
            let (world, id) = (world.clone(), ids[number % 4]);
            tokio::spawn(async move {
                if number % 3 == 0 {
                    let _ = remove(&world, ann, id).await;
                } else {
                    let _ = set_default(&world, ann, id).await;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    let list = world.identity.addresses.list(ann).await.unwrap();
    assert!(list.default().verified_at.is_some());
    assert_eq!(list.all().iter().filter(|email| email.is_default).count(), 1);
}

#[tokio::test]
async fn nobody_has_no_addresses() {
    let (world, ann) = world_with_ann().await;
    let (id, nobody) = (default_of(&world, ann).await.id, nobody(&world));
    assert!(matches!(world.identity.addresses.list(nobody).await, Err(MeError::Gone)));
    assert!(matches!(add(&world, nobody, WORK).await, Err(AddError::Gone)));
    assert!(matches!(resend(&world, nobody, WORK).await, Err(ResendError::Gone)));
    assert!(matches!(enter(&world, nobody, WORK, "000000").await, Err(VerifyError::Gone)));
    assert!(matches!(set_default(&world, nobody, id).await, Err(DefaultError::Gone)));
    assert!(matches!(remove(&world, nobody, id).await, Err(RemoveError::Gone)));
}

/// A world in which the accounts are those of another and addresses do as the mock says.
async fn with_emails(from: &World, user: UserId, emails: MockEmailStore) -> World {
    let account = from.identity.profiles.me(user).await.unwrap();
    let mut accounts = MockAccountStore::new();
    accounts.expect_find().returning(move |_| Ok(Some(account.clone())));
    World::new(|env| {
        env.accounts = Arc::new(accounts);
        env.emails = Arc::new(emails);
    })
}

#[tokio::test]
async fn what_the_store_decides_last_is_told() {
    let (world, ann) = world_with_ann().await;
    add(&world, ann, WORK).await.unwrap();
    let code = mailed(&world, WORK);
    let id = world.identity.addresses.list(ann).await.unwrap().of_address(&address(WORK)).unwrap().id;
    let stored = world.environment.emails.find_code(id).await.unwrap();
    for outcome in [AddEmailOutcome::AddressTaken, AddEmailOutcome::TooMany, AddEmailOutcome::Gone] {
        let mut emails = MockEmailStore::new();
        emails.expect_add().returning(move |_| Ok(outcome));
        let world = with_emails(&world, ann, emails).await;
        let error = add(&world, ann, "new@example.org").await.unwrap_err();
        let expected = match outcome {
            AddEmailOutcome::AddressTaken => matches!(error, AddError::InUse),
            AddEmailOutcome::TooMany => matches!(error, AddError::TooMany),
            _ => matches!(error, AddError::Gone),
        };
        assert!(expected, "{outcome:?}: {error:?}");
    }
    for (outcome, swept) in [(VerifyEmailOutcome::CodeSpent, false), (VerifyEmailOutcome::CodeSpent, true)] {
        let mut emails = MockEmailStore::new();
        let claimed = stored.clone().filter(|_| !swept);
        emails.expect_claim_attempt().returning(move |_, _, _| Ok(claimed.clone()));
        emails.expect_find_code().returning(|_| Ok(None));
        emails.expect_verify().returning(move |_| Ok(outcome));
        let world = with_emails(&world, ann, emails).await;
        let error = enter(&world, ann, WORK, &code).await.unwrap_err();
        let expected = if swept {
            matches!(error, VerifyError::Expired)
        } else {
            matches!(error, VerifyError::WrongCode)
        };
        assert!(expected, "{error:?}");
    }
}

#[tokio::test]
async fn somebody_who_is_always_too_late_is_told_to_come_again() {
    let (world, ann) = world_with_ann().await;
    let work = world.add_address(ann, WORK).await.unwrap();
    let mut emails = MockEmailStore::new();
    emails.expect_set_default().times(5).returning(|_| Ok(false));
    emails.expect_remove().times(5).returning(|_| Ok(false));
    emails.expect_find_code().returning(|_| Err(StoreError::unavailable("down")));
    let busy = with_emails(&world, ann, emails).await;
    let error = set_default(&busy, ann, work.id).await.unwrap_err();
    assert!(matches!(error, DefaultError::Store(error) if error.is_unavailable()));
    let error = remove(&busy, ann, work.id).await.unwrap_err();
    assert!(matches!(error, RemoveError::Store(error) if error.is_unavailable()));
    add(&world, ann, "waiting@example.org").await.unwrap();
    let mut emails = MockEmailStore::new();
    emails.expect_find_code().returning(|_| Ok(None));
    emails.expect_put_code().times(1).returning(|_| Ok(false));
    let busy = with_emails(&world, ann, emails).await;
    let error = resend(&busy, ann, "waiting@example.org").await.unwrap_err();
    assert!(matches!(error, ResendError::Cooldown(_)), "somebody else sent it");
}
