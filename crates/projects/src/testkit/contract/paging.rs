//! Walking through lists page by page.

use super::api_clients::making;
use super::setting::{Harness, Place, address, key, permission_of, person, project_of, record, start, tag};
use crate::ports::{
    AddMember, CreateInviteOutcome, CreatePermission, DeleteApiClient, DeletePermission, LeaveProject,
    PermissionOutcome, RemoveMember, RevokeInvite,
};
use crate::{ApiClientKeeper, AssignableRole, Grants, Project, Role, Standing};
use hitkey_kernel::testkit::{ListOrder, ListUnderTest};
use hitkey_kernel::{
    ApiClientId, Cursor, InviteId, MemberId, PageRequest, PermissionId, ProjectId, Timestamp,
};
use std::collections::BTreeMap;
use std::sync::Mutex;

const ORDER: ListOrder = ListOrder::OldestFirst;

/// The projects of one person, each of somebody else.
pub(super) async fn projects(harness: &dyn Harness) {
    let (user, stores) = (person(harness).await, harness.stores());
    let seats: Mutex<BTreeMap<ProjectId, Cursor>> = Mutex::default();
    let add = async |now: Timestamp| {
        let place = Place::new(harness).await;
        let seat = place.add(AddMember { now, ..place.adding(user, AssignableRole::Member) }).await.place();
        seats.lock().unwrap().insert(place.project.id, seat);
        seat
    };
    let remove = async |seat: Cursor| {
        let project = seats.lock().unwrap().iter().find(|(_, place)| **place == seat).map(|(id, _)| *id);
        let command = LeaveProject {
            project: project.unwrap(),
            by: Standing { user, role: Role::Member },
            audit: record(),
        };
        assert!(stores.members.leave(command).await.unwrap());
    };
    let read = async |request: PageRequest| {
        let page = stores.projects.list(user, request).await.unwrap();
        page.map(|own| seats.lock().unwrap()[&own.project.id])
    };
    ListUnderTest { order: ORDER, start: start(), add, remove, read }.check().await;
}

/// The members of one project; not its owner, who is the oldest one.
pub(super) async fn members(harness: &dyn Harness) {
    let project = project_of(person(harness).await);
    let place = Place::of(harness, Project { created_at: Timestamp::default(), ..project }).await;
    Place::new(harness).await.member(AssignableRole::Member).await;
    let (members, project) = (&place.stores.members, place.project.id);
    let owner = Cursor::new(Timestamp::default(), place.owner_seat.uuid());
    let add = async |now: Timestamp| {
        let adding = place.adding(person(harness).await, AssignableRole::Member);
        place.add(AddMember { now, ..adding }).await.place()
    };
    let remove = async |seat: Cursor| {
        let member = MemberId::from_uuid(seat.id());
        let seen = members.find(project, member).await.unwrap().unwrap().member.standing();
        let command = RemoveMember { project, by: place.by(), member, seen, audit: record() };
        assert!(members.remove(command).await.unwrap());
    };
    let read = async |request: PageRequest| {
        let request = PageRequest { after: request.after.max(Some(owner)), ..request };
        members.list(project, request).await.unwrap().map(|mate| mate.member.place())
    };
    ListUnderTest { order: ORDER, start: start(), add, remove, read }.check().await;
}

/// The permissions of one project.
pub(super) async fn permissions(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    Place::new(harness).await.permission("of.another", false).await;
    let (permissions, project, by) = (&place.stores.permissions, place.project.id, place.by());
    let add = async |created_at: Timestamp| {
        let mut permission = permission_of(project, "site.view", false);
        permission.key = key(&tag());
        permission.created_at = created_at;
        let command = CreatePermission { by, permission: permission.clone(), audit: record() };
        assert_eq!(permissions.create(command).await.unwrap(), PermissionOutcome::Done);
        permission.place()
    };
    let remove = async |at: Cursor| {
        let command =
            DeletePermission { project, by, permission: PermissionId::from_uuid(at.id()), audit: record() };
        assert!(permissions.delete(command).await.unwrap());
    };
    let read = async |request: PageRequest| {
        permissions.list(project, request).await.unwrap().map(|permission| permission.place())
    };
    ListUnderTest { order: ORDER, start: start(), add, remove, read }.check().await;
}

/// The invites into one project.
pub(super) async fn invites(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    Place::new(harness).await.invite(&address()).await;
    let (invites, project, by) = (&place.stores.invites, place.project.id, place.by());
    let add = async |created_at: Timestamp| {
        let (mut command, _) = place.inviting(&address());
        command.invite.created_at = created_at;
        let invite = command.invite.clone();
        assert_eq!(invites.create(command).await.unwrap(), CreateInviteOutcome::Created);
        invite.place()
    };
    let remove = async |at: Cursor| {
        let command = RevokeInvite { project, by, invite: InviteId::from_uuid(at.id()), audit: record() };
        assert!(invites.revoke(command).await.unwrap());
    };
    let read = async |request: PageRequest| {
        invites.list(project, request).await.unwrap().map(|invite| invite.place())
    };
    ListUnderTest { order: ORDER, start: start(), add, remove, read }.check().await;
}

/// The API clients of one person.
pub(super) async fn api_clients(harness: &dyn Harness) {
    let place = Place::new(harness).await;
    let (user, other) = (person(harness).await, person(harness).await);
    place.api_client(&making(ApiClientKeeper::Owner(other), Grants::new())).await;
    let (clients, by) = (&place.stores.api_clients, ApiClientKeeper::Owner(user));
    let add = async |created_at: Timestamp| {
        let mut command = making(by, Grants::new());
        command.client.created_at = created_at;
        place.api_client(&command).await.place()
    };
    let remove = async |at: Cursor| {
        let command = DeleteApiClient { by, id: ApiClientId::from_uuid(at.id()), audit: record() };
        assert!(clients.delete(command).await.unwrap());
    };
    let read = async |request: PageRequest| {
        clients.list(by.owner(), request).await.unwrap().map(|client| client.place())
    };
    ListUnderTest { order: ORDER, start: start(), add, remove, read }.check().await;
}
