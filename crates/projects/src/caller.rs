use crate::{ApiClient, ApiClientOwner, Grants, Project, Visit, policy};
use hitkey_kernel::{Actor, ApiClientId, Author, Origin, UserId};

/// Who asks something of projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A person, in person.
    Person(UserId),
    /// A program: it reaches what it was granted.
    Program(Program),
}

/// An API client that proved which it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Which.
    pub client: ApiClientId,
    /// Whose: the rights of a person bound those of their API clients.
    pub owner: ApiClientOwner,
    /// What it may reach.
    pub grants: Grants,
}

impl Caller {
    /// The person who asks, or for whom a program does.
    pub const fn user(&self) -> Option<UserId> {
        match self {
            Self::Person(user) => Some(*user),
            Self::Program(program) => program.user(),
        }
    }

    /// The program, if it is one.
    pub const fn program(&self) -> Option<&Program> {
        match self {
            Self::Person(_) => None,
            Self::Program(program) => Some(program),
        }
    }
}

impl Program {
    /// For whom it acts, if it is no team's.
    pub const fn user(&self) -> Option<UserId> {
        match self.owner {
            ApiClientOwner::Person(user) => Some(user),
            ApiClientOwner::Project(_) => None,
        }
    }
}

impl Program {
    /// As a team's program it visits the team's project.
    pub(crate) fn at_home(&self, project: Project) -> Option<Visit> {
        let grant = self.grants.get(&project.id)?;
        Some(Visit { project, actor: policy::Actor::of_team(self.client, grant.role) })
    }
}

impl From<ApiClient> for Program {
    fn from(client: ApiClient) -> Self {
        Self { client: client.id, owner: client.owner, grants: client.grants }
    }
}

impl From<UserId> for Caller {
    fn from(user: UserId) -> Self {
        Self::Person(user)
    }
}

impl From<Program> for Caller {
    fn from(program: Program) -> Self {
        Self::Program(program)
    }
}

impl From<&Self> for Caller {
    fn from(caller: &Self) -> Self {
        caller.clone()
    }
}

/// Who does something in projects, and from where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Who.
    pub caller: Caller,
    /// From where.
    pub origin: Origin,
}

impl<'a> From<&'a Agent> for Author<'a> {
    fn from(agent: &'a Agent) -> Self {
        let client = agent.caller.program().map(|program| program.client);
        Self { user: agent.caller.user(), client, origin: Some(&agent.origin) }
    }
}

/// Whoever acts by an API client without its grants being known reaches nothing.
impl From<&Actor> for Agent {
    fn from(actor: &Actor) -> Self {
        let owner = ApiClientOwner::Person(actor.user);
        let caller = match actor.client {
            None => Caller::Person(actor.user),
            Some(client) => Caller::Program(Program { client, owner, grants: Grants::new() }),
        };
        Self { caller, origin: actor.origin.clone() }
    }
}

impl From<&Self> for Agent {
    fn from(agent: &Self) -> Self {
        agent.clone()
    }
}
