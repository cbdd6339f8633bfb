//! What all suites begin with: stores, fresh names, people, a project.

use crate::ports::{
    AddMember, AddMemberOutcome, ApiClientStore, AuditLog, CreateInvite, CreateInviteOutcome,
    CreatePermission, CreateProject, CreateProjectOutcome, InviteStore, MemberStore, People,
    PermissionOutcome, PermissionStore, ProjectStore,
};
use crate::testkit::MemoryStore;
use crate::{
    AssignableRole, Description, Event, Invite, InviteToken, Member, Permission, PermissionKey,
    PermissionName, Person, Project, ProjectName, RedirectUrl, Role, Slug, Standing, Warrant,
};
use async_trait::async_trait;
use hitkey_kernel::testkit::first;
use hitkey_kernel::{
    Ambient, AuditRecord, Author, Clock, EmailAddress, InviteId, Language, MemberId, Origin, OutboxEntry,
    OutboxId, PageLimit, PageRequest, PermissionId, ProjectId, Random, Scribe, Sealed, Timestamp, UserId,
    random_array,
};
use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::time::Duration;

/// The stores under test. They share what is stored.
#[derive(Clone)]
pub struct Stores {
    /// Projects.
    pub projects: Arc<dyn ProjectStore>,
    /// Members.
    pub members: Arc<dyn MemberStore>,
    /// Permissions.
    pub permissions: Arc<dyn PermissionStore>,
    /// Invites.
    pub invites: Arc<dyn InviteStore>,
    /// API clients.
    pub api_clients: Arc<dyn ApiClientStore>,
    /// People.
    pub people: Arc<dyn People>,
    /// Who did what.
    pub audit: Arc<dyn AuditLog>,
}

impl std::fmt::Debug for Stores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stores")
    }
}

/// Somebody whom a suite needs to exist.
#[derive(Debug, Clone)]
pub struct NewPerson {
    /// What they want to be called.
    pub display_name: Option<String>,
    /// Their default address, verified.
    pub email: EmailAddress,
    /// Another address that they have verified.
    pub second: EmailAddress,
    /// An address that they have added but not verified.
    pub unverified: EmailAddress,
}

/// What a suite needs of your adapter.
#[async_trait]
pub trait Harness: Send + Sync {
    /// The stores.
    fn stores(&self) -> Stores;

    /// Makes a person known.
    async fn add_person(&self, person: NewPerson) -> UserId;

    /// Every entry that waits in the outbox, in any order, with all its fields.
    async fn outbox(&self) -> Vec<OutboxEntry>;
}

#[async_trait]
impl Harness for Arc<MemoryStore> {
    fn stores(&self) -> Stores {
        Stores {
            projects: self.clone(),
            members: self.clone(),
            permissions: self.clone(),
            invites: self.clone(),
            api_clients: self.clone(),
            people: self.clone(),
            audit: self.clone(),
        }
    }

    async fn add_person(&self, person: NewPerson) -> UserId {
        let NewPerson { display_name, email, second, .. } = person;
        let id = UserId::generate(start(), &ProcessRandom);
        MemoryStore::add_person(self, Person { id, email, display_name }, vec![second]);
        id
    }

    async fn outbox(&self) -> Vec<OutboxEntry> {
        MemoryStore::outbox(self)
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

/// How many of the outcomes are such.
pub(super) fn count<T>(outcomes: &[T], such: impl Fn(&T) -> bool) -> usize {
    outcomes.iter().filter(|outcome| such(outcome)).count()
}

/// Unpredictable enough that rows of different runs never meet in one database.
pub(super) struct ProcessRandom;

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

pub(super) const WEEK: Duration = Duration::from_secs(7 * 86_400);

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

pub(super) fn entry() -> OutboxEntry {
    OutboxEntry {
        id: OutboxId::generate(start(), &ProcessRandom),
        topic: "test.contract".to_owned(),
        payload: Sealed::from_bytes(vec![0, 255, 39, 128]),
        created_at: start(),
    }
}

/// An entry for the audit log of a project of its own, and what is announced with it.
pub(super) fn record() -> AuditRecord {
    let ambient = Ambient::new(Arc::new(Standstill), Arc::new(ProcessRandom));
    let (user, project) = (UserId::generate(start(), &ProcessRandom), project_id());
    let origin = Origin::new(Some([192, 0, 2, 7].into()), Some("Браузер/1"), Language::Kk);
    let event = Event::MemberJoined { user, project, member: member_id() };
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

pub(super) fn member_id() -> MemberId {
    MemberId::generate(start(), &ProcessRandom)
}

pub(super) fn project_id() -> ProjectId {
    ProjectId::generate(start(), &ProcessRandom)
}

pub(super) fn permission_id() -> PermissionId {
    PermissionId::generate(start(), &ProcessRandom)
}

pub(super) fn invite_id() -> InviteId {
    InviteId::generate(start(), &ProcessRandom)
}

pub(super) fn key(text: &str) -> PermissionKey {
    PermissionKey::parse(text).unwrap()
}

pub(super) fn keys<const N: usize>(texts: [&str; N]) -> BTreeSet<PermissionKey> {
    texts.into_iter().map(key).collect()
}

pub(super) fn new_person() -> NewPerson {
    NewPerson {
        display_name: Some("Әлия".to_owned()),
        email: address(),
        second: address(),
        unverified: address(),
    }
}

pub(super) async fn person(harness: &dyn Harness) -> UserId {
    harness.add_person(new_person()).await
}

pub(super) fn project_of(owner: UserId) -> Project {
    Project {
        id: project_id(),
        name: ProjectName::parse("Жоба «Алатау»").unwrap(),
        slug: Slug::parse(&format!("alatau-{}", tag())).unwrap(),
        description: Description::parse("two\nlines").ok(),
        is_public: true,
        owner,
        created_at: start(),
        updated_at: start(),
    }
}

pub(super) fn permission_of(project: ProjectId, text: &str, is_default: bool) -> Permission {
    Permission {
        id: permission_id(),
        project,
        key: key(text),
        display_name: PermissionName::parse("Көру").unwrap(),
        description: Description::parse("may look").ok(),
        is_default,
        created_at: start(),
    }
}

/// A project of somebody, and the stores that it is in.
pub(super) struct Place<'a> {
    pub(super) harness: &'a dyn Harness,
    pub(super) stores: Stores,
    pub(super) project: Project,
    pub(super) owner: Standing,
    pub(super) owner_seat: MemberId,
}

impl<'a> Place<'a> {
    pub(super) async fn new(harness: &'a dyn Harness) -> Self {
        Self::of(harness, project_of(person(harness).await)).await
    }

    pub(super) async fn of(harness: &'a dyn Harness, project: Project) -> Self {
        let stores = harness.stores();
        let owner_seat = member_id();
        let command = CreateProject { project: project.clone(), member: owner_seat, audit: record() };
        assert_eq!(stores.projects.create(command).await.unwrap(), CreateProjectOutcome::Created);
        let owner = Standing { user: project.owner, role: Role::Owner };
        Self { harness, stores, project, owner, owner_seat }
    }

    /// The owner, as commands want to know them.
    pub(super) fn by(&self) -> Warrant {
        self.owner.into()
    }

    pub(super) fn adding(&self, user: UserId, role: AssignableRole) -> AddMember {
        let (project, by, member) = (self.project.id, self.by(), member_id());
        AddMember {
            project,
            by,
            member,
            user,
            role,
            permissions: BTreeSet::new(),
            now: start(),
            audit: record(),
        }
    }

    /// A new person, made a member.
    pub(super) async fn member(&self, role: AssignableRole) -> Member {
        let user = person(self.harness).await;
        self.add(self.adding(user, role)).await
    }

    pub(super) async fn add(&self, command: AddMember) -> Member {
        match self.stores.members.add(command).await.unwrap() {
            AddMemberOutcome::Added(member) => member,
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn permission(&self, text: &str, is_default: bool) -> Permission {
        let permission = permission_of(self.project.id, text, is_default);
        let command = CreatePermission { by: self.by(), permission: permission.clone(), audit: record() };
        assert_eq!(self.stores.permissions.create(command).await.unwrap(), PermissionOutcome::Done);
        permission
    }

    pub(super) fn inviting(&self, email: &EmailAddress) -> (CreateInvite, InviteToken) {
        let token = InviteToken::generate(&ProcessRandom);
        let invite = Invite {
            id: invite_id(),
            project: self.project.id,
            email: email.clone(),
            role: AssignableRole::Admin,
            redirect_url: RedirectUrl::parse("https://app.example.org/Welcome?a=%20b").ok(),
            invited_by: Some(self.owner.user),
            created_at: start(),
            expires_at: start() + WEEK,
        };
        let digest = token.digest();
        (
            CreateInvite {
                by: self.by(),
                invite,
                token: digest,
                invitee: None,
                mail: entry(),
                audit: record(),
            },
            token,
        )
    }

    pub(super) async fn invite(&self, email: &EmailAddress) -> (Invite, InviteToken) {
        let (command, token) = self.inviting(email);
        let invite = command.invite.clone();
        assert_eq!(self.stores.invites.create(command).await.unwrap(), CreateInviteOutcome::Created);
        (invite, token)
    }

    /// What somebody is in the project now.
    pub(super) async fn role(&self, user: UserId) -> Option<Role> {
        self.stores.projects.find(self.project.id, user).await.unwrap().unwrap().actor.role
    }

    /// The membership of somebody as it is now.
    pub(super) async fn seat(&self, user: UserId) -> Option<Member> {
        let found = self.stores.members.find_user(self.project.id, user).await.unwrap();
        found.map(|found| found.member)
    }

    /// Whoever has the role of an owner now. The rule is that it is one, and the project's owner.
    pub(super) async fn the_owner(&self) -> UserId {
        let members = self.stores.members.list(self.project.id, first(500)).await.unwrap().items;
        let owners: Vec<_> = members
            .iter()
            .filter(|mate| mate.member.role == Role::Owner)
            .map(|mate| mate.person.id)
            .collect();
        let visit = self.stores.projects.find(self.project.id, self.owner.user).await.unwrap().unwrap();
        assert_eq!(owners, [visit.project.owner], "exactly one owner");
        visit.project.owner
    }

    /// Whether an entry of the audit log was kept, once and with what is announced of it.
    pub(super) async fn kept(&self, record: &AuditRecord) -> bool {
        let project = record.entry.project.unwrap();
        let request = PageRequest::first(PageLimit::MAX);
        let page = self.stores.audit.of_project(project, request).await.unwrap();
        let kept = page.items.iter().filter(|entry| **entry == record.entry).count();
        let announcement = record.announcement.as_ref().unwrap();
        assert_eq!(kept == 1, self.enqueued(announcement).await, "an entry and its announcement go together");
        kept == 1
    }

    pub(super) async fn enqueued(&self, entry: &OutboxEntry) -> bool {
        self.harness.outbox().await.contains(entry)
    }

    /// Standings that do not hold: a stranger, somebody who has another role, a role that is not theirs.
    pub(super) async fn impostors(&self) -> [Standing; 3] {
        let admin = self.member(AssignableRole::Admin).await;
        [
            Standing { user: person(self.harness).await, role: Role::Owner },
            Standing { user: admin.user, role: Role::Owner },
            Standing { role: Role::Admin, ..self.owner },
        ]
    }
}
