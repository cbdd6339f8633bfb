use crate::text::Text;
use hitkey_kernel::Timestamp;
use std::borrow::Cow;

/// An instant cut into the parts a reader wants. `Timestamp` displays as RFC 3339 in UTC.
pub(crate) struct Moment(String);

impl Moment {
    pub(crate) fn of(at: Timestamp) -> Self {
        Self(at.to_string())
    }

    fn part(&self, range: std::ops::Range<usize>) -> &str {
        self.0.get(range).unwrap_or_default()
    }

    /// Such as `31 Jan 2026, 08:15 UTC`.
    pub(crate) fn say(&self, text: Text) -> Cow<'static, str> {
        let day = self.part(8..10).trim_start_matches('0');
        let month = format!("m{}", self.part(5..7));
        text.say(
            "moment",
            &[
                ("day", day.into()),
                ("month", month.into()),
                ("year", self.part(0..4).into()),
                ("time", self.part(11..16).into()),
            ],
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::Language;

    #[test]
    fn an_instant_reads_like_a_date() {
        let text = Text::in_language(Language::En);
        let at = Timestamp::from_unix_seconds(1_769_847_330);
        assert_eq!(Moment::of(at).say(text), "31 Jan 2026, 08:15 UTC");
        assert_eq!(Moment::of(Timestamp::default()).say(text), "1 Jan 1970, 00:00 UTC");
    }
}
