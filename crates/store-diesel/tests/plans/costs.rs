use crate::common::{Databases, Kind};
use crate::people::{self, now};
use crate::{TURN, recorder, statements};
use diesel::connection::set_default_instrumentation;
use hitkey_identity::ports::SessionStore;
use hitkey_oauth::ports::{
    ClientStore, ExtendRefresh, GrantStore, IssueGrant, NewRefresh, RedeemCode, Subjects,
};
use hitkey_oauth::testkit::fixtures;
use hitkey_oauth::{OAuthRefreshToken, ScopeSet};
use hitkey_store_diesel::{
    Db, DieselClientStore, DieselGrantStore, DieselSessionStore, DieselSubjects, StoreSettings,
};
use std::time::Duration;

/// Runs a call and tells how many statements it took. None of them may bind a limit: SQLite compiles a statement
/// anew whenever a limit is bound.
async fn cost<T>(call: impl Future<Output = T>) -> (T, usize) {
    statements();
    let answer = call.await;
    let ran = statements();
    assert!(ran.iter().all(|sql| !sql.contains("LIMIT")), "{ran:?}");
    (answer, ran.len())
}

/// On Postgres a statement is a journey. On SQLite it is none, and a transaction brings its begin and commit.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_hot_calls_cost_one_statement() {
    let _turn = TURN.lock().await;
    set_default_instrumentation(recorder).unwrap();
    for (kind, of_transaction) in [(Kind::Sqlite, 5), (Kind::Postgres, 1)] {
        let databases = Databases::new(kind);
        let url = databases.url();
        // One connection, so that none is opened meanwhile.
        let db = Db::open(&StoreSettings { pool_size: 1, ..StoreSettings::new(url) }).unwrap();
        db.migrate().await.unwrap();
        let ann = people::register(&db, "ann@example.org").await;
        let ambient = people::ambient();
        let (client, _) = fixtures::confidential_client(ann.id, &ambient);
        DieselClientStore::new(db.clone()).create(fixtures::creation(&client, &ambient)).await.unwrap();
        let grants = DieselGrantStore::new(db.clone());

        let sessions = DieselSessionStore::new(db.clone());
        let (found, statements) = cost(sessions.find_by_access(&ann.access.digest(), now())).await;
        assert!(found.unwrap().is_some());
        assert_eq!(statements, 1, "{kind:?}: who calls");

        let (grant, code) = fixtures::grant(client.id, ann.id, &ambient);
        let issue = IssueGrant {
            grant: grant.clone(),
            code: code.digest(),
            client_updated_at: client.updated_at,
            project: None,
        };
        let (issued, statements) = cost(grants.issue(issue)).await;
        assert!(issued.unwrap() && statements <= of_transaction, "{kind:?}: issue {statements}");

        let (found, statements) = cost(grants.find_by_code(client.id, &code.digest())).await;
        assert!(found.unwrap().unwrap().found.is_some());
        assert_eq!(statements, 1, "{kind:?}: the client with the code");

        let token = OAuthRefreshToken::generate(ambient.random()).digest();
        let expires_at = now() + Duration::from_secs(600);
        let refresh = Some(NewRefresh { digest: token, expires_at });
        let redeem = RedeemCode { grant: grant.id, code: code.digest(), refresh, expires_at, now: now() };
        let (redeemed, statements) = cost(grants.redeem(redeem)).await;
        assert!(redeemed.unwrap() && statements <= of_transaction, "{kind:?}: redeem {statements}");

        let (found, statements) = cost(grants.find_by_refresh(client.id, &token)).await;
        assert!(found.unwrap().unwrap().found.is_some());
        assert_eq!(statements, 1, "{kind:?}: the client with the refresh token");

        let extend = ExtendRefresh { token, grant: grant.id, expires_at, now: now() };
        let (extended, statements) = cost(grants.extend_refresh(extend)).await;
        assert!(extended.unwrap());
        assert_eq!(statements, 1, "{kind:?}: extend");

        let subjects = DieselSubjects::new(db.clone());
        for asked in ["openid profile email", "openid project:read"] {
            let (found, statements) = cost(subjects.behind(grant.id, ScopeSet::parse(asked), now())).await;
            assert!(found.unwrap().is_some());
            assert_eq!(statements, 1, "{kind:?}: userinfo for {asked}");
        }
        let (has_one, statements) = cost(subjects.has_second_factor(grant.user)).await;
        assert_eq!((has_one.unwrap(), statements), (false, 1), "{kind:?}: second factor");
    }
}
