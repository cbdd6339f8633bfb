//! Every change is kept with its entry of the audit log, and no entry without its change.

use super::setting::{
    Person, RACERS, Stores, address, ending, entry, hash, new_session, person, race, record, user_id,
    verified,
};
use super::signing_in::{USED_STEP, with_second_factor};
use super::{accounts, addresses, choosing, passwords, registering, second_factors};
use crate::ports::{
    ChangePassword, CompleteSignInOutcome, OpenSession, RegisterOutcome, RemoveEmail, UpdateProfileOutcome,
    VerifyEmailOutcome,
};
use crate::{ApiCredentials, ChallengeToken, SecondFactorProof};
use hitkey_kernel::AuditRecord;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    registrations_are_kept(&make().await).await;
    sessions_are_kept(&make().await).await;
    second_steps_are_kept(&make().await).await;
    password_changes_are_kept(&make().await).await;
    resets_are_kept(&make().await).await;
    second_factors_are_kept(&make().await).await;
    addresses_are_kept(&make().await).await;
    profiles_are_kept(&make().await).await;
    of_those_who_race_the_winner_is_kept(&make().await).await;
    a_session_that_two_end_is_kept_once(&make().await).await;
}

/// Fails unless `record` was kept exactly if something `happened`, and that is as `expected`.
async fn told(stores: &Stores, record: &AuditRecord, happened: bool, expected: bool) {
    assert_eq!(happened, expected);
    assert_eq!(stores.kept(record).await, happened, "an entry goes with its change");
}

async fn registrations_are_kept(stores: &Stores) {
    let email = address();
    let token = verified(stores, &email).await.digest();
    for expected in [true, false] {
        let (command, _) = registering::register(&email, token);
        let audit = command.session.audit.clone();
        let outcome = stores.accounts.register(command).await.unwrap();
        told(stores, &audit, outcome == RegisterOutcome::Registered, expected).await;
    }
}

async fn sessions_are_kept(stores: &Stores) {
    let ann = person(stores).await;
    for (seen_password, expected) in [(ann.password.clone(), true), (hash(), false)] {
        let (new, _) = new_session::<ApiCredentials>(ann.id);
        let audit = new.audit.clone();
        let opened = stores.sessions.open(OpenSession { new, seen_password }).await.unwrap();
        told(stores, &audit, opened, expected).await;
    }
    for (user, expected) in [(user_id(), false), (ann.id, true), (ann.id, false)] {
        let command = ending(user, ann.session.id);
        let audit = command.audit.clone();
        told(stores, &audit, stores.sessions.end(command).await.unwrap(), expected).await;
    }
}

async fn second_steps_are_kept(stores: &Stores) {
    let ann = with_second_factor(stores).await;
    let token = ChallengeToken::generate(&super::setting::random());
    for (seen_password, expected) in [(hash(), false), (ann.person.password.clone(), true)] {
        let mut command = ann.opening(&token);
        command.seen_password = seen_password;
        let audit = command.audit.clone();
        told(stores, &audit, stores.challenges.open_sign_in(command).await.unwrap(), expected).await;
    }
    for (step, expected) in [(USED_STEP, false), (USED_STEP + 1, true), (USED_STEP + 2, false)] {
        let (command, _) = ann.completing(&token, SecondFactorProof::Totp { step });
        let audit = command.new.audit.clone();
        let outcome = stores.challenges.complete_sign_in(command).await.unwrap();
        told(stores, &audit, outcome == CompleteSignInOutcome::Completed, expected).await;
    }
}

async fn password_changes_are_kept(stores: &Stores) {
    let ann = person(stores).await;
    for expected in [true, false] {
        let command = passwords::change(&ann);
        let audit = command.audit.clone();
        told(stores, &audit, stores.accounts.change_password(command).await.unwrap(), expected).await;
    }
}

async fn resets_are_kept(stores: &Stores) {
    let ann = person(stores).await;
    for user in [Some(ann.id), None] {
        let command = passwords::opening(user).1;
        let audit = command.audit.clone();
        stores.challenges.open_reset(command).await.unwrap();
        told(stores, &audit, true, true).await;
    }
    let token = passwords::open_reset(stores, Some(ann.id)).await;
    for expected in [true, false] {
        let command = passwords::reset(&token, hash(), entry());
        let audit = command.audit.clone();
        told(stores, &audit, stores.accounts.reset_password(command).await.unwrap(), expected).await;
    }
}

async fn second_factors_are_kept(stores: &Stores) {
    let ann = person(stores).await;
    let secret = second_factors::sealed();
    for (user, expected) in [(user_id(), false), (ann.id, true)] {
        let command = second_factors::begin(user, secret.clone());
        let audit = command.audit.clone();
        told(stores, &audit, stores.accounts.begin_totp(command).await.unwrap(), expected).await;
    }
    for expected in [true, false] {
        let command = second_factors::enable(ann.id, &secret);
        let audit = command.audit.clone();
        told(stores, &audit, stores.accounts.enable_totp(command).await.unwrap(), expected).await;
    }
    let bob = with_second_factor(stores).await;
    for (step, expected) in [(USED_STEP, false), (USED_STEP + 1, true)] {
        let command = second_factors::disable(&bob, SecondFactorProof::Totp { step });
        let audit = command.audit.clone();
        told(stores, &audit, stores.accounts.disable_totp(command).await.unwrap(), expected).await;
    }
}

async fn addresses_are_kept(stores: &Stores) {
    let ann = person(stores).await;
    let (first, address) = (choosing::default_of(stores, &ann).await, address());
    let added = addresses::add(&ann, &address);
    let code = added.code.clone();
    for (command, expected) in [(added, true), (addresses::add(&ann, &address), false)] {
        let audit = command.audit.clone();
        let outcome = stores.emails.add(command).await.unwrap();
        told(stores, &audit, outcome == crate::ports::AddEmailOutcome::Added, expected).await;
    }
    for expected in [true, false] {
        let command = addresses::verify(&ann, &code);
        let audit = command.audit.clone();
        let outcome = stores.emails.verify(command).await.unwrap();
        told(stores, &audit, outcome == VerifyEmailOutcome::Verified, expected).await;
    }
    for expected in [true, false] {
        let command = choosing::choose(&ann, first, code.email);
        let audit = command.audit.clone();
        told(stores, &audit, stores.emails.set_default(command).await.unwrap(), expected).await;
    }
    for expected in [true, false] {
        let command = RemoveEmail { default: first, ..choosing::remove(&ann, code.email, code.email) };
        let audit = command.audit.clone();
        told(stores, &audit, stores.emails.remove(command).await.unwrap(), expected).await;
    }
}

async fn profiles_are_kept(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let name = format!("Ann_{}", super::setting::tag());
    for (who, expected) in [(&ann, true), (&ann, false), (&bob, false)] {
        let command = accounts::update(who, accounts::named(&name));
        let audit = command.audit.clone();
        let outcome = stores.accounts.update_profile(command).await.unwrap();
        told(stores, &audit, outcome == UpdateProfileOutcome::Updated, expected).await;
    }
}

/// As many changes of one password as there are racers.
fn changes(ann: &Person) -> Vec<ChangePassword> {
    (0..RACERS).map(|_| passwords::change(ann)).collect()
}

async fn of_those_who_race_the_winner_is_kept(stores: &Stores) {
    let ann = person(stores).await;
    let commands = changes(&ann);
    let outcomes = race(|number| {
        let (accounts, command) = (stores.accounts.clone(), commands[number].clone());
        async move { accounts.change_password(command).await.unwrap() }
    })
    .await;
    assert_eq!(outcomes.iter().filter(|won| **won).count(), 1);
    for (command, won) in commands.iter().zip(outcomes) {
        assert_eq!(stores.kept(&command.audit).await, won);
    }
}

async fn a_session_that_two_end_is_kept_once(stores: &Stores) {
    let ann = person(stores).await;
    let audits: Vec<AuditRecord> = (0..RACERS).map(|_| record()).collect();
    let outcomes = race(|number| {
        let (sessions, mut command) = (stores.sessions.clone(), ending(ann.id, ann.session.id));
        command.audit = audits[number].clone();
        async move { sessions.end(command).await.unwrap() }
    })
    .await;
    assert_eq!(outcomes.iter().filter(|won| **won).count(), 1);
    for (audit, won) in audits.iter().zip(outcomes) {
        assert_eq!(stores.kept(audit).await, won);
    }
}
