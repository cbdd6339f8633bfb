use crate::{Description, OwnProject, Project, ProjectName, Slug, Visit, Warrant};
use async_trait::async_trait;
use hitkey_kernel::{AuditRecord, MemberId, Page, PageRequest, ProjectId, StoreError, Timestamp, UserId};

/// Keeps projects. See the [module](crate::ports) for what holds of every method.
#[cfg_attr(feature = "testkit", mockall::automock)]
#[async_trait]
pub trait ProjectStore: Send + Sync {
    /// Adds a project, and its owner as its first member, since the project's `created_at` and without
    /// permissions. MUST do nothing when another project has the slug. Every field MUST come back as it
    /// was given.
    async fn create(&self, command: CreateProject) -> Result<CreateProjectOutcome, StoreError>;

    /// The project of that slug, and what `caller` is to it. In one read.
    async fn find_by_slug(&self, slug: &Slug, caller: UserId) -> Result<Option<Visit>, StoreError>;

    /// The project of that id, and what `caller` is to it. In one read.
    async fn find(&self, id: ProjectId, caller: UserId) -> Result<Option<Visit>, StoreError>;

    /// The projects that the person belongs to, the oldest membership first: the place of a project is
    /// that of the membership.
    async fn list(&self, user: UserId, page: PageRequest) -> Result<Page<OwnProject>, StoreError>;

    /// Whether the person owns a project that has other members: such a person can't be removed.
    async fn owns_shared(&self, user: UserId) -> Result<bool, StoreError>;

    /// Replaces name, description, visibility and `updated_at`. If the project becomes private, MUST also
    /// end what outsiders allowed its clients, in the same transaction. MUST do nothing and tell `false` unless
    /// `by` and `seen_at` still hold.
    async fn update(&self, command: UpdateProject) -> Result<bool, StoreError>;

    /// Removes the project with its members, permissions, invites and OAuth clients, and with the
    /// clients their grants, tokens and consents, all at once. MUST do nothing and tell `false` unless
    /// `by` still holds.
    async fn delete(&self, command: DeleteProject) -> Result<bool, StoreError>;

    /// Makes `to` the owner and `from`, who was it, an admin; permissions stay. MUST do nothing and tell
    /// `false` unless `from` still is the owner and `to` another member. Of several calls that give one
    /// project away at the same time at most one gets `true`.
    async fn transfer(&self, command: TransferProject) -> Result<bool, StoreError>;
}

/// For [`ProjectStore::create`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CreateProject {
    /// The project.
    pub project: Project,
    /// Names its owner's membership.
    pub member: MemberId,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// What became of a [`CreateProject`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreateProjectOutcome {
    /// Done.
    Created,
    /// Another project has the slug.
    SlugTaken,
}

/// For [`ProjectStore::update`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdateProject {
    /// Which project.
    pub project: ProjectId,
    /// Who changes it.
    pub by: Warrant,
    /// Its `updated_at` when the change was made from it.
    pub seen_at: Timestamp,
    /// Its name from now on.
    pub name: ProjectName,
    /// Its description from now on.
    pub description: Option<Description>,
    /// Whether it is open to everybody from now on.
    pub is_public: bool,
    /// The new `updated_at`; after `seen_at`.
    pub now: Timestamp,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// For [`ProjectStore::delete`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeleteProject {
    /// Which project.
    pub project: ProjectId,
    /// Who removes it.
    pub by: Warrant,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}

/// For [`ProjectStore::transfer`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferProject {
    /// Which project.
    pub project: ProjectId,
    /// The owner until now.
    pub from: UserId,
    /// The owner from now on.
    pub to: UserId,
    /// What the audit log keeps of it.
    pub audit: AuditRecord,
}
