use super::{MemoryStore, Seat, State};
use crate::ports::{
    AddMember, AddMemberOutcome, JoinOutcome, JoinProject, LeaveProject, MemberStore, RemoveMember,
    UpdateMember, UpdateMemberOutcome,
};
use crate::{Role, Standing, Teammate};
use async_trait::async_trait;
use hitkey_kernel::{MemberId, Page, PageRequest, ProjectId, StoreError, UserId};
use std::collections::BTreeSet;

#[async_trait]
impl MemberStore for MemoryStore {
    async fn find(&self, project: ProjectId, member: MemberId) -> Result<Option<Teammate>, StoreError> {
        let state = self.state();
        let seat = state.seats.get(&member).filter(|seat| seat.project == project);
        Ok(seat.and_then(|seat| state.teammate(seat)))
    }

    async fn find_user(&self, project: ProjectId, user: UserId) -> Result<Option<Teammate>, StoreError> {
        let state = self.state();
        Ok(state.seat_of(project, user).and_then(|seat| state.teammate(seat)))
    }

    async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Teammate>, StoreError> {
        let state = self.state();
        let seats = state.seats.values().filter(|seat| seat.project == project);
        let mates = seats.filter_map(|seat| state.teammate(seat));
        Ok(Page::oldest_first(mates, page, |mate| mate.member.place()))
    }

    async fn join(&self, command: JoinProject) -> Result<JoinOutcome, StoreError> {
        Ok(self.state().join(command))
    }

    async fn add(&self, command: AddMember) -> Result<AddMemberOutcome, StoreError> {
        Ok(self.state().add(command))
    }

    async fn update(&self, command: UpdateMember) -> Result<UpdateMemberOutcome, StoreError> {
        Ok(self.state().update(command))
    }

    async fn remove(&self, command: RemoveMember) -> Result<bool, StoreError> {
        let mut state = self.state();
        let RemoveMember { project, by, member, seen, audit } = command;
        let good = state.holds(project, by) && state.is_seen(project, member, seen);
        if !good || seen.role == Role::Owner {
            return Ok(false);
        }
        state.seats.remove(&member);
        state.drop_invites(project, seen.user);
        state.record(audit);
        Ok(true)
    }

    async fn leave(&self, command: LeaveProject) -> Result<bool, StoreError> {
        let mut state = self.state();
        let LeaveProject { project, by, audit } = command;
        if by.role == Role::Owner || !state.holds(project, by) {
            return Ok(false);
        }
        state.seats.retain(|_, seat| seat.project != project || seat.user != by.user);
        state.record(audit);
        Ok(true)
    }
}

impl State {
    fn join(&mut self, command: JoinProject) -> JoinOutcome {
        let JoinProject { project, member, user, now, audit } = command;
        let public = self.projects.get(&project).is_some_and(|project| project.is_public);
        if !public || !self.people.contains_key(&user) {
            return JoinOutcome::Stale;
        }
        if self.role(project, user).is_some() {
            return JoinOutcome::AlreadyMember;
        }
        self.record(audit);
        let permissions = BTreeSet::new();
        let seat = Seat { id: member, project, user, role: Role::Member, permissions, created_at: now };
        JoinOutcome::Joined(self.seat(seat))
    }

    fn add(&mut self, command: AddMember) -> AddMemberOutcome {
        let AddMember { project, user, .. } = command;
        if !self.holds(project, command.by) || !self.people.contains_key(&user) {
            return AddMemberOutcome::Stale;
        }
        if self.role(project, user).is_some() {
            return AddMemberOutcome::AlreadyMember;
        }
        let Some(permissions) = self.ids_of(project, &command.permissions) else {
            return AddMemberOutcome::UnknownPermission;
        };
        self.record(command.audit);
        let (role, created_at) = (command.role.role(), command.now);
        AddMemberOutcome::Added(self.seat(Seat {
            id: command.member,
            project,
            user,
            role,
            permissions,
            created_at,
        }))
    }

    fn update(&mut self, command: UpdateMember) -> UpdateMemberOutcome {
        let UpdateMember { project, member, .. } = command;
        if !self.holds(project, command.by) || !self.is_seen(project, member, command.seen) {
            return UpdateMemberOutcome::Stale;
        }
        let wanted = command.permissions.map(|keys| self.ids_of(project, &keys));
        let Some(seat) = self.seats.get_mut(&member) else { return UpdateMemberOutcome::Stale };
        match wanted {
            Some(None) => return UpdateMemberOutcome::UnknownPermission,
            Some(Some(permissions)) => seat.permissions = permissions,
            None => {}
        }
        seat.role = command.role.map_or(seat.role, Role::from);
        let seat = seat.clone();
        self.record(command.audit);
        UpdateMemberOutcome::Updated(self.member(&seat))
    }

    fn is_seen(&self, project: ProjectId, member: MemberId, seen: Standing) -> bool {
        self.seats
            .get(&member)
            .is_some_and(|seat| seat.project == project && seat.user == seen.user && seat.role == seen.role)
    }

    fn drop_invites(&mut self, project: ProjectId, user: UserId) {
        let Some(known) = self.people.get(&user) else { return };
        self.invites.retain(|_, invite| invite.project != project || !known.verified.contains(&invite.email));
    }
}
