//! What is kept of who did what.

use crate::support::{Team, code, email, keys};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{AuditEntry, Language};
use hitkey_projects::testkit::World;
use hitkey_projects::{
    AssignableRole, Description, Event, MemberChange, NewInvite, NewMember, PermissionChange, PermissionKey,
    Project, ProjectChange, ProjectField, ProjectName, Role,
};

/// What happened since the team met, the oldest first.
fn events(team: &Team) -> Vec<Event> {
    let met = 5;
    team.world.store.trail()[met..].iter().map(|entry| entry.event().unwrap()).collect()
}

fn last(team: &Team) -> AuditEntry {
    team.world.store.trail().pop().unwrap()
}

fn key(text: &str) -> PermissionKey {
    PermissionKey::parse(text).unwrap()
}

#[tokio::test]
async fn a_project_and_whoever_is_added_are_kept_with_who_did_it_from_where() {
    let team = Team::new().await;
    let trail = team.world.store.trail();
    let (owner, project) = (team.owner.user, team.project.id);
    let created = Event::ProjectCreated { user: owner, project, is_public: false };
    assert_eq!(trail[0].event::<Event>().unwrap(), created);
    let added = Event::MemberAdded {
        user: team.admin.user,
        project,
        member: team.admin.id,
        role: AssignableRole::Admin,
        permissions: keys([]),
    };
    assert_eq!(trail[1].event::<Event>().unwrap(), added);
    assert_eq!((trail.len(), trail[1].actor, trail[1].person), (5, Some(owner), Some(team.admin.user)));
    let from = World::actor(owner).origin;
    for entry in trail {
        assert_eq!((entry.project, entry.ip), (Some(project), from.ip));
        assert_eq!(entry.user_agent.as_deref(), from.user_agent());
    }
}

#[tokio::test]
async fn a_change_tells_which_parts_changed_not_to_what() {
    let team = Team::new().await;
    let (projects, slug, by) =
        (&team.world.cases.projects, &team.project.slug, World::actor(team.admin.user));
    let change = ProjectChange {
        name: ProjectName::parse("Geheimnis").ok(),
        is_public: Some(true),
        ..ProjectChange::default()
    };
    for _ in 0..2 {
        projects.update(slug, &by, &change).await.unwrap();
    }
    let fields = vec![ProjectField::Name, ProjectField::IsPublic];
    let expected = Event::ProjectChanged { project: team.project.id, fields, is_public: true };
    assert_eq!(events(&team), [expected], "the second changed nothing");
    assert!(!serde_json::to_string(&last(&team)).unwrap().contains("Geheimnis"));
    let description = hitkey_projects::Change::Set(Description::parse("words").unwrap());
    projects.update(slug, &by, &ProjectChange { description, ..ProjectChange::default() }).await.unwrap();
    let Event::ProjectChanged { fields, .. } = &events(&team)[1] else { panic!("{:?}", events(&team)) };
    assert_eq!(fields, &[ProjectField::Description]);
}

#[tokio::test]
async fn members_come_change_and_go() {
    let team = Team::of(true).await;
    team.world.permission(&team.project, "site.view", false).await.unwrap();
    let (members, slug, owner) =
        (&team.world.cases.members, &team.project.slug, World::actor(team.owner.user));
    let (project, user) = (team.project.id, team.stranger);
    let joined = members.join(slug, &World::actor(user)).await.unwrap();
    let change = MemberChange { role: Some(AssignableRole::Admin), permissions: Some(keys(["site.view"])) };
    for _ in 0..2 {
        members.update(slug, &owner, joined.id, &change).await.unwrap();
    }
    members.leave(slug, &World::actor(user)).await.unwrap();
    members.remove(slug, &owner, team.member.id).await.unwrap();
    let member = joined.id;
    let expected = [
        Event::MemberJoined { user, project, member },
        Event::MemberChanged {
            user,
            project,
            member,
            was: Role::Member,
            role: change.role,
            permissions: change.permissions,
        },
        Event::MemberLeft { user, project, was: Role::Admin },
        Event::MemberRemoved { user: team.member.user, project, member: team.member.id, was: Role::Member },
    ];
    assert_eq!(events(&team)[1..], expected, "the second change changed nothing");
}

#[tokio::test]
async fn a_project_that_changes_hands_and_ends_is_kept() {
    let team = Team::new().await;
    let (projects, slug, project) = (&team.world.cases.projects, &team.project.slug, team.project.id);
    projects.transfer(slug, &World::actor(team.owner.user), team.member.user).await.unwrap();
    projects.delete(slug, &World::actor(team.member.user)).await.unwrap();
    let expected = [
        Event::ProjectTransferred { user: team.member.user, project, from: team.owner.user },
        Event::ProjectDeleted { user: team.member.user, project },
    ];
    assert_eq!(events(&team), expected);
}

#[tokio::test]
async fn permissions_are_kept_by_their_keys() {
    let team = Team::new().await;
    let made = team.world.permission(&team.project, "site.view", false).await.unwrap();
    let (permissions, slug, by) =
        (&team.world.cases.permissions, &team.project.slug, World::actor(team.admin.user));
    let change = PermissionChange { key: Some(key("site.see")), ..PermissionChange::default() };
    for _ in 0..2 {
        permissions.update(slug, &by, made.id, &change).await.unwrap();
    }
    permissions.delete(slug, &by, made.id).await.unwrap();
    let (project, permission) = (team.project.id, made.id);
    let (old, new) = (key("site.view"), key("site.see"));
    let expected = [
        Event::PermissionCreated { project, permission, key: old.clone(), is_default: false },
        Event::PermissionChanged { project, permission, was: old, key: new.clone(), is_default: false },
        Event::PermissionDeleted { project, permission, key: new },
    ];
    assert_eq!(events(&team), expected, "the second change changed nothing");
}

#[tokio::test]
async fn an_invite_is_kept_without_its_token_and_its_address_apart() {
    let team = Team::new().await;
    let (invites, slug, by) = (&team.world.cases.invites, &team.project.slug, World::actor(team.admin.user));
    let invite = async |address: &str| {
        let new = NewInvite { email: email(address), role: AssignableRole::Member, redirect_url: None };
        invites.create(slug, &by, &new, Language::En).await.unwrap()
    };
    let (first, second) = (invite("one@example.org").await, invite("stranger@example.org").await);
    let token = team.world.last_invite(&second.email).unwrap();
    assert_eq!(last(&team).address, Some(email("stranger@example.org")));
    assert!(!serde_json::to_string(&last(&team).details).unwrap().contains("stranger"));
    invites.revoke(slug, &by, first.id).await.unwrap();
    let accepted = invites.accept(&token, &World::actor(team.stranger)).await.unwrap();
    let (project, role) = (team.project.id, AssignableRole::Member);
    let expected = [
        Event::InviteCreated { project, invite: first.id, role, address: first.email },
        Event::InviteCreated { project, invite: second.id, role, address: second.email },
        Event::InviteRevoked { project, invite: first.id },
        Event::InviteAccepted { user: team.stranger, project, member: accepted.member.id },
    ];
    assert_eq!(events(&team), expected);
    assert!(!serde_json::to_string(&team.world.store.trail()).unwrap().contains(token.expose()));
}

#[tokio::test]
async fn what_is_refused_is_not_kept() {
    let team = Team::new().await;
    let (cases, slug, by) = (&team.world.cases, &team.project.slug, World::actor(team.member.user));
    let new = NewMember {
        email: email("stranger@example.org"),
        role: AssignableRole::Member,
        permissions: keys([]),
    };
    assert_eq!(code(cases.members.add(slug, &by, &new).await), "FORBIDDEN");
    assert_eq!(code(cases.projects.delete(slug, &by).await), "FORBIDDEN");
    assert_eq!(code(cases.members.join(slug, &by).await), "ALREADY_MEMBER");
    assert_eq!(events(&team), []);
}

#[tokio::test]
async fn owner_and_admins_see_what_happened_and_nobody_else() {
    let team = Team::of(true).await;
    let (activity, Project { slug, .. }) = (&team.world.cases.activity, &team.project);
    team.world.project(team.stranger, "Another", true).await.unwrap();
    for reader in [team.owner.user, team.admin.user] {
        let shown = activity.of(slug, reader, first(500)).await.unwrap().items;
        assert_eq!(shown.len(), 5);
        assert!(shown.iter().all(|entry| entry.project == Some(team.project.id)));
        for entry in shown {
            assert_eq!(entry.ip.is_some(), reader == team.owner.user, "where others were is theirs");
            assert_eq!(entry.user_agent.is_some(), reader == team.owner.user);
        }
    }
    assert_eq!(code(activity.of(slug, team.member.user, first(500)).await), "FORBIDDEN");
    assert_eq!(code(activity.of(slug, team.stranger, first(500)).await), "NOT_PROJECT_MEMBER");
}
