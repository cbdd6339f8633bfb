use super::*;
use diesel::connection::{Connection as _, InstrumentationEvent, SimpleConnection as _};
use diesel::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

diesel::table! {
    t (id) {
        id -> Integer,
        a -> Integer,
    }
}

fn count_preparations(c: &mut SqliteConnection) -> Arc<AtomicU32> {
    let prepared = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&prepared);
    c.set_instrumentation(move |event: InstrumentationEvent<'_>| {
        if matches!(event, InstrumentationEvent::CacheQuery { .. }) {
            counted.fetch_add(1, Ordering::Relaxed);
        }
    });
    prepared
}

#[test]
fn an_update_is_prepared_once_and_an_in_once_per_length() {
    let mut c = SqliteConnection::establish(":memory:").unwrap();
    c.batch_execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER); INSERT INTO t VALUES (1, 0)")
        .unwrap();
    let prepared = count_preparations(&mut c);
    for value in 1..=3 {
        let update = diesel::update(t::table.find(1)).set(t::a.eq(value)).returning(t::a);
        assert_eq!(Kept(update).get_result(&mut c), Ok(value));
        let stored = Kept(t::table.filter(t::id.eq_any(vec![1, value])).select(t::a)).get_result(&mut c);
        assert_eq!(stored, Ok(value));
    }
    assert_eq!(prepared.load(Ordering::Relaxed), 2);
    let longer = Kept(t::table.filter(t::id.eq_any(vec![1, 2, 3])).select(t::a)).get_result(&mut c);
    assert_eq!((longer, prepared.load(Ordering::Relaxed)), (Ok(3), 3));
}

#[test]
fn what_is_made_at_one_place_is_prepared_once_and_other_places_make_their_own() {
    let mut c = SqliteConnection::establish(":memory:").unwrap();
    c.batch_execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER); INSERT INTO t VALUES (1, 0)")
        .unwrap();
    let prepared = count_preparations(&mut c);
    for value in 1..=3 {
        let update = diesel::update(t::table.find(1)).set(t::a.eq(value)).returning(t::a);
        assert_eq!(fixed!(update).get_result(&mut c), Ok(value));
        let update = diesel::update(t::table.find(1)).set(t::a.eq(t::a + value)).returning(t::a);
        assert_eq!(fixed!(update).get_result(&mut c), Ok(2 * value));
    }
    assert_eq!(prepared.load(Ordering::Relaxed), 2);
}
