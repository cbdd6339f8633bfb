//! Refresh tokens.

use super::setting::{RACERS, Stores, TICK, count, digest, ending, person, race, random, seconds, start};
use crate::ports::{PresentedRefresh, RotateRefresh};
use crate::{ApiCredentials, RefreshToken, RefreshTokenDigest, Rules, Session};
use hitkey_kernel::Timestamp;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    a_refresh_token_is_found_with_its_session(&make().await).await;
    rotating_uses_the_old_token_up(&make().await).await;
    a_refresh_token_is_used_once(&make().await).await;
    an_expired_refresh_token_is_found_but_not_rotated(&make().await).await;
    a_refresh_token_ends_with_its_session(&make().await).await;
}

fn rotation(old: &RefreshToken, now: Timestamp) -> (RotateRefresh, ApiCredentials) {
    let (held, new) = ApiCredentials::fresh(&Rules::default(), now, &random());
    (RotateRefresh { old: old.digest(), new, now }, held)
}

async fn presented(stores: &Stores, token: &RefreshToken) -> Option<PresentedRefresh> {
    stores.sessions.find_refresh(&token.digest()).await.unwrap()
}

async fn a_refresh_token_is_found_with_its_session(stores: &Stores) {
    let ann = person(stores).await;
    let expected =
        PresentedRefresh { expires_at: ann.session.expires_at, session: ann.session.clone(), used: false };
    assert_eq!(presented(stores, &ann.credentials.refresh).await, Some(expected));
    let unknown = RefreshTokenDigest::from_bytes(digest());
    assert_eq!(stores.sessions.find_refresh(&unknown).await.unwrap(), None);
}

async fn rotating_uses_the_old_token_up(stores: &Stores) {
    let ann = person(stores).await;
    let now = start() + seconds(60);
    let (command, held) = rotation(&ann.credentials.refresh, now);
    let end = command.new.refresh_expires_at;
    assert!(stores.sessions.rotate(command).await.unwrap());
    let session = Session { last_used_at: now, expires_at: end, ..ann.session.clone() };
    let old = presented(stores, &ann.credentials.refresh).await.unwrap();
    assert_eq!((old.used, &old.session, old.expires_at), (true, &session, ann.session.expires_at));
    let new = presented(stores, &held.refresh).await.unwrap();
    assert_eq!((new.used, &new.session, new.expires_at), (false, &session, end));
    let access = [&held.access, &ann.credentials.access];
    for token in access {
        let found = stores.sessions.find_by_access(&token.digest(), now).await.unwrap();
        assert_eq!(found.as_ref(), Some(&session), "both API tokens are good");
    }
    let (again, _) = rotation(&ann.credentials.refresh, now);
    assert!(!stores.sessions.rotate(again).await.unwrap());
    let (next, _) = rotation(&held.refresh, now);
    assert!(stores.sessions.rotate(next).await.unwrap());
}

async fn a_refresh_token_is_used_once(stores: &Stores) {
    let ann = person(stores).await;
    let outcomes = race(|_| {
        let (command, held) = rotation(&ann.credentials.refresh, start());
        let sessions = stores.sessions.clone();
        async move { (sessions.rotate(command).await.unwrap(), held.access.digest()) }
    })
    .await;
    let won: Vec<_> = outcomes.iter().map(|(won, _)| *won).collect();
    assert_eq!((count(&won, &true), won.len()), (1, RACERS));
    for (won, access) in outcomes {
        let session = stores.sessions.find_by_access(&access, start()).await.unwrap();
        assert_eq!(session.is_some(), won, "only the winner's credentials were stored");
    }
}

async fn an_expired_refresh_token_is_found_but_not_rotated(stores: &Stores) {
    let ann = person(stores).await;
    let end = ann.session.expires_at;
    let (late, held) = rotation(&ann.credentials.refresh, end);
    assert!(!stores.sessions.rotate(late).await.unwrap());
    assert_eq!(presented(stores, &held.refresh).await, None);
    assert!(!presented(stores, &ann.credentials.refresh).await.unwrap().used);
    let (early, _) = rotation(&ann.credentials.refresh, end - TICK);
    assert!(stores.sessions.rotate(early).await.unwrap());
}

async fn a_refresh_token_ends_with_its_session(stores: &Stores) {
    let ann = person(stores).await;
    assert!(stores.sessions.end(ending(ann.id, ann.session.id)).await.unwrap());
    assert_eq!(presented(stores, &ann.credentials.refresh).await, None);
    let (command, _) = rotation(&ann.credentials.refresh, start());
    assert!(!stores.sessions.rotate(command).await.unwrap());
}
