//! API clients of a team, and what programs may in projects.

use crate::support::{Team, code, keys};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{Actor, ApiClientId};
use hitkey_projects::testkit::World;
use hitkey_projects::{
    Agent, ApiClientChange, ApiClientName, AssignableRole, Caller, Change, Description, Event, Grant, Grants,
    MemberChange, NewApiClient, NewPermission, PermissionKey, PermissionName, Program, Project,
    ProjectChange, Role,
};
use std::time::Duration;

fn granting(project: &Project, role: AssignableRole) -> NewApiClient {
    let grant = Grant { role, permissions: keys([]) };
    NewApiClient {
        name: ApiClientName::parse("ci").unwrap(),
        description: None,
        expires_at: None,
        grants: Grants::from([(project.id, grant)]),
    }
}

/// A client of the team, as it calls.
async fn team_program(team: &Team, role: AssignableRole) -> Agent {
    let by = World::actor(team.owner.user);
    let new = granting(&team.project, role);
    let made = team.world.cases.api_clients.create_in(&team.project.slug, &by, &new).await.unwrap();
    Agent { caller: Program::from(made.0).into(), origin: by.origin }
}

/// A client of somebody's, as it calls.
async fn program_of(team: &Team, by: &Actor, role: AssignableRole) -> Agent {
    let made = team.world.cases.api_clients.create(by, &granting(&team.project, role)).await.unwrap();
    Agent { caller: Program::from(made.0).into(), origin: by.origin.clone() }
}

fn permission(key: &str) -> NewPermission {
    let (key, display_name) = (PermissionKey::parse(key).unwrap(), PermissionName::parse(key).unwrap());
    NewPermission { key, display_name, description: None, is_default: false }
}

#[tokio::test]
async fn owner_and_admins_keep_the_teams_clients_and_nobody_else() {
    let team = Team::new().await;
    let (clients, slug) = (&team.world.cases.api_clients, &team.project.slug);
    let new = granting(&team.project, AssignableRole::Member);
    for user in [team.owner.user, team.admin.user] {
        let by = World::actor(user);
        let (made, token) = clients.create_in(slug, &by, &new).await.unwrap();
        assert_eq!(clients.find_in(slug, user, made.id).await.unwrap(), made);
        let change = ApiClientChange {
            description: Change::Set(Description::parse("x").unwrap()),
            ..Default::default()
        };
        clients.update_in(slug, &by, made.id, &change).await.unwrap();
        let (_, rolled) = clients.rotate_in(slug, &by, made.id, Duration::ZERO).await.unwrap();
        assert_eq!(code(clients.authenticate(token.expose()).await), "UNAUTHENTICATED");
        clients.delete_in(slug, &by, made.id).await.unwrap();
        assert_eq!(code(clients.authenticate(rolled.expose()).await), "UNAUTHENTICATED");
        assert_eq!(code(clients.delete_in(slug, &by, made.id).await), "NOT_FOUND");
        assert!(clients.list_in(slug, user, first(10)).await.unwrap().items.is_empty());
    }
    let (made, _) = clients.create_in(slug, &World::actor(team.owner.user), &new).await.unwrap();
    for (user, expected) in [(team.member.user, "FORBIDDEN"), (team.stranger, "NOT_PROJECT_MEMBER")] {
        let by = World::actor(user);
        let revoke = ApiClientChange { revoked: Some(true), ..Default::default() };
        assert_eq!(code(clients.create_in(slug, &by, &new).await), expected);
        assert_eq!(code(clients.list_in(slug, user, first(10)).await), expected);
        assert_eq!(code(clients.find_in(slug, user, made.id).await), expected);
        assert_eq!(code(clients.update_in(slug, &by, made.id, &revoke).await), expected);
        assert_eq!(code(clients.rotate_in(slug, &by, made.id, Duration::ZERO).await), expected);
        assert_eq!(code(clients.delete_in(slug, &by, made.id).await), expected);
    }
    assert_eq!(code(clients.find(team.owner.user, made.id).await), "NOT_FOUND", "it is nobody's own");
}

/// Whoever sees a token can act as its client: so what an admin can't give they can't get by a detour.
#[tokio::test]
async fn only_the_owner_lets_a_client_act_as_an_admin() {
    let team = Team::new().await;
    let (clients, slug) = (&team.world.cases.api_clients, &team.project.slug);
    let (owner, admin) = (World::actor(team.owner.user), World::actor(team.admin.user));
    let (mighty, weak) =
        (granting(&team.project, AssignableRole::Admin), granting(&team.project, AssignableRole::Member));
    assert_eq!(code(clients.create_in(slug, &admin, &mighty).await), "ONLY_OWNER_ASSIGNS_ADMIN");
    let (made, _) = clients.create_in(slug, &admin, &weak).await.unwrap();
    let promote = ApiClientChange { grants: Some(mighty.grants), ..Default::default() };
    assert_eq!(code(clients.update_in(slug, &admin, made.id, &promote).await), "ONLY_OWNER_ASSIGNS_ADMIN");
    clients.update_in(slug, &owner, made.id, &promote).await.unwrap();
    let rolled = clients.rotate_in(slug, &admin, made.id, Duration::ZERO).await;
    assert_eq!(code(rolled), "ONLY_OWNER_ASSIGNS_ADMIN");
    clients.rotate_in(slug, &owner, made.id, Duration::ZERO).await.unwrap();
    let revoke = ApiClientChange { revoked: Some(true), ..Default::default() };
    clients.update_in(slug, &admin, made.id, &revoke).await.unwrap();
}

#[tokio::test]
async fn a_team_grants_in_its_own_project_only() {
    let team = Team::new().await;
    let other = team.world.project(team.owner.user, "Other", true).await.unwrap();
    let by = World::actor(team.owner.user);
    let new = granting(&other, AssignableRole::Member);
    let made = team.world.cases.api_clients.create_in(&team.project.slug, &by, &new).await;
    assert_eq!(code(made), "NOT_PROJECT_MEMBER");
}

#[tokio::test]
async fn a_teams_client_acts_in_its_project_and_stays_when_its_maker_goes() {
    let team = Team::new().await;
    let (cases, slug) = (&team.world.cases, &team.project.slug);
    let by = World::actor(team.admin.user);
    let new = granting(&team.project, AssignableRole::Member);
    let (made, token) = cases.api_clients.create_in(slug, &by, &new).await.unwrap();
    let origin = by.origin.clone();
    cases.members.leave(slug, &by).await.unwrap();
    let found = cases.api_clients.authenticate(token.expose()).await.unwrap();
    assert_eq!(found.id, made.id);
    let caller = Caller::from(Program::from(found));
    let visit = cases.projects.find(slug, &caller).await.unwrap();
    assert_eq!((visit.project.id, visit.actor.acting()), (team.project.id, Some(Role::Member)));
    let listed = cases.projects.list(&caller, first(10)).await.unwrap().items;
    assert_eq!(
        listed.iter().map(|own| (own.project.id, own.role)).collect::<Vec<_>>(),
        [(team.project.id, Role::Member)]
    );
    cases.members.list(slug, &caller, first(10)).await.unwrap();
    let agent = Agent { caller: caller.clone(), origin };
    assert_eq!(code(cases.permissions.create(slug, &agent, &permission("a")).await), "FORBIDDEN");
    let other = team.world.project(team.owner.user, "Other", true).await.unwrap();
    assert_eq!(code(cases.projects.find(&other.slug, &caller).await), "NOT_FOUND", "not even a public one");
}

#[tokio::test]
async fn what_a_teams_client_does_is_kept_under_its_name() {
    let team = Team::new().await;
    let agent = team_program(&team, AssignableRole::Admin).await;
    let id = agent.caller.program().unwrap().client;
    team.world.cases.permissions.create(&team.project.slug, &agent, &permission("site.view")).await.unwrap();
    let entry = team.world.store.trail().pop().unwrap();
    assert!(matches!(entry.event().unwrap(), Event::PermissionCreated { .. }));
    assert_eq!((entry.actor, entry.client), (None, Some(id)));
    let owner = World::actor(team.owner.user);
    let agent = program_of(&team, &owner, AssignableRole::Admin).await;
    let id = agent.caller.program().unwrap().client;
    team.world.cases.permissions.create(&team.project.slug, &agent, &permission("site.edit")).await.unwrap();
    let entry = team.world.store.trail().pop().unwrap();
    assert_eq!((entry.actor, entry.client), (Some(team.owner.user), Some(id)));
}

#[tokio::test]
async fn a_program_without_a_grant_reaches_nothing() {
    let team = Team::of(true).await;
    let (cases, slug) = (&team.world.cases, &team.project.slug);
    let owner = World::actor(team.owner.user);
    let new = NewApiClient { grants: Grants::new(), ..granting(&team.project, AssignableRole::Member) };
    let (personal, _) = cases.api_clients.create(&owner, &new).await.unwrap();
    let (of_team, _) = cases.api_clients.create_in(slug, &owner, &new).await.unwrap();
    let acting = Actor { client: Some(ApiClientId::from_uuid(of_team.id.uuid())), ..owner.clone() };
    for caller in [Program::from(personal).into(), Program::from(of_team).into(), Agent::from(&acting).caller]
    {
        assert_eq!(code(cases.projects.find(slug, &caller).await), "NOT_FOUND");
        assert_eq!(code(cases.members.list(slug, &caller, first(10)).await), "NOT_FOUND");
        assert!(cases.projects.list(&caller, first(10)).await.unwrap().items.is_empty());
        let agent = Agent { caller, origin: owner.origin.clone() };
        assert_eq!(code(cases.projects.update(slug, &agent, &ProjectChange::default()).await), "NOT_FOUND");
    }
}

#[tokio::test]
async fn a_personal_program_loses_what_its_owner_loses() {
    let team = Team::new().await;
    let (cases, slug) = (&team.world.cases, &team.project.slug);
    let agent = program_of(&team, &World::actor(team.admin.user), AssignableRole::Admin).await;
    cases.permissions.list(slug, &agent.caller, first(10)).await.unwrap();
    let demote = MemberChange { role: Some(AssignableRole::Member), ..MemberChange::default() };
    let owner = World::actor(team.owner.user);
    cases.members.update(slug, &owner, team.admin.id, &demote).await.unwrap();
    assert_eq!(code(cases.permissions.list(slug, &agent.caller, first(10)).await), "FORBIDDEN");
    cases.members.list(slug, &agent.caller, first(10)).await.unwrap();
    cases.members.remove(slug, &owner, team.admin.id).await.unwrap();
    assert_eq!(code(cases.members.list(slug, &agent.caller, first(10)).await), "NOT_PROJECT_MEMBER");
    assert_eq!(code(cases.projects.find(slug, &agent.caller).await), "NOT_FOUND");
}

/// Where people were when they acted is told to them, in person.
#[tokio::test]
async fn programs_are_not_told_where_people_are() {
    let team = Team::new().await;
    let owner = World::actor(team.owner.user);
    let activity = &team.world.cases.activity;
    let own = activity.of(&team.project.slug, owner.user, first(10)).await.unwrap().items;
    assert!(own.iter().any(|entry| entry.ip.is_some()));
    let personal = program_of(&team, &owner, AssignableRole::Admin).await;
    for agent in [personal, team_program(&team, AssignableRole::Admin).await] {
        let told = activity.of(&team.project.slug, &agent.caller, first(10)).await.unwrap().items;
        assert!(told.iter().all(|entry| entry.ip.is_none() && entry.user_agent.is_none()));
    }
}
