use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize, de};
use std::fmt;
use std::ops::{Add, Sub};
use std::time::Duration;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The current instant, cut to whole microseconds: what every database keeps.
    fn now(&self) -> Timestamp;
}

/// An instant in UTC, in whole microseconds since 1970. Displays as RFC 3339 with milliseconds and `Z`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(i64);

impl Timestamp {
    /// From microseconds since 1970.
    pub const fn from_unix_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// From seconds since 1970.
    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// Microseconds since 1970.
    pub const fn unix_micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since 1970: the `NumericDate` of RFC 7519 §2.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Reads RFC 3339, with any offset. What is finer than a microsecond is cut off.
    pub fn parse(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|time| Self(time.timestamp_micros()))
    }

    /// How long ago `earlier` was; zero when it lies ahead.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or_default())
    }
}

fn micros(duration: Duration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(micros(duration)))
    }
}

impl Sub<Duration> for Timestamp {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(micros(duration)))
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let time = DateTime::<Utc>::from_timestamp_micros(self.0).unwrap_or_default();
        f.write_str(&time.to_rfc3339_opts(SecondsFormat::Millis, true))
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not an instant of RFC 3339"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn displays_milliseconds_and_z() {
        let time = Timestamp::from_unix_micros(1_769_847_330_123_999);
        assert_eq!(time.to_string(), "2026-01-31T08:15:30.123Z");
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"2026-01-31T08:15:30.123Z\"");
    }

    #[test]
    fn any_offset_is_read() {
        let noon = Some(Timestamp::from_unix_micros(1_769_847_330_123_456));
        for (text, read) in [
            ("2026-01-31T08:15:30.123456789Z", noon),
            ("2026-01-31T13:15:30.123456+05:00", noon),
            ("2026-01-31", None),
            ("2026-01-31T08:15:30", None),
            ("tomorrow", None),
        ] {
            assert_eq!(Timestamp::parse(text), read, "{text}");
        }
    }

    #[test]
    fn arithmetic_never_wraps() {
        let now = Timestamp::from_unix_seconds(100);
        assert_eq!(now.since(now + Duration::from_secs(1)), Duration::ZERO);
        assert_eq!((now + Duration::from_secs(5)).since(now), Duration::from_secs(5));
        assert_eq!((now + Duration::MAX).unix_micros(), i64::MAX);
        assert_eq!(Timestamp::from_unix_micros(-1).unix_seconds(), -1);
    }
}
