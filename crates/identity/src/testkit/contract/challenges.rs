//! Pending registrations and password resets.

use super::setting::{
    Stores, TICK, address, count, digest, entry, pending, person, race, random, record, seconds, shouted,
    start, verified,
};
use super::throttle;
use crate::ports::{OpenReset, PutRegistration, VerifyRegistration};
use crate::{
    PasswordReset, PendingRegistration, PendingState, RegistrationToken, RegistrationTokenDigest, ResetToken,
    ResetTokenDigest, VerificationCodeDigest,
};
use hitkey_kernel::EmailAddress;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    a_pending_registration_is_found_as_it_was_stored(&make().await).await;
    a_registration_is_replaced_only_by_who_saw_it(&make().await).await;
    a_registration_that_was_swept_meanwhile_begins_anew(&make().await).await;
    one_of_several_first_mails_is_sent(&make().await).await;
    as_many_attempts_as_tries_are_claimed(&make().await).await;
    attempts_end_with_the_code(&make().await).await;
    a_right_code_verifies_once(&make().await).await;
    only_the_current_code_verifies(&make().await).await;
    a_verified_registration_is_found_by_its_token(&make().await).await;
    resets_are_found_as_they_were_stored(&make().await).await;
}

fn put(pending: &PendingRegistration) -> PutRegistration {
    PutRegistration { pending: pending.clone(), seen_sent_at: None, mail: entry() }
}

fn verify(pending: &PendingRegistration) -> VerifyRegistration {
    VerifyRegistration {
        email: pending.email.clone(),
        code: pending.code,
        token: RegistrationToken::generate(&random()).digest(),
        token_expires_at: start() + seconds(1_800) + TICK,
        pardon: Vec::new(),
    }
}

async fn stored(stores: &Stores, email: &EmailAddress) -> Option<PendingRegistration> {
    stores.challenges.find_registration(email).await.unwrap()
}

async fn awaiting(stores: &Stores) -> PendingRegistration {
    let pending = pending(&address());
    assert!(stores.challenges.put_registration(put(&pending)).await.unwrap());
    pending
}

async fn a_pending_registration_is_found_as_it_was_stored(stores: &Stores) {
    let pending = pending(&address());
    assert_eq!(stored(stores, &pending.email).await, None);
    let command = put(&pending);
    let mail = command.mail.clone();
    assert!(stores.challenges.put_registration(command).await.unwrap());
    for spelling in [&pending.email, &shouted(&pending.email)] {
        let found = stored(stores, spelling).await.unwrap();
        assert_eq!(found, pending);
        assert_eq!(found.email.as_str(), pending.email.as_str(), "the spelling is kept");
    }
    assert!(stores.enqueued(&mail).await);
}

async fn a_registration_is_replaced_only_by_who_saw_it(stores: &Stores) {
    let first = awaiting(stores).await;
    stores.challenges.claim_registration_attempt(&first.email, 3, start()).await.unwrap();
    let second = PendingRegistration { sent_at: start() + seconds(60), ..pending(&first.email) };
    for seen_sent_at in [None, Some(start() - TICK)] {
        let command = PutRegistration { seen_sent_at, ..put(&second) };
        let mail = command.mail.clone();
        assert!(!stores.challenges.put_registration(command).await.unwrap());
        assert!(!stores.enqueued(&mail).await);
    }
    assert_eq!(stored(stores, &first.email).await.unwrap().code, first.code);
    let command = PutRegistration { seen_sent_at: Some(first.sent_at), ..put(&second) };
    assert!(stores.challenges.put_registration(command).await.unwrap());
    assert_eq!(stored(stores, &first.email).await, Some(second), "with attempts begun anew");
    let email = address();
    verified(stores, &email).await;
    let anew = PendingRegistration { sent_at: start() + seconds(60), ..pending(&email) };
    let command = PutRegistration { seen_sent_at: Some(start()), ..put(&anew) };
    assert!(stores.challenges.put_registration(command).await.unwrap());
    assert_eq!(stored(stores, &email).await, Some(anew), "a verified one begins anew, too");
}

async fn a_registration_that_was_swept_meanwhile_begins_anew(stores: &Stores) {
    let pending = pending(&address());
    let command = PutRegistration { seen_sent_at: Some(start() - seconds(900)), ..put(&pending) };
    assert!(stores.challenges.put_registration(command).await.unwrap());
    assert_eq!(stored(stores, &pending.email).await, Some(pending));
}

async fn one_of_several_first_mails_is_sent(stores: &Stores) {
    let email = address();
    let outcomes = race(|_| {
        let (challenges, command) = (stores.challenges.clone(), put(&pending(&email)));
        let mail = command.mail.clone();
        async move { (challenges.put_registration(command).await.unwrap(), mail) }
    })
    .await;
    let won: Vec<_> = outcomes.iter().map(|(won, _)| *won).collect();
    assert_eq!(count(&won, &true), 1, "{won:?}");
    for (won, mail) in outcomes {
        assert_eq!(stores.enqueued(&mail).await, won);
    }
}

async fn as_many_attempts_as_tries_are_claimed(stores: &Stores) {
    let pending = awaiting(stores).await;
    let claimed = race(|_| {
        let (challenges, email) = (stores.challenges.clone(), shouted(&pending.email));
        async move { challenges.claim_registration_attempt(&email, 3, start()).await.unwrap() }
    })
    .await;
    let mut attempts: Vec<_> = claimed.iter().flatten().map(|claimed| claimed.attempts).collect();
    attempts.sort_unstable();
    assert_eq!(attempts, [1, 2, 3]);
    let one = claimed.into_iter().flatten().find(|claimed| claimed.attempts == 2);
    assert_eq!(one, Some(PendingRegistration { attempts: 2, ..pending }));
}

async fn attempts_end_with_the_code(stores: &Stores) {
    let pending = awaiting(stores).await;
    let claim = async |email: &EmailAddress, now| {
        stores.challenges.claim_registration_attempt(email, 3, now).await.unwrap().is_some()
    };
    assert!(!claim(&pending.email, pending.code_expires_at).await);
    assert_eq!(stored(stores, &pending.email).await.unwrap().attempts, 0);
    assert!(claim(&pending.email, pending.code_expires_at - TICK).await);
    assert!(!claim(&address(), start()).await, "nobody's");
    let email = address();
    verified(stores, &email).await;
    assert!(!claim(&email, start()).await, "verified already");
}

async fn a_right_code_verifies_once(stores: &Stores) {
    let pending = awaiting(stores).await;
    let outcomes = race(|_| {
        let (challenges, command) = (stores.challenges.clone(), verify(&pending));
        async move { (challenges.verify_registration(command.clone()).await.unwrap(), command.token) }
    })
    .await;
    let won: Vec<_> = outcomes.iter().filter(|(won, _)| *won).map(|(_, token)| *token).collect();
    assert_eq!(won.len(), 1);
    let expires_at = start() + seconds(1_800) + TICK;
    let state = PendingState::Verified { token: won[0], expires_at };
    assert_eq!(stored(stores, &pending.email).await, Some(PendingRegistration { state, ..pending }));
}

async fn only_the_current_code_verifies(stores: &Stores) {
    let pending = awaiting(stores).await;
    let counted = throttle::blocked(stores).await;
    let other = VerificationCodeDigest::from_bytes(digest());
    let wrong = VerifyRegistration { code: other, pardon: counted.pardon(), ..verify(&pending) };
    assert!(!stores.challenges.verify_registration(wrong).await.unwrap());
    assert_eq!(stored(stores, &pending.email).await, Some(pending.clone()));
    assert!(!counted.is_free(stores).await, "nothing is forgiven");
    let right = VerifyRegistration { pardon: counted.pardon(), ..verify(&pending) };
    assert!(stores.challenges.verify_registration(right).await.unwrap());
    assert!(counted.is_free(stores).await);
}

async fn a_verified_registration_is_found_by_its_token(stores: &Stores) {
    let email = address();
    let token = verified(stores, &email).await.digest();
    let found = stores.challenges.find_registration_by_token(&token).await.unwrap();
    assert_eq!(found, stored(stores, &email).await);
    assert!(found.is_some());
    let unknown = RegistrationTokenDigest::from_bytes(digest());
    assert_eq!(stores.challenges.find_registration_by_token(&unknown).await.unwrap(), None);
}

async fn resets_are_found_as_they_were_stored(stores: &Stores) {
    let ann = person(stores).await;
    for user in [Some(ann.id), None, Some(ann.id)] {
        let reset = PasswordReset {
            token: ResetToken::generate(&random()).digest(),
            user,
            email: ann.email.clone(),
            created_at: start() + TICK,
            expires_at: start() + seconds(900),
        };
        let mail = entry();
        let command = OpenReset { reset: reset.clone(), mail: mail.clone(), audit: record() };
        stores.challenges.open_reset(command).await.unwrap();
        let found = stores.challenges.find_reset(&reset.token).await.unwrap();
        assert_eq!(found, Some(reset), "earlier ones stay");
        assert!(stores.enqueued(&mail).await);
    }
    let unknown = ResetTokenDigest::from_bytes(digest());
    assert_eq!(stores.challenges.find_reset(&unknown).await.unwrap(), None);
}
