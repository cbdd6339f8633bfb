//! The size of the database depends on its use, not on its age.

use crate::common::{Databases, Kind};
use crate::live_schema::live;
use crate::people::{self, now};
use crate::rows::count;
use hitkey_identity::ports::{AuditLog, ChallengeStore, PutRegistration, ThrottleStore};
use hitkey_identity::{
    PasswordReset, PendingRegistration, PendingState, ResetTokenDigest, ThrottleClaim, ThrottleKey,
    ThrottlePolicies, VerificationCodeDigest,
};
use hitkey_kernel::{EmailAddress, PageRequest, Timestamp, Topics, UserId};
use hitkey_mail::ports::Outbox;
use hitkey_oauth::OAuthRefreshToken;
use hitkey_oauth::ports::{
    ClientStore, GrantStore, IssueGrant, NewRefresh, RedeemCode, RegistrationStore, RevokeToken,
    RevokedTokens,
};
use hitkey_oauth::testkit::fixtures;
use hitkey_store_diesel::{
    Db, DieselAuditLog, DieselChallengeStore, DieselClientStore, DieselGrantStore, DieselOutbox,
    DieselRegistrationStore, DieselRevokedTokens, DieselThrottleStore, Housekeeping, StoreSettings,
};
use std::collections::BTreeMap;
use std::time::Duration;

const HOUR: Duration = Duration::from_secs(3_600);
const YEAR: Duration = Duration::from_secs(366 * 86_400);

/// Somebody registers, two others begin to, somebody forgets a password, a client gets tokens.
async fn use_it(db: &Db) {
    let ann = people::register(db, "ann@example.org").await;
    let challenges = DieselChallengeStore::new(db.clone());
    for address in ["bea@example.org", "cyd@example.org"] {
        let email = EmailAddress::parse(address).unwrap();
        let pending = PendingRegistration {
            email: email.clone(),
            code: VerificationCodeDigest::from_bytes(people::digest()),
            code_expires_at: now() + Duration::from_secs(600),
            attempts: 0,
            sent_at: now(),
            state: PendingState::AwaitingCode,
        };
        let put = PutRegistration { pending, seen_sent_at: None, mail: people::entry() };
        assert!(challenges.put_registration(put).await.unwrap());
        let reset = PasswordReset {
            token: ResetTokenDigest::from_bytes(people::digest()),
            user: Some(ann.id),
            email,
            created_at: now(),
            expires_at: now() + Duration::from_secs(900),
        };
        challenges.open_reset(people::asked(reset)).await.unwrap();
    }
    let key = ThrottleKey::password(ann.id);
    let claim = ThrottleClaim { key, policy: ThrottlePolicies::default().password };
    DieselThrottleStore::new(db.clone()).claim(vec![claim], now()).await.unwrap();
    authorize(db, ann.id).await;
    let expires_at = now() + Duration::from_secs(900) + HOUR;
    let revoked = RevokeToken { jti: "jti".into(), expires_at, audit: people::audit(ann.id) };
    DieselRevokedTokens::new(db.clone()).revoke(revoked).await.unwrap();
    DieselAuditLog::new(db.clone()).record(people::audit(ann.id)).await.unwrap();
}

async fn authorize(db: &Db, user: UserId) {
    let ambient = people::ambient();
    let (client, _) = fixtures::confidential_client(user, &ambient);
    DieselClientStore::new(db.clone()).create(fixtures::creation(&client, &ambient)).await.unwrap();
    let grants = DieselGrantStore::new(db.clone());
    for redeemed in [true, false] {
        let (grant, code) = fixtures::grant(client.id, user, &ambient);
        let issue = IssueGrant {
            grant: grant.clone(),
            code: code.digest(),
            client_updated_at: client.updated_at,
            project: None,
        };
        assert!(grants.issue(issue).await.unwrap());
        let expires_at = now() + HOUR * 24 * 30;
        let digest = OAuthRefreshToken::generate(ambient.random()).digest();
        let refresh = Some(NewRefresh { digest, expires_at });
        let command = RedeemCode { grant: grant.id, code: code.digest(), refresh, expires_at, now: now() };
        if redeemed {
            assert!(grants.redeem(command).await.unwrap());
        }
    }
}

/// Buries every mail that waits.
async fn give_up_on_mail(db: &Db, at: Timestamp) {
    let outbox = DieselOutbox::new(db.clone());
    for claimed in outbox.claim_due(Topics::ALL, 100, at, HOUR).await.unwrap() {
        outbox.bury(claimed.claim(), at, "nobody there").await.unwrap();
    }
}

fn sizes(url: &str) -> BTreeMap<String, i64> {
    let tables = live(url).tables.into_keys();
    tables.map(|table| (table.clone(), count(url, &table))).filter(|(_, rows)| *rows > 0).collect()
}

#[tokio::test]
async fn what_has_expired_goes_in_small_batches_and_nothing_else() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let url = databases.url();
        let db = Db::open(&StoreSettings::new(&url)).unwrap();
        db.migrate().await.unwrap();
        use_it(&db).await;
        give_up_on_mail(&db, now()).await;
        let housekeeping = Housekeeping::new(db.clone());
        let before = sizes(&url);
        assert!(before.len() >= 12, "{before:?}");
        let swept = housekeeping.sweep(now(), 100).await.unwrap();
        assert!(swept.iter().all(|swept| swept.rows == 0), "{kind:?}: nothing has expired yet: {swept:?}");
        housekeeping
            .sweep(now() + Duration::from_secs(900) + HOUR - Duration::from_micros(1), 100)
            .await
            .unwrap();
        assert_eq!(sizes(&url)["password_resets"], 2, "people are told for an hour that it expired");
        let mut rounds = 0;
        loop {
            let swept = housekeeping.sweep(now() + YEAR, 1).await.unwrap();
            assert!(swept.iter().all(|swept| swept.rows <= 1), "{kind:?}: batches are as small as asked");
            rounds += 1;
            if swept.iter().all(|swept| swept.rows == 0) {
                break;
            }
        }
        assert!(rounds > 2, "{kind:?}");
        let left: Vec<_> = sizes(&url).into_keys().collect();
        assert_eq!(left, ["clients", "consents", "emails", "users"], "{kind:?}");
    }
}

#[tokio::test]
async fn the_audit_log_is_kept_as_long_as_it_is_said() {
    const DAY: Duration = Duration::from_secs(86_400);
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let db = databases.migrated().await;
        let ann = UserId::generate(now(), people::ambient().random());
        let log = DieselAuditLog::new(db.clone());
        let left = async || log.of_person(ann, PageRequest::default()).await.unwrap().items.len();
        log.record(people::audit(ann)).await.unwrap();
        let kept = Housekeeping::new(db.clone());
        let soon = Housekeeping::new(db.clone()).keeping_audit(30 * DAY);
        let (tick, year) = (Duration::from_micros(1), Housekeeping::AUDIT_RETENTION);
        for (housekeeping, at, entries) in
            [(&soon, 30 * DAY - tick, 1), (&kept, 30 * DAY, 1), (&soon, 30 * DAY, 0)]
        {
            housekeeping.sweep(now() + at, 100).await.unwrap();
            assert_eq!(left().await, entries, "{kind:?} after {at:?}");
        }
        log.record(people::audit(ann)).await.unwrap();
        for (at, entries) in [(year - tick, 1), (year, 0)] {
            kept.sweep(now() + at, 100).await.unwrap();
            assert_eq!(left().await, entries, "{kind:?} after {at:?}");
        }
    }
}

#[tokio::test]
async fn of_clients_that_registered_themselves_those_that_nobody_allows_go() {
    const DAY: Duration = Duration::from_secs(86_400);
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let databases = Databases::new(kind);
        let url = databases.url();
        let db = Db::open(&StoreSettings::new(&url)).unwrap();
        db.migrate().await.unwrap();
        let (ann, ambient) = (people::register(&db, "ann@example.org").await, people::ambient());
        let (owned, _) = fixtures::confidential_client(ann.id, &ambient);
        DieselClientStore::new(db.clone()).create(fixtures::creation(&owned, &ambient)).await.unwrap();
        let registrations = DieselRegistrationStore::new(db.clone());
        for _ in 0..4 {
            let unused = fixtures::registering(&ambient);
            assert!(registrations.register(unused).await.unwrap());
        }
        let used = fixtures::registering(&ambient);
        assert!(registrations.register(used.clone()).await.unwrap());
        let (grant, code) = fixtures::grant(used.creation.client.id, ann.id, &ambient);
        let client_updated_at = used.creation.client.updated_at;
        let issue = IssueGrant { grant, code: code.digest(), client_updated_at, project: None };
        assert!(DieselGrantStore::new(db.clone()).issue(issue).await.unwrap());
        let house = Housekeeping::new(db.clone());
        for (at, left) in [(DAY - Duration::from_micros(1), 6), (DAY, 4), (DAY, 2), (DAY, 2)] {
            house.sweep(now() + at, 2).await.unwrap();
            assert_eq!(count(&url, "clients"), left, "{kind:?} after {at:?}");
        }
        let found = registrations.registered(used.creation.client.id, &used.token).await.unwrap();
        assert_eq!(found, Some(used.creation.client), "{kind:?}");
        crate::rows::execute(&url, "DELETE FROM grants; DELETE FROM consents");
        house.sweep(now() + YEAR, 100).await.unwrap();
        assert_eq!(count(&url, "clients"), 2, "{kind:?}: what was used by then stays");
    }
}
