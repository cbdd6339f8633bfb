//! What all suites begin with: stores, fresh names, a person.

use crate::ports::{
    AccountStore, AppAccess, AuditLog, ChallengeStore, Directory, EmailStore, EndSession, InvitationStore,
    NewSession, OpenSession, PutRegistration, Register, RegisterOutcome, SessionStore, ThrottleStore,
    VerifyRegistration,
};
use crate::testkit::MemoryStore;
use crate::{
    Account, ApiCredentials, AuthMethods, CookieCredentials, Credentials, DeviceFingerprint, Event,
    Invitation, InvitationTokenDigest, Name, NewAccount, Origin, PasswordHash, PendingRegistration,
    PendingState, RegistrationToken, Rules, Session, VerificationCodeDigest,
};
use async_trait::async_trait;
use hitkey_kernel::{
    Ambient, AuditRecord, Author, Clock, EmailAddress, EmailId, Language, OutboxEntry, OutboxId, PageLimit,
    PageRequest, ProjectId, Random, Scribe, Sealed, SessionId, Timestamp, UserId, random_array,
};
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

/// The stores of one adapter, over the same rows.
#[derive(Clone)]
pub struct Stores {
    /// Keeps people.
    pub accounts: Arc<dyn AccountStore>,
    /// Keeps addresses.
    pub emails: Arc<dyn EmailStore>,
    /// Keeps sessions.
    pub sessions: Arc<dyn SessionStore>,
    /// Keeps challenges.
    pub challenges: Arc<dyn ChallengeStore>,
    /// Counts attempts.
    pub throttle: Arc<dyn ThrottleStore>,
    /// Keeps who did what.
    pub audit: Arc<dyn AuditLog>,
    /// Looks into the outbox.
    pub outbox: Arc<dyn OutboxProbe>,
}

/// Lets a suite see what was enqueued.
#[async_trait]
pub trait OutboxProbe: Send + Sync {
    /// Every entry that waits, in any order, with all its fields.
    async fn entries(&self) -> Vec<OutboxEntry>;
}

#[async_trait]
impl OutboxProbe for MemoryStore {
    async fn entries(&self) -> Vec<OutboxEntry> {
        self.outbox()
    }
}

impl std::fmt::Debug for Stores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stores")
    }
}

impl Stores {
    /// Fresh stores in memory.
    pub fn memory() -> Self {
        Self::over(&Arc::new(MemoryStore::default()))
    }

    fn over(store: &Arc<MemoryStore>) -> Self {
        Self {
            accounts: store.clone(),
            emails: store.clone(),
            sessions: store.clone(),
            challenges: store.clone(),
            throttle: store.clone(),
            audit: store.clone(),
            outbox: store.clone(),
        }
    }

    /// Whether exactly this entry waits in the outbox.
    pub(super) async fn enqueued(&self, entry: &OutboxEntry) -> bool {
        self.outbox.entries().await.contains(entry)
    }

    /// Whether exactly this entry is in the audit log, once, and what announces it in the outbox.
    pub(super) async fn kept(&self, record: &AuditRecord) -> bool {
        let person = record.entry.person.unwrap();
        let page = self.audit.of_person(person, PageRequest::first(PageLimit::MAX)).await.unwrap();
        let kept = page.items.iter().filter(|entry| **entry == record.entry).count();
        let announcement = record.announcement.as_ref().unwrap();
        assert_eq!(kept == 1, self.enqueued(announcement).await, "an entry and its announcement go together");
        kept == 1
    }

    pub(super) async fn account(&self, id: UserId) -> Account {
        self.accounts.find(id).await.unwrap().unwrap()
    }
}

/// The stores of one adapter, and those that know projects, over the same rows.
#[derive(Clone)]
pub struct WithProjects {
    /// The stores.
    pub stores: Stores,
    /// Finds people.
    pub directory: Arc<dyn Directory>,
    /// Knows invitations.
    pub invitations: Arc<dyn InvitationStore>,
    /// Makes projects.
    pub projects: Arc<dyn ProjectsProbe>,
}

/// Lets a suite make projects, by whatever keeps them.
#[async_trait]
pub trait ProjectsProbe: Send + Sync {
    /// A public project of this person, who is its only member.
    async fn create(&self, owner: UserId) -> ProjectId;

    /// Lets a person join. `false` when the project or the person is gone.
    async fn join(&self, project: ProjectId, user: UserId) -> bool;

    /// Whether a person is a member; nobody is one of a project that is gone.
    async fn is_member(&self, project: ProjectId, user: UserId) -> bool;

    /// Invites an address as a plain member, until `expires_at`.
    async fn invite(
        &self,
        project: ProjectId,
        email: &EmailAddress,
        expires_at: Timestamp,
    ) -> InvitationTokenDigest;
}

#[async_trait]
impl ProjectsProbe for MemoryStore {
    async fn create(&self, owner: UserId) -> ProjectId {
        let project = ProjectId::generate(start(), &ProcessRandom);
        self.add_project(project, owner);
        project
    }

    async fn join(&self, project: ProjectId, user: UserId) -> bool {
        self.add_member(project, user)
    }

    async fn is_member(&self, project: ProjectId, user: UserId) -> bool {
        Self::is_member(self, project, user)
    }

    async fn invite(
        &self,
        project: ProjectId,
        email: &EmailAddress,
        expires_at: Timestamp,
    ) -> InvitationTokenDigest {
        let token = InvitationTokenDigest::from_bytes(digest());
        self.add_invitation(token, project, Invitation { project, email: email.clone(), expires_at });
        token
    }
}

impl std::fmt::Debug for WithProjects {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WithProjects")
    }
}

impl WithProjects {
    /// Fresh stores in memory.
    pub fn memory() -> Self {
        let store = Arc::new(MemoryStore::default());
        Self {
            stores: Stores::over(&store),
            directory: store.clone(),
            invitations: store.clone(),
            projects: store,
        }
    }
}

/// How many callers race.
pub(super) const RACERS: usize = 16;

/// Runs the calls at the same time and returns what came of them.
pub(super) async fn race<F>(calls: impl Fn(usize) -> F) -> Vec<F::Output>
where
    F: Future<Output: Send + 'static> + Send + 'static,
{
    let tasks: Vec<_> = (0..RACERS).map(|number| tokio::spawn(calls(number))).collect();
    let mut outcomes = Vec::with_capacity(RACERS);
    for task in tasks {
        outcomes.push(task.await.unwrap());
    }
    outcomes
}

/// How many of the outcomes are this one.
pub(super) fn count<T: PartialEq>(outcomes: &[T], wanted: &T) -> usize {
    outcomes.iter().filter(|outcome| *outcome == wanted).count()
}

/// Unpredictable enough that rows of different runs never meet in one database.
struct ProcessRandom;

impl Random for ProcessRandom {
    fn fill(&self, buffer: &mut [u8]) {
        for chunk in buffer.chunks_mut(8) {
            let bytes = RandomState::new().hash_one(0_u8).to_be_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

/// The instant at which every rule begins; with microseconds, to see that they are kept.
pub(super) fn start() -> Timestamp {
    Timestamp::from_unix_micros(1_769_847_330_123_457)
}

pub(super) fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// The least that two instants can differ by.
pub(super) const TICK: Duration = Duration::from_micros(1);

pub(super) fn random() -> impl Random {
    ProcessRandom
}

pub(super) fn digest() -> [u8; 32] {
    random_array(&ProcessRandom)
}

pub(super) fn tag() -> String {
    data_encoding::HEXLOWER.encode(&random_array::<6>(&ProcessRandom))
}

/// An address with capitals that nobody has.
pub(super) fn address() -> EmailAddress {
    EmailAddress::parse(&format!("Ann.{}@Example.org", tag())).unwrap()
}

pub(super) fn shouted(address: &EmailAddress) -> EmailAddress {
    EmailAddress::parse(&address.as_str().to_uppercase()).unwrap()
}

pub(super) fn hash() -> PasswordHash {
    PasswordHash::from_phc(format!("$argon2id$v=19$m=19456,t=2,p=1${}$x", tag()))
}

pub(super) fn entry() -> OutboxEntry {
    OutboxEntry {
        id: OutboxId::generate(start(), &ProcessRandom),
        topic: "test.contract".to_owned(),
        payload: Sealed::from_bytes(vec![0, 255, 39, 128]),
        created_at: start(),
    }
}

/// An entry for the audit log about nobody else, with what announces it.
pub(super) fn record() -> AuditRecord {
    let (user, session) = (user_id(), SessionId::generate(start(), &ProcessRandom));
    let origin = Origin::new(Some([192, 0, 2, 7].into()), Some("Браузер/1"), Language::Kk);
    let event = Event::SessionEnded { user, session };
    let ambient = Ambient::new(Arc::new(Standstill), Arc::new(ProcessRandom));
    let record = Scribe::new(ambient).record(&event, Author::person(user, &origin), start());
    AuditRecord { announcement: Some(entry()), ..record }
}

/// Tells the instant at which every rule begins.
struct Standstill;

impl Clock for Standstill {
    fn now(&self) -> Timestamp {
        start()
    }
}

pub(super) fn ending(user: UserId, session: SessionId) -> EndSession {
    EndSession { user, session, apps: AppAccess::Ends, now: start(), audit: record() }
}

pub(super) fn user_id() -> UserId {
    UserId::generate(start(), &ProcessRandom)
}

pub(super) fn pending(email: &EmailAddress) -> PendingRegistration {
    PendingRegistration {
        email: email.clone(),
        code: VerificationCodeDigest::from_bytes(digest()),
        code_expires_at: start() + seconds(600),
        attempts: 0,
        sent_at: start(),
        state: PendingState::AwaitingCode,
    }
}

pub(super) fn session_of(user: UserId) -> Session {
    Session {
        id: SessionId::generate(start(), &ProcessRandom),
        user,
        created_at: start(),
        last_used_at: start(),
        expires_at: start() + seconds(30 * 86_400),
        origin: Origin::new(Some([192, 0, 2, 7].into()), Some("Браузер/1"), Language::Kk),
        auth_time: start(),
        methods: AuthMethods::PASSWORD,
    }
}

/// A fresh session of the person, and what opens it.
pub(super) fn new_session<C: Credentials>(user: UserId) -> (NewSession, C) {
    let minted = C::mint(&Rules::default(), start(), &ProcessRandom);
    let new = NewSession {
        session: Session { expires_at: minted.expires_at, ..session_of(user) },
        credentials: minted.stored,
        device: DeviceFingerprint::from_bytes(digest()),
        notice_if_unknown: None,
        supersedes: None,
        pardon: Vec::new(),
        audit: record(),
    };
    (new, minted.shown)
}

/// A person who registered, with their first session.
pub(super) struct Person {
    pub(super) id: UserId,
    pub(super) email: EmailAddress,
    pub(super) password: PasswordHash,
    pub(super) session: Session,
    pub(super) device: DeviceFingerprint,
    pub(super) credentials: ApiCredentials,
}

pub(super) fn new_account(email: &EmailAddress) -> NewAccount {
    NewAccount {
        id: user_id(),
        email_id: EmailId::generate(start(), &ProcessRandom),
        email: email.clone(),
        display_name: Name::parse("Әлия").ok(),
        password: hash(),
        created_at: start(),
    }
}

/// A registration of this address that is verified and whose token ends in half an hour.
pub(super) async fn verified(stores: &Stores, email: &EmailAddress) -> RegistrationToken {
    let token = RegistrationToken::generate(&ProcessRandom);
    let seen = stores.challenges.find_registration(email).await.unwrap();
    let pending = pending(email);
    let command = VerifyRegistration {
        email: email.clone(),
        code: pending.code,
        token: token.digest(),
        token_expires_at: start() + seconds(1_800),
        pardon: Vec::new(),
    };
    let seen_sent_at = seen.map(|seen| seen.sent_at);
    let put = PutRegistration { pending, seen_sent_at, mail: entry() };
    assert!(stores.challenges.put_registration(put).await.unwrap());
    assert!(stores.challenges.verify_registration(command).await.unwrap());
    token
}

pub(super) async fn person(stores: &Stores) -> Person {
    let email = address();
    let token = verified(stores, &email).await.digest();
    let account = new_account(&email);
    let (id, password) = (account.id, account.password.clone());
    let (session, credentials) = new_session::<ApiCredentials>(id);
    let (opened, device) = (session.session.clone(), session.device);
    let command = Register { token, account, session, now: start() };
    assert_eq!(stores.accounts.register(command).await.unwrap(), RegisterOutcome::Registered);
    Person { id, email, password, session: opened, device, credentials }
}

impl Person {
    /// Opens another session.
    pub(super) async fn open<C: Credentials>(&self, stores: &Stores) -> (Session, C) {
        let (new, credentials) = new_session::<C>(self.id);
        let session = new.session.clone();
        let command = OpenSession { new, seen_password: self.password.clone() };
        assert!(stores.sessions.open(command).await.unwrap());
        (session, credentials)
    }

    /// Opens another session by cookie.
    pub(super) async fn open_cookie(&self, stores: &Stores) -> (Session, CookieCredentials) {
        self.open(stores).await
    }

    /// Whether the first session is live at `now`.
    pub(super) async fn is_signed_in(&self, stores: &Stores) -> bool {
        let token = self.credentials.access.digest();
        stores.sessions.find_by_access(&token, start()).await.unwrap().is_some()
    }
}
