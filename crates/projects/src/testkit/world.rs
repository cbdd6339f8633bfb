use super::{FewInviteMails, MemoryStore, RecordedNotices};
use crate::service::{Environment, UseCases};
use crate::{
    AssignableRole, InviteToken, Member, NewInvite, NewMember, NewPermission, NewProject, Notice, Permission,
    PermissionKey, PermissionName, Person, Project, ProjectName, Rules,
};
use hitkey_kernel::testkit::{ManualClock, ambient_at};
use hitkey_kernel::{Actor, EmailAddress, Language, Origin, Scribe, UserId};
use std::collections::BTreeSet;
use std::sync::Arc;

/// An error of a fixture: something did not go the way a test may take for granted.
pub type FixtureError = Box<dyn std::error::Error + Send + Sync>;

/// All use cases over memory, fakes and a clock that you move.
#[derive(Debug, Clone)]
pub struct World {
    /// The use cases.
    pub cases: UseCases,
    /// What they stand on.
    pub environment: Environment,
    /// The clock.
    pub clock: Arc<ManualClock>,
    /// The stores.
    pub store: Arc<MemoryStore>,
    /// Every notice that was worded, sent or not.
    pub notices: Arc<RecordedNotices>,
}

impl Default for World {
    fn default() -> Self {
        Self::new(|_| {})
    }
}

impl World {
    /// A world after `adapt` changed its rules or exchanged some of its ports.
    pub fn new(adapt: impl FnOnce(&mut Environment)) -> Self {
        let clock = Arc::new(ManualClock::default());
        let store = Arc::new(MemoryStore::default());
        let notices = Arc::new(RecordedNotices::default());
        let ambient = ambient_at(Arc::clone(&clock));
        let mut environment = Environment {
            projects: store.clone(),
            members: store.clone(),
            permissions: store.clone(),
            invites: store.clone(),
            api_clients: store.clone(),
            people: store.clone(),
            invite_mails: Arc::new(FewInviteMails::new(u32::MAX)),
            notices: notices.clone(),
            audit: store.clone(),
            scribe: Scribe::new(ambient.clone()),
            ambient,
            rules: Rules::default(),
        };
        adapt(&mut environment);
        let cases = UseCases::new(environment.clone());
        Self { cases, environment, clock, store, notices }
    }

    /// The same stores and clock after `adapt` exchanged some ports.
    pub fn adapted(&self, adapt: impl FnOnce(&mut Environment)) -> Self {
        let mut environment = self.environment.clone();
        adapt(&mut environment);
        Self { cases: UseCases::new(environment.clone()), environment, ..self.clone() }
    }

    /// This person, at a browser of theirs.
    pub fn actor(user: UserId) -> Actor {
        Actor::new(user, Origin::new(Some([192, 0, 2, 7].into()), Some("Firefox/130.0"), Language::En))
    }

    /// Makes a person known who is called by the local part of this address.
    ///
    /// # Errors
    /// When it is no address.
    pub fn person(&self, email: &str) -> Result<UserId, FixtureError> {
        let email = EmailAddress::parse(email)?;
        let ambient = &self.environment.ambient;
        let id = UserId::generate(ambient.now(), ambient.random());
        let display_name = Some(email.local_part().to_owned());
        self.store.add_person(Person { id, email, display_name }, Vec::new());
        Ok(id)
    }

    /// Makes a project.
    ///
    /// # Errors
    /// When the name does not fit or the store fails.
    pub async fn project(&self, owner: UserId, name: &str, is_public: bool) -> Result<Project, FixtureError> {
        let new = NewProject { name: ProjectName::parse(name)?, description: None, is_public };
        Ok(self.cases.projects.create(&Self::actor(owner), new).await?)
    }

    /// Makes a person with this address known and a member, by the owner's hand.
    ///
    /// # Errors
    /// When it is no address or adding fails.
    pub async fn member(
        &self,
        project: &Project,
        email: &str,
        role: AssignableRole,
    ) -> Result<Member, FixtureError> {
        self.person(email)?;
        let new = NewMember { email: EmailAddress::parse(email)?, role, permissions: BTreeSet::new() };
        Ok(self.cases.members.add(&project.slug, &Self::actor(project.owner), &new).await?.member)
    }

    /// Defines a permission, by the owner's hand.
    ///
    /// # Errors
    /// When the key does not fit or defining fails.
    pub async fn permission(
        &self,
        project: &Project,
        key: &str,
        is_default: bool,
    ) -> Result<Permission, FixtureError> {
        let (key, display_name) = (PermissionKey::parse(key)?, PermissionName::parse(key)?);
        let new = NewPermission { key, display_name, description: None, is_default };
        Ok(self.cases.permissions.create(&project.slug, &Self::actor(project.owner), &new).await?)
    }

    /// Invites an address as a plain member, by the owner's hand, and reads the token in the mail.
    ///
    /// # Errors
    /// When it is no address or inviting fails.
    pub async fn invite(&self, project: &Project, email: &str) -> Result<InviteToken, FixtureError> {
        let email = EmailAddress::parse(email)?;
        let new = NewInvite { email: email.clone(), role: AssignableRole::Member, redirect_url: None };
        self.cases.invites.create(&project.slug, &Self::actor(project.owner), &new, Language::En).await?;
        Ok(self.last_invite(&email).ok_or("no invite was mailed")?)
    }

    /// What was mailed so far, oldest first.
    pub fn mails(&self) -> Vec<Notice> {
        self.store.outbox().iter().filter_map(|entry| self.notices.behind(entry.id)).collect()
    }

    /// The token in the last invite to this address.
    pub fn last_invite(&self, email: &EmailAddress) -> Option<InviteToken> {
        self.mails().into_iter().rev().find_map(|notice| match notice {
            Notice::ProjectInvite { to, token, .. } if to == *email => Some(token),
            Notice::ProjectInvite { .. } => None,
        })
    }
}
