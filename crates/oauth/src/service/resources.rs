mod error;
mod registration;

pub use error::{CreateResourceError, DeleteResourceError, FindResourceError, UpdateResourceError};
pub use registration::{ResourceChanges, ResourceRegistration};

use super::clients::later;
use crate::ports::{CreateResource, DeleteResource, ResourceOutcome, ResourceStore, UpdateResource};
use crate::{Event, Issuer, Resource, ResourceField};
use hitkey_kernel::{
    Ambient, AuditRecord, Author, Page, PageRequest, ProjectId, ResourceId, Scribe, StoreError, Timestamp,
};
use std::sync::Arc;

/// Lets whoever manages a project register and manage its resources (RFC 8707). Whether somebody manages a project is
/// for the caller to know.
pub struct Resources {
    store: Arc<dyn ResourceStore>,
    issuer: Issuer,
    scribe: Scribe,
    ambient: Ambient,
}

/// How often an update is tried when others change the same resource at the same time.
const TRIES: usize = 5;

impl Resources {
    /// Puts the use case together. What lies at `issuer` is nobody's resource.
    pub fn new(store: Arc<dyn ResourceStore>, issuer: Issuer, scribe: Scribe, ambient: Ambient) -> Self {
        Self { store, issuer, scribe, ambient }
    }

    /// Registers a resource of the project.
    ///
    /// # Errors
    /// [`CreateResourceError`].
    pub async fn create(
        &self,
        project: ProjectId,
        by: impl Into<Author<'_>>,
        registration: &ResourceRegistration,
    ) -> Result<Resource, CreateResourceError> {
        let checked = registration.check(&self.issuer)?;
        let now = self.ambient.now();
        let resource = checked.into_resource(ResourceId::generate(now, self.ambient.random()), project, now);
        let audit = self.record(&Event::ResourceCreated { project, resource: resource.id }, by, now);
        match self.store.create(CreateResource { resource: resource.clone(), audit }).await? {
            ResourceOutcome::Done => Ok(resource),
            ResourceOutcome::Taken => Err(CreateResourceError::Taken),
            ResourceOutcome::TooMany => Err(CreateResourceError::TooMany),
            ResourceOutcome::NoProject => Err(CreateResourceError::NotFound),
        }
    }

    /// A page of the project's resources, the oldest first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Resource>, StoreError> {
        self.store.list(project, page).await
    }

    /// One resource of the project.
    ///
    /// # Errors
    /// [`FindResourceError::NotFound`] also when it is another project's.
    pub async fn find(&self, project: ProjectId, id: ResourceId) -> Result<Resource, FindResourceError> {
        self.store.find(project, id).await?.ok_or(FindResourceError::NotFound)
    }

    /// Changes a resource. What `changes` leaves out stays, and what changes nothing is no change. Returns the resource
    /// as it is now.
    ///
    /// # Errors
    /// [`UpdateResourceError`].
    pub async fn update(
        &self,
        project: ProjectId,
        by: impl Into<Author<'_>>,
        id: ResourceId,
        changes: &ResourceChanges,
    ) -> Result<Resource, UpdateResourceError> {
        let changed = changes.check()?;
        let by = by.into();
        for _ in 0..TRIES {
            let before = self.find(project, id).await?;
            let mut resource = changed.clone().applied_to(before.clone());
            let fields = ResourceField::differences(&before, &resource);
            if fields.is_empty() {
                return Ok(before);
            }
            resource.updated_at = later(before.updated_at, self.ambient.now());
            let event = Event::ResourceChanged { project, resource: id, fields };
            let audit = self.record(&event, by, resource.updated_at);
            let seen_updated_at = before.updated_at;
            let command = UpdateResource { resource: resource.clone(), seen_updated_at, audit };
            if self.store.update(command).await? {
                return Ok(resource);
            }
        }
        Err(UpdateResourceError::Contended)
    }

    /// Removes a resource. From then on nobody gets tokens for it.
    ///
    /// # Errors
    /// [`DeleteResourceError::NotFound`] also when it is another project's.
    pub async fn delete(
        &self,
        project: ProjectId,
        by: impl Into<Author<'_>>,
        id: ResourceId,
    ) -> Result<(), DeleteResourceError> {
        let event = Event::ResourceDeleted { project, resource: id };
        let audit = self.record(&event, by, self.ambient.now());
        let deleted = self.store.delete(DeleteResource { id, project, audit }).await?;
        if deleted { Ok(()) } else { Err(DeleteResourceError::NotFound) }
    }

    fn record<'a>(&self, event: &Event, by: impl Into<Author<'a>>, now: Timestamp) -> AuditRecord {
        self.scribe.record(event, by.into(), now)
    }
}
