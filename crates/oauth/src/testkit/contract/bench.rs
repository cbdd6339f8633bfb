use super::{Harness, Stores};
use crate::ports::{
    CreateClient, CreateResource, DeleteClient, DeleteResource, IssueGrant, NewRefresh, RedeemCode,
    ResourceOutcome, RevokeGrant, WithdrawConsent,
};
use crate::testkit::fixtures;
use crate::{
    AuthorizationCode, Client, ClientOwner, ClientSecret, Event, Grant, GrantState, OAuthRefreshToken,
    Resource,
};
use hitkey_kernel::testkit::ManualClock;
use hitkey_kernel::{
    Ambient, AuditRecord, Author, ClientId, ProjectId, Random, ResourceId, Scribe, Timestamp, UserId,
    digest_of,
};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::task::JoinSet;

/// How many tasks race.
pub(super) const RACERS: usize = 16;

/// What the rules of one suite work with. Suites share stores, so each has ids and secrets of its own.
pub(super) struct Bench<'a> {
    pub(super) harness: &'a dyn Harness,
    pub(super) stores: Stores,
    pub(super) ambient: Ambient,
    pub(super) clock: Arc<ManualClock>,
}

struct SuiteRandom {
    suite: &'static str,
    count: AtomicU64,
}

impl Random for SuiteRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(32) {
            let count = self.count.fetch_add(1, Ordering::SeqCst).to_be_bytes();
            let block = digest_of(&[self.suite.as_bytes(), &count]);
            chunk.copy_from_slice(&block[..chunk.len()]);
        }
    }
}

impl<'a> Bench<'a> {
    pub(super) fn new(harness: &'a dyn Harness, suite: &'static str) -> Self {
        // Microseconds that are not whole milliseconds: a store must not cut them.
        let clock = Arc::new(ManualClock::at(Timestamp::from_unix_micros(1_769_847_330_123_457)));
        let random = Arc::new(SuiteRandom { suite, count: AtomicU64::new(0) });
        let ambient = Ambient::new(Arc::clone(&clock) as _, random);
        Self { harness, stores: harness.stores(), ambient, clock }
    }

    pub(super) fn now(&self) -> Timestamp {
        self.ambient.now()
    }

    pub(super) fn tick(&self) -> Timestamp {
        self.clock.advance(Duration::from_micros(1_001));
        self.now()
    }

    /// An entry for the audit log. Whatever it tells of, somebody is shown it, so that it can be found.
    pub(super) fn record(&self, event: &Event) -> AuditRecord {
        let scribe = Scribe::new(self.ambient.clone());
        let mut record = scribe.record(event, Author::SYSTEM, self.now());
        record.entry.person = Some(UserId::generate(self.now(), self.ambient.random()));
        record
    }

    pub(super) fn withdrawal(&self, user: UserId, client: ClientId) -> WithdrawConsent {
        let audit = self.record(&Event::ConsentWithdrawn { user, client });
        WithdrawConsent { user, client, now: self.now(), audit }
    }

    pub(super) fn revocation(&self, grant: &Grant) -> RevokeGrant {
        let audit = self.record(&Event::CodeReused { user: grant.user, client: grant.client });
        RevokeGrant { grant: grant.id, now: self.now(), audit }
    }

    /// Whether exactly this entry is in the audit log, once.
    pub(super) async fn kept(&self, record: &AuditRecord) -> bool {
        let trail = self.harness.trail(record.entry.person.expect("somebody")).await;
        let kept = trail.iter().filter(|entry| **entry == record.entry).count();
        assert_eq!(kept, trail.len(), "an entry comes back as it was");
        assert!(kept < 2, "an entry is there once");
        kept == 1
    }

    pub(super) async fn person(&self) -> UserId {
        self.harness.add_person(fixtures::full_profile(&self.ambient)).await
    }

    /// A project of `owner` with these other members: who, with which role, with which permissions.
    pub(super) async fn project(
        &self,
        is_public: bool,
        owner: UserId,
        others: &[(UserId, &str, &[&str])],
    ) -> ProjectId {
        let id = ProjectId::generate(self.now(), self.ambient.random());
        let owner: (UserId, &str, &[&str]) = (owner, "owner", &[]);
        let members = [&[owner], others].concat();
        let told = |(user, role, keys): (_, &str, &[&str])| (user, fixtures::project(id, role, keys));
        self.harness.add_project(is_public, members.into_iter().map(told).collect()).await;
        id
    }

    /// A client of that project.
    pub(super) async fn project_client(&self, project: ProjectId) -> Client {
        let (client, _) = fixtures::confidential_client(self.person().await, &self.ambient);
        let client = Client { owner: ClientOwner::Project(project), ..client };
        self.add(&client).await;
        client
    }

    pub(super) async fn client(&self, owner: UserId) -> (Client, ClientSecret) {
        let (client, secret) = fixtures::confidential_client(owner, &self.ambient);
        self.add(&client).await;
        (client, secret)
    }

    pub(super) async fn add(&self, client: &Client) {
        self.stores.clients.create(self.creation(client)).await.expect("create");
    }

    pub(super) fn creation(&self, client: &Client) -> CreateClient {
        let audit = self.record(&Event::client_created(client.owner, client.id));
        CreateClient { client: client.clone(), audit }
    }

    pub(super) fn deletion(&self, owner: ClientOwner, id: ClientId) -> DeleteClient {
        DeleteClient { id, owner, audit: self.record(&Event::client_deleted(owner, id)) }
    }

    /// A resource that nobody has registered, with a URI of its own.
    pub(super) fn new_resource(&self, project: ProjectId) -> Resource {
        let unique = ResourceId::generate(self.now(), self.ambient.random());
        fixtures::resource(project, &format!("https://{unique}.example.org/v1"), &self.ambient)
    }

    pub(super) async fn resource(&self, project: ProjectId) -> Resource {
        let resource = self.new_resource(project);
        self.add_resource(&resource).await;
        resource
    }

    pub(super) async fn add_resource(&self, resource: &Resource) {
        let outcome = self.stores.resources.create(self.registration(resource)).await.expect("create");
        assert_eq!(outcome, ResourceOutcome::Done);
    }

    pub(super) fn registration(&self, resource: &Resource) -> CreateResource {
        let event = Event::ResourceCreated { project: resource.project, resource: resource.id };
        CreateResource { resource: resource.clone(), audit: self.record(&event) }
    }

    pub(super) fn resource_deletion(&self, project: ProjectId, id: ResourceId) -> DeleteResource {
        let audit = self.record(&Event::ResourceDeleted { project, resource: id });
        DeleteResource { id, project, audit }
    }

    /// A client of somebody, allowed by somebody else, whose code waits.
    pub(super) async fn issued(&self) -> Issued {
        let owner = self.person().await;
        let (client, _) = self.client(owner).await;
        self.issued_to(client, self.person().await).await
    }

    pub(super) async fn issued_to(&self, client: Client, user: UserId) -> Issued {
        let (grant, code) = fixtures::grant(client.id, user, &self.ambient);
        assert!(self.issue(&grant, &code).await, "issue");
        Issued { client, grant, code }
    }

    pub(super) async fn issue(&self, grant: &Grant, code: &AuthorizationCode) -> bool {
        self.issue_in(None, grant, code).await
    }

    pub(super) async fn issue_in(
        &self,
        project: Option<ProjectId>,
        grant: &Grant,
        code: &AuthorizationCode,
    ) -> bool {
        let client = self.stores.clients.find(grant.client).await.expect("find");
        let seen = client.map_or(grant.created_at, |client| client.updated_at);
        self.issue_as_of(seen, project, grant, code).await
    }

    pub(super) async fn issue_as_of(
        &self,
        client_updated_at: Timestamp,
        project: Option<ProjectId>,
        grant: &Grant,
        code: &AuthorizationCode,
    ) -> bool {
        let command = IssueGrant { grant: grant.clone(), code: code.digest(), client_updated_at, project };
        self.stores.grants.issue(command).await.expect("issue")
    }

    /// A grant whose code was redeemed for a refresh token.
    pub(super) async fn redeemed(&self) -> Redeemed {
        let issued = self.issued().await;
        self.redeem(issued).await
    }

    pub(super) async fn redeem(&self, issued: Issued) -> Redeemed {
        let token = OAuthRefreshToken::generate(self.ambient.random());
        let command = self.redemption(&issued, Some(&token));
        let (expires_at, refresh) = (command.expires_at, command.refresh.expect("a token"));
        assert!(self.stores.grants.redeem(command).await.expect("redeem"), "redeem");
        let state = GrantState::Redeemed { at: self.now() };
        let grant = Grant { state, expires_at, ..issued.grant };
        Redeemed { client: issued.client, grant, code: issued.code, token, refresh }
    }

    pub(super) fn redemption(&self, issued: &Issued, token: Option<&OAuthRefreshToken>) -> RedeemCode {
        RedeemCode {
            grant: issued.grant.id,
            code: issued.code.digest(),
            refresh: token.map(|token| NewRefresh {
                digest: token.digest(),
                expires_at: self.now() + Duration::from_secs(30 * 86_400),
            }),
            expires_at: self.now() + Duration::from_secs(90 * 86_400),
            now: self.now(),
        }
    }

    pub(super) async fn find_by_code(&self, client: &Client, code: &AuthorizationCode) -> Option<Grant> {
        let found = self.stores.grants.find_by_code(client.id, &code.digest()).await.expect("find_by_code");
        found.and_then(|found| found.found)
    }
}

/// A grant whose code waits.
pub(super) struct Issued {
    pub(super) client: Client,
    pub(super) grant: Grant,
    pub(super) code: AuthorizationCode,
}

/// A grant with a refresh token.
pub(super) struct Redeemed {
    pub(super) client: Client,
    pub(super) grant: Grant,
    pub(super) code: AuthorizationCode,
    pub(super) token: OAuthRefreshToken,
    pub(super) refresh: NewRefresh,
}

/// Runs the same work in many tasks at once and returns who won.
pub(super) async fn race<F>(work: impl Fn(usize) -> F) -> Vec<usize>
where
    F: Future<Output = bool> + Send + 'static,
{
    let mut tasks = JoinSet::new();
    for racer in 0..RACERS {
        let run = work(racer);
        tasks.spawn(async move { run.await.then_some(racer) });
    }
    tasks.join_all().await.into_iter().flatten().collect()
}
