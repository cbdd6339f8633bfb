//! What apps were allowed in a session ends with it, or goes on with its successor.

use crate::common::{Databases, Kind};
use crate::people::{self, Person, ambient, now};
use hitkey_identity::ports::{
    AccountStore, AppAccess, ChangePassword, EndSession, OpenSession, SessionStore,
};
use hitkey_identity::{ApiToken, PasswordHash, RefreshToken, SessionCookie, SessionCredentials};
use hitkey_kernel::{ClientId, SessionId, Timestamp, UserId};
use hitkey_oauth::ports::{
    ClientStore, ExtendRefresh, GrantStore, IssueGrant, LogoutNotices, NewRefresh, RedeemCode,
};
use hitkey_oauth::testkit::fixtures;
use hitkey_oauth::{
    AuthorizationCodeDigest, Client, Grant, GrantState, LogoutChannel, LogoutSettings, OAuthRefreshToken,
    OutboundUrl, Scope,
};
use hitkey_store_diesel::{
    Db, DieselAccountStore, DieselClientStore, DieselGrantStore, DieselLogoutNotices, DieselSessionStore,
    Housekeeping,
};
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);
const BOTH: [Kind; 2] = [Kind::Sqlite, Kind::Postgres];

async fn client(db: &Db, owner: UserId) -> ClientId {
    let (client, _) = fixtures::confidential_client(owner, &ambient());
    DieselClientStore::new(db.clone()).create(fixtures::creation(&client, &ambient())).await.unwrap();
    client.id
}

/// A client that wants to hear of the ends of sessions.
async fn listener(db: &Db, owner: UserId) -> ClientId {
    let uri = OutboundUrl::parse("https://app.example.org/told").ok();
    let back_channel = LogoutChannel { uri, session_required: true };
    let (client, _) = fixtures::confidential_client(owner, &ambient());
    let client = Client { logout: LogoutSettings { back_channel, ..Default::default() }, ..client };
    DieselClientStore::new(db.clone()).create(fixtures::creation(&client, &ambient())).await.unwrap();
    client.id
}

/// A refresh token of a grant that was given in a session, offline or not.
async fn allow(db: &Db, client: ClientId, user: UserId, session: SessionId, offline: bool) -> ExtendRefresh {
    let (mut grant, code) = fixtures::grant(client, user, &ambient());
    grant.session = Some(session);
    if offline {
        grant.scopes = [Scope::OpenId, Scope::OfflineAccess].into_iter().collect();
    }
    let (store, id) = (DieselGrantStore::new(db.clone()), grant.id);
    assert!(
        store
            .issue(IssueGrant { grant, code: code.digest(), client_updated_at: now(), project: None })
            .await
            .unwrap()
    );
    let token = OAuthRefreshToken::generate(ambient().random()).digest();
    let expires_at = now() + 90 * DAY;
    let refresh = Some(NewRefresh { digest: token, expires_at });
    assert!(
        store
            .redeem(RedeemCode { grant: id, code: code.digest(), refresh, expires_at, now: now() })
            .await
            .unwrap()
    );
    ExtendRefresh { token, grant: id, expires_at, now: now() }
}

async fn lives(db: &Db, refresh: ExtendRefresh) -> bool {
    DieselGrantStore::new(db.clone()).extend_refresh(refresh).await.unwrap()
}

async fn end(db: &Db, user: UserId, session: SessionId, apps: AppAccess) {
    let command = EndSession { apps, ..people::ending(user, session) };
    assert!(DieselSessionStore::new(db.clone()).end(command).await.unwrap());
}

async fn change_password(db: &Db, person: &Person, keep: SessionId) {
    let command = ChangePassword {
        user: person.id,
        old: person.password.clone(),
        new: PasswordHash::from_phc("$argon2id$new".to_owned()),
        keep,
        pardon: Vec::new(),
        notice: people::entry(),
        now: now(),
        audit: people::audit(person.id),
    };
    assert!(DieselAccountStore::new(db.clone()).change_password(command).await.unwrap());
}

#[tokio::test]
async fn signing_out_spares_what_may_act_while_the_person_is_away_and_an_ended_session_nothing() {
    for kind in BOTH {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let bea = people::register(&db, "bea@example.org").await;
        let app = client(&db, bea.id).await;
        for (apps, offline_lives) in [(AppAccess::EndsUnlessOffline, true), (AppAccess::Ends, false)] {
            let session = people::open_session(&db, ann.id).await;
            let online = allow(&db, app, ann.id, session, false).await;
            let offline = allow(&db, app, ann.id, session, true).await;
            let elsewhere = allow(&db, app, ann.id, ann.session, false).await;
            let of_bea = allow(&db, app, bea.id, bea.session, false).await;
            end(&db, ann.id, session, apps).await;
            assert!(!lives(&db, online).await, "{kind:?} {apps:?}");
            assert_eq!(lives(&db, offline).await, offline_lives, "{kind:?} {apps:?}");
            assert!(lives(&db, elsewhere).await && lives(&db, of_bea).await, "{kind:?}: of other sessions");
        }
    }
}

#[tokio::test]
async fn nobody_ends_what_apps_were_allowed_in_a_session_of_somebody_else() {
    for kind in BOTH {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let bea = people::register(&db, "bea@example.org").await;
        let of_ann = allow(&db, client(&db, bea.id).await, ann.id, ann.session, false).await;
        let command = people::ending(bea.id, ann.session);
        assert!(!DieselSessionStore::new(db.clone()).end(command).await.unwrap());
        assert!(lives(&db, of_ann).await, "{kind:?}");
    }
}

#[tokio::test]
async fn a_changed_password_spares_what_hangs_on_the_session_that_goes_on() {
    for kind in BOTH {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let app = client(&db, ann.id).await;
        let (other, ended) =
            (people::open_session(&db, ann.id).await, people::open_session(&db, ann.id).await);
        let kept = allow(&db, app, ann.id, ann.session, false).await;
        let gone = allow(&db, app, ann.id, other, true).await;
        let survivor = allow(&db, app, ann.id, ended, true).await;
        end(&db, ann.id, ended, AppAccess::EndsUnlessOffline).await;
        assert!(lives(&db, survivor).await, "{kind:?}: until now");
        change_password(&db, &ann, ann.session).await;
        assert!(lives(&db, kept).await, "{kind:?}");
        assert!(!lives(&db, gone).await && !lives(&db, survivor).await, "{kind:?}: whoever gave them");
    }
}

#[tokio::test]
async fn apps_do_not_notice_that_somebody_signs_in_again() {
    for kind in BOTH {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let app = client(&db, ann.id).await;
        let first = sign_in_by_cookie(&db, &ann, None).await;
        let online = allow(&db, app, ann.id, first.0, false).await;
        let second = sign_in_by_cookie(&db, &ann, Some(&first.1)).await;
        assert!(lives(&db, online).await, "{kind:?}");
        let found = DieselGrantStore::new(db.clone()).find_by_refresh(app, &online.token).await.unwrap();
        let sid = found.unwrap().found.unwrap().grant.session;
        assert_eq!(sid, Some(first.0), "{kind:?}: the sid that the app knows");
        end(&db, ann.id, second.0, AppAccess::EndsUnlessOffline).await;
        assert!(!lives(&db, online).await, "{kind:?}: it hangs on the new session");
    }
}

async fn sign_in_by_cookie(
    db: &Db,
    person: &Person,
    supersedes: Option<&SessionCookie>,
) -> (SessionId, SessionCookie) {
    let cookie = SessionCookie::generate(ambient().random());
    let unused = (ApiToken::generate(ambient().random()), RefreshToken::generate(ambient().random()));
    let mut new = people::new_session(person.id, &unused.0, &unused.1);
    new.credentials = SessionCredentials::Cookie(cookie.digest());
    new.supersedes = supersedes.map(SessionCookie::digest);
    let session = new.session.id;
    let command = OpenSession { new, seen_password: person.password.clone() };
    assert!(DieselSessionStore::new(db.clone()).open(command).await.unwrap());
    (session, cookie)
}

/// Somebody in a session asks for code after code while it is ended.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_grant_slips_past_the_end_of_its_session() {
    for kind in BOTH {
        for by_password in [false, true] {
            let databases = Databases::new(kind);
            let db = databases.migrated().await;
            let ann = people::register(&db, "ann@example.org").await;
            let other = people::open_session(&db, ann.id).await;
            let app = client(&db, ann.id).await;
            let greedy: Vec<_> =
                (0..4).map(|_| tokio::spawn(issue_until_refused(db.clone(), app, ann.id, other))).collect();
            tokio::time::sleep(Duration::from_millis(20)).await;
            if by_password {
                change_password(&db, &ann, ann.session).await;
            } else {
                end(&db, ann.id, other, AppAccess::EndsUnlessOffline).await;
            }
            for task in greedy {
                for code in task.await.unwrap() {
                    let found = DieselGrantStore::new(db.clone()).find_by_code(app, &code).await.unwrap();
                    let state = found.unwrap().found.unwrap().state;
                    assert!(matches!(state, GrantState::Revoked { .. }), "{kind:?} {by_password}: {state:?}");
                }
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
    let store = DieselGrantStore::new(db);
    let mut codes = Vec::new();
    for _ in 0..5_000 {
        let (grant, code) = fixtures::grant(client, user, &ambient());
        let grant = Grant { session: Some(session), ..grant };
        if !store
            .issue(IssueGrant { grant, code: code.digest(), client_updated_at: now(), project: None })
            .await
            .unwrap()
        {
            return codes;
        }
        codes.push(code.digest());
    }
    panic!("the session did not end");
}

/// A refresh that is under way while the session ends leaves nothing behind that works.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_refresh_outlives_the_end_of_its_session() {
    for kind in BOTH {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let other = people::open_session(&db, ann.id).await;
        let refresh = allow(&db, client(&db, ann.id).await, ann.id, other, false).await;
        let busy: Vec<_> = (0..4).map(|_| tokio::spawn(refresh_until_refused(db.clone(), refresh))).collect();
        tokio::time::sleep(Duration::from_millis(20)).await;
        end(&db, ann.id, other, AppAccess::EndsUnlessOffline).await;
        for task in busy {
            task.await.unwrap();
        }
        assert!(!lives(&db, refresh).await, "{kind:?}");
    }
}

async fn refresh_until_refused(db: Db, refresh: ExtendRefresh) {
    for _ in 0..5_000 {
        if !lives(&db, refresh).await {
            return;
        }
    }
    panic!("the session did not end");
}

/// Who is told of the end of which session.
async fn told(db: &Db, at: Timestamp) -> Vec<(ClientId, UserId, Option<SessionId>)> {
    let notices = DieselLogoutNotices::new(db.clone());
    let claimed = notices.claim_due(100, at, Duration::ZERO).await.unwrap();
    for notice in &claimed {
        notices.done(notice.claim.id).await.unwrap();
    }
    claimed.iter().map(|one| (one.notice.client, one.notice.user, one.notice.session)).collect()
}

#[tokio::test]
async fn clients_hear_of_a_session_that_expires_and_what_was_allowed_in_it_goes_on() {
    for kind in BOTH {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let (hears, deaf) = (listener(&db, ann.id).await, client(&db, ann.id).await);
        let (expires, used) =
            (people::open_session(&db, ann.id).await, people::open_session(&db, ann.id).await);
        let mut kept = Vec::new();
        for session in [expires, used] {
            for client in [hears, hears, deaf] {
                kept.push(allow(&db, client, ann.id, session, false).await);
            }
        }
        let sessions = DieselSessionStore::new(db.clone());
        sessions.touch(used, now(), Some(now() + 60 * DAY)).await.unwrap();
        let (house, end) = (Housekeeping::new(db.clone()), now() + 30 * DAY);
        for (at, batch, expected) in [
            (end - Duration::from_micros(1), 100, vec![]),
            (end, 100, vec![(hears, ann.id, Some(expires))]),
            (end + DAY, 100, vec![]),
            (now() + 60 * DAY, 1, vec![(hears, ann.id, Some(used))]),
        ] {
            house.sweep(at, batch).await.unwrap();
            assert_eq!(told(&db, at).await, expected, "{kind:?} at {at}");
        }
        for refresh in kept {
            assert!(lives(&db, refresh).await, "{kind:?}");
        }
    }
}

#[tokio::test]
async fn of_two_who_sweep_at_once_one_tells() {
    for kind in BOTH {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = people::register(&db, "ann@example.org").await;
        let hears = listener(&db, ann.id).await;
        let mut opened = Vec::new();
        for _ in 0..20 {
            let session = people::open_session(&db, ann.id).await;
            allow(&db, hears, ann.id, session, false).await;
            opened.push((hears, ann.id, Some(session)));
        }
        let (house, end) = (Housekeeping::new(db.clone()), now() + 30 * DAY);
        let sweeps: Vec<_> = (0..4)
            .map(|_| {
                let house = house.clone();
                tokio::spawn(async move { house.sweep(end, 7).await.unwrap() })
            })
            .collect();
        for sweep in sweeps {
            sweep.await.unwrap();
        }
        for _ in 0..4 {
            house.sweep(end, 7).await.unwrap();
        }
        let mut heard = told(&db, end).await;
        heard.sort_by_key(|(_, _, session)| *session);
        opened.sort_by_key(|(_, _, session)| *session);
        assert_eq!(heard, opened, "{kind:?}: each session once");
    }
}
