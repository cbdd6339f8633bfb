//! Many people at once.

use crate::support::{Coded as _, Team, code, keys};
use hitkey_kernel::testkit::first;
use hitkey_projects::ports::UpdateMemberOutcome;
use hitkey_projects::testkit::World;
use hitkey_projects::testkit::mocks::{MockMemberStore, MockPermissionStore, MockProjectStore};
use hitkey_projects::{
    AssignableRole, Change, Description, MemberChange, NewProject, ProjectChange, ProjectName, Role,
};
use std::collections::BTreeSet;
use std::sync::Arc;

async fn all<F>(calls: impl Iterator<Item = F>) -> Vec<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let tasks: Vec<_> = calls.map(tokio::spawn).collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

#[tokio::test(flavor = "multi_thread")]
async fn sixteen_projects_of_one_name_get_sixteen_slugs() {
    let world = World::default();
    let ann = world.person("ann@example.org").unwrap();
    let new = NewProject { name: ProjectName::parse("My App").unwrap(), description: None, is_public: false };
    let calls = (0..16).map(|_| {
        let (projects, new) = (world.cases.projects.clone(), new.clone());
        async move { projects.create(&World::actor(ann), new).await.unwrap().slug }
    });
    let slugs: BTreeSet<_> = all(calls).await.into_iter().collect();
    assert_eq!(slugs.len(), 16);
    assert_eq!(world.cases.projects.list(ann, first(500)).await.unwrap().items.len(), 16);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_ten_transfers_at_once_one_is_made_and_the_others_are_told_why() {
    let team = Team::new().await;
    let mut heirs = Vec::new();
    for number in 0..10 {
        let address = format!("heir{number}@example.org");
        heirs.push(team.world.member(&team.project, &address, AssignableRole::Member).await.unwrap().user);
    }
    let calls = heirs.into_iter().map(|heir| {
        let (projects, slug, owner) =
            (team.world.cases.projects.clone(), team.project.slug.clone(), team.owner.user);
        async move {
            projects
                .transfer(&slug, &World::actor(owner), heir)
                .await
                .map(|_| heir)
                .map_err(|error| error.code())
        }
    });
    let outcomes = all(calls).await;
    let won: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.ok()).collect();
    assert_eq!(won.len(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| outcome.is_ok() || *outcome == Err("FORBIDDEN")), "{outcomes:?}");
    let members = team.world.cases.members.list(&team.project.slug, won[0], first(500)).await.unwrap().items;
    let owners: Vec<_> =
        members.iter().filter(|mate| mate.member.role == Role::Owner).map(|mate| mate.person.id).collect();
    assert_eq!(owners, won);
    assert_eq!(team.seat(team.owner.user).await.unwrap().role, Role::Admin);
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_of_different_parts_at_the_same_time_all_take_effect() {
    let team = Team::new().await;
    let changes = [
        ProjectChange { name: ProjectName::parse("New").ok(), ..ProjectChange::default() },
        ProjectChange {
            description: Change::Set(Description::parse("words").unwrap()),
            ..ProjectChange::default()
        },
        ProjectChange { is_public: Some(true), ..ProjectChange::default() },
    ];
    let calls = changes.into_iter().map(|change| {
        let (projects, slug, owner) =
            (team.world.cases.projects.clone(), team.project.slug.clone(), team.owner.user);
        async move { projects.update(&slug, &World::actor(owner), &change).await.unwrap() }
    });
    all(calls).await;
    let project = team.world.cases.projects.find(&team.project.slug, team.owner.user).await.unwrap().project;
    assert_eq!((project.name.as_str(), project.is_public), ("New", true));
    assert!(project.description.is_some());
}

/// Between the decision and the command the admin is demoted: the second look tells them.
#[tokio::test]
async fn an_admin_who_is_demoted_meanwhile_is_told_so() {
    let team = Team::new().await;
    let (real, demoted) = (team.world.environment.members.clone(), team.world.clone());
    let mut members = MockMemberStore::new();
    let found = real.find(team.project.id, team.member.id).await.unwrap();
    members.expect_find().times(2).returning(move |_, _| Ok(found.clone()));
    let (slug, owner, admin) = (team.project.slug.clone(), team.owner.user, team.admin.id);
    members.expect_update().once().returning(move |_| {
        let (cases, slug) = (demoted.cases.clone(), slug.clone());
        let change = MemberChange { role: Some(AssignableRole::Member), ..MemberChange::default() };
        let handle = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(cases.members.update(&slug, &World::actor(owner), admin, &change)).unwrap();
        });
        handle.join().unwrap();
        Ok(UpdateMemberOutcome::Stale)
    });
    let world = team.world.adapted(|env| env.members = Arc::new(members));
    let change = MemberChange { permissions: Some(keys(["site.view"])), ..MemberChange::default() };
    let admin = World::actor(team.admin.user);
    let outcome = world.cases.members.update(&team.project.slug, &admin, team.member.id, &change);
    assert_eq!(code(outcome.await), "FORBIDDEN");
}

#[tokio::test]
async fn a_project_that_never_rests_is_given_up_as_unavailable() {
    let team = Team::new().await;
    let visit = team.world.cases.projects.find(&team.project.slug, team.owner.user).await.unwrap();
    let mut projects = MockProjectStore::new();
    projects.expect_find_by_slug().times(10).returning(move |_, _| Ok(Some(visit.clone())));
    projects.expect_update().times(5).returning(|_| Ok(false));
    projects.expect_delete().times(5).returning(|_| Ok(false));
    let world = team.world.adapted(|env| env.projects = Arc::new(projects));
    let change = ProjectChange { is_public: Some(true), ..ProjectChange::default() };
    let (projects, slug, owner) = (&world.cases.projects, &team.project.slug, team.owner.user);
    assert_eq!(code(projects.update(slug, &World::actor(owner), &change).await), "OVERLOADED");
    assert_eq!(code(projects.delete(slug, &World::actor(owner)).await), "OVERLOADED");
}

#[tokio::test]
async fn a_permission_removed_between_look_and_command_is_not_found() {
    let team = Team::new().await;
    let permission = team.world.permission(&team.project, "site.view", false).await.unwrap();
    let mut permissions = MockPermissionStore::new();
    let id = permission.id;
    permissions.expect_find().once().return_once(move |_, _| Ok(Some(permission)));
    permissions.expect_find().once().return_once(|_, _| Ok(None));
    permissions.expect_delete().once().return_once(|_| Ok(false));
    let world = team.world.adapted(|env| env.permissions = Arc::new(permissions));
    let outcome =
        world.cases.permissions.delete(&team.project.slug, &World::actor(team.owner.user), id).await;
    assert_eq!(code(outcome), "NOT_FOUND");
}
