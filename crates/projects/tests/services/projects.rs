//! Making, changing, ending and giving away projects.

use crate::support::{Team, code};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{ProjectId, StoreError};
use hitkey_projects::ports::CreateProjectOutcome;
use hitkey_projects::testkit::World;
use hitkey_projects::testkit::mocks::MockProjectStore;
use hitkey_projects::{
    Action, Change, Description, NewProject, ProjectAccess, ProjectChange, ProjectName, Role, Slug,
};
use std::sync::Arc;

fn renamed(name: &str) -> ProjectChange {
    ProjectChange { name: ProjectName::parse(name).ok(), ..ProjectChange::default() }
}

#[tokio::test]
async fn whoever_makes_a_project_owns_it() {
    let world = World::default();
    let ann = world.person("ann@example.org").unwrap();
    let project = world.project(ann, "Проект Алатау", false).await.unwrap();
    assert_eq!((project.slug.as_str(), project.owner), ("proekt-alatau", ann));
    let visit = world.cases.projects.find(&project.slug, ann).await.unwrap();
    assert_eq!((visit.project, visit.actor.role), (project.clone(), Some(Role::Owner)));
    let listed = world.cases.projects.list(ann, first(500)).await.unwrap().items;
    assert_eq!(
        listed.into_iter().map(|own| (own.project, own.role)).collect::<Vec<_>>(),
        [(project, Role::Owner)]
    );
}

#[tokio::test]
async fn a_taken_slug_gets_a_suffix() {
    let world = World::default();
    let ann = world.person("ann@example.org").unwrap();
    for slug in ["my-app", "my-app-2", "my-app-3", "my-app-4"] {
        assert_eq!(world.project(ann, "My App", false).await.unwrap().slug.as_str(), slug);
    }
    let fifth = world.project(ann, "My App", false).await.unwrap().slug;
    assert!(fifth.as_str().starts_with("my-app-") && fifth.as_str().len() > "my-app-5".len(), "{fifth}");
}

#[tokio::test]
async fn a_store_where_every_slug_is_taken_is_told_as_unavailable() {
    let mut projects = MockProjectStore::new();
    projects.expect_create().times(12).returning(|_| Ok(CreateProjectOutcome::SlugTaken));
    let world = World::new(|env| env.projects = Arc::new(projects));
    let ann = world.person("ann@example.org").unwrap();
    let new = NewProject { name: ProjectName::parse("x").unwrap(), description: None, is_public: true };
    assert_eq!(code(world.cases.projects.create(&World::actor(ann), new).await), "OVERLOADED");
}

#[tokio::test]
async fn a_private_project_is_not_there_for_a_stranger() {
    let (private, public) = (Team::new().await, Team::of(true).await);
    let found = private.world.cases.projects.find(&private.project.slug, private.stranger).await;
    assert_eq!(code(found), "NOT_FOUND");
    let visit = public.world.cases.projects.find(&public.project.slug, public.stranger).await.unwrap();
    assert_eq!(visit.actor.role, None);
    let nowhere = Slug::parse("nowhere").unwrap();
    assert_eq!(code(private.world.cases.projects.find(&nowhere, private.owner.user).await), "NOT_FOUND");
}

#[tokio::test]
async fn a_change_keeps_the_slug_and_what_it_does_not_name() {
    let team = Team::new().await;
    let (projects, slug) = (&team.world.cases.projects, &team.project.slug);
    let described = ProjectChange {
        description: Change::Set(Description::parse("words").unwrap()),
        ..ProjectChange::default()
    };
    projects.update(slug, &World::actor(team.admin.user), &described).await.unwrap();
    let open = ProjectChange { is_public: Some(true), ..renamed("Another name") };
    let changed = projects.update(slug, &World::actor(team.owner.user), &open).await.unwrap();
    assert_eq!((changed.name.as_str(), &changed.slug, changed.is_public), ("Another name", slug, true));
    assert_eq!(changed.description.as_ref().map(Description::as_str), Some("words"));
    assert!(changed.updated_at > team.project.updated_at);
    let cleared = ProjectChange { description: Change::Clear, ..ProjectChange::default() };
    let changed = projects.update(slug, &World::actor(team.owner.user), &cleared).await.unwrap();
    assert_eq!(changed.description, None);
    assert_eq!(projects.find(slug, team.stranger).await.unwrap().project, changed);
}

#[tokio::test]
async fn members_and_strangers_change_nothing() {
    let team = Team::new().await;
    let (projects, slug) = (&team.world.cases.projects, &team.project.slug);
    assert_eq!(
        code(projects.update(slug, &World::actor(team.member.user), &renamed("x")).await),
        "FORBIDDEN"
    );
    assert_eq!(
        code(projects.update(slug, &World::actor(team.stranger), &renamed("x")).await),
        "NOT_PROJECT_MEMBER"
    );
    assert_eq!(code(projects.delete(slug, &World::actor(team.admin.user)).await), "FORBIDDEN");
    assert_eq!(code(projects.delete(slug, &World::actor(team.stranger)).await), "NOT_PROJECT_MEMBER");
    assert_eq!(projects.find(slug, team.owner.user).await.unwrap().project, team.project);
}

#[tokio::test]
async fn the_owner_ends_a_project() {
    let team = Team::new().await;
    let (projects, slug) = (&team.world.cases.projects, &team.project.slug);
    projects.delete(slug, &World::actor(team.owner.user)).await.unwrap();
    assert_eq!(code(projects.find(slug, team.owner.user).await), "NOT_FOUND");
    assert_eq!(code(projects.delete(slug, &World::actor(team.owner.user)).await), "NOT_FOUND");
    assert!(projects.list(team.member.user, first(500)).await.unwrap().items.is_empty());
    assert_eq!(projects.access(team.project.id, team.owner.user).await.unwrap(), None);
}

#[tokio::test]
async fn the_owner_gives_a_project_away() {
    let team = Team::new().await;
    let (projects, slug) = (&team.world.cases.projects, &team.project.slug);
    let changed = projects.transfer(slug, &World::actor(team.owner.user), team.member.user).await.unwrap();
    assert_eq!(changed.owner, team.member.user);
    assert_eq!(team.seat(team.member.user).await.unwrap().role, Role::Owner);
    assert_eq!(team.seat(team.owner.user).await.unwrap().role, Role::Admin);
    let again = projects.transfer(slug, &World::actor(team.owner.user), team.admin.user).await;
    assert_eq!(code(again), "FORBIDDEN");
    projects.transfer(slug, &World::actor(team.member.user), team.owner.user).await.unwrap();
}

#[tokio::test]
async fn a_project_goes_to_another_member_by_its_owner_s_hand_only() {
    let team = Team::new().await;
    let (projects, slug) = (&team.world.cases.projects, &team.project.slug);
    for (caller, to, expected) in [
        (team.owner.user, team.owner.user, "CANNOT_TRANSFER_TO_SELF"),
        (team.owner.user, team.stranger, "USER_NOT_FOUND"),
        (team.admin.user, team.admin.user, "FORBIDDEN"),
        (team.admin.user, team.stranger, "FORBIDDEN"),
        (team.member.user, team.admin.user, "FORBIDDEN"),
        (team.stranger, team.stranger, "NOT_PROJECT_MEMBER"),
    ] {
        assert_eq!(code(projects.transfer(slug, &World::actor(caller), to).await), expected);
    }
    let nowhere = Slug::parse("nowhere").unwrap();
    let outcome = projects.transfer(&nowhere, &World::actor(team.owner.user), team.admin.user).await;
    assert_eq!(code(outcome), "NOT_FOUND");
}

#[tokio::test]
async fn other_use_cases_ask_the_same_policy() {
    let team = Team::new().await;
    let (projects, slug) = (&team.world.cases.projects, &team.project.slug);
    let visit = projects.authorize(slug, team.admin.user, Action::ManageClients).await.unwrap();
    assert_eq!(visit.project, team.project);
    let refused = projects.authorize(slug, team.member.user, Action::ManageClients).await;
    assert_eq!(code(refused), "FORBIDDEN");
    let outside = projects.authorize(slug, team.stranger, Action::ListMembers).await;
    assert_eq!(code(outside), "NOT_PROJECT_MEMBER");
    let hidden = projects.authorize(slug, team.stranger, Action::See { is_public: false }).await;
    assert_eq!(code(hidden), "NOT_FOUND");
}

#[tokio::test]
async fn access_tells_members_from_those_outside_an_open_and_a_closed_door() {
    let (private, public) = (Team::new().await, Team::of(true).await);
    for (team, user, access) in [
        (&private, private.member.user, ProjectAccess::Member(Role::Member)),
        (&private, private.owner.user, ProjectAccess::Member(Role::Owner)),
        (&private, private.stranger, ProjectAccess::PrivateOutsider),
        (&public, public.stranger, ProjectAccess::PublicOutsider),
    ] {
        let found = team.world.cases.projects.access(team.project.id, user).await.unwrap();
        assert_eq!(found, Some(access));
    }
    let nowhere = ProjectId::from_uuid(Default::default());
    assert_eq!(public.world.cases.projects.access(nowhere, public.stranger).await.unwrap(), None);
}

#[tokio::test]
async fn whoever_owns_a_project_with_others_in_it_is_known() {
    let team = Team::new().await;
    let projects = &team.world.cases.projects;
    assert!(projects.owns_shared(team.owner.user).await.unwrap());
    assert!(!projects.owns_shared(team.admin.user).await.unwrap());
    team.world.project(team.stranger, "Alone", true).await.unwrap();
    assert!(!projects.owns_shared(team.stranger).await.unwrap());
}

#[tokio::test]
async fn a_failing_store_is_told_as_such() {
    let mut projects = MockProjectStore::new();
    projects.expect_find_by_slug().returning(|_, _| Err(StoreError::failed("broken")));
    let team = Team::new().await;
    let world = team.world.adapted(|env| env.projects = Arc::new(projects));
    assert_eq!(code(world.cases.projects.find(&team.project.slug, team.owner.user).await), "INTERNAL_ERROR");
    assert_eq!(
        code(world.cases.members.list(&team.project.slug, team.owner.user, first(500)).await),
        "INTERNAL_ERROR"
    );
}
