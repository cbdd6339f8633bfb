use crate::{Resource, ResourceUri, Target};
use hitkey_kernel::{AuditRecord, Page, PageRequest, ProjectId, ResourceId, StoreError, Timestamp};
use std::collections::BTreeSet;

/// Keeps the resources of projects. Whatever changes one MUST write the command's `audit` with the change, and only
/// then. A resource MUST end with its project, and what was allowed for it with the resource.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait::async_trait]
pub trait ResourceStore: Send + Sync {
    /// Adds a resource. MUST do nothing when there is one of the same [`key`](ResourceUri::key), in whichever project,
    /// or the project has [`Resource::MOST`] or is gone. Every field MUST come back as it was given.
    async fn create(&self, command: CreateResource) -> Result<ResourceOutcome, StoreError>;

    /// One resource of the project.
    async fn find(&self, project: ProjectId, id: ResourceId) -> Result<Option<Resource>, StoreError>;

    /// The resources of the project, the oldest first, by `created_at` and then by id.
    async fn list(&self, project: ProjectId, page: PageRequest) -> Result<Page<Resource>, StoreError>;

    /// Makes a resource what the command says; its project, its URI and its `created_at` stay. `false`, and no change,
    /// when it is gone or its `updated_at` is no longer the one that was seen.
    async fn update(&self, command: UpdateResource) -> Result<bool, StoreError>;

    /// Removes a resource of that project. `false` when the project has no such resource.
    async fn delete(&self, command: DeleteResource) -> Result<bool, StoreError>;

    /// The resources of these keys, in ONE read. What there is not is left out.
    async fn named(&self, uris: Vec<ResourceUri>) -> Result<Vec<Target>, StoreError>;

    /// The resources of these ids, in ONE read. What is gone is left out.
    async fn known(&self, ids: BTreeSet<ResourceId>) -> Result<Vec<Target>, StoreError>;
}

/// Adds a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateResource {
    /// The resource.
    pub resource: Resource,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of a [`CreateResource`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceOutcome {
    /// It was added.
    Done,
    /// There is one of the same URI.
    Taken,
    /// The project has as many as it can have.
    TooMany,
    /// There is no such project.
    NoProject,
}

/// Changes what can be changed of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateResource {
    /// What it is from now on.
    pub resource: Resource,
    /// Precondition: nobody changed it since.
    pub seen_updated_at: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// Removes a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteResource {
    /// Which.
    pub id: ResourceId,
    /// Precondition: it is theirs.
    pub project: ProjectId,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}
