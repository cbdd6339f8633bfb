//! Making, finding, changing and ending projects.

use super::setting::{
    Harness, Place, RACERS, TICK, address, count, member_id, person, project_id, project_of, race, record,
    seconds, start, tag,
};
use crate::ports::{CreateProject, CreateProjectOutcome, DeleteProject, UpdateProject};
use crate::{AssignableRole, OwnProject, Project, ProjectName, Role, Slug, Warrant, Who};
use hitkey_kernel::testkit::first;
use std::collections::BTreeSet;

pub(super) async fn all(harness: &dyn Harness) {
    a_project_is_found_as_it_was_made(harness).await;
    a_project_may_have_no_description(harness).await;
    its_maker_is_its_only_member(harness).await;
    a_slug_belongs_to_one_project(harness).await;
    somebody_s_projects_are_listed_with_their_role(harness).await;
    a_change_is_kept(harness).await;
    a_change_of_something_else_than_was_seen_is_stale(harness).await;
    of_changes_of_the_same_version_one_is_made(harness).await;
    deleting_ends_everything_in_it(harness).await;
    only_whoever_stands_as_seen_changes_or_deletes(harness).await;
    whoever_shares_an_own_project_is_known(harness).await;
}

async fn a_project_is_found_as_it_was_made(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (projects, stranger) = (&place.stores.projects, person(harness).await);
    for (caller, role) in [(place.owner.user, Some(Role::Owner)), (stranger, None)] {
        for found in [
            projects.find(place.project.id, caller).await.unwrap(),
            projects.find_by_slug(&place.project.slug, caller).await.unwrap(),
        ] {
            let visit = found.unwrap();
            assert_eq!(visit.project, place.project);
            assert_eq!((visit.actor.who, visit.actor.role), (Who::Person(caller), role));
        }
    }
    assert_eq!(projects.find(project_id(), stranger).await.unwrap(), None);
    let other = Slug::parse(&tag()).unwrap();
    assert_eq!(projects.find_by_slug(&other, stranger).await.unwrap(), None);
}

async fn a_project_may_have_no_description(harness: &dyn Harness) {
    let owner = person(harness).await;
    let place =
        Place::of(harness, Project { description: None, is_public: false, ..project_of(owner) }).await;
    let found = place.stores.projects.find(place.project.id, owner).await.unwrap().unwrap();
    assert_eq!(found.project, place.project);
}

async fn its_maker_is_its_only_member(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let members = place.stores.members.list(place.project.id, first(10)).await.unwrap().items;
    let [only] = members.as_slice() else { panic!("{members:?}") };
    let member = &only.member;
    assert_eq!((member.id, member.project), (place.owner_seat, place.project.id));
    assert_eq!((member.standing(), member.created_at), (place.owner, start()));
    assert_eq!(member.permissions, BTreeSet::new());
}

async fn a_slug_belongs_to_one_project(harness: &dyn Harness) {
    let owner = person(harness).await;
    let (stores, slug) = (harness.stores(), project_of(owner).slug);
    let outcomes = race(|_| {
        let project = Project { slug: slug.clone(), ..project_of(owner) };
        let (projects, id) = (stores.projects.clone(), project.id);
        let command = CreateProject { project, member: member_id(), audit: record() };
        async move { (id, projects.create(command).await.unwrap()) }
    })
    .await;
    assert_eq!(outcomes.len(), RACERS);
    assert_eq!(count(&outcomes, |(_, outcome)| *outcome == CreateProjectOutcome::Created), 1);
    for (id, outcome) in outcomes {
        let found = stores.projects.find(id, owner).await.unwrap();
        assert_eq!(found.is_some(), outcome == CreateProjectOutcome::Created, "losers leave nothing");
    }
    assert_eq!(stores.projects.list(owner, first(500)).await.unwrap().items.len(), 1);
}

async fn somebody_s_projects_are_listed_with_their_role(harness: &dyn Harness) {
    let old = Place::new(harness).await;
    let later = start() + seconds(1);
    let own = Project { created_at: later, updated_at: later, ..project_of(old.owner.user) };
    let new = Place::of(harness, own).await;
    let member = old.member(AssignableRole::Admin).await;
    let listed = new.stores.projects.list(old.owner.user, first(10)).await.unwrap().items;
    let of = |place: &Place<'_>, role| OwnProject { project: place.project.clone(), role };
    assert_eq!(listed, [of(&old, Role::Owner), of(&new, Role::Owner)], "the oldest first");
    let listed = old.stores.projects.list(member.user, first(10)).await.unwrap().items;
    assert_eq!(listed, [of(&old, Role::Admin)]);
    assert_eq!(old.stores.projects.list(person(harness).await, first(10)).await.unwrap().items, []);
}

pub(super) fn update(place: &Place<'_>) -> UpdateProject {
    UpdateProject {
        project: place.project.id,
        by: place.by(),
        seen_at: place.project.updated_at,
        name: ProjectName::parse("Renamed").unwrap(),
        description: None,
        is_public: false,
        now: start() + TICK,
        audit: record(),
    }
}

async fn a_change_is_kept(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let bystander = Place::new(harness).await;
    let command = update(&place);
    assert!(place.stores.projects.update(command.clone()).await.unwrap());
    let expected = Project {
        name: command.name,
        description: None,
        is_public: false,
        updated_at: command.now,
        ..place.project.clone()
    };
    let found = place.stores.projects.find(place.project.id, place.owner.user).await.unwrap().unwrap();
    assert_eq!(found.project, expected, "the slug stays");
    let other = bystander.stores.projects.find(bystander.project.id, place.owner.user).await.unwrap();
    assert_eq!(other.unwrap().project, bystander.project);
}

async fn a_change_of_something_else_than_was_seen_is_stale(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let stale = UpdateProject { seen_at: start() - TICK, ..update(&place) };
    assert!(!place.stores.projects.update(stale).await.unwrap());
    let gone = UpdateProject { project: project_id(), ..update(&place) };
    assert!(!place.stores.projects.update(gone).await.unwrap());
    let found = place.stores.projects.find(place.project.id, place.owner.user).await.unwrap().unwrap();
    assert_eq!(found.project, place.project);
}

async fn of_changes_of_the_same_version_one_is_made(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let outcomes = race(|number| {
        let name = ProjectName::parse(&format!("Racer {number}")).unwrap();
        let (projects, command) = (place.stores.projects.clone(), UpdateProject { name, ..update(&place) });
        async move { projects.update(command).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, |won| *won), 1, "{outcomes:?}");
    let winner = outcomes.iter().position(|won| *won).unwrap();
    let found = place.stores.projects.find(place.project.id, place.owner.user).await.unwrap().unwrap();
    assert_eq!(found.project.name.as_str(), format!("Racer {winner}"));
}

async fn deleting_ends_everything_in_it(harness: &dyn Harness) {
    let (place, bystander) = (Place::new(harness).await, Place::new(harness).await);
    let member = place.member(AssignableRole::Member).await;
    let permission = place.permission("site.view", true).await;
    let (invite, token) = place.invite(&address()).await;
    let (stores, id) = (&place.stores, place.project.id);
    let command = DeleteProject { project: id, by: place.by(), audit: record() };
    assert!(stores.projects.delete(command.clone()).await.unwrap());
    assert!(!stores.projects.delete(command).await.unwrap(), "once");
    assert_eq!(stores.projects.find(id, place.owner.user).await.unwrap(), None);
    assert_eq!(stores.projects.list(member.user, first(10)).await.unwrap().items, []);
    assert_eq!(stores.members.find(id, member.id).await.unwrap(), None);
    assert_eq!(stores.members.list(id, first(10)).await.unwrap().items, []);
    assert_eq!(stores.permissions.find(id, permission.id).await.unwrap(), None);
    assert_eq!(stores.invites.find_by_token(&token.digest()).await.unwrap(), None);
    assert!(!stores.invites.exists(id, invite.id).await.unwrap());
    assert_eq!(bystander.the_owner().await, bystander.owner.user);
    Place::of(harness, Project { slug: place.project.slug, ..project_of(member.user) }).await;
}

async fn only_whoever_stands_as_seen_changes_or_deletes(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    for by in place.impostors().await.map(Warrant::from) {
        assert!(!place.stores.projects.update(UpdateProject { by, ..update(&place) }).await.unwrap());
        let command = DeleteProject { project: place.project.id, by, audit: record() };
        assert!(!place.stores.projects.delete(command).await.unwrap());
    }
    let found = place.stores.projects.find(place.project.id, place.owner.user).await.unwrap().unwrap();
    assert_eq!(found.project, place.project);
}

async fn whoever_shares_an_own_project_is_known(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let projects = &place.stores.projects;
    assert!(!projects.owns_shared(place.owner.user).await.unwrap(), "alone in it");
    Place::of(harness, project_of(place.owner.user)).await;
    assert!(!projects.owns_shared(place.owner.user).await.unwrap(), "alone in both");
    let member = place.member(AssignableRole::Admin).await;
    assert!(projects.owns_shared(place.owner.user).await.unwrap());
    assert!(!projects.owns_shared(member.user).await.unwrap(), "not the owner");
}
