use super::{MemoryStore, State};
use crate::Permission;
use crate::ports::{
    CreatePermission, DeletePermission, PermissionOutcome, PermissionStore, UpdatePermission,
};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, Page, PageRequest, PermissionId, ProjectId, StoreError};

#[async_trait]
impl PermissionStore for MemoryStore {
    async fn find(&self, project: ProjectId, id: PermissionId) -> Result<Option<Permission>, StoreError> {
        let state = self.state();
        Ok(state.permissions.get(&id).filter(|permission| permission.project == project).cloned())
    }

    async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Permission>, StoreError> {
        let state = self.state();
        let own = state.permissions_of(project).cloned();
        Ok(Page::oldest_first(own, page, Permission::place))
    }

    async fn create(&self, command: CreatePermission) -> Result<PermissionOutcome, StoreError> {
        let mut state = self.state();
        let CreatePermission { by, permission, audit } = command;
        if !state.holds(permission.project, by) {
            return Ok(PermissionOutcome::Stale);
        }
        if state.permissions_of(permission.project).count() >= Permission::MOST {
            return Ok(PermissionOutcome::TooMany);
        }
        Ok(state.put(permission, audit))
    }

    async fn update(&self, command: UpdatePermission) -> Result<PermissionOutcome, StoreError> {
        let mut state = self.state();
        let UpdatePermission { by, seen, permission, audit } = command;
        if !state.holds(seen.project, by) || state.permissions.get(&seen.id) != Some(&seen) {
            return Ok(PermissionOutcome::Stale);
        }
        Ok(state.put(permission, audit))
    }

    async fn delete(&self, command: DeletePermission) -> Result<bool, StoreError> {
        let mut state = self.state();
        let DeletePermission { project, by, permission, audit } = command;
        let known = state.permissions.get(&permission).is_some_and(|known| known.project == project);
        if !known || !state.holds(project, by) {
            return Ok(false);
        }
        state.permissions.remove(&permission);
        state.seats.values_mut().for_each(|seat| {
            seat.permissions.remove(&permission);
        });
        state.record(audit);
        Ok(true)
    }
}

impl State {
    fn put(&mut self, permission: Permission, audit: AuditRecord) -> PermissionOutcome {
        let mut others = self.permissions_of(permission.project).filter(|other| other.id != permission.id);
        let taken = others.any(|other| other.key == permission.key);
        drop(others);
        if taken {
            return PermissionOutcome::KeyTaken;
        }
        self.permissions.insert(permission.id, permission);
        self.record(audit);
        PermissionOutcome::Done
    }
}
