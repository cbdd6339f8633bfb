//! Becoming a person.

use super::setting::{
    RACERS, Stores, TICK, address, count, entry, new_account, new_session, pending, person, race, seconds,
    shouted, start, verified,
};
use crate::ports::{OpenSession, PutRegistration, Register, RegisterOutcome};
use crate::{ApiCredentials, CookieCredentials, RegistrationTokenDigest};
use hitkey_kernel::EmailAddress;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    a_registered_person_is_found_as_they_were_stored(&make().await).await;
    registering_opens_the_first_session(&make().await).await;
    the_device_of_a_registration_is_known(&make().await).await;
    a_token_makes_one_account(&make().await).await;
    a_token_is_good_until_it_expires(&make().await).await;
    an_unverified_registration_makes_no_account(&make().await).await;
    a_taken_address_makes_no_second_account(&make().await).await;
}

pub(super) fn register(email: &EmailAddress, token: RegistrationTokenDigest) -> (Register, ApiCredentials) {
    let account = new_account(email);
    let (session, credentials) = new_session(account.id);
    (Register { token, account, session, now: start() }, credentials)
}

async fn a_registered_person_is_found_as_they_were_stored(stores: &Stores) {
    let email = address();
    let token = verified(stores, &email).await.digest();
    let (command, _) = register(&email, token);
    let expected = command.account.clone().into_account();
    assert_eq!(stores.accounts.register(command).await.unwrap(), RegisterOutcome::Registered);
    assert_eq!(stores.accounts.find(expected.id).await.unwrap().as_ref(), Some(&expected));
    for spelling in [&email, &shouted(&email)] {
        let found = stores.accounts.find_by_email(spelling).await.unwrap().unwrap();
        assert_eq!(found, expected);
        assert_eq!(found.email().address.as_str(), email.as_str(), "the spelling is kept");
    }
    assert_eq!(stores.accounts.find_by_email(&address()).await.unwrap(), None);
    assert_eq!(stores.accounts.find(super::setting::user_id()).await.unwrap(), None);
}

async fn registering_opens_the_first_session(stores: &Stores) {
    let ann = person(stores).await;
    let access = ann.credentials.access.digest();
    let found = stores.sessions.find_by_access(&access, start()).await.unwrap();
    assert_eq!(found, Some(ann.session.clone()));
    assert_eq!(stores.challenges.find_registration(&ann.email).await.unwrap(), None, "it is used up");
}

async fn the_device_of_a_registration_is_known(stores: &Stores) {
    let ann = person(stores).await;
    let (mut new, _) = new_session::<CookieCredentials>(ann.id);
    let notice = entry();
    (new.device, new.notice_if_unknown) = (ann.device, Some(notice.clone()));
    let command = OpenSession { new, seen_password: ann.password.clone() };
    assert!(stores.sessions.open(command).await.unwrap());
    assert!(!stores.enqueued(&notice).await);
}

async fn a_token_makes_one_account(stores: &Stores) {
    let email = address();
    let token = verified(stores, &email).await.digest();
    let outcomes = race(|_| {
        let (accounts, (command, _)) = (stores.accounts.clone(), register(&email, token));
        async move { accounts.register(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &RegisterOutcome::Registered), 1, "{outcomes:?}");
    assert_eq!(outcomes.len(), RACERS);
    assert!(stores.accounts.find_by_email(&email).await.unwrap().is_some());
}

async fn a_token_is_good_until_it_expires(stores: &Stores) {
    for (early, outcome) in [(false, RegisterOutcome::TokenSpent), (true, RegisterOutcome::Registered)] {
        let email = address();
        let token = verified(stores, &email).await.digest();
        let (mut command, _) = register(&email, token);
        let end = start() + seconds(1_800);
        command.now = if early { end - TICK } else { end };
        assert_eq!(stores.accounts.register(command).await.unwrap(), outcome);
        let found = stores.accounts.find_by_email(&email).await.unwrap();
        assert_eq!(found.is_some(), early);
    }
}

async fn an_unverified_registration_makes_no_account(stores: &Stores) {
    let email = address();
    let put = PutRegistration { pending: pending(&email), seen_sent_at: None, mail: entry() };
    assert!(stores.challenges.put_registration(put).await.unwrap());
    let unknown = RegistrationTokenDigest::from_bytes(super::setting::digest());
    let (command, _) = register(&email, unknown);
    assert_eq!(stores.accounts.register(command).await.unwrap(), RegisterOutcome::TokenSpent);
    assert!(stores.challenges.find_registration(&email).await.unwrap().is_some());
}

async fn a_taken_address_makes_no_second_account(stores: &Stores) {
    let ann = person(stores).await;
    let again = shouted(&ann.email);
    let token = verified(stores, &again).await.digest();
    let (command, credentials) = register(&again, token);
    assert_eq!(stores.accounts.register(command).await.unwrap(), RegisterOutcome::AddressTaken);
    let session = stores.sessions.find_by_access(&credentials.access.digest(), start()).await.unwrap();
    assert_eq!(session, None, "nothing was written");
    assert!(stores.challenges.find_registration(&again).await.unwrap().is_some(), "nothing was removed");
    assert_eq!(stores.accounts.find_by_email(&again).await.unwrap().unwrap().id, ann.id);
}
