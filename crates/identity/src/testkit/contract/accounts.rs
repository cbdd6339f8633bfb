//! Profiles and hashes.

use super::setting::{
    Person, RACERS, Stores, TICK, count, hash, person, race, record, seconds, start, tag, user_id,
};
use crate::ports::{ReplaceHash, UpdateProfile, UpdateProfileOutcome};
use crate::{Change, DetailField, Details, Name, NameOrder, Profile, Username};

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    every_part_of_a_profile_is_kept(&make().await).await;
    a_change_of_an_outdated_profile_is_refused(&make().await).await;
    one_of_several_changes_at_once_is_made(&make().await).await;
    usernames_are_unique_without_regard_to_case(&make().await).await;
    one_of_several_people_gets_a_username(&make().await).await;
    nobody_has_no_profile(&make().await).await;
    a_hash_is_replaced_only_while_it_is_current(&make().await).await;
}

fn full_profile(username: &str) -> Profile {
    Profile {
        surname: Name::parse("Нұрланқызы").ok(),
        given_names: Name::parse("Әлия Мария").ok(),
        display_name: Name::parse("O'Brien \"ä\" %_\\ 🦊").ok(),
        native_script: Name::parse("阿丽娅").ok(),
        preferred_order: Some(NameOrder::Eastern),
        username: Username::from_stored(username).ok(),
        details: details(),
    }
}

/// A line break, a quote and a letter of every width.
fn details() -> Details {
    let told = [(DetailField::Nickname, "O'Әли \"🦊\""), (DetailField::AddressStreet, "1 Main St\nFlat 2")];
    let change = told.map(|(field, text)| (field, Change::Set(text.to_owned())));
    Details::default().changed(change.into()).unwrap()
}

pub(super) fn update(person: &Person, profile: Profile) -> UpdateProfile {
    UpdateProfile { user: person.id, profile, seen_at: start(), audit: record(), now: start() + seconds(5) }
}

pub(super) fn named(username: &str) -> Profile {
    Profile { username: Username::from_stored(username).ok(), ..Profile::default() }
}

async fn every_part_of_a_profile_is_kept(stores: &Stores) {
    let ann = person(stores).await;
    let name = format!("Ann_{}", tag());
    let mut seen_at = start();
    let western = Profile { preferred_order: Some(NameOrder::Western), ..full_profile(&name) };
    for profile in [full_profile(&name), western, Profile::default(), full_profile(&name)] {
        let now = seen_at + TICK;
        let command = UpdateProfile { seen_at, now, ..update(&ann, profile.clone()) };
        assert_eq!(stores.accounts.update_profile(command).await.unwrap(), UpdateProfileOutcome::Updated);
        let account = stores.account(ann.id).await;
        assert_eq!((account.profile, account.updated_at), (profile, now));
        seen_at = now;
    }
    let stored = stores.account(ann.id).await.profile.username;
    assert_eq!(stored.unwrap().as_str(), name, "the spelling is kept");
}

async fn a_change_of_an_outdated_profile_is_refused(stores: &Stores) {
    let ann = person(stores).await;
    let command = UpdateProfile { seen_at: start() - TICK, ..update(&ann, full_profile("whoever")) };
    assert_eq!(stores.accounts.update_profile(command).await.unwrap(), UpdateProfileOutcome::Stale);
    assert_eq!(stores.account(ann.id).await.updated_at, start());
}

async fn one_of_several_changes_at_once_is_made(stores: &Stores) {
    let ann = person(stores).await;
    let outcomes = race(|number| {
        let profile = Profile { surname: Name::parse(&number.to_string()).ok(), ..Profile::default() };
        let (accounts, command) = (stores.accounts.clone(), update(&ann, profile));
        async move { accounts.update_profile(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &UpdateProfileOutcome::Updated), 1, "{outcomes:?}");
    assert_eq!(count(&outcomes, &UpdateProfileOutcome::Stale), RACERS - 1, "{outcomes:?}");
}

async fn usernames_are_unique_without_regard_to_case(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let name = format!("Ann_{}", tag());
    let outcome = stores.accounts.update_profile(update(&ann, named(&name))).await.unwrap();
    assert_eq!(outcome, UpdateProfileOutcome::Updated);
    let outcome = stores.accounts.update_profile(update(&bob, named(&name.to_uppercase()))).await.unwrap();
    assert_eq!(outcome, UpdateProfileOutcome::UsernameTaken);
    assert_eq!(stores.account(bob.id).await.updated_at, start(), "nothing was written");
    let own = update(&ann, named(&name.to_uppercase()));
    let own = UpdateProfile { seen_at: start() + seconds(5), now: start() + seconds(6), ..own };
    assert_eq!(stores.accounts.update_profile(own).await.unwrap(), UpdateProfileOutcome::Updated);
}

async fn one_of_several_people_gets_a_username(stores: &Stores) {
    let mut people = Vec::new();
    for _ in 0..RACERS {
        people.push(person(stores).await);
    }
    let name = format!("name_{}", tag());
    let outcomes = race(|number| {
        let (accounts, command) = (stores.accounts.clone(), update(&people[number], named(&name)));
        async move { accounts.update_profile(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &UpdateProfileOutcome::Updated), 1, "{outcomes:?}");
    assert_eq!(count(&outcomes, &UpdateProfileOutcome::UsernameTaken), RACERS - 1, "{outcomes:?}");
}

async fn nobody_has_no_profile(stores: &Stores) {
    let ann = person(stores).await;
    let command = UpdateProfile { user: user_id(), ..update(&ann, Profile::default()) };
    assert_eq!(stores.accounts.update_profile(command).await.unwrap(), UpdateProfileOutcome::Gone);
}

async fn a_hash_is_replaced_only_while_it_is_current(stores: &Stores) {
    let ann = person(stores).await;
    let (stronger, other) = (hash(), hash());
    let replace =
        |old: &_, new: &_| ReplaceHash { user: ann.id, old: Clone::clone(old), new: Clone::clone(new) };
    assert!(!stores.accounts.replace_hash(replace(&other, &stronger)).await.unwrap());
    assert_eq!(stores.account(ann.id).await.password, ann.password);
    assert!(stores.accounts.replace_hash(replace(&ann.password, &stronger)).await.unwrap());
    let account = stores.account(ann.id).await;
    assert_eq!((account.password, account.updated_at), (stronger, start()));
    assert!(ann.is_signed_in(stores).await, "sessions go on");
}
