use super::{Activity, ApiClients, Invites, Members, Permissions, Projects};
use crate::ports::{
    ApiClientStore, AuditLog, InviteMails, InviteStore, MemberStore, Notices, People, PermissionStore,
    ProjectStore,
};
use crate::{Event, Rules};
use hitkey_kernel::{Ambient, AuditRecord, Author, Scribe, Timestamp};
use std::sync::Arc;

/// Everything that the use cases take from the world.
#[derive(Clone)]
pub struct Environment {
    /// Keeps projects.
    pub projects: Arc<dyn ProjectStore>,
    /// Keeps who belongs to them.
    pub members: Arc<dyn MemberStore>,
    /// Keeps their permissions.
    pub permissions: Arc<dyn PermissionStore>,
    /// Keeps invites.
    pub invites: Arc<dyn InviteStore>,
    /// Keeps API clients.
    pub api_clients: Arc<dyn ApiClientStore>,
    /// Knows people.
    pub people: Arc<dyn People>,
    /// Counts mails.
    pub invite_mails: Arc<dyn InviteMails>,
    /// Words mails.
    pub notices: Arc<dyn Notices>,
    /// Tells who did what.
    pub audit: Arc<dyn AuditLog>,
    /// Words what is told there.
    pub scribe: Scribe,
    /// Time and randomness.
    pub ambient: Ambient,
    /// How long things live and how many are listed.
    pub rules: Rules,
}

impl Environment {
    pub(super) fn now(&self) -> Timestamp {
        self.ambient.now()
    }

    /// An entry for the audit log, to be written with what happened.
    pub(super) fn record<'a>(&self, event: &Event, by: impl Into<Author<'a>>, now: Timestamp) -> AuditRecord {
        self.scribe.record(event, by.into(), now)
    }
}

impl std::fmt::Debug for Environment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Environment").field("rules", &self.rules).finish_non_exhaustive()
    }
}

/// All use cases, over one environment.
#[derive(Debug, Clone)]
pub struct UseCases {
    /// Making, changing, ending and giving away projects.
    pub projects: Projects,
    /// Belonging to a project.
    pub members: Members,
    /// Defining what members may do.
    pub permissions: Permissions,
    /// Inviting people by mail.
    pub invites: Invites,
    /// Tokens by which programs call.
    pub api_clients: ApiClients,
    /// Seeing what happened.
    pub activity: Activity,
}

impl UseCases {
    /// Builds them all.
    pub fn new(environment: Environment) -> Self {
        let env = Arc::new(environment);
        Self {
            projects: Projects::new(Arc::clone(&env)),
            members: Members::new(Arc::clone(&env)),
            permissions: Permissions::new(Arc::clone(&env)),
            invites: Invites::new(Arc::clone(&env)),
            api_clients: ApiClients::new(Arc::clone(&env)),
            activity: Activity::new(env),
        }
    }
}
