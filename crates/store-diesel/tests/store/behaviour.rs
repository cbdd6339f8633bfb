//! What no single port can state: rules between domains, and what happens to what can't be read.

use crate::common::{Databases, Kind};
use crate::people::{self, now};
use crate::rows::execute;
use hitkey_identity::PasswordHash;
use hitkey_identity::ports::{AccountStore, ChallengeStore, ResetPassword, SessionStore};
use hitkey_identity::{PasswordReset, ResetToken};
use hitkey_kernel::{ClientId, SessionId, UserId};
use hitkey_oauth::ports::{
    ClientStore, ExtendRefresh, GrantStore, IssueGrant, NewRefresh, RedeemCode, Subjects,
};
use hitkey_oauth::testkit::fixtures;
use hitkey_oauth::{AuthorizationCodeDigest, Grant, GrantState, OAuthRefreshToken};
use hitkey_store_diesel::{
    Db, DieselAccountStore, DieselChallengeStore, DieselClientStore, DieselGrantStore, DieselSessionStore,
    DieselSubjects, StoreSettings,
};
use std::error::Error;
use std::time::Duration;

async fn open_reset(db: &Db, person: &people::Person) -> ResetToken {
    let token = ResetToken::generate(people::ambient().random());
    let reset = PasswordReset {
        token: token.digest(),
        user: Some(person.id),
        email: person.email.clone(),
        created_at: now(),
        expires_at: now() + Duration::from_secs(900),
    };
    DieselChallengeStore::new(db.clone()).open_reset(people::asked(reset)).await.unwrap();
    token
}

#[tokio::test]
async fn a_new_password_ends_what_sessions_and_clients_could_do_in_the_persons_name() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let (ann, bea) =
            (people::register(&db, "ann@example.org").await, people::register(&db, "bea@example.org").await);
        let ambient = people::ambient();
        let (client, _) = fixtures::confidential_client(bea.id, &ambient);
        DieselClientStore::new(db.clone()).create(fixtures::creation(&client, &ambient)).await.unwrap();
        let grants = DieselGrantStore::new(db.clone());
        let mut refreshes = Vec::new();
        for user in [ann.id, bea.id] {
            let (grant, code) = fixtures::grant(client.id, user, &ambient);
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
            let token = OAuthRefreshToken::generate(ambient.random());
            let expires_at = now() + Duration::from_secs(86_400);
            let refresh = Some(NewRefresh { digest: token.digest(), expires_at });
            let redeem = RedeemCode { grant: grant.id, code: code.digest(), refresh, expires_at, now: now() };
            assert!(grants.redeem(redeem).await.unwrap());
            refreshes.push(ExtendRefresh { token: token.digest(), grant: grant.id, expires_at, now: now() });
        }
        let command = ResetPassword {
            token: open_reset(&db, &ann).await.digest(),
            new: PasswordHash::from_phc("$argon2id$new".to_owned()),
            pardon: Vec::new(),
            notice: people::entry(),
            audit: people::audit(ann.id),
            now: now(),
        };
        assert!(DieselAccountStore::new(db.clone()).reset_password(command).await.unwrap());
        let sessions = DieselSessionStore::new(db.clone());
        let subjects = DieselSubjects::new(db.clone());
        for (person, refresh, lives) in [(&ann, refreshes[0], false), (&bea, refreshes[1], true)] {
            let session = sessions.find_by_access(&person.access.digest(), now()).await.unwrap();
            assert_eq!(session.map(|session| session.id), lives.then_some(person.session), "{kind:?}");
            assert_eq!(sessions.find_refresh(&person.refresh.digest()).await.unwrap().is_some(), lives);
            assert_eq!(grants.extend_refresh(refresh).await.unwrap(), lives, "{kind:?}: refresh tokens");
            assert_eq!(
                subjects.behind(refresh.grant, fixtures::every_scope(), now()).await.unwrap().is_some(),
                lives,
                "{kind:?}: userinfo"
            );
            let found =
                grants.find_by_refresh(client.id, &refresh.token).await.unwrap().unwrap().found.unwrap();
            assert_eq!(matches!(found.grant.state, GrantState::Revoked { .. }), !lives, "{kind:?}");
        }
        let account = DieselAccountStore::new(db.clone()).find(bea.id).await.unwrap().unwrap();
        assert_eq!(account.password, bea.password, "{kind:?}: nobody else's password");
    }
}

/// A thief who holds a session asks for code after code while its owner resets the password.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_grant_slips_past_a_reset_that_is_under_way() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let (client, _) = fixtures::confidential_client(ann.id, &people::ambient());
        DieselClientStore::new(db.clone())
            .create(fixtures::creation(&client, &people::ambient()))
            .await
            .unwrap();
        let command = ResetPassword {
            token: open_reset(&db, &ann).await.digest(),
            new: PasswordHash::from_phc("$argon2id$new".to_owned()),
            pardon: Vec::new(),
            notice: people::entry(),
            audit: people::audit(ann.id),
            now: now(),
        };
        let thieves: Vec<_> = (0..4)
            .map(|_| tokio::spawn(issue_until_refused(db.clone(), client.id, ann.id, ann.session)))
            .collect();
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(DieselAccountStore::new(db.clone()).reset_password(command).await.unwrap());
        for thief in thieves {
            for code in thief.await.unwrap() {
                let found = DieselGrantStore::new(db.clone()).find_by_code(client.id, &code).await.unwrap();
                let state = found.unwrap().found.unwrap().state;
                assert!(matches!(state, GrantState::Revoked { .. }), "{kind:?}: {state:?}");
            }
        }
    }
}

async fn issue_until_refused(
    db: Db,
    client: ClientId,
    user: UserId,
    session: SessionId,
) -> Vec<AuthorizationCodeDigest> {
    let (grants, ambient) = (DieselGrantStore::new(db), people::ambient());
    let mut codes = Vec::new();
    for _ in 0..5_000 {
        let (grant, code) = fixtures::grant(client, user, &ambient);
        let grant = Grant { session: Some(session), ..grant };
        if !grants
            .issue(IssueGrant { grant, code: code.digest(), client_updated_at: now(), project: None })
            .await
            .unwrap()
        {
            return codes;
        }
        codes.push(code.digest());
    }
    panic!("the session outlived the reset");
}

#[tokio::test]
async fn a_row_that_cannot_be_read_names_its_table_column_and_id() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let url = databases.url();
        let db = Db::open(&StoreSettings::new(&url)).unwrap();
        db.migrate().await.unwrap();
        let ann = people::register(&db, "ann@example.org").await;
        let (client, _) = fixtures::confidential_client(ann.id, &people::ambient());
        let clients = DieselClientStore::new(db.clone());
        clients.create(fixtures::creation(&client, &people::ambient())).await.unwrap();
        execute(&url, "UPDATE clients SET redirect_uris = '[\"nonsense\"]'");
        let error = clients.find(client.id).await.unwrap_err();
        assert!(!error.is_unavailable());
        let told = error.source().unwrap().to_string();
        let expected = format!("the row ClientId({}) of clients has an unreadable redirect_uris", client.id);
        assert_eq!(told, expected, "{kind:?}");
    }
}

/// Sessions are opened and ended, tokens rotated, passwords changed, all of one person and all at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn simultaneous_commands_about_one_person_never_fail() {
    use hitkey_identity::ports::{ChangePassword, OpenSession, RotateRefresh};
    use hitkey_identity::{ApiDigests, ApiToken, RefreshToken};
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = std::sync::Arc::new(people::register(&db, "ann@example.org").await);
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let (db, ann) = (db.clone(), ann.clone());
                tokio::spawn(async move {
                    let (sessions, accounts) =
                        (DieselSessionStore::new(db.clone()), DieselAccountStore::new(db.clone()));
                    let random = people::ambient();
                    for _ in 0..5 {
                        let tokens =
                            || (ApiToken::generate(random.random()), RefreshToken::generate(random.random()));
                        let (access, refresh) = tokens();
                        let new = people::new_session(ann.id, &access, &refresh);
                        let session = new.session.id;
                        let command = OpenSession { new, seen_password: ann.password.clone() };
                        assert!(sessions.open(command).await.unwrap());
                        let (access, successor) = tokens();
                        let new = ApiDigests {
                            access: access.digest(),
                            access_expires_at: now() + Duration::from_secs(60),
                            refresh: successor.digest(),
                            refresh_expires_at: now() + Duration::from_secs(600),
                        };
                        // The session may have been ended by somebody's change of the password.
                        sessions
                            .rotate(RotateRefresh { old: refresh.digest(), new, now: now() })
                            .await
                            .unwrap();
                        let change = ChangePassword {
                            user: ann.id,
                            old: ann.password.clone(),
                            new: ann.password.clone(),
                            keep: session,
                            pardon: Vec::new(),
                            notice: people::entry(),
                            audit: people::audit(ann.id),
                            now: now(),
                        };
                        assert!(accounts.change_password(change).await.unwrap());
                        sessions.touch(session, now(), None).await.unwrap();
                        sessions.end(people::ending(ann.id, session)).await.unwrap();
                    }
                })
            })
            .collect();
        for task in tasks {
            task.await.unwrap();
        }
    }
}
