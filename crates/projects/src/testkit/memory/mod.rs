mod api_clients;
mod audit;
mod invites;
mod members;
mod people;
mod permissions;
mod projects;

use crate::{
    Actor, ApiClientTokenDigest, Invite, InviteTokenDigest, Member, Permission, PermissionKey, Person,
    Project, Role, Standing, Teammate, Visit, Warrant,
};
use hitkey_kernel::testkit::MemoryTrail;
use hitkey_kernel::{
    ApiClientId, AuditEntry, AuditRecord, Cursor, EmailAddress, MemberId, OutboxEntry, PermissionId,
    ProjectId, Timestamp, UserId,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// All stores in memory, over one state: nothing outlives the process. Knows the people it was told of.
///
/// Obeys the contract of the ports, so it can stand in for a database in tests and demonstrations.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<State>);

impl MemoryStore {
    /// The entries of the outbox, oldest first.
    pub fn outbox(&self) -> Vec<OutboxEntry> {
        self.state().outbox.clone()
    }

    /// The entries of the audit log, oldest first.
    pub fn trail(&self) -> Vec<AuditEntry> {
        self.state().trail.entries().to_vec()
    }

    /// Makes a person known, and what addresses they have proved to own besides their default one.
    pub fn add_person(&self, person: Person, others: Vec<EmailAddress>) {
        let mut verified = others;
        verified.push(person.email.clone());
        self.state().people.insert(person.id, Known { person, verified });
    }

    /// What all methods do under one lock is one step for everybody else.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Debug, Default)]
struct State {
    people: BTreeMap<UserId, Known>,
    projects: BTreeMap<ProjectId, Project>,
    seats: BTreeMap<MemberId, Seat>,
    permissions: BTreeMap<PermissionId, Permission>,
    invites: BTreeMap<InviteTokenDigest, Invite>,
    api_clients: BTreeMap<ApiClientId, api_clients::Kept>,
    api_client_tokens: BTreeMap<ApiClientTokenDigest, api_clients::KeptToken>,
    outbox: Vec<OutboxEntry>,
    trail: MemoryTrail,
}

#[derive(Debug)]
struct Known {
    person: Person,
    verified: Vec<EmailAddress>,
}

/// A member whose permissions are kept by id, so that they follow when a key changes.
#[derive(Debug, Clone)]
struct Seat {
    id: MemberId,
    project: ProjectId,
    user: UserId,
    role: Role,
    permissions: BTreeSet<PermissionId>,
    created_at: Timestamp,
}

impl Seat {
    fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }
}

impl State {
    fn record(&mut self, record: AuditRecord) {
        self.outbox.extend(self.trail.record(record));
    }

    fn role(&self, project: ProjectId, user: UserId) -> Option<Role> {
        self.seat_of(project, user).map(|seat| seat.role)
    }

    fn seat_of(&self, project: ProjectId, user: UserId) -> Option<&Seat> {
        self.seats.values().find(|seat| seat.project == project && seat.user == user)
    }

    /// Whether whoever acts in the project still is that there.
    fn holds(&self, project: ProjectId, by: impl Into<Warrant>) -> bool {
        match by.into() {
            Warrant::Member(Standing { user, role }) => self.role(project, user) == Some(role),
            Warrant::Team { client, role } => self.is_of_team(project, client, role),
        }
    }

    fn visit(&self, project: &Project, caller: UserId) -> Visit {
        let role = self.role(project.id, caller);
        Visit { project: project.clone(), actor: Actor::new(caller, role) }
    }

    fn permissions_of(&self, project: ProjectId) -> impl Iterator<Item = &Permission> {
        self.permissions.values().filter(move |permission| permission.project == project)
    }

    /// `None` when the project lacks one of them.
    fn ids_of(&self, project: ProjectId, keys: &BTreeSet<PermissionKey>) -> Option<BTreeSet<PermissionId>> {
        let id = |key: &PermissionKey| {
            self.permissions_of(project).find(|known| known.key == *key).map(|known| known.id)
        };
        keys.iter().map(id).collect()
    }

    /// Gives a person a seat with the default permissions and these.
    fn seat(&mut self, mut seat: Seat) -> Member {
        let defaults = self.permissions_of(seat.project).filter(|permission| permission.is_default);
        let defaults: Vec<_> = defaults.map(|permission| permission.id).collect();
        seat.permissions.extend(defaults);
        let member = self.member(&seat);
        self.seats.insert(seat.id, seat);
        member
    }

    fn member(&self, seat: &Seat) -> Member {
        let keys = seat.permissions.iter().filter_map(|id| self.permissions.get(id));
        Member {
            id: seat.id,
            project: seat.project,
            user: seat.user,
            role: seat.role,
            permissions: keys.map(|permission| permission.key.clone()).collect(),
            created_at: seat.created_at,
        }
    }

    fn teammate(&self, seat: &Seat) -> Option<Teammate> {
        let known = self.people.get(&seat.user)?;
        Some(Teammate { member: self.member(seat), person: known.person.clone() })
    }
}
