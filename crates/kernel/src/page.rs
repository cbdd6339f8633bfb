use crate::Cursor;
use std::cmp::Reverse;

/// How many items a page has at most: 100 unless asked otherwise, never more than 500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageLimit(u32);

/// The text is no number from 1 to 500.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a number from 1 to 500")]
pub struct PageLimitError;

impl PageLimit {
    /// The most that anybody gets at once.
    pub const MAX: Self = Self(500);
    /// One item at a time.
    pub const MIN: Self = Self(1);

    /// Checks a number.
    ///
    /// # Errors
    /// [`PageLimitError`] when it lies outside [`MIN`](Self::MIN) to [`MAX`](Self::MAX).
    pub fn new(limit: u32) -> Result<Self, PageLimitError> {
        Some(Self(limit)).filter(|limit| (Self::MIN..=Self::MAX).contains(limit)).ok_or(PageLimitError)
    }

    /// Reads decimal digits.
    ///
    /// # Errors
    /// [`PageLimitError`] when the text is anything else, or the number can't be a [`new`](Self::new) limit.
    pub fn parse(text: &str) -> Result<Self, PageLimitError> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits);
        number.ok_or(PageLimitError).and_then(Self::new)
    }

    /// The number.
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl Default for PageLimit {
    fn default() -> Self {
        Self(100)
    }
}

/// Which part of a list is wanted.
///
/// A store reads [`rows`](Self::rows) of them behind [`after`](Self::after), in the list's order, and hands
/// them to [`Page::of`]. It never skips rows by counting them: what is added or removed meanwhile would
/// shift all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageRequest {
    /// How many items at most.
    pub limit: PageLimit,
    /// Where the last page ended; the start of the list when `None`.
    pub after: Option<Cursor>,
}

impl PageRequest {
    /// The first `limit` items.
    pub const fn first(limit: PageLimit) -> Self {
        Self { limit, after: None }
    }

    /// How many rows to read: one more than the page has, which tells whether another page follows.
    pub const fn rows(&self) -> u32 {
        self.limit.0 + 1
    }
}

/// A part of a list.
///
/// ```
/// use hitkey_kernel::{Cursor, Page, PageLimit, PageRequest, Timestamp};
/// use uuid::Uuid;
///
/// let place = |number: &u128| Cursor::new(Timestamp::from_unix_seconds(1), Uuid::from_u128(*number));
/// let request = PageRequest::first(PageLimit::parse("2")?);
/// let page = Page::of(vec![10, 11, 12], request, place);
/// assert_eq!((page.items, page.next), (vec![10, 11], Some(place(&11))));
/// # Ok::<(), hitkey_kernel::PageLimitError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Where the next page starts; `None` when this is the last one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The page that was asked for, from at least [`PageRequest::rows`] items, or all there are. `place` tells where an item is.
    pub fn of(mut items: Vec<T>, request: PageRequest, place: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(request.limit.0).unwrap_or(usize::MAX);
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(place);
        Self { items, next }
    }

    /// The page that was asked for, of a whole list that is at hand in any order: the oldest first.
    pub fn oldest_first(
        all: impl IntoIterator<Item = T>,
        request: PageRequest,
        place: impl Fn(&T) -> Cursor,
    ) -> Self {
        let behind = |item: &T| request.after.is_none_or(|after| after < place(item));
        let mut items: Vec<T> = all.into_iter().filter(behind).collect();
        items.sort_by_key(&place);
        Self::of(items, request, place)
    }

    /// The page that was asked for, of a whole list that is at hand in any order: the latest first.
    pub fn latest_first(
        all: impl IntoIterator<Item = T>,
        request: PageRequest,
        place: impl Fn(&T) -> Cursor,
    ) -> Self {
        let behind = |item: &T| request.after.is_none_or(|after| place(item) < after);
        let mut items: Vec<T> = all.into_iter().filter(behind).collect();
        items.sort_by_key(|item| Reverse(place(item)));
        Self::of(items, request, place)
    }

    /// The same page of other items.
    pub fn map<U>(self, change: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(change).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use uuid::Uuid;

    #[test]
    fn a_limit_is_a_number_from_one_to_five_hundred() {
        for (text, limit) in [("1", Ok(1)), ("100", Ok(100)), ("500", Ok(500)), ("007", Ok(7))] {
            assert_eq!(PageLimit::parse(text).map(PageLimit::get), limit, "{text:?}");
        }
        for text in ["", "0", "501", "-1", "+5", " 5", "5.0", "1e2", "ten", "4294967296", "٥"] {
            assert_eq!(PageLimit::parse(text), Err(PageLimitError), "{text:?}");
        }
        assert_eq!(PageLimit::default().get(), 100);
    }

    #[test]
    fn only_a_page_with_something_behind_it_has_a_next_one() {
        let place = |n: &u128| Cursor::new(Timestamp::from_unix_seconds(1), Uuid::from_u128(*n));
        let request = PageRequest::first(PageLimit(2));
        assert_eq!(request.rows(), 3);
        for (read, shown, next) in [
            (vec![], vec![], None),
            (vec![1], vec![1], None),
            (vec![1, 2], vec![1, 2], None),
            (vec![1, 2, 3], vec![1, 2], Some(place(&2))),
        ] {
            assert_eq!(Page::of(read, request, place), Page { items: shown, next });
        }
    }

    #[test]
    fn a_list_at_hand_is_cut_in_either_direction() {
        let place = |n: &u128| Cursor::new(Timestamp::from_unix_seconds(1), Uuid::from_u128(*n));
        let request =
            |after: Option<u128>| PageRequest { limit: PageLimit(2), after: after.map(|n| place(&n)) };
        let all = [3, 1, 4, 2];
        for (after, oldest, latest) in [
            (None, vec![1, 2], vec![4, 3]),
            (Some(2), vec![3, 4], vec![1]),
            (Some(3), vec![4], vec![2, 1]),
            (Some(9), vec![], vec![4, 3]),
        ] {
            assert_eq!(Page::oldest_first(all, request(after), place).items, oldest, "{after:?}");
            assert_eq!(Page::latest_first(all, request(after), place).items, latest, "{after:?}");
        }
        assert_eq!(Page::oldest_first(all, request(None), place).next, Some(place(&2)));
        assert_eq!(Page::latest_first(all, request(None), place).next, Some(place(&3)));
    }
}
