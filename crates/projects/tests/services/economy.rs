//! How often the stores are asked. Nothing but what is expected here may be called: a mock panics.

use crate::support::Team;
use hitkey_kernel::Page;
use hitkey_kernel::testkit::first;
use hitkey_projects::testkit::World;
use hitkey_projects::testkit::mocks::{
    MockInviteStore, MockMemberStore, MockPeople, MockPermissionStore, MockProjectStore,
};
use hitkey_projects::{Action, ProjectChange, Visit};
use std::sync::Arc;

fn opened() -> ProjectChange {
    ProjectChange { is_public: Some(true), ..ProjectChange::default() }
}

/// A world where the project is looked up once and nothing else may be touched.
fn world_of(team: &Team, visit: Visit, members: MockMemberStore, update: bool) -> World {
    let mut projects = MockProjectStore::new();
    projects.expect_find_by_slug().once().return_once(move |_, _| Ok(Some(visit)));
    if update {
        projects.expect_update().once().return_once(|_| Ok(true));
    }
    team.world.adapted(|env| {
        env.projects = Arc::new(projects);
        env.members = Arc::new(members);
        env.permissions = Arc::new(MockPermissionStore::new());
        env.invites = Arc::new(MockInviteStore::new());
        env.people = Arc::new(MockPeople::new());
    })
}

async fn team_and_visit() -> (Team, Visit) {
    let team = Team::new().await;
    let visit = team.world.cases.projects.find(&team.project.slug, team.owner.user).await.unwrap();
    (team, visit)
}

#[tokio::test]
async fn looking_at_a_project_is_one_read() {
    let (team, visit) = team_and_visit().await;
    let world = world_of(&team, visit, MockMemberStore::new(), false);
    world.cases.projects.find(&team.project.slug, team.owner.user).await.unwrap();
}

#[tokio::test]
async fn authorizing_another_use_case_is_one_read() {
    let (team, visit) = team_and_visit().await;
    let world = world_of(&team, visit, MockMemberStore::new(), false);
    let (slug, owner) = (&team.project.slug, team.owner.user);
    world.cases.projects.authorize(slug, owner, Action::ManageClients).await.unwrap();
}

#[tokio::test]
async fn listing_members_is_two_reads() {
    let (team, visit) = team_and_visit().await;
    let mut members = MockMemberStore::new();
    members.expect_list().once().return_once(|_, page| {
        assert_eq!(page, first(7));
        Ok(Page { items: Vec::new(), next: None })
    });
    let world = world_of(&team, visit, members, false);
    world.cases.members.list(&team.project.slug, team.owner.user, first(7)).await.unwrap();
}

#[tokio::test]
async fn changing_a_project_is_one_read_and_one_write() {
    let (team, visit) = team_and_visit().await;
    let world = world_of(&team, visit, MockMemberStore::new(), true);
    let (slug, owner) = (&team.project.slug, team.owner.user);
    world.cases.projects.update(slug, &World::actor(owner), &opened()).await.unwrap();
}
