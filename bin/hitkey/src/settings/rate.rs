//! Requests a minute.

use super::number;
use std::num::NonZeroU32;

const OFF: &str = "off";

/// Parses a number of requests, or `off` for as many as they like.
pub(super) fn parse(text: &str) -> Option<Option<NonZeroU32>> {
    if text.trim() == OFF { Some(None) } else { number::within(1..=1_000_000)(text).map(NonZeroU32::new) }
}

pub(super) fn name(rate: Option<NonZeroU32>) -> String {
    rate.map_or_else(|| OFF.to_owned(), |rate| rate.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_number_or_off() {
        for (text, rate) in [
            ("60", Some(NonZeroU32::new(60))),
            (" off ", Some(None)),
            ("0", None),
            ("-1", None),
            ("1000001", None),
            ("sixty", None),
            ("", None),
        ] {
            assert_eq!(parse(text), rate, "{text:?}");
        }
    }
}
