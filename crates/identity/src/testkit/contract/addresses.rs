//! Further addresses of a person: adding and proving them.

use super::setting::{
    Person, RACERS, Stores, TICK, address, count, digest, entry, person, race, random, record, seconds,
    shouted, start, user_id,
};
use super::throttle;
use crate::ports::{AddEmail, AddEmailOutcome, PutAddressCode, VerifyEmail, VerifyEmailOutcome};
use crate::{AccountEmail, AddressCode, VerificationCodeDigest};
use hitkey_kernel::{EmailAddress, EmailId};

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    an_added_address_is_kept_and_counts_for_nothing(&make().await).await;
    nobody_adds_an_address_that_is_taken(&make().await).await;
    nobody_has_more_addresses_than_the_limit(&make().await).await;
    one_of_several_equal_addresses_is_added(&make().await).await;
    a_code_is_replaced_only_by_who_saw_it(&make().await).await;
    as_many_attempts_as_tries_are_claimed(&make().await).await;
    attempts_end_with_the_code(&make().await).await;
    a_verified_address_counts(&make().await).await;
    only_the_current_code_of_the_person_verifies(&make().await).await;
    one_of_several_people_gets_an_address(&make().await).await;
    one_of_several_equal_codes_verifies(&make().await).await;
}

pub(super) fn code(email: EmailId) -> AddressCode {
    AddressCode {
        email,
        code: VerificationCodeDigest::from_bytes(digest()),
        sent_at: start(),
        expires_at: start() + seconds(600),
        attempts: 0,
    }
}

pub(super) fn add(person: &Person, address: &EmailAddress) -> AddEmail {
    AddEmail {
        user: person.id,
        address: address.clone(),
        code: code(EmailId::generate(start(), &random())),
        limit: 20,
        mails: vec![entry(), entry()],
        audit: record(),
        now: start() + seconds(1),
    }
}

pub(super) fn verify(person: &Person, code: &AddressCode) -> VerifyEmail {
    VerifyEmail {
        user: person.id,
        email: code.email,
        code: code.code,
        pardon: Vec::new(),
        notices: vec![entry()],
        audit: record(),
        now: start() + seconds(2),
    }
}

/// An address that waits for its code.
pub(super) async fn added(stores: &Stores, person: &Person, address: &EmailAddress) -> AddressCode {
    let command = add(person, address);
    let code = command.code.clone();
    assert_eq!(stores.emails.add(command).await.unwrap(), AddEmailOutcome::Added);
    code
}

/// A further address that counts.
pub(super) async fn proven(stores: &Stores, person: &Person) -> EmailId {
    let code = added(stores, person, &address()).await;
    let outcome = stores.emails.verify(verify(person, &code)).await.unwrap();
    assert_eq!(outcome, VerifyEmailOutcome::Verified);
    code.email
}

pub(super) async fn stored(stores: &Stores, person: &Person, id: EmailId) -> Option<AccountEmail> {
    stores.account(person.id).await.emails.find(id).cloned()
}

async fn an_added_address_is_kept_and_counts_for_nothing(stores: &Stores) {
    let (ann, address) = (person(stores).await, address());
    let command = add(&ann, &address);
    let (code, mails) = (command.code.clone(), command.mails.clone());
    assert_eq!(stores.emails.add(command).await.unwrap(), AddEmailOutcome::Added);
    let expected = AccountEmail {
        id: code.email,
        address: address.clone(),
        is_default: false,
        verified_at: None,
        created_at: start() + seconds(1),
    };
    let email = stored(stores, &ann, code.email).await.unwrap();
    assert_eq!(email.address.as_str(), address.as_str(), "the spelling is kept");
    assert_eq!(email, expected);
    assert_eq!(stores.emails.find_code(code.email).await.unwrap(), Some(code));
    assert_eq!(stores.accounts.find_by_email(&address).await.unwrap(), None);
    for mail in mails {
        assert!(stores.enqueued(&mail).await);
    }
    assert_eq!(stores.account(ann.id).await.updated_at, start());
    let nobodys = EmailId::generate(start(), &random());
    assert_eq!(stores.emails.find_code(nobodys).await.unwrap(), None);
}

async fn nobody_adds_an_address_that_is_taken(stores: &Stores) {
    let (ann, bob, waiting) = (person(stores).await, person(stores).await, address());
    added(stores, &ann, &waiting).await;
    let taken = [shouted(&bob.email), shouted(&ann.email), shouted(&waiting)];
    for address in taken {
        let command = add(&ann, &address);
        let (id, mail) = (command.code.email, command.mails[0].clone());
        assert_eq!(stores.emails.add(command).await.unwrap(), AddEmailOutcome::AddressTaken);
        assert_eq!(stores.emails.find_code(id).await.unwrap(), None);
        assert!(!stores.enqueued(&mail).await);
    }
    added(stores, &bob, &waiting).await;
    let gone = AddEmail { user: user_id(), ..add(&ann, &address()) };
    assert_eq!(stores.emails.add(gone).await.unwrap(), AddEmailOutcome::Gone);
}

async fn nobody_has_more_addresses_than_the_limit(stores: &Stores) {
    let ann = person(stores).await;
    let outcomes = race(|_| {
        let (emails, command) = (stores.emails.clone(), AddEmail { limit: 4, ..add(&ann, &address()) });
        async move { emails.add(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &AddEmailOutcome::Added), 3, "{outcomes:?}");
    assert_eq!(count(&outcomes, &AddEmailOutcome::TooMany), RACERS - 3, "{outcomes:?}");
    assert_eq!(stores.account(ann.id).await.emails.all().len(), 4);
}

async fn one_of_several_equal_addresses_is_added(stores: &Stores) {
    let (ann, address) = (person(stores).await, address());
    let outcomes = race(|_| {
        let (emails, command) = (stores.emails.clone(), add(&ann, &address));
        async move { emails.add(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &AddEmailOutcome::Added), 1, "{outcomes:?}");
    assert_eq!(count(&outcomes, &AddEmailOutcome::AddressTaken), RACERS - 1, "{outcomes:?}");
}

async fn a_code_is_replaced_only_by_who_saw_it(stores: &Stores) {
    let ann = person(stores).await;
    let first = added(stores, &ann, &address()).await;
    stores.emails.claim_attempt(first.email, 3, start()).await.unwrap().unwrap();
    let second = AddressCode { sent_at: start() + seconds(60), ..code(first.email) };
    let put =
        |code: &AddressCode, seen_sent_at| PutAddressCode { code: code.clone(), seen_sent_at, mail: entry() };
    for seen in [None, Some(start() - TICK)] {
        let command = put(&second, seen);
        let mail = command.mail.clone();
        assert!(!stores.emails.put_code(command).await.unwrap());
        assert!(!stores.enqueued(&mail).await);
    }
    let outcomes = race(|_| {
        let (emails, command) = (stores.emails.clone(), put(&second, Some(first.sent_at)));
        let mail = command.mail.clone();
        async move { (emails.put_code(command).await.unwrap(), mail) }
    })
    .await;
    assert_eq!(outcomes.iter().filter(|(won, _)| *won).count(), 1);
    for (won, mail) in outcomes {
        assert_eq!(stores.enqueued(&mail).await, won);
    }
    assert_eq!(stores.emails.find_code(first.email).await.unwrap(), Some(second), "attempts begin anew");
    let verified = proven(stores, &ann).await;
    assert!(!stores.emails.put_code(put(&code(verified), None)).await.unwrap());
    let nobodys = code(EmailId::generate(start(), &random()));
    assert!(!stores.emails.put_code(put(&nobodys, None)).await.unwrap());
}

async fn as_many_attempts_as_tries_are_claimed(stores: &Stores) {
    let ann = person(stores).await;
    let code = added(stores, &ann, &address()).await;
    let claimed = race(|_| {
        let (emails, id) = (stores.emails.clone(), code.email);
        async move { emails.claim_attempt(id, 3, start()).await.unwrap() }
    })
    .await;
    let mut attempts: Vec<_> = claimed.iter().flatten().map(|claimed| claimed.attempts).collect();
    attempts.sort_unstable();
    assert_eq!(attempts, [1, 2, 3]);
    let one = claimed.into_iter().flatten().find(|claimed| claimed.attempts == 2);
    assert_eq!(one, Some(AddressCode { attempts: 2, ..code }));
}

async fn attempts_end_with_the_code(stores: &Stores) {
    let ann = person(stores).await;
    let code = added(stores, &ann, &address()).await;
    let claim = async |now| stores.emails.claim_attempt(code.email, 3, now).await.unwrap().is_some();
    assert!(!claim(code.expires_at).await);
    assert_eq!(stores.emails.find_code(code.email).await.unwrap().unwrap().attempts, 0);
    assert!(claim(code.expires_at - TICK).await);
    let verified = proven(stores, &ann).await;
    assert_eq!(stores.emails.claim_attempt(verified, 3, start()).await.unwrap(), None);
}

async fn a_verified_address_counts(stores: &Stores) {
    let (ann, address) = (person(stores).await, address());
    let code = added(stores, &ann, &address).await;
    let counted = throttle::blocked(stores).await;
    let command = VerifyEmail { pardon: counted.pardon(), ..verify(&ann, &code) };
    let notice = command.notices[0].clone();
    assert_eq!(stores.emails.verify(command).await.unwrap(), VerifyEmailOutcome::Verified);
    let email = stored(stores, &ann, code.email).await.unwrap();
    assert_eq!((email.verified_at, email.is_default), (Some(start() + seconds(2)), false));
    let found = stores.accounts.find_by_email(&shouted(&address)).await.unwrap().unwrap();
    assert_eq!((found.id, found.updated_at), (ann.id, start() + seconds(2)));
    assert_eq!(found.email().address, ann.email, "mail goes on to where it went");
    assert_eq!(stores.emails.find_code(code.email).await.unwrap(), None);
    assert!(stores.enqueued(&notice).await);
    assert!(counted.is_free(stores).await);
}

async fn only_the_current_code_of_the_person_verifies(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let code = added(stores, &ann, &address()).await;
    let counted = throttle::blocked(stores).await;
    let other = VerificationCodeDigest::from_bytes(digest());
    let wrong = VerifyEmail { code: other, pardon: counted.pardon(), ..verify(&ann, &code) };
    for command in [wrong, verify(&bob, &code)] {
        let notice = command.notices[0].clone();
        assert_eq!(stores.emails.verify(command).await.unwrap(), VerifyEmailOutcome::CodeSpent);
        assert!(!stores.enqueued(&notice).await);
    }
    assert_eq!(stored(stores, &ann, code.email).await.unwrap().verified_at, None);
    assert!(!counted.is_free(stores).await, "nothing is forgiven");
}

async fn one_of_several_people_gets_an_address(stores: &Stores) {
    let address = address();
    let (mut people, mut codes) = (Vec::new(), Vec::new());
    for _ in 0..RACERS {
        let person = person(stores).await;
        codes.push(added(stores, &person, &address).await);
        people.push(person);
    }
    let outcomes = race(|number| {
        let command = verify(&people[number], &codes[number]);
        let emails = stores.emails.clone();
        async move { emails.verify(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &VerifyEmailOutcome::Verified), 1, "{outcomes:?}");
    assert_eq!(count(&outcomes, &VerifyEmailOutcome::AddressTaken), RACERS - 1, "{outcomes:?}");
    let winner = outcomes.iter().position(|outcome| *outcome == VerifyEmailOutcome::Verified).unwrap();
    let found = stores.accounts.find_by_email(&address).await.unwrap().unwrap();
    assert_eq!(found.id, people[winner].id);
}

async fn one_of_several_equal_codes_verifies(stores: &Stores) {
    let ann = person(stores).await;
    let code = added(stores, &ann, &address()).await;
    let outcomes = race(|_| {
        let (emails, command) = (stores.emails.clone(), verify(&ann, &code));
        async move { emails.verify(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &VerifyEmailOutcome::Verified), 1, "{outcomes:?}");
    assert_eq!(count(&outcomes, &VerifyEmailOutcome::CodeSpent), RACERS - 1, "{outcomes:?}");
}
