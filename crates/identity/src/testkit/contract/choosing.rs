//! The default address, and addresses that go.

use super::addresses::{added, proven, stored, verify};
use super::passwords;
use super::setting::{
    Person, Stores, TICK, address, count, entry, person, race, random, record, seconds, start,
};
use crate::ports::{RemoveEmail, SetDefaultEmail, VerifyEmailOutcome};
use hitkey_kernel::EmailId;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    the_default_moves(&make().await).await;
    the_default_moves_only_to_what_the_person_proved(&make().await).await;
    parallel_changes_leave_one_default(&make().await).await;
    a_removed_address_is_free_again(&make().await).await;
    removing_the_default_moves_it(&make().await).await;
    an_unverified_address_goes_quietly(&make().await).await;
    nothing_is_removed_on_an_outdated_view(&make().await).await;
    removing_and_choosing_at_once_leaves_a_verified_default(&make().await).await;
    the_account_is_never_set_back(&make().await).await;
}

pub(super) async fn default_of(stores: &Stores, person: &Person) -> EmailId {
    stores.account(person.id).await.email().id
}

pub(super) fn choose(person: &Person, seen_default: EmailId, email: EmailId) -> SetDefaultEmail {
    let notices = vec![entry(), entry()];
    SetDefaultEmail {
        user: person.id,
        email,
        seen_default,
        notices,
        audit: record(),
        now: start() + seconds(5),
    }
}

pub(super) fn remove(person: &Person, seen_default: EmailId, email: EmailId) -> RemoveEmail {
    RemoveEmail {
        user: person.id,
        email,
        seen_verified: true,
        seen_default,
        default: seen_default,
        notices: vec![entry()],
        audit: record(),
        now: start() + seconds(5),
    }
}

async fn the_default_moves(stores: &Stores) {
    let ann = person(stores).await;
    let (first, other) = (default_of(stores, &ann).await, proven(stores, &ann).await);
    let command = choose(&ann, first, other);
    let notices = command.notices.clone();
    assert!(stores.emails.set_default(command).await.unwrap());
    let account = stores.account(ann.id).await;
    assert_eq!((account.email().id, account.updated_at), (other, start() + seconds(5)));
    for notice in notices {
        assert!(stores.enqueued(&notice).await);
    }
}

async fn the_default_moves_only_to_what_the_person_proved(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let (first, bobs) = (default_of(stores, &ann).await, default_of(stores, &bob).await);
    let (other, waiting) = (proven(stores, &ann).await, added(stores, &ann, &address()).await.email);
    let nobodys = EmailId::generate(start(), &random());
    for (seen, email) in [(first, waiting), (first, bobs), (first, nobodys), (other, other), (bobs, other)] {
        let command = choose(&ann, seen, email);
        let notice = command.notices[0].clone();
        assert!(!stores.emails.set_default(command).await.unwrap());
        assert!(!stores.enqueued(&notice).await);
    }
    assert_eq!(default_of(stores, &ann).await, first);
    assert_eq!(default_of(stores, &bob).await, bobs);
}

async fn parallel_changes_leave_one_default(stores: &Stores) {
    let ann = person(stores).await;
    let first = default_of(stores, &ann).await;
    let mut others = Vec::new();
    for _ in 0..4 {
        others.push(proven(stores, &ann).await);
    }
    let outcomes = race(|number| {
        let (emails, command) = (stores.emails.clone(), choose(&ann, first, others[number % 4]));
        let email = command.email;
        async move { (emails.set_default(command).await.unwrap(), email) }
    })
    .await;
    let won: Vec<_> = outcomes.into_iter().filter(|(won, _)| *won).collect();
    assert_eq!(won.len(), 1, "only one saw what the default was");
    assert_eq!(default_of(stores, &ann).await, won[0].1);
}

async fn a_removed_address_is_free_again(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let address = address();
    let code = added(stores, &ann, &address).await;
    assert_eq!(stores.emails.verify(verify(&ann, &code)).await.unwrap(), VerifyEmailOutcome::Verified);
    let token = passwords::open_reset(stores, Some(ann.id)).await;
    let others = passwords::open_reset(stores, Some(bob.id)).await;
    let command = remove(&ann, default_of(stores, &ann).await, code.email);
    let notice = command.notices[0].clone();
    assert!(stores.emails.remove(command).await.unwrap());
    assert_eq!(stored(stores, &ann, code.email).await, None);
    assert_eq!(stores.accounts.find_by_email(&address).await.unwrap(), None);
    assert_eq!(stores.account(ann.id).await.updated_at, start() + seconds(5));
    assert_eq!(stores.challenges.find_reset(&token.digest()).await.unwrap(), None, "mailed there, maybe");
    assert!(stores.challenges.find_reset(&others.digest()).await.unwrap().is_some());
    assert!(stores.enqueued(&notice).await);
    let code = added(stores, &bob, &address).await;
    assert_eq!(stores.emails.verify(verify(&bob, &code)).await.unwrap(), VerifyEmailOutcome::Verified);
}

async fn removing_the_default_moves_it(stores: &Stores) {
    let ann = person(stores).await;
    let (first, other) = (default_of(stores, &ann).await, proven(stores, &ann).await);
    let command = RemoveEmail { default: other, ..remove(&ann, first, first) };
    assert!(stores.emails.remove(command).await.unwrap());
    let account = stores.account(ann.id).await;
    assert_eq!((account.email().id, account.emails.all().len()), (other, 1));
}

async fn an_unverified_address_goes_quietly(stores: &Stores) {
    let ann = person(stores).await;
    let code = added(stores, &ann, &address()).await;
    let token = passwords::open_reset(stores, Some(ann.id)).await;
    let command = remove(&ann, default_of(stores, &ann).await, code.email);
    let command = RemoveEmail { seen_verified: false, notices: Vec::new(), ..command };
    assert!(stores.emails.remove(command).await.unwrap());
    assert_eq!(stored(stores, &ann, code.email).await, None);
    assert_eq!(stores.emails.find_code(code.email).await.unwrap(), None);
    assert!(stores.challenges.find_reset(&token.digest()).await.unwrap().is_some());
}

async fn nothing_is_removed_on_an_outdated_view(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let (first, bobs) = (default_of(stores, &ann).await, default_of(stores, &bob).await);
    let (other, waiting) = (proven(stores, &ann).await, added(stores, &ann, &address()).await.email);
    let good = remove(&ann, first, other);
    let outdated = [
        RemoveEmail { seen_verified: false, ..good.clone() },
        RemoveEmail { seen_default: other, default: other, ..good.clone() },
        RemoveEmail { email: waiting, ..good.clone() },
        RemoveEmail { email: first, default: first, ..good.clone() },
        RemoveEmail { email: first, default: waiting, ..good.clone() },
        RemoveEmail { email: first, default: bobs, ..good.clone() },
        RemoveEmail { email: bobs, ..good.clone() },
        RemoveEmail { user: bob.id, ..good.clone() },
    ];
    for command in outdated {
        let text = format!("{command:?}");
        let notice = command.notices[0].clone();
        assert!(!stores.emails.remove(command).await.unwrap(), "{text}");
        assert!(!stores.enqueued(&notice).await);
    }
    assert_eq!(stores.account(ann.id).await.emails.all().len(), 3);
    assert_eq!(stores.account(bob.id).await.emails.all().len(), 1);
    let outcomes = race(|_| {
        let (emails, command) = (stores.emails.clone(), good.clone());
        let command = RemoveEmail { notices: vec![entry()], ..command };
        async move { emails.remove(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &true), 1, "{outcomes:?}");
}

/// Half of the callers remove an address that the other half make the default one.
async fn removing_and_choosing_at_once_leaves_a_verified_default(stores: &Stores) {
    for _ in 0..4 {
        let ann = person(stores).await;
        let (first, other) = (default_of(stores, &ann).await, proven(stores, &ann).await);
        let outcomes = race(|number| {
            let emails = stores.emails.clone();
            let (choosing, removing) = (choose(&ann, first, other), remove(&ann, first, other));
            async move {
                if number % 2 == 0 {
                    emails.set_default(choosing).await.unwrap()
                } else {
                    emails.remove(removing).await.unwrap()
                }
            }
        })
        .await;
        assert_eq!(count(&outcomes, &true), 1, "{outcomes:?}");
        let account = stores.account(ann.id).await;
        assert!(account.email().verified_at.is_some());
        let removed = account.emails.all().len() == 1;
        assert_eq!(account.email().id, if removed { first } else { other });
    }
}

async fn the_account_is_never_set_back(stores: &Stores) {
    let ann = person(stores).await;
    let (first, other) = (default_of(stores, &ann).await, proven(stores, &ann).await);
    let late = stores.account(ann.id).await.updated_at;
    let command = SetDefaultEmail { now: late - TICK, ..choose(&ann, first, other) };
    assert!(stores.emails.set_default(command).await.unwrap());
    assert_eq!(stores.account(ann.id).await.updated_at, late);
}
