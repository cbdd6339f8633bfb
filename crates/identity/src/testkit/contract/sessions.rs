//! Opening, using and ending sessions.

use super::setting::{
    Person, Stores, TICK, count, digest, ending, entry, hash, new_session, person, race, seconds, start,
    user_id,
};
use super::throttle;
use crate::ports::OpenSession;
use crate::{
    ApiCredentials, ApiTokenDigest, AuthMethod, AuthMethods, CookieCredentials, Origin, Session,
    SessionCookieDigest,
};
use hitkey_kernel::testkit::{self, ListOrder, ListUnderTest};
use hitkey_kernel::{Cursor, Language, PageRequest, SessionId, Timestamp};
use std::net::IpAddr;

pub(super) async fn all(make: &impl AsyncFn() -> Stores) {
    every_part_of_a_session_is_kept(&make().await).await;
    credentials_open_nothing_once_they_expire(&make().await).await;
    an_outdated_password_opens_nothing(&make().await).await;
    a_new_device_is_told_once(&make().await).await;
    a_session_supersedes_one_of_the_same_person_only(&make().await).await;
    opening_applies_its_pardons(&make().await).await;
    touching_never_sets_back(&make().await).await;
    touching_revives_nothing(&make().await).await;
    live_sessions_are_listed_by_their_opening(&make().await).await;
    sessions_are_read_page_by_page(&make().await).await;
    a_session_is_ended_by_its_person_only(&make().await).await;
    a_session_is_ended_once(&make().await).await;
}

fn opening(person: &Person, new: crate::ports::NewSession) -> OpenSession {
    OpenSession { new, seen_password: person.password.clone() }
}

async fn by_cookie(stores: &Stores, held: &CookieCredentials, now: Timestamp) -> Option<Session> {
    stores.sessions.find_by_cookie(&held.cookie.digest(), now).await.unwrap()
}

async fn by_access(stores: &Stores, held: &ApiCredentials, now: Timestamp) -> Option<Session> {
    stores.sessions.find_by_access(&held.access.digest(), now).await.unwrap()
}

async fn every_part_of_a_session_is_kept(stores: &Stores) {
    let ann = person(stores).await;
    let ips: [Option<IpAddr>; 3] =
        [None, Some([192, 0, 2, 255].into()), Some([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0xffff].into())];
    let agents = [None, Some("Браузер/1 'quoted' %_\\ 🦊"), Some("x")];
    let methods = [
        AuthMethods::PASSWORD,
        AuthMethods::PASSWORD.with(AuthMethod::OneTimePassword),
        AuthMethods::default(),
    ];
    for (number, language) in Language::ALL.into_iter().enumerate() {
        let (mut new, held) = new_session::<ApiCredentials>(ann.id);
        new.session.origin = Origin::new(ips[number % 3], agents[number % 3], language);
        new.session.methods = methods[number % 3];
        new.session.auth_time = start() - seconds(77) - TICK;
        new.session.created_at = start() - TICK;
        new.session.last_used_at = start() + TICK;
        let expected = new.session.clone();
        assert!(stores.sessions.open(opening(&ann, new)).await.unwrap());
        assert_eq!(by_access(stores, &held, start()).await, Some(expected));
    }
    let (session, held) = ann.open_cookie(stores).await;
    assert_eq!(by_cookie(stores, &held, start()).await, Some(session));
}

async fn credentials_open_nothing_once_they_expire(stores: &Stores) {
    let ann = person(stores).await;
    let end = start() + seconds(3_600);
    assert!(by_access(stores, &ann.credentials, end - TICK).await.is_some());
    assert_eq!(by_access(stores, &ann.credentials, end).await, None, "the token has expired");
    let (mut new, held) = new_session::<ApiCredentials>(ann.id);
    new.session.expires_at = start() + seconds(60);
    assert!(stores.sessions.open(opening(&ann, new)).await.unwrap());
    assert!(by_access(stores, &held, start() + seconds(60) - TICK).await.is_some());
    assert_eq!(by_access(stores, &held, start() + seconds(60)).await, None, "the session has expired");
    let (session, held) = ann.open_cookie(stores).await;
    assert!(by_cookie(stores, &held, session.expires_at - TICK).await.is_some());
    assert_eq!(by_cookie(stores, &held, session.expires_at).await, None);
    let unknown = ApiTokenDigest::from_bytes(digest());
    assert_eq!(stores.sessions.find_by_access(&unknown, start()).await.unwrap(), None);
    let unknown = SessionCookieDigest::from_bytes(digest());
    assert_eq!(stores.sessions.find_by_cookie(&unknown, start()).await.unwrap(), None);
}

async fn an_outdated_password_opens_nothing(stores: &Stores) {
    let ann = person(stores).await;
    let (mut new, held) = new_session::<CookieCredentials>(ann.id);
    let notice = entry();
    new.notice_if_unknown = Some(notice.clone());
    let command = OpenSession { new, seen_password: hash() };
    assert!(!stores.sessions.open(command).await.unwrap());
    assert_eq!(by_cookie(stores, &held, start()).await, None);
    assert!(!stores.enqueued(&notice).await);
    let (new, _) = new_session::<CookieCredentials>(user_id());
    assert!(!stores.sessions.open(opening(&ann, new)).await.unwrap(), "of nobody");
}

async fn a_new_device_is_told_once(stores: &Stores) {
    let ann = person(stores).await;
    let (template, _) = new_session::<CookieCredentials>(ann.id);
    for (round, told) in [(0, true), (1, false), (2, false)] {
        let (mut new, _) = new_session::<CookieCredentials>(ann.id);
        let notice = entry();
        (new.device, new.notice_if_unknown) = (template.device, Some(notice.clone()));
        assert!(stores.sessions.open(opening(&ann, new)).await.unwrap());
        assert_eq!(stores.enqueued(&notice).await, told, "round {round}");
    }
}

async fn a_session_supersedes_one_of_the_same_person_only(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let (_, anns) = ann.open_cookie(stores).await;
    let (_, bobs) = bob.open_cookie(stores).await;
    for (old, ends) in [(&bobs, false), (&anns, true)] {
        let (mut new, _) = new_session::<CookieCredentials>(ann.id);
        new.supersedes = Some(old.cookie.digest());
        assert!(stores.sessions.open(opening(&ann, new)).await.unwrap());
        assert_eq!(by_cookie(stores, old, start()).await.is_none(), ends);
    }
    let (mut new, held) = new_session::<CookieCredentials>(ann.id);
    new.supersedes = Some(SessionCookieDigest::from_bytes(digest()));
    assert!(stores.sessions.open(opening(&ann, new)).await.unwrap(), "an unknown one does no harm");
    assert!(by_cookie(stores, &held, start()).await.is_some());
}

async fn opening_applies_its_pardons(stores: &Stores) {
    let ann = person(stores).await;
    let counted = throttle::blocked(stores).await;
    let (mut new, _) = new_session::<CookieCredentials>(ann.id);
    new.pardon = counted.pardon();
    assert!(stores.sessions.open(opening(&ann, new)).await.unwrap());
    assert!(counted.is_free(stores).await);
}

async fn touching_never_sets_back(stores: &Stores) {
    let ann = person(stores).await;
    let (session, held) = ann.open_cookie(stores).await;
    let (later, end) = (start() + seconds(60), session.expires_at + seconds(60));
    stores.sessions.touch(session.id, later, Some(end)).await.unwrap();
    let touched = Session { last_used_at: later, expires_at: end, ..session.clone() };
    assert_eq!(by_cookie(stores, &held, end - TICK).await, Some(touched.clone()));
    assert_eq!(by_cookie(stores, &held, end).await, None);
    stores.sessions.touch(session.id, later - TICK, Some(end - TICK)).await.unwrap();
    assert_eq!(by_cookie(stores, &held, later).await, Some(touched.clone()));
    stores.sessions.touch(session.id, later + TICK, None).await.unwrap();
    let touched = Session { last_used_at: later + TICK, ..touched };
    assert_eq!(by_cookie(stores, &held, later).await, Some(touched));
}

async fn touching_revives_nothing(stores: &Stores) {
    let ann = person(stores).await;
    let (session, held) = ann.open_cookie(stores).await;
    let end = session.expires_at;
    stores.sessions.touch(session.id, end, Some(end + seconds(60))).await.unwrap();
    assert_eq!(by_cookie(stores, &held, end).await, None, "it had expired");
    assert!(stores.sessions.end(ending(ann.id, session.id)).await.unwrap());
    stores.sessions.touch(session.id, start(), Some(end + seconds(60))).await.unwrap();
    assert_eq!(by_cookie(stores, &held, start()).await, None, "it was ended");
}

async fn live_sessions_are_listed_by_their_opening(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    let listed = async |now| -> Vec<SessionId> {
        let page = stores.sessions.list(ann.id, now, testkit::first(10)).await.unwrap();
        page.map(|session| session.id).items
    };
    bob.open_cookie(stores).await;
    let mut opened = vec![ann.session.id];
    for (after, lasts) in [(60, 3_600), (20, 3_600), (40, 100)] {
        let (mut new, _) = new_session::<CookieCredentials>(ann.id);
        new.session.created_at = start() + seconds(after);
        new.session.expires_at = start() + seconds(lasts);
        opened.push(new.session.id);
        assert!(stores.sessions.open(opening(&ann, new)).await.unwrap());
    }
    let [first, sixty, twenty, forty] = opened[..] else { panic!("{opened:?}") };
    assert_eq!(listed(start() + seconds(99)).await, [sixty, forty, twenty, first]);
    stores.sessions.touch(first, start() + seconds(90), None).await.unwrap();
    assert_eq!(listed(start() + seconds(100)).await, [sixty, twenty, first], "what is used stays in place");
    assert!(stores.sessions.list(user_id(), start(), testkit::first(10)).await.unwrap().items.is_empty());
}

async fn sessions_are_read_page_by_page(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    assert!(stores.sessions.end(ending(ann.id, ann.session.id)).await.unwrap());
    let sessions = &stores.sessions;
    let add = async |created_at: Timestamp| {
        bob.open_cookie(stores).await;
        let (mut new, _) = new_session::<CookieCredentials>(ann.id);
        new.session.created_at = created_at;
        let place = new.session.place();
        assert!(sessions.open(opening(&ann, new)).await.unwrap());
        place
    };
    let remove = async |place: Cursor| {
        assert!(sessions.end(ending(ann.id, SessionId::from_uuid(place.id()))).await.unwrap());
    };
    let read = async |request: PageRequest| {
        sessions.list(ann.id, start(), request).await.unwrap().map(|session| session.place())
    };
    ListUnderTest { order: ListOrder::LatestFirst, start: start(), add, remove, read }.check().await;
}

async fn a_session_is_ended_by_its_person_only(stores: &Stores) {
    let (ann, bob) = (person(stores).await, person(stores).await);
    assert!(!stores.sessions.end(ending(bob.id, ann.session.id)).await.unwrap());
    assert!(ann.is_signed_in(stores).await);
    assert!(stores.sessions.end(ending(ann.id, ann.session.id)).await.unwrap());
    assert!(!ann.is_signed_in(stores).await);
    let refresh = ann.credentials.refresh.digest();
    assert_eq!(stores.sessions.find_refresh(&refresh).await.unwrap(), None);
    assert!(bob.is_signed_in(stores).await);
}

async fn a_session_is_ended_once(stores: &Stores) {
    let ann = person(stores).await;
    let (user, session) = (ann.id, ann.session.id);
    let outcomes = race(|_| {
        let sessions = stores.sessions.clone();
        async move { sessions.end(ending(user, session)).await.unwrap() }
    })
    .await;
    assert_eq!(count(&outcomes, &true), 1, "{outcomes:?}");
}
