#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use crate::{Cursor, Page, PageLimit, PageRequest, Timestamp};
use std::collections::BTreeSet;
use std::time::Duration;
use uuid::Uuid;

/// The first `limit` items of a list.
///
/// # Panics
/// When there is no such limit.
pub fn first(limit: u32) -> PageRequest {
    PageRequest::first(PageLimit::new(limit).expect("a limit"))
}

/// Walks through all pages of a list, `limit` items at a time, and returns what it met.
///
/// # Panics
/// When a page is longer than `limit`, an empty one claims to have a next one, or the walk does not end.
pub async fn walk<T>(limit: u32, read: impl AsyncFn(PageRequest) -> Page<T>) -> Vec<T> {
    let (mut request, mut met) = (first(limit), Vec::new());
    for _ in 0..1_000 {
        let page = read(request).await;
        assert!(page.items.len() <= limit as usize, "{} items of {limit}", page.items.len());
        assert!(page.next.is_none() || !page.items.is_empty(), "an empty page with a next one");
        met.extend(page.items);
        if page.next.is_none() {
            return met;
        }
        request.after = page.next;
    }
    panic!("the walk does not end");
}

/// Which end of a list comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListOrder {
    /// Upwards, by instant and then by id.
    OldestFirst,
    /// Downwards.
    LatestFirst,
}

/// A list of some store, empty so far, to be tested for what holds of every list.
#[derive(Debug)]
pub struct ListUnderTest<Add, Remove, Read> {
    /// Which end comes first.
    pub order: ListOrder,
    /// The instant around which items are added.
    pub start: Timestamp,
    /// Adds an item as of an instant, and tells its place.
    pub add: Add,
    /// Removes the item of a place.
    pub remove: Remove,
    /// Reads the places of a page.
    pub read: Read,
}

impl<Add, Remove, Read> ListUnderTest<Add, Remove, Read>
where
    Add: AsyncFn(Timestamp) -> Cursor,
    Remove: AsyncFn(Cursor),
    Read: AsyncFn(PageRequest) -> Page<Cursor>,
{
    /// Runs every rule.
    ///
    /// # Panics
    /// When one is broken.
    pub async fn check(&self) {
        let empty = (self.read)(first(1)).await;
        assert_eq!(empty, Page { items: Vec::new(), next: None }, "an empty list");
        let all = self.fill().await;
        self.every_walk_meets_each_item_once(&all).await;
        self.a_place_needs_no_item(&all).await;
        self.what_is_added_meanwhile_hides_nothing(&all).await;
        self.what_is_removed_meanwhile_hides_nothing().await;
    }

    /// Some items of the same instant, some of others.
    async fn fill(&self) -> Vec<Cursor> {
        let mut all = Vec::new();
        for late in [1, 0, 1, 2_000_000, 1, 1] {
            all.push((self.add)(self.start + Duration::from_micros(late)).await);
        }
        all.sort();
        if self.order == ListOrder::LatestFirst {
            all.reverse();
        }
        all
    }

    async fn every_walk_meets_each_item_once(&self, all: &[Cursor]) {
        for limit in [1, 2, 3, 5, 6, 500] {
            assert_eq!(walk(limit, &self.read).await, all, "{limit} at a time");
        }
        let page = (self.read)(first(2)).await;
        assert_eq!(page.next, Some(all[1]), "the next page starts behind the last item");
    }

    async fn a_place_needs_no_item(&self, all: &[Cursor]) {
        let beside = Uuid::from_u128(all[2].id().as_u128() + 1);
        for after in [
            Cursor::new(self.start, Uuid::max()),
            Cursor::new(self.start, Uuid::nil()),
            Cursor::new(all[2].at(), beside),
            Cursor::BEFORE_ALL,
            Cursor::AFTER_ALL,
        ] {
            let is_behind = |place: &Cursor| match self.order {
                ListOrder::OldestFirst => after < *place,
                ListOrder::LatestFirst => *place < after,
            };
            let behind: Vec<_> = all.iter().copied().filter(is_behind).collect();
            let page = (self.read)(PageRequest { after: Some(after), ..first(500) }).await;
            assert_eq!(page.items, behind, "{after:?}");
        }
    }

    async fn what_is_added_meanwhile_hides_nothing(&self, all: &[Cursor]) {
        for limit in [1, 2] {
            let met = walk(limit, async |request| {
                if request.after.is_none_or(|after| all.contains(&after)) {
                    (self.add)(self.start - Duration::from_secs(1)).await;
                    (self.add)(self.start + Duration::from_micros(1)).await;
                    (self.add)(self.start + Duration::from_secs(9)).await;
                }
                (self.read)(request).await
            })
            .await;
            let different: BTreeSet<_> = met.iter().collect();
            assert_eq!(different.len(), met.len(), "something was met twice, {limit} at a time");
            let old: Vec<_> = met.into_iter().filter(|place| all.contains(place)).collect();
            assert_eq!(old, all, "{limit} at a time");
        }
    }

    async fn what_is_removed_meanwhile_hides_nothing(&self) {
        let all = walk(500, &self.read).await;
        let page = (self.read)(first(3)).await;
        (self.remove)(all[0]).await;
        (self.remove)(all[2]).await;
        let rest = (self.read)(PageRequest { after: page.next, ..first(500) }).await;
        assert_eq!(rest.items, all[3..], "the item that the cursor was made of is gone");
    }
}
