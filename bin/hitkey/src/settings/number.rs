//! Whole numbers within bounds.

use std::ops::RangeInclusive;
use std::str::FromStr;

/// Parses whole numbers, and only those within `range`.
pub(super) fn within<N: FromStr + PartialOrd>(range: RangeInclusive<N>) -> impl Fn(&str) -> Option<N> {
    move |text| text.trim().parse().ok().filter(|number| range.contains(number))
}
