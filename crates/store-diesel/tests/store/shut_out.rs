//! Whoever is shut out of a project loses what its clients got of them.

use crate::common::{Databases, Kind};
use crate::people::{self, ambient, now};
use crate::projects;
use hitkey_kernel::UserId;
use hitkey_oauth::ports::{
    ClientStore, ExtendRefresh, GrantStore, IssueGrant, NewRefresh, RedeemCode, Subjects,
};
use hitkey_oauth::testkit::fixtures;
use hitkey_oauth::{AuthorizationCodeDigest, Client, ClientOwner, OAuthRefreshToken};
use hitkey_projects::ports::{LeaveProject, MemberStore, ProjectStore, RemoveMember, UpdateProject};
use hitkey_projects::{AssignableRole, Project, Role, Standing};
use hitkey_store_diesel::{
    Db, DieselClientStore, DieselGrantStore, DieselMemberStore, DieselProjectStore, DieselSubjects,
};
use std::time::Duration;

/// What somebody allowed a client: a code that waits, and a refresh token in use.
struct Allowed {
    client: Client,
    code: AuthorizationCodeDigest,
    refresh: ExtendRefresh,
}

async fn client(db: &Db, owner: ClientOwner) -> Client {
    let (client, _) = fixtures::confidential_client(UserId::generate(now(), ambient().random()), &ambient());
    let client = Client { owner, ..client };
    DieselClientStore::new(db.clone()).create(fixtures::creation(&client, &ambient())).await.unwrap();
    client
}

async fn issue(db: &Db, client: &Client, user: UserId) -> Option<IssueGrant> {
    let (grant, code) = fixtures::grant(client.id, user, &ambient());
    let command = IssueGrant {
        grant,
        code: code.digest(),
        client_updated_at: client.updated_at,
        project: client.owner.project(),
    };
    DieselGrantStore::new(db.clone()).issue(command.clone()).await.unwrap().then_some(command)
}

async fn allow(db: &Db, client: &Client, user: UserId) -> Allowed {
    let waiting = issue(db, client, user).await.unwrap();
    let IssueGrant { grant, code, .. } = issue(db, client, user).await.unwrap();
    let token = OAuthRefreshToken::generate(ambient().random()).digest();
    let expires_at = now() + Duration::from_secs(86_400);
    let refresh = Some(NewRefresh { digest: token, expires_at });
    let redeem = RedeemCode { grant: grant.id, code, refresh, expires_at, now: now() };
    assert!(DieselGrantStore::new(db.clone()).redeem(redeem).await.unwrap());
    let refresh = ExtendRefresh { token, grant: grant.id, expires_at, now: now() };
    Allowed { client: client.clone(), code: waiting.code, refresh }
}

/// Whether code, refresh token and access token are all good, or all dead.
async fn lives(db: &Db, allowed: &Allowed) -> bool {
    let grants = DieselGrantStore::new(db.clone());
    let found = grants.find_by_code(allowed.client.id, &allowed.code).await.unwrap();
    let code = found.unwrap().found.is_some();
    let refresh = grants.extend_refresh(allowed.refresh).await.unwrap();
    let subject = DieselSubjects::new(db.clone())
        .behind(allowed.refresh.grant, fixtures::every_scope(), now())
        .await
        .unwrap();
    assert_eq!((code, code), (refresh, subject.is_some()), "they live and die together");
    code
}

fn owner_of(project: &Project) -> Standing {
    Standing { user: project.owner, role: Role::Owner }
}

async fn leave(db: &Db, project: &Project, user: UserId) {
    let command = LeaveProject {
        project: project.id,
        by: Standing { user, role: Role::Member },
        audit: people::audit(user),
    };
    assert!(DieselMemberStore::new(db.clone()).leave(command).await.unwrap());
}

async fn remove(db: &Db, project: &Project, user: UserId) {
    let members = DieselMemberStore::new(db.clone());
    let member = members.find_user(project.id, user).await.unwrap().unwrap().member;
    let (by, seen) = (owner_of(project), member.standing());
    assert!(
        members
            .remove(RemoveMember {
                project: project.id,
                by: by.into(),
                member: member.id,
                seen,
                audit: people::audit(by.user)
            })
            .await
            .unwrap()
    );
}

async fn close(db: &Db, project: &Project) {
    let command = UpdateProject {
        project: project.id,
        by: owner_of(project).into(),
        seen_at: project.updated_at,
        name: project.name.clone(),
        description: None,
        is_public: false,
        now: now(),
        audit: people::audit(project.owner),
    };
    assert!(DieselProjectStore::new(db.clone()).update(command).await.unwrap());
}

#[tokio::test]
async fn who_is_out_of_a_private_project_has_no_grants_to_its_clients() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await.id;
        let bea = people::register(&db, "bea@example.org").await.id;
        for (is_public, by_removal) in [(false, false), (false, true), (true, false), (true, true)] {
            let project = projects::add(&db, is_public, ann).await;
            projects::add_member(&db, &project, bea, AssignableRole::Member, &[]).await;
            let theirs = client(&db, project.id.into()).await;
            let (of_bea, of_ann) = (allow(&db, &theirs, bea).await, allow(&db, &theirs, ann).await);
            let elsewhere = allow(&db, &client(&db, ann.into()).await, bea).await;
            if by_removal {
                remove(&db, &project, bea).await;
            } else {
                leave(&db, &project, bea).await;
            }
            assert_eq!(lives(&db, &of_bea).await, is_public, "{kind:?}: public: {is_public}");
            assert!(lives(&db, &of_ann).await && lives(&db, &elsewhere).await, "{kind:?}: those of others");
        }
    }
}

#[tokio::test]
async fn a_project_that_becomes_private_shuts_outsiders_out_and_no_member() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await.id;
        let bea = people::register(&db, "bea@example.org").await.id;
        let (closing, open) = (projects::add(&db, true, ann).await, projects::add(&db, true, ann).await);
        let theirs = client(&db, closing.id.into()).await;
        let (outsider, member) = (allow(&db, &theirs, bea).await, allow(&db, &theirs, ann).await);
        let elsewhere = allow(&db, &client(&db, open.id.into()).await, bea).await;
        close(&db, &closing).await;
        assert!(!lives(&db, &outsider).await, "{kind:?}");
        assert!(lives(&db, &member).await && lives(&db, &elsewhere).await, "{kind:?}");
    }
}

/// Somebody asks for code after code while they are shut out.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_grant_slips_past_who_shuts_somebody_out() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        for closes in [false, true] {
            let databases = Databases::new(kind);
            let db = databases.migrated().await;
            let ann = people::register(&db, "ann@example.org").await.id;
            let bea = people::register(&db, "bea@example.org").await.id;
            let project = projects::add(&db, closes, ann).await;
            if !closes {
                projects::add_member(&db, &project, bea, AssignableRole::Member, &[]).await;
            }
            let theirs = client(&db, project.id.into()).await;
            let greedy: Vec<_> =
                (0..4).map(|_| tokio::spawn(issue_until_refused(db.clone(), theirs.clone(), bea))).collect();
            tokio::time::sleep(Duration::from_millis(20)).await;
            if closes {
                close(&db, &project).await;
            } else {
                remove(&db, &project, bea).await;
            }
            let grants = DieselGrantStore::new(db.clone());
            for task in greedy {
                for code in task.await.unwrap() {
                    let found = grants.find_by_code(theirs.id, &code).await.unwrap().unwrap().found;
                    assert_eq!(found, None, "{kind:?}: closes: {closes}");
                }
            }
        }
    }
}

async fn issue_until_refused(db: Db, client: Client, user: UserId) -> Vec<AuthorizationCodeDigest> {
    let mut codes = Vec::new();
    for _ in 0..5_000 {
        let Some(issued) = issue(&db, &client, user).await else { return codes };
        codes.push(issued.code);
    }
    panic!("nobody was shut out");
}
