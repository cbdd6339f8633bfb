//! The part of a list that is wanted, found by an index and never by counting rows.

use crate::error::{Error, Result};
use crate::types::{At, Id};
use hitkey_kernel::{Cursor, Page, PageRequest};
use uuid::Uuid;

/// The condition that a row stands behind the place `$after` in a list that is ordered by `$at` and then by
/// `$id`, upwards. An index on the two serves it, together with the order.
macro_rules! later_than {
    ($after:expr, $at:expr, $id:expr) => {{
        let (at, id) = $crate::paging::columns($after.unwrap_or(hitkey_kernel::Cursor::BEFORE_ALL));
        $at.ge(at).and($at.gt(at).or($id.gt(id)))
    }};
}

/// The condition that a row stands behind the place `$after` in a list that is ordered by `$at` and then by
/// `$id`, downwards.
macro_rules! earlier_than {
    ($after:expr, $at:expr, $id:expr) => {{
        let (at, id) = $crate::paging::columns($after.unwrap_or(hitkey_kernel::Cursor::AFTER_ALL));
        $at.le(at).and($at.lt(at).or($id.lt(id)))
    }};
}

pub(crate) use {earlier_than, later_than};

/// A place as the two columns that it is compared with.
pub(crate) fn columns(place: Cursor) -> (At, Id<Uuid>) {
    (At(place.at()), Id(place.id()))
}

/// The page that was asked for, from the rows that were read.
pub(crate) fn page<R, T: TryFrom<R, Error = Error>>(
    rows: Vec<R>,
    request: PageRequest,
    place: impl Fn(&T) -> Cursor,
) -> Result<Page<T>> {
    let items: Result<Vec<T>> = rows.into_iter().map(TryInto::try_into).collect();
    Ok(Page::of(items?, request, place))
}
