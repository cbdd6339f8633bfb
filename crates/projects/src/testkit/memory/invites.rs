use super::{MemoryStore, Seat, State};
use crate::ports::{
    AcceptInvite, AcceptInviteOutcome, CreateInvite, CreateInviteOutcome, InviteStore, RevokeInvite,
};
use crate::{Invite, InviteTokenDigest, PresentedInvite};
use async_trait::async_trait;
use hitkey_kernel::{InviteId, Page, PageRequest, ProjectId, StoreError};
use std::collections::BTreeSet;

#[async_trait]
impl InviteStore for MemoryStore {
    async fn create(&self, command: CreateInvite) -> Result<CreateInviteOutcome, StoreError> {
        Ok(self.state().invite(command))
    }

    async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Invite>, StoreError> {
        let state = self.state();
        let own = state.invites.values().filter(|invite| invite.project == project).cloned();
        Ok(Page::oldest_first(own, page, Invite::place))
    }

    async fn exists(&self, project: ProjectId, id: InviteId) -> Result<bool, StoreError> {
        Ok(self.state().invites.values().any(|invite| invite.project == project && invite.id == id))
    }

    async fn revoke(&self, command: RevokeInvite) -> Result<bool, StoreError> {
        let mut state = self.state();
        if !state.holds(command.project, command.by) {
            return Ok(false);
        }
        let before = state.invites.len();
        let is_it = |invite: &Invite| invite.project == command.project && invite.id == command.invite;
        state.invites.retain(|_, invite| !is_it(invite));
        let found = state.invites.len() < before;
        if found {
            state.record(command.audit);
        }
        Ok(found)
    }

    async fn find_by_token(&self, token: &InviteTokenDigest) -> Result<Option<PresentedInvite>, StoreError> {
        let state = self.state();
        let Some(invite) = state.invites.get(token).cloned() else { return Ok(None) };
        let Some(project) = state.projects.get(&invite.project).cloned() else { return Ok(None) };
        let inviter = invite.invited_by.and_then(|user| state.people.get(&user));
        let inviter = inviter.and_then(|known| known.person.display_name.clone());
        Ok(Some(PresentedInvite { invite, project, inviter }))
    }

    async fn accept(&self, command: AcceptInvite) -> Result<AcceptInviteOutcome, StoreError> {
        Ok(self.state().accept(command))
    }
}

impl State {
    fn invite(&mut self, command: CreateInvite) -> CreateInviteOutcome {
        let CreateInvite { by, invite, token, invitee, mail, audit } = command;
        if !self.holds(invite.project, by) {
            return CreateInviteOutcome::Stale;
        }
        if invitee.is_some_and(|user| self.role(invite.project, user).is_some()) {
            return CreateInviteOutcome::AlreadyMember;
        }
        let same = |other: &Invite| other.project == invite.project && other.email == invite.email;
        let now = invite.created_at;
        if self.invites.values().any(|other| same(other) && !other.is_expired(now)) {
            return CreateInviteOutcome::AlreadyInvited;
        }
        self.invites.retain(|_, other| !same(other));
        self.invites.insert(token, invite);
        self.outbox.push(mail);
        self.record(audit);
        CreateInviteOutcome::Created
    }

    fn accept(&mut self, command: AcceptInvite) -> AcceptInviteOutcome {
        let AcceptInvite { token, member, user, now, audit } = command;
        let invite = self.invites.get(&token).filter(|_| self.people.contains_key(&user));
        let Some(invite) = invite else { return AcceptInviteOutcome::Gone };
        let (project, role) = (invite.project, invite.role.role());
        if invite.is_expired(now) {
            return AcceptInviteOutcome::Expired;
        }
        if self.role(project, user).is_some() {
            return AcceptInviteOutcome::AlreadyMember;
        }
        self.invites.remove(&token);
        self.record(audit);
        let permissions = BTreeSet::new();
        AcceptInviteOutcome::Accepted(self.seat(Seat {
            id: member,
            project,
            user,
            role,
            permissions,
            created_at: now,
        }))
    }
}
