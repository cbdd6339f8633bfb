//! Who is known.

use super::setting::{Harness, address, new_person, shouted};
use crate::Person;
use hitkey_kernel::UserId;

pub(super) async fn all(harness: &dyn Harness) {
    a_person_is_found_by_any_verified_address(harness).await;
    an_unverified_address_belongs_to_nobody(harness).await;
    a_person_may_have_no_name(harness).await;
}

async fn a_person_is_found_by_any_verified_address(harness: &dyn Harness) {
    let (people, new) = (harness.stores().people, new_person());
    let id = harness.add_person(new.clone()).await;
    let expected = Some(Person { id, email: new.email.clone(), display_name: new.display_name });
    assert_eq!(people.find(id).await.unwrap(), expected);
    for spelling in [&new.email, &shouted(&new.email), &new.second, &shouted(&new.second)] {
        let found = people.find_by_email(spelling).await.unwrap();
        assert_eq!(found, expected, "by {spelling}");
        assert_eq!(found.unwrap().email.as_str(), new.email.as_str(), "the default one, as it was typed");
    }
}

async fn an_unverified_address_belongs_to_nobody(harness: &dyn Harness) {
    let (people, new) = (harness.stores().people, new_person());
    harness.add_person(new.clone()).await;
    assert_eq!(people.find_by_email(&new.unverified).await.unwrap(), None);
    assert_eq!(people.find_by_email(&address()).await.unwrap(), None);
    assert_eq!(people.find(UserId::from_uuid(Default::default())).await.unwrap(), None);
}

async fn a_person_may_have_no_name(harness: &dyn Harness) {
    let mut new = new_person();
    new.display_name = None;
    let id = harness.add_person(new).await;
    assert_eq!(harness.stores().people.find(id).await.unwrap().unwrap().display_name, None);
}
