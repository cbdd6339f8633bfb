use super::{MemoryStore, State};
use crate::ports::{CreateResource, DeleteResource, ResourceOutcome, ResourceStore, UpdateResource};
use crate::{Resource, ResourceUri, Target};
use hitkey_kernel::{Page, PageRequest, ProjectId, ResourceId, StoreError};
use std::collections::BTreeSet;

impl State {
    fn resources_of(&self, project: ProjectId) -> impl Iterator<Item = &Resource> {
        self.resources.values().filter(move |resource| resource.project == project)
    }

    fn targets(&self, which: impl Fn(&Resource) -> bool) -> Vec<Target> {
        let found = self.resources.values().filter(|resource| which(resource));
        let target = |resource: &Resource| {
            let is_public = self.projects.get(&resource.project)?.is_public;
            Some(Target { resource: resource.clone(), is_public })
        };
        found.filter_map(target).collect()
    }
}

#[async_trait::async_trait]
impl ResourceStore for MemoryStore {
    async fn create(&self, command: CreateResource) -> Result<ResourceOutcome, StoreError> {
        let CreateResource { resource, audit } = command;
        let mut state = self.state();
        if !state.projects.contains_key(&resource.project) {
            return Ok(ResourceOutcome::NoProject);
        }
        if state.resources_of(resource.project).count() >= Resource::MOST {
            return Ok(ResourceOutcome::TooMany);
        }
        if state.resources.values().any(|other| other.uri.is_same(&resource.uri)) {
            return Ok(ResourceOutcome::Taken);
        }
        state.resources.insert(resource.id, resource);
        state.record(audit);
        Ok(ResourceOutcome::Done)
    }

    async fn find(&self, project: ProjectId, id: ResourceId) -> Result<Option<Resource>, StoreError> {
        let state = self.state();
        Ok(state.resources.get(&id).filter(|resource| resource.project == project).cloned())
    }

    async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Resource>, StoreError> {
        let state = self.state();
        Ok(Page::oldest_first(state.resources_of(project).cloned(), page, Resource::place))
    }

    async fn update(&self, command: UpdateResource) -> Result<bool, StoreError> {
        let UpdateResource { resource, seen_updated_at, audit } = command;
        let mut state = self.state();
        let known = state.resources.get_mut(&resource.id);
        let Some(known) = known.filter(|known| known.updated_at == seen_updated_at) else { return Ok(false) };
        known.name = resource.name;
        known.scopes = resource.scopes;
        known.is_open = resource.is_open;
        known.updated_at = resource.updated_at;
        state.record(audit);
        Ok(true)
    }

    async fn delete(&self, command: DeleteResource) -> Result<bool, StoreError> {
        let DeleteResource { id, project, audit } = command;
        let mut state = self.state();
        if state.resources.get(&id).is_none_or(|resource| resource.project != project) {
            return Ok(false);
        }
        state.resources.remove(&id);
        state.allowed_resources.retain(|(_, _, resource)| *resource != id);
        state.record(audit);
        Ok(true)
    }

    async fn named(&self, uris: Vec<ResourceUri>) -> Result<Vec<Target>, StoreError> {
        Ok(self.state().targets(|resource| uris.iter().any(|uri| uri.is_same(&resource.uri))))
    }

    async fn known(&self, ids: BTreeSet<ResourceId>) -> Result<Vec<Target>, StoreError> {
        Ok(self.state().targets(|resource| ids.contains(&resource.id)))
    }
}
