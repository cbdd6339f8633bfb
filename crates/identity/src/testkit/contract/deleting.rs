//! Giving an account up.

use super::setting::{
    Person, Stores, WithProjects, address, count, entry, hash, person, race, record, seconds, start, user_id,
    verified,
};
use super::{addresses, passwords, signing_in, throttle};
use crate::ports::{DeleteAccount, DeleteAccountOutcome, Register, RegisterOutcome};
use crate::{ApiCredentials, CookieCredentials};

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    a_deleted_person_leaves_nothing_behind(&make().await).await;
    a_second_factor_goes_with_its_person(&make().await).await;
    nothing_is_deleted_on_an_outdated_view(&make().await).await;
    an_account_is_deleted_once(&make().await).await;
}

/// The rules that speak of projects.
pub(super) async fn with_projects(make: &impl AsyncFn() -> WithProjects) {
    an_owner_does_not_leave_others_behind(&make().await).await;
    nobody_joins_a_project_that_goes(&make().await).await;
}

fn delete(person: &Person) -> DeleteAccount {
    DeleteAccount {
        user: person.id,
        seen_password: person.password.clone(),
        pardon: Vec::new(),
        notice: entry(),
        audit: record(),
        now: start(),
    }
}

async fn a_deleted_person_leaves_nothing_behind(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let (_, cookie) = ann.open::<CookieCredentials>(stores).await;
    let token = passwords::open_reset(stores, Some(ann.id)).await;
    let waiting = addresses::added(stores, &ann, &address()).await;
    let counted = throttle::blocked(stores).await;
    let command = DeleteAccount { pardon: counted.pardon(), ..delete(&ann) };
    let (notice, audit) = (command.notice.clone(), command.audit.clone());
    assert_eq!(stores.accounts.delete(command).await.unwrap(), DeleteAccountOutcome::Deleted);
    assert_eq!(stores.accounts.find(ann.id).await.unwrap(), None);
    assert_eq!(stores.accounts.find_by_email(&ann.email).await.unwrap(), None);
    assert!(!ann.is_signed_in(stores).await);
    let refresh = ann.credentials.refresh.digest();
    assert_eq!(stores.sessions.find_refresh(&refresh).await.unwrap(), None);
    assert_eq!(stores.sessions.find_by_cookie(&cookie.cookie.digest(), start()).await.unwrap(), None);
    assert_eq!(stores.challenges.find_reset(&token.digest()).await.unwrap(), None);
    assert_eq!(stores.emails.find_code(waiting.email).await.unwrap(), None);
    assert!(stores.enqueued(&notice).await && stores.kept(&audit).await);
    assert!(counted.is_free(stores).await);
    assert!(bob.is_signed_in(stores).await, "nobody else is touched");
    the_address_is_free(stores, &ann).await;
}

async fn the_address_is_free(stores: &Stores, gone: &Person) {
    let token = verified(stores, &gone.email).await.digest();
    let account = super::setting::new_account(&gone.email);
    let (session, _) = super::setting::new_session::<ApiCredentials>(account.id);
    let command = Register { token, account, session, now: start() };
    assert_eq!(stores.accounts.register(command).await.unwrap(), RegisterOutcome::Registered);
}

async fn a_second_factor_goes_with_its_person(stores: &Stores) {
    let ann = signing_in::with_second_factor(stores).await;
    let challenge = ann.open_sign_in(stores).await;
    let outcome = stores.accounts.delete(delete(&ann.person)).await.unwrap();
    assert_eq!(outcome, DeleteAccountOutcome::Deleted);
    assert_eq!(stores.challenges.find_sign_in(&challenge.digest()).await.unwrap(), None);
}

async fn nothing_is_deleted_on_an_outdated_view(stores: &Stores) {
    let ann = person(stores).await;
    let other = DeleteAccount { seen_password: hash(), ..delete(&ann) };
    let nobody = DeleteAccount { user: user_id(), ..delete(&ann) };
    for command in [other, nobody] {
        let notice = command.notice.clone();
        assert_eq!(stores.accounts.delete(command).await.unwrap(), DeleteAccountOutcome::Stale);
        assert!(!stores.enqueued(&notice).await);
    }
    assert!(ann.is_signed_in(stores).await);
}

async fn an_account_is_deleted_once(stores: &Stores) {
    let ann = person(stores).await;
    let outcomes = race(|_| {
        let (accounts, command) = (stores.accounts.clone(), delete(&ann));
        async move { accounts.delete(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &DeleteAccountOutcome::Deleted), 1, "{outcomes:?}");
}

async fn an_owner_does_not_leave_others_behind(with: &WithProjects) {
    let (stores, projects) = (&with.stores, &with.projects);
    let (ann, bob) = (person(stores).await, person(stores).await);
    let shared = projects.create(ann.id).await;
    projects.join(shared, bob.id).await;
    let command = delete(&ann);
    let notice = command.notice.clone();
    let outcome = stores.accounts.delete(command).await.unwrap();
    assert_eq!(outcome, DeleteAccountOutcome::OwnsSharedProject);
    assert!(ann.is_signed_in(stores).await && !stores.enqueued(&notice).await);
    let alone = projects.create(bob.id).await;
    let invitation = projects.invite(alone, &address(), start() + seconds(60)).await;
    assert_eq!(stores.accounts.delete(delete(&bob)).await.unwrap(), DeleteAccountOutcome::Deleted);
    assert!(!projects.is_member(shared, bob.id).await, "a member may go");
    assert!(!projects.is_member(alone, bob.id).await, "a project of one goes with them");
    assert_eq!(with.invitations.find(&invitation).await.unwrap(), None);
    assert_eq!(stores.accounts.delete(delete(&ann)).await.unwrap(), DeleteAccountOutcome::Deleted);
}

async fn nobody_joins_a_project_that_goes(with: &WithProjects) {
    let (stores, projects) = (&with.stores, &with.projects);
    for _ in 0..4 {
        let (ann, bob) = (person(stores).await, person(stores).await);
        let project = projects.create(ann.id).await;
        let joining = {
            let (projects, user) = (projects.clone(), bob.id);
            tokio::spawn(async move { projects.join(project, user).await })
        };
        let outcome = stores.accounts.delete(delete(&ann)).await.unwrap();
        let joined = joining.await.unwrap();
        let stays = outcome == DeleteAccountOutcome::OwnsSharedProject;
        assert_eq!(joined, stays, "{outcome:?}");
        assert_eq!(stores.accounts.find(ann.id).await.unwrap().is_some(), stays);
        assert_eq!(projects.is_member(project, bob.id).await, stays);
    }
}
