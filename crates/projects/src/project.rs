use crate::policy::{Action, Actor, Refusal, may};
use crate::{Change, Description, Grants, ProjectName, Role, Slug, Standing, Warrant};
use hitkey_kernel::{Cursor, ProjectId, Timestamp, UserId};

/// What holds clients, members, permissions and invites together. Has exactly one owner at every instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Names the project for ever.
    pub id: ProjectId,
    /// What it is called.
    pub name: ProjectName,
    /// What it is addressed by; never changes.
    pub slug: Slug,
    /// A few words about it.
    pub description: Option<Description>,
    /// Whether everybody may see and join it.
    pub is_public: bool,
    /// Whose it is. The same person has the role [`Owner`](Role::Owner), and nobody else has.
    pub owner: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its name, description or visibility last changed.
    pub updated_at: Timestamp,
}

impl Project {
    /// Where it stands in a list of projects.
    pub fn place(&self) -> Cursor {
        Cursor::new(self.created_at, self.id.uuid())
    }
}

/// A project, and what one person is to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The project.
    pub project: Project,
    /// Who looks at it, and their role there.
    pub actor: Actor,
}

impl Visit {
    /// The same visit within these grants; `None` without one, when the project is not there for a program.
    pub(crate) fn within(mut self, grants: &Grants) -> Option<Self> {
        self.actor.ceiling = Some(grants.get(&self.project.id)?.role);
        Some(self)
    }

    /// Whether the visitor may do this there. See [`may`].
    ///
    /// # Errors
    /// [`Refusal`].
    pub fn permits(&self, action: Action) -> Result<(), Refusal> {
        may(self.actor, action)
    }

    /// By what right the visitor does this, if they may.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::NotMember`] for whoever has none.
    pub fn entitled(&self, action: Action) -> Result<Warrant, Refusal> {
        self.permits(action)?;
        self.actor.warrant().ok_or(Refusal::NotMember)
    }

    /// The visitor's standing, if they may do this as a member.
    ///
    /// # Errors
    /// [`Refusal`]; [`Refusal::NotMember`] for whoever has no standing.
    pub(crate) fn entitled_member(&self, action: Action) -> Result<Standing, Refusal> {
        self.permits(action)?;
        self.actor.standing().ok_or(Refusal::NotMember)
    }

    /// The project among those of a visitor who acts there.
    pub(crate) fn into_own(self) -> Option<OwnProject> {
        let role = self.actor.acting()?;
        Some(OwnProject { project: self.project, role })
    }

    /// How far the visitor gets into the project at all.
    pub fn access(&self) -> ProjectAccess {
        match self.actor.role {
            Some(role) => ProjectAccess::Member(role),
            None if self.project.is_public => ProjectAccess::PublicOutsider,
            None => ProjectAccess::PrivateOutsider,
        }
    }
}

/// How far somebody gets into a project.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProjectAccess {
    /// A member.
    Member(Role),
    /// No member, but the project is open to everybody.
    PublicOutsider,
    /// No member, and the project is closed to them.
    PrivateOutsider,
}

/// What somebody wants to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProject {
    /// What it shall be called; its slug is made from this.
    pub name: ProjectName,
    /// A few words about it.
    pub description: Option<Description>,
    /// Whether everybody may see and join it.
    pub is_public: bool,
}

/// A change of some parts of a [`Project`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectChange {
    /// What it is called from now on.
    pub name: Option<ProjectName>,
    /// A few words about it.
    pub description: Change<Description>,
    /// Whether everybody may see and join it from now on.
    pub is_public: Option<bool>,
}

impl ProjectChange {
    /// The project afterwards.
    pub(crate) fn applied(self, project: Project, now: Timestamp) -> Project {
        Project {
            name: self.name.unwrap_or(project.name),
            description: self.description.applied(project.description),
            is_public: self.is_public.unwrap_or(project.is_public),
            updated_at: now,
            ..project
        }
    }
}

/// One of somebody's projects, and what they are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnProject {
    /// The project.
    pub project: Project,
    /// Their role.
    pub role: Role,
}

impl OwnProject {
    /// The same project within these grants; `None` without one.
    pub(crate) fn within(self, grants: &Grants) -> Option<Self> {
        let grant = grants.get(&self.project.id)?;
        Some(Self { role: self.role.at_most(grant.role), ..self })
    }
}
