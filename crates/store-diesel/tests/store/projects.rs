//! Projects and their people, as the contract suites need them.

use crate::common::Databases;
use crate::people::{self, ambient, now};
use crate::ports::Probe;
use crate::rows::execute;
use async_trait::async_trait;
use hitkey_identity::ports::{AccountStore, UpdateProfile, UpdateProfileOutcome};
use hitkey_identity::testkit::contract::OutboxProbe;
use hitkey_identity::{Name, Profile};
use hitkey_kernel::{EmailAddress, EmailId, MemberId, OutboxEntry, PermissionId, ProjectId, UserId};
use hitkey_oauth::SubjectProject;
use hitkey_projects::ports::{
    AddMember, AddMemberOutcome, CreatePermission, CreateProject, CreateProjectOutcome, MemberStore,
    PermissionOutcome, PermissionStore, ProjectStore,
};
use hitkey_projects::testkit::contract::{self, NewPerson, Stores};
use hitkey_projects::{
    AssignableRole, Permission, PermissionKey, PermissionName, Project, ProjectName, Role, Slug, Standing,
};
use hitkey_store_diesel::{
    Db, DieselAccountStore, DieselApiClientStore, DieselAuditLog, DieselInviteStore, DieselMemberStore,
    DieselPeople, DieselPermissionStore, DieselProjectStore, StoreSettings,
};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The stores of projects in one database.
pub(crate) struct Harness {
    pub(crate) db: Db,
    pub(crate) url: String,
}

impl Harness {
    /// Over a fresh database.
    pub(crate) async fn over(databases: &Databases) -> Self {
        let url = databases.url();
        let db = Db::open(&StoreSettings::new(&url)).unwrap();
        db.migrate().await.unwrap();
        Self { db, url }
    }

    /// Gives a person another address behind the store's back.
    fn add_address(&self, user: UserId, address: &EmailAddress, verified: bool) {
        let id = EmailId::generate(now(), ambient().random());
        let (id, user, at) = if self.url.starts_with("sqlite:") {
            let blob = |uuid: uuid::Uuid| format!("X'{}'", uuid.simple());
            (blob(id.uuid()), blob(user.uuid()), now().unix_micros().to_string())
        } else {
            (format!("'{id}'"), format!("'{user}'"), "now()".to_owned())
        };
        let verified_at = if verified { at.as_str() } else { "NULL" };
        let (no, key) = (if self.url.starts_with("sqlite:") { "0" } else { "false" }, address.key());
        execute(
            &self.url,
            &format!(
                "INSERT INTO emails (id, user_id, address, address_key, is_default, verified_at, created_at) \
                 VALUES ({id}, {user}, '{address}', '{key}', {no}, {verified_at}, {at})"
            ),
        );
    }
}

#[async_trait]
impl contract::Harness for Harness {
    fn stores(&self) -> Stores {
        let db = || self.db.clone();
        Stores {
            projects: Arc::new(DieselProjectStore::new(db())),
            members: Arc::new(DieselMemberStore::new(db())),
            permissions: Arc::new(DieselPermissionStore::new(db())),
            invites: Arc::new(DieselInviteStore::new(db())),
            api_clients: Arc::new(DieselApiClientStore::new(db())),
            people: Arc::new(DieselPeople::new(db())),
            audit: Arc::new(DieselAuditLog::new(db())),
        }
    }

    async fn add_person(&self, person: NewPerson) -> UserId {
        let NewPerson { display_name, email, second, unverified } = person;
        let user = people::register(&self.db, email.as_str()).await.id;
        let display_name = display_name.map(|text| Name::parse(&text).unwrap());
        let profile = Profile { display_name, ..Profile::default() };
        let command = UpdateProfile { user, profile, seen_at: now(), audit: people::audit(user), now: now() };
        let outcome = DieselAccountStore::new(self.db.clone()).update_profile(command).await.unwrap();
        assert_eq!(outcome, UpdateProfileOutcome::Updated);
        self.add_address(user, &second, true);
        self.add_address(user, &unverified, false);
        user
    }

    async fn outbox(&self) -> Vec<OutboxEntry> {
        Probe(self.db.clone()).entries().await
    }
}

/// A project of somebody.
pub(crate) async fn add(db: &Db, is_public: bool, owner: UserId) -> Project {
    let id = ProjectId::generate(now(), ambient().random());
    let (name, slug) = (format!("Жоба {id}"), format!("joba-{id}"));
    add_as(db, is_public, owner, (id, &name, &slug)).await
}

async fn add_as(
    db: &Db,
    is_public: bool,
    owner: UserId,
    (id, name, slug): (ProjectId, &str, &str),
) -> Project {
    let project = Project {
        id,
        name: ProjectName::parse(name).unwrap(),
        slug: Slug::parse(slug).unwrap(),
        description: None,
        is_public,
        owner,
        created_at: now(),
        updated_at: now(),
    };
    let member = MemberId::generate(now(), ambient().random());
    let command = CreateProject { project: project.clone(), member, audit: people::audit(project.owner) };
    let outcome = DieselProjectStore::new(db.clone()).create(command).await.unwrap();
    assert_eq!(outcome, CreateProjectOutcome::Created);
    project
}

/// Makes somebody a member, by the owner's hand; permissions that the project lacks are defined first.
pub(crate) async fn add_member(
    db: &Db,
    project: &Project,
    user: UserId,
    role: AssignableRole,
    keys: &[&str],
) {
    let by = Standing { user: project.owner, role: Role::Owner }.into();
    let permissions: BTreeSet<_> = keys.iter().map(|key| PermissionKey::parse(key).unwrap()).collect();
    for key in &permissions {
        let permission = Permission {
            id: PermissionId::generate(now(), ambient().random()),
            project: project.id,
            key: key.clone(),
            display_name: PermissionName::parse(key.as_str()).unwrap(),
            description: None,
            is_default: false,
            created_at: now(),
        };
        let command = CreatePermission { by, permission, audit: people::audit(project.owner) };
        let outcome = DieselPermissionStore::new(db.clone()).create(command).await.unwrap();
        assert_ne!(outcome, PermissionOutcome::Stale);
    }
    let member = MemberId::generate(now(), ambient().random());
    let command = AddMember {
        project: project.id,
        by,
        member,
        user,
        role,
        permissions,
        now: now(),
        audit: people::audit(project.owner),
    };
    let outcome = DieselMemberStore::new(db.clone()).add(command).await.unwrap();
    assert!(matches!(outcome, AddMemberOutcome::Added(_)), "{outcome:?}");
}

/// A project in which each of these people is what is told of them.
pub(crate) async fn add_told(db: &Db, is_public: bool, told: &[(UserId, SubjectProject)]) {
    let (owner, first) = told.iter().find(|(_, told)| told.role == "owner").unwrap();
    let project = add_as(db, is_public, *owner, (first.id, &first.name, &first.slug)).await;
    for (user, told) in told.iter().filter(|(_, told)| told.role != "owner") {
        let keys: Vec<_> = told.permissions.iter().map(String::as_str).collect();
        let role = AssignableRole::from_word(&told.role).unwrap();
        add_member(db, &project, *user, role, &keys).await;
    }
}
