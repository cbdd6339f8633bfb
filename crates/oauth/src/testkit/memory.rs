mod api_clients;
mod assertion_store;
mod client_store;
mod consent_store;
mod device_store;
mod grant_store;
mod key_store;
mod logout_notices;
mod memberships;
mod pushed_request_store;
mod registration_store;
mod resource_store;
mod revoked_tokens;
mod subjects;

use crate::ports::{ApiClientWorth, ClientSignatures, KeyFactory, RefreshState, Sealer};
use crate::service::ProviderPorts;
use crate::testkit::{MemoryWeb, ToySealer};
use crate::{
    AuthorizationCodeDigest, Client, ClientOwner, Consent, DeviceCodeDigest, Grant, GrantState,
    InitialAccess, OAuthRefreshTokenDigest, RegistrationTokenDigest, RequestUriDigest, Resource, StoredKey,
    SubjectProfile, SubjectProject,
};
use hitkey_kernel::testkit::MemoryTrail;
use hitkey_kernel::{
    AuditEntry, AuditRecord, ClientId, GrantId, OutboxEntry, ProjectId, ResourceId, Scribe, SessionId,
    Timestamp, UserId,
};
use pushed_request_store::PushedRow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Every store of this domain, in memory. It keeps all rules of the ports; nothing survives the process.
#[derive(Debug, Default)]
pub struct MemoryStore(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    people: BTreeMap<UserId, SubjectProfile>,
    api_clients: BTreeMap<String, ApiClientWorth>,
    second_factors: BTreeSet<UserId>,
    projects: BTreeMap<ProjectId, KnownProject>,
    clients: BTreeMap<ClientId, Client>,
    registrations: BTreeMap<ClientId, RegistrationTokenDigest>,
    accesses: Vec<InitialAccess>,
    grants: BTreeMap<GrantId, GrantRow>,
    refresh: BTreeMap<OAuthRefreshTokenDigest, RefreshRow>,
    assertions: BTreeSet<[u8; 32]>,
    pushed: BTreeMap<RequestUriDigest, PushedRow>,
    consents: BTreeMap<(UserId, ClientId), Consent>,
    resources: BTreeMap<ResourceId, Resource>,
    allowed_resources: BTreeSet<(UserId, ClientId, ResourceId)>,
    keys: Vec<StoredKey>,
    revoked: BTreeSet<String>,
    ended_sessions: BTreeSet<SessionId>,
    notices: Vec<logout_notices::NoticeRow>,
    noticed: u64,
    devices: BTreeMap<DeviceCodeDigest, device_store::DeviceRow>,
    tries: BTreeMap<UserId, u32>,
    outbox: Vec<OutboxEntry>,
    trail: MemoryTrail,
}

#[derive(Debug, Default)]
struct KnownProject {
    is_public: bool,
    members: BTreeMap<UserId, SubjectProject>,
}

#[derive(Debug, Clone)]
struct GrantRow {
    grant: Grant,
    code: AuthorizationCodeDigest,
}

#[derive(Debug, Clone, Copy)]
struct RefreshRow {
    grant: GrantId,
    state: RefreshState,
    expires_at: Timestamp,
}

impl MemoryStore {
    /// Makes a person known, or changes what is known of them.
    pub fn add_person(&self, user: UserId, profile: SubjectProfile) {
        self.state().people.insert(user, profile);
    }

    /// Gives a person a second factor.
    pub fn add_second_factor(&self, user: UserId) {
        self.state().second_factors.insert(user);
    }

    /// Makes a project known, or changes what is known of it: who its members are, and what each is there.
    pub fn add_project(&self, project: ProjectId, is_public: bool, members: Vec<(UserId, SubjectProject)>) {
        let known = KnownProject { is_public, members: members.into_iter().collect() };
        self.state().projects.insert(project, known);
    }

    /// Forgets a person with all they gave and own.
    pub fn remove_person(&self, user: UserId) {
        let mut state = self.state();
        state.people.remove(&user);
        state.projects.values_mut().for_each(|project| {
            project.members.remove(&user);
        });
        state.remove_grants(|grant| grant.user == user);
        state.forget_consents(|person, _| person == user);
    }

    /// Tells that a session ended. Sessions are another domain's: any that was not ended counts as live.
    /// Its grants go on: what ends them is that domain's.
    pub fn end_session(&self, session: SessionId, now: Timestamp) {
        let mut state = self.state();
        state.ended_sessions.insert(session);
        state.notify(session, now);
    }

    /// The entries of the outbox, oldest first.
    pub fn outbox(&self) -> Vec<OutboxEntry> {
        self.state().outbox.clone()
    }

    /// The entries of the audit log, oldest first.
    pub fn trail(&self) -> Vec<AuditEntry> {
        self.state().trail.entries().to_vec()
    }

    /// This store and what is given as everything that a provider needs.
    pub fn ports<K: KeyFactory + ClientSignatures + 'static>(
        self: &Arc<Self>,
        keys: Arc<K>,
        sealer: Arc<dyn Sealer>,
        scribe: Scribe,
    ) -> ProviderPorts {
        ProviderPorts {
            clients: Arc::clone(self) as _,
            resources: Arc::clone(self) as _,
            registrations: Arc::clone(self) as _,
            pushed: Arc::clone(self) as _,
            assertions: Arc::clone(self) as _,
            grants: Arc::clone(self) as _,
            consents: Arc::clone(self) as _,
            devices: Arc::clone(self) as _,
            user_code_tries: Arc::clone(self) as _,
            subjects: Arc::clone(self) as _,
            memberships: Arc::clone(self) as _,
            api_clients: Arc::clone(self) as _,
            revoked_tokens: Arc::clone(self) as _,
            keys: Arc::clone(self) as _,
            key_factory: Arc::clone(&keys) as _,
            client_signatures: keys,
            sealer,
            documents: Arc::new(MemoryWeb::default()),
            form_posts: Arc::new(MemoryWeb::default()),
            deriver: Arc::new(ToySealer::default()),
            logout_notices: Arc::clone(self) as _,
            scribe,
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn record(&mut self, record: AuditRecord) {
        self.outbox.extend(self.trail.record(record));
    }

    fn membership(&self, client: ClientId, user: UserId) -> Option<SubjectProject> {
        let ClientOwner::Project(project) = self.clients.get(&client)?.owner else { return None };
        self.projects.get(&project)?.members.get(&user).cloned()
    }

    /// Forgets what was allowed, with its resources.
    fn forget_consents(&mut self, which: impl Fn(UserId, ClientId) -> bool) {
        self.consents.retain(|(user, client), _| !which(*user, *client));
        self.allowed_resources.retain(|(user, client, _)| !which(*user, *client));
    }

    fn remove_grants(&mut self, which: impl Fn(&Grant) -> bool) {
        self.grants.retain(|_, row| !which(&row.grant));
        let grants = &self.grants;
        self.refresh.retain(|_, row| grants.contains_key(&row.grant));
    }

    /// Whether any of them was not revoked yet.
    fn revoke(&mut self, now: Timestamp, which: impl Fn(&Grant) -> bool) -> bool {
        let mut any = false;
        for row in self.grants.values_mut().filter(|row| which(&row.grant)) {
            if !matches!(row.grant.state, GrantState::Revoked { .. }) {
                row.grant.state = GrantState::Revoked { at: now };
                any = true;
            }
        }
        any
    }

    /// The refresh token, if it can be used now.
    fn usable_refresh(
        &mut self,
        token: &OAuthRefreshTokenDigest,
        grant: GrantId,
        now: Timestamp,
    ) -> Option<&mut RefreshRow> {
        let live = self.grants.get(&grant).is_some_and(|row| row.grant.is_live(now));
        let row = self.refresh.get_mut(token).filter(|row| row.grant == grant && live)?;
        (row.state == RefreshState::Fresh && now < row.expires_at).then_some(row)
    }
}
