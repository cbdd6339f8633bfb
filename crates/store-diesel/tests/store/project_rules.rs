//! Rules between projects and what else there is.

use crate::common::{Databases, Kind};
use crate::people::{self, ambient, now};
use crate::projects::{self, Harness};
use crate::rows::count;
use hitkey_kernel::ProjectId;
use hitkey_kernel::testkit::first;
use hitkey_oauth::ports::{
    ClientStore, ConsentStore, ExtendRefresh, GrantStore, IssueGrant, NewRefresh, RedeemCode, Subjects,
};
use hitkey_oauth::testkit::fixtures;
use hitkey_oauth::{Client, ClientOwner, OAuthRefreshToken};
use hitkey_projects::ports::{DeleteProject, MemberStore, ProjectStore};
use hitkey_projects::{AssignableRole, Project, Role, Standing};
use hitkey_store_diesel::{
    Db, DieselClientStore, DieselConsentStore, DieselGrantStore, DieselMemberStore, DieselProjectStore,
    DieselSubjects,
};
use std::time::Duration;

fn owner_of(project: &Project) -> Standing {
    Standing { user: project.owner, role: Role::Owner }
}

fn client_of(project: ProjectId, user: hitkey_kernel::UserId) -> Client {
    let (client, _) = fixtures::confidential_client(user, &ambient());
    Client { owner: ClientOwner::Project(project), ..client }
}

/// A client of the project, allowed by its owner, with a refresh token.
async fn allowed_client(db: &Db, project: &Project) -> (Client, ExtendRefresh) {
    let client = client_of(project.id, project.owner);
    DieselClientStore::new(db.clone()).create(fixtures::creation(&client, &ambient())).await.unwrap();
    let grants = DieselGrantStore::new(db.clone());
    let (grant, code) = fixtures::grant(client.id, project.owner, &ambient());
    assert!(
        grants
            .issue(IssueGrant {
                grant: grant.clone(),
                code: code.digest(),
                client_updated_at: client.updated_at,
                project: None
            })
            .await
            .unwrap()
    );
    let token = OAuthRefreshToken::generate(ambient().random()).digest();
    let expires_at = now() + Duration::from_secs(86_400);
    let refresh = Some(NewRefresh { digest: token, expires_at });
    let redeem = RedeemCode { grant: grant.id, code: code.digest(), refresh, expires_at, now: now() };
    assert!(grants.redeem(redeem).await.unwrap());
    (client, ExtendRefresh { token, grant: grant.id, expires_at, now: now() })
}

#[tokio::test]
async fn a_project_takes_its_clients_with_all_that_people_allowed_them_along() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let Harness { db, url } = Harness::over(&databases).await;
        let ann = people::register(&db, "ann@example.org").await;
        let bea = people::register(&db, "bea@example.org").await;
        let gone = projects::add(&db, true, ann.id).await;
        let stays = projects::add(&db, true, ann.id).await;
        projects::add_member(&db, &gone, bea.id, AssignableRole::Member, &["site.view"]).await;
        let (dead, live) = (allowed_client(&db, &gone).await, allowed_client(&db, &stays).await);
        let command =
            DeleteProject { project: gone.id, by: owner_of(&gone).into(), audit: people::audit(ann.id) };
        assert!(DieselProjectStore::new(db.clone()).delete(command).await.unwrap());
        let (clients, grants) = (DieselClientStore::new(db.clone()), DieselGrantStore::new(db.clone()));
        let (consents, subjects) = (DieselConsentStore::new(db.clone()), DieselSubjects::new(db.clone()));
        for ((client, refresh), lives) in [(dead, false), (live, true)] {
            assert_eq!(clients.find(client.id).await.unwrap().is_some(), lives, "{kind:?}");
            assert_eq!(consents.find(ann.id, client.id).await.unwrap().is_some(), lives, "{kind:?}");
            assert_eq!(
                subjects.behind(refresh.grant, fixtures::every_scope(), now()).await.unwrap().is_some(),
                lives,
                "{kind:?}"
            );
            assert_eq!(grants.extend_refresh(refresh).await.unwrap(), lives, "{kind:?}");
        }
        for (table, rows) in [
            ("projects", 1),
            ("project_members", 1),
            ("project_permissions", 0),
            ("member_permissions", 0),
            ("clients", 1),
            ("grants", 1),
            ("oauth_refresh_tokens", 1),
            ("consents", 1),
        ] {
            assert_eq!(count(&url, table), rows, "{kind:?}: {table}");
        }
    }
}

#[tokio::test]
async fn a_client_can_only_belong_to_a_project_that_there_is() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let clients = DieselClientStore::new(db.clone());
        let nowhere = ProjectId::generate(now(), ambient().random());
        let error =
            clients.create(fixtures::creation(&client_of(nowhere, ann.id), &ambient())).await.unwrap_err();
        assert!(!error.is_unavailable(), "{kind:?}: {error:?}");
        let client = client_of(projects::add(&db, false, ann.id).await.id, ann.id);
        clients.create(fixtures::creation(&client, &ambient())).await.unwrap();
        let listed = clients.list(client.owner, first(10)).await.unwrap().items;
        assert_eq!(listed, [client], "{kind:?}");
    }
}

/// People join, get permissions, are promoted and removed, and projects change hands: all at once, and
/// nothing ends in a deadlock or in two owners.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn simultaneous_commands_about_one_project_never_fail() {
    use hitkey_kernel::MemberId;
    use hitkey_projects::ports::{JoinOutcome, JoinProject, LeaveProject, TransferProject};
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let project = projects::add(&db, true, ann.id).await;
        let mut tasks = Vec::new();
        for number in 0..6 {
            let user = people::register(&db, &format!("p{number}@example.org")).await.id;
            let (db, project, owner) = (db.clone(), project.id, ann.id);
            tasks.push(tokio::spawn(async move {
                let (members, projects) = (DieselMemberStore::new(db.clone()), DieselProjectStore::new(db));
                for _ in 0..5 {
                    let member = MemberId::generate(now(), ambient().random());
                    let joined = members
                        .join(JoinProject { project, member, user, now: now(), audit: people::audit(user) })
                        .await
                        .unwrap();
                    assert!(matches!(joined, JoinOutcome::Joined(_)), "{joined:?}");
                    let giving =
                        TransferProject { project, from: owner, to: user, audit: people::audit(user) };
                    if projects.transfer(giving).await.unwrap() {
                        let back =
                            TransferProject { project, from: user, to: owner, audit: people::audit(user) };
                        assert!(projects.transfer(back).await.unwrap());
                        let by = Standing { user, role: Role::Admin };
                        assert!(
                            members
                                .leave(LeaveProject { project, by, audit: people::audit(user) })
                                .await
                                .unwrap()
                        );
                    } else {
                        let by = Standing { user, role: Role::Member };
                        assert!(
                            members
                                .leave(LeaveProject { project, by, audit: people::audit(user) })
                                .await
                                .unwrap()
                        );
                    }
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
        let left = DieselMemberStore::new(db.clone()).list(project.id, first(10)).await.unwrap().items;
        let left: Vec<_> = left.iter().map(|mate| mate.member.standing()).collect();
        assert_eq!(left, [owner_of(&project)], "{kind:?}");
    }
}
