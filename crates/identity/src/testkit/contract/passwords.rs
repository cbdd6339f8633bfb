//! Changing and resetting passwords.

use super::setting::{
    Person, Stores, TICK, address, count, digest, entry, hash, new_session, person, race, random, record,
    seconds, start,
};
use super::{signing_in, throttle};
use crate::ports::{ChangePassword, OpenReset, OpenSession, ResetPassword};
use crate::{ApiCredentials, PasswordHash, PasswordReset, ResetToken};
use hitkey_kernel::{OutboxEntry, UserId};

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    a_change_ends_the_other_sessions_and_tells(&make().await).await;
    a_change_drops_sign_ins_that_wait(&make().await).await;
    a_change_against_another_hash_does_nothing(&make().await).await;
    one_of_several_changes_is_made(&make().await).await;
    a_reset_ends_everything_and_tells(&make().await).await;
    a_reset_works_once(&make().await).await;
    a_reset_works_until_it_expires(&make().await).await;
    a_decoy_resets_nothing(&make().await).await;
    a_password_change_leaves_other_people_alone(&make().await).await;
}

pub(super) fn change(person: &Person) -> ChangePassword {
    ChangePassword {
        user: person.id,
        old: person.password.clone(),
        new: hash(),
        keep: person.session.id,
        pardon: Vec::new(),
        notice: entry(),
        audit: record(),
        now: start() + seconds(5),
    }
}

pub(super) fn reset(token: &ResetToken, new: PasswordHash, notice: OutboxEntry) -> ResetPassword {
    let (token, audit) = (token.digest(), record());
    ResetPassword { token, new, pardon: Vec::new(), notice, audit, now: start() + seconds(5) }
}

/// A reset that ends in a quarter of an hour.
pub(super) fn opening(user: Option<UserId>) -> (ResetToken, OpenReset) {
    let token = ResetToken::generate(&random());
    let reset = PasswordReset {
        token: token.digest(),
        user,
        email: address(),
        created_at: start(),
        expires_at: start() + seconds(900),
    };
    (token, OpenReset { reset, mail: entry(), audit: record() })
}

pub(super) async fn open_reset(stores: &Stores, user: Option<UserId>) -> ResetToken {
    let (token, command) = opening(user);
    stores.challenges.open_reset(command).await.unwrap();
    token
}

async fn a_change_ends_the_other_sessions_and_tells(stores: &Stores) {
    let ann = person(stores).await;
    let (_, other) = ann.open::<ApiCredentials>(stores).await;
    let (_, cookie) = ann.open_cookie(stores).await;
    let token = open_reset(stores, Some(ann.id)).await;
    let counted = throttle::blocked(stores).await;
    let command = ChangePassword { pardon: counted.pardon(), ..change(&ann) };
    let (new, notice) = (command.new.clone(), command.notice.clone());
    assert!(stores.accounts.change_password(command).await.unwrap());
    let account = stores.account(ann.id).await;
    assert_eq!((account.password, account.updated_at), (new, start() + seconds(5)));
    assert!(ann.is_signed_in(stores).await, "this session goes on");
    assert_eq!(stores.sessions.find_by_access(&other.access.digest(), start()).await.unwrap(), None);
    assert_eq!(stores.sessions.find_refresh(&other.refresh.digest()).await.unwrap(), None);
    assert_eq!(stores.sessions.find_by_cookie(&cookie.cookie.digest(), start()).await.unwrap(), None);
    assert_eq!(stores.challenges.find_reset(&token.digest()).await.unwrap(), None, "resets are dropped");
    assert!(stores.enqueued(&notice).await);
    assert!(counted.is_free(stores).await);
}

async fn a_change_drops_sign_ins_that_wait(stores: &Stores) {
    let ann = signing_in::with_second_factor(stores).await;
    let challenge = ann.open_sign_in(stores).await;
    assert!(stores.accounts.change_password(change(&ann.person)).await.unwrap());
    assert_eq!(stores.challenges.find_sign_in(&challenge.digest()).await.unwrap(), None);
}

async fn a_change_against_another_hash_does_nothing(stores: &Stores) {
    let ann = person(stores).await;
    let (_, cookie) = ann.open_cookie(stores).await;
    let command = ChangePassword { old: hash(), ..change(&ann) };
    let notice = command.notice.clone();
    assert!(!stores.accounts.change_password(command).await.unwrap());
    assert_eq!(stores.account(ann.id).await.password, ann.password);
    assert!(stores.sessions.find_by_cookie(&cookie.cookie.digest(), start()).await.unwrap().is_some());
    assert!(!stores.enqueued(&notice).await);
}

async fn one_of_several_changes_is_made(stores: &Stores) {
    let ann = person(stores).await;
    let outcomes = race(|_| {
        let (accounts, command) = (stores.accounts.clone(), change(&ann));
        async move { accounts.change_password(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &true), 1, "{outcomes:?}");
}

async fn a_reset_ends_everything_and_tells(stores: &Stores) {
    let ann = signing_in::with_second_factor(stores).await;
    let challenge = ann.open_sign_in(stores).await;
    let (token, other) =
        (open_reset(stores, Some(ann.person.id)).await, open_reset(stores, Some(ann.person.id)).await);
    let counted = throttle::blocked(stores).await;
    let (new, notice) = (hash(), entry());
    let command = ResetPassword { pardon: counted.pardon(), ..reset(&token, new.clone(), notice.clone()) };
    assert!(stores.accounts.reset_password(command).await.unwrap());
    let account = stores.account(ann.person.id).await;
    assert_eq!((&account.password, account.updated_at), (&new, start() + seconds(5)));
    assert!(account.second_factor.is_on(), "a reset does not weaken the account");
    assert!(!ann.person.is_signed_in(stores).await);
    assert_eq!(stores.challenges.find_sign_in(&challenge.digest()).await.unwrap(), None);
    assert_eq!(stores.challenges.find_reset(&other.digest()).await.unwrap(), None);
    assert!(stores.enqueued(&notice).await);
    assert!(counted.is_free(stores).await);
    let (session, _) = new_session::<ApiCredentials>(ann.person.id);
    let late = OpenSession { new: session, seen_password: ann.person.password.clone() };
    assert!(!stores.sessions.open(late).await.unwrap(), "the old password opens nothing any more");
}

async fn a_reset_works_once(stores: &Stores) {
    let ann = person(stores).await;
    let token = open_reset(stores, Some(ann.id)).await;
    let hashes: Vec<_> = (0..super::setting::RACERS).map(|_| hash()).collect();
    let outcomes = race(|number| {
        let command = reset(&token, hashes[number].clone(), entry());
        let accounts = stores.accounts.clone();
        async move { accounts.reset_password(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &true), 1, "{outcomes:?}");
    let winner = outcomes.iter().position(|won| *won).unwrap();
    assert_eq!(stores.account(ann.id).await.password, hashes[winner]);
}

async fn a_reset_works_until_it_expires(stores: &Stores) {
    let ann = person(stores).await;
    let token = open_reset(stores, Some(ann.id)).await;
    let end = start() + seconds(900);
    let late = ResetPassword { now: end, ..reset(&token, hash(), entry()) };
    assert!(!stores.accounts.reset_password(late).await.unwrap());
    assert!(ann.is_signed_in(stores).await);
    let early = ResetPassword { now: end - TICK, ..reset(&token, hash(), entry()) };
    assert!(stores.accounts.reset_password(early).await.unwrap());
}

async fn a_decoy_resets_nothing(stores: &Stores) {
    let token = open_reset(stores, None).await;
    let notice = entry();
    assert!(!stores.accounts.reset_password(reset(&token, hash(), notice.clone())).await.unwrap());
    let unknown = ResetPassword {
        token: crate::ResetTokenDigest::from_bytes(digest()),
        ..reset(&token, hash(), notice.clone())
    };
    assert!(!stores.accounts.reset_password(unknown).await.unwrap());
    assert!(!stores.enqueued(&notice).await);
}

async fn a_password_change_leaves_other_people_alone(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let bobs = open_reset(stores, Some(bob.id)).await;
    assert!(stores.accounts.change_password(change(&ann)).await.unwrap());
    let anns = open_reset(stores, Some(ann.id)).await;
    assert!(stores.accounts.reset_password(reset(&anns, hash(), entry())).await.unwrap());
    assert!(bob.is_signed_in(stores).await);
    assert!(stores.challenges.find_reset(&bobs.digest()).await.unwrap().is_some());
    assert_eq!(stores.account(bob.id).await.password, bob.password);
}
