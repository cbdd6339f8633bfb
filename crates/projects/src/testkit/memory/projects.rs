use super::{MemoryStore, Seat, State};
use crate::ports::{
    CreateProject, CreateProjectOutcome, DeleteProject, ProjectStore, TransferProject, UpdateProject,
};
use crate::{OwnProject, Role, Slug, Standing, Visit};
use async_trait::async_trait;
use hitkey_kernel::{Page, PageRequest, ProjectId, StoreError, UserId};
use std::collections::BTreeSet;

#[async_trait]
impl ProjectStore for MemoryStore {
    async fn create(&self, command: CreateProject) -> Result<CreateProjectOutcome, StoreError> {
        let mut state = self.state();
        let CreateProject { project, member, audit } = command;
        if !state.people.contains_key(&project.owner) {
            return Err(StoreError::failed("there is no such person"));
        }
        if state.projects.values().any(|other| other.slug == project.slug) {
            return Ok(CreateProjectOutcome::SlugTaken);
        }
        let (id, user, created_at) = (project.id, project.owner, project.created_at);
        state.projects.insert(id, project);
        let permissions = BTreeSet::new();
        state.seat(Seat { id: member, project: id, user, role: Role::Owner, permissions, created_at });
        state.record(audit);
        Ok(CreateProjectOutcome::Created)
    }

    async fn find_by_slug(&self, slug: &Slug, caller: UserId) -> Result<Option<Visit>, StoreError> {
        let state = self.state();
        let found = state.projects.values().find(|project| project.slug == *slug);
        Ok(found.map(|project| state.visit(project, caller)))
    }

    async fn find(&self, id: ProjectId, caller: UserId) -> Result<Option<Visit>, StoreError> {
        let state = self.state();
        Ok(state.projects.get(&id).map(|project| state.visit(project, caller)))
    }

    async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<OwnProject>, StoreError> {
        let state = self.state();
        let own = state.seats.values().filter(|seat| seat.user == user).filter_map(|seat| {
            let project = state.projects.get(&seat.project)?.clone();
            Some((seat.place(), OwnProject { project, role: seat.role }))
        });
        Ok(Page::oldest_first(own, page, |(place, _)| *place).map(|(_, own)| own))
    }

    async fn owns_shared(&self, user: UserId) -> Result<bool, StoreError> {
        let state = self.state();
        let shared = |id| state.seats.values().any(|seat| seat.project == id && seat.user != user);
        Ok(state.projects.values().any(|project| project.owner == user && shared(project.id)))
    }

    async fn update(&self, command: UpdateProject) -> Result<bool, StoreError> {
        let mut state = self.state();
        let holds = state.holds(command.project, command.by);
        let seen = state.projects.get_mut(&command.project);
        let Some(project) = seen.filter(|project| holds && project.updated_at == command.seen_at) else {
            return Ok(false);
        };
        project.name = command.name;
        project.description = command.description;
        project.is_public = command.is_public;
        project.updated_at = command.now;
        state.record(command.audit);
        Ok(true)
    }

    async fn delete(&self, command: DeleteProject) -> Result<bool, StoreError> {
        let mut state = self.state();
        let holds = state.holds(command.project, command.by);
        if holds {
            state.end(command.project);
            state.record(command.audit);
        }
        Ok(holds)
    }

    async fn transfer(&self, command: TransferProject) -> Result<bool, StoreError> {
        Ok(self.state().transfer(command).is_some())
    }
}

impl State {
    fn end(&mut self, project: ProjectId) {
        self.projects.remove(&project);
        self.seats.retain(|_, seat| seat.project != project);
        self.permissions.retain(|_, permission| permission.project != project);
        self.invites.retain(|_, invite| invite.project != project);
        self.end_api_clients_of(project);
    }

    fn transfer(&mut self, command: TransferProject) -> Option<()> {
        let TransferProject { project, from, to, audit } = command;
        let owner = Standing { user: from, role: Role::Owner };
        if from == to || !self.holds(project, owner) {
            return None;
        }
        let (old, new) = (self.seat_of(project, from)?.id, self.seat_of(project, to)?.id);
        self.seats.get_mut(&old)?.role = Role::Admin;
        self.seats.get_mut(&new)?.role = Role::Owner;
        self.projects.get_mut(&project)?.owner = to;
        self.record(audit);
        Some(())
    }
}
