//! Finding people.

use super::setting::{Person, WithProjects, person, record, seconds, start, tag};
use super::{addresses, setting};
use crate::ports::{PeopleQuery, UpdateProfile, UpdateProfileOutcome};
use crate::{FoundPerson, Name, Profile, SearchScope, SearchText, Username};
use hitkey_kernel::UserId;

pub(super) async fn all(make: &impl AsyncFn() -> WithProjects) {
    people_are_found_by_every_name(&make().await).await;
    a_strangers_address_is_found_whole_only(&make().await).await;
    an_unverified_address_finds_nobody(&make().await).await;
    teammates_are_found_by_part_of_an_address(&make().await).await;
    among_members_only_members_find_members(&make().await).await;
    exact_matches_come_first_and_the_limit_holds(&make().await).await;
}

async fn look(with: &WithProjects, caller: &Person, text: &str, scope: SearchScope) -> Vec<FoundPerson> {
    let text = SearchText::parse(text).unwrap();
    with.directory.search(PeopleQuery { caller: caller.id, text, scope, limit: 10 }).await.unwrap()
}

async fn everywhere(with: &WithProjects, caller: &Person, text: &str) -> Vec<UserId> {
    look(with, caller, text, SearchScope::All).await.into_iter().map(|found| found.id).collect()
}

async fn call(with: &WithProjects, person: &Person, profile: Profile) {
    let (user, seen_at, audit) = (person.id, start(), record());
    let command = UpdateProfile { user, profile, seen_at, audit, now: start() + seconds(1) };
    let outcome = with.stores.accounts.update_profile(command).await.unwrap();
    assert_eq!(outcome, UpdateProfileOutcome::Updated);
}

async fn people_are_found_by_every_name(with: &WithProjects) {
    let (ann, bob, tag) = (person(&with.stores).await, person(&with.stores).await, tag());
    let name = |text: &str| Name::parse(&format!("{text}{tag}")).ok();
    let profile = Profile {
        surname: name("Нұрлан"),
        given_names: name("Мария"),
        display_name: name("Әлия%_"),
        native_script: name("阿丽娅"),
        username: Username::from_stored(&format!("Lia_{tag}")).ok(),
        ..Profile::default()
    };
    call(with, &ann, profile.clone()).await;
    let texts = ["LIA_", "әЛИЯ%_", "нұрлан", "МАРИЯ", "阿丽娅"].map(|text| format!("{text}{tag}"));
    let orders = [format!("мария{tag} нұрлан{tag}"), format!("нұрлан{tag} мария{tag}")];
    for text in texts.iter().chain(&orders) {
        assert_eq!(everywhere(with, &bob, text).await, [ann.id], "{text}");
    }
    for text in [format!("liax{tag}"), format!("әлия__{tag}"), format!("%{tag}")] {
        let found = everywhere(with, &bob, &text).await;
        assert!(found.is_empty(), "nothing in a text stands for anything else: {text}");
    }
    let found = look(with, &bob, &format!("lia_{tag}"), SearchScope::All).await;
    let expected = FoundPerson {
        id: ann.id,
        username: profile.username,
        display_name: profile.display_name,
        email: None,
    };
    assert_eq!(found, [expected], "a stranger is not told an address");
}

async fn a_strangers_address_is_found_whole_only(with: &WithProjects) {
    let (ann, bob) = (person(&with.stores).await, person(&with.stores).await);
    let whole = setting::shouted(&ann.email);
    let found = look(with, &bob, whole.as_str(), SearchScope::All).await;
    assert_eq!(found.iter().map(|found| found.email.as_ref()).collect::<Vec<_>>(), [Some(&ann.email)]);
    let text = ann.email.as_str();
    for part in [&text[1..], &text[..text.len() - 1], ann.email.local_part()] {
        assert!(!everywhere(with, &bob, part).await.contains(&ann.id), "{part}");
    }
    let other = addresses::proven(&with.stores, &ann).await;
    let other = with.stores.account(ann.id).await.emails.find(other).unwrap().address.clone();
    let found = look(with, &bob, other.as_str(), SearchScope::All).await;
    assert_eq!(found[0].email, Some(other), "not another one of theirs");
    let own = look(with, &ann, text, SearchScope::All).await;
    assert_eq!(own[0].email.as_ref(), Some(&ann.email));
}

async fn an_unverified_address_finds_nobody(with: &WithProjects) {
    let (ann, bob, address) = (person(&with.stores).await, person(&with.stores).await, setting::address());
    let project = with.projects.create(ann.id).await;
    with.projects.join(project, bob.id).await;
    addresses::added(&with.stores, &ann, &address).await;
    assert!(everywhere(with, &bob, address.as_str()).await.is_empty());
}

async fn teammates_are_found_by_part_of_an_address(with: &WithProjects) {
    let (ann, bob) = (person(&with.stores).await, person(&with.stores).await);
    let project = with.projects.create(ann.id).await;
    with.projects.join(project, bob.id).await;
    let part = ann.email.local_part().to_uppercase();
    let found = look(with, &bob, &part, SearchScope::All).await;
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].id, found[0].email.as_ref()), (ann.id, Some(&ann.email)));
    let in_project = look(with, &bob, &part, SearchScope::Project(project)).await;
    assert_eq!(in_project, found);
}

async fn among_members_only_members_find_members(with: &WithProjects) {
    let (ann, bob) = (person(&with.stores).await, person(&with.stores).await);
    let (mine, other) = (with.projects.create(ann.id).await, with.projects.create(bob.id).await);
    let text = ann.email.as_str();
    assert_eq!(look(with, &ann, text, SearchScope::Project(mine)).await.len(), 1);
    assert!(look(with, &bob, text, SearchScope::Project(mine)).await.is_empty(), "the caller is none");
    assert!(look(with, &bob, text, SearchScope::Project(other)).await.is_empty(), "the other is none");
}

async fn exact_matches_come_first_and_the_limit_holds(with: &WithProjects) {
    let tag = tag();
    let (early, exact, caller) =
        (person(&with.stores).await, person(&with.stores).await, person(&with.stores).await);
    for (someone, username) in [(&early, format!("{tag}_x")), (&exact, tag.to_uppercase())] {
        let username = Username::from_stored(&username).ok();
        call(with, someone, Profile { username, ..Profile::default() }).await;
    }
    assert_eq!(everywhere(with, &caller, &tag).await, [exact.id, early.id]);
    let text = SearchText::parse(&tag).unwrap();
    let query = PeopleQuery { caller: caller.id, text, scope: SearchScope::All, limit: 1 };
    let found = with.directory.search(query).await.unwrap();
    assert_eq!(found.iter().map(|found| found.id).collect::<Vec<_>>(), [exact.id]);
}
