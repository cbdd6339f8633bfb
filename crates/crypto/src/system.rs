use hitkey_kernel::{Clock, Random, Timestamp};
use rand::TryRng as _;
use rand::rngs::SysRng;
use std::time::{SystemTime, UNIX_EPOCH};

/// The system's clock, cut to whole microseconds.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock that everybody else must take")]
    fn now(&self) -> Timestamp {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Timestamp::from_unix_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// The operating system's randomness: a call to the kernel each time, nothing kept in memory.
#[derive(Debug, Default, Clone, Copy)]
pub struct OsRandom;

impl Random for OsRandom {
    #[expect(clippy::expect_used, reason = "without randomness every secret to come would be guessable")]
    fn fill(&self, buffer: &mut [u8]) {
        SysRng.try_fill_bytes(buffer).expect("the operating system gives random bytes");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hitkey_kernel::random_array;

    #[test]
    fn the_clock_stands_in_this_century_and_does_not_go_back() {
        let first = SystemClock.now();
        assert!(first > Timestamp::from_unix_seconds(1_700_000_000));
        assert!(SystemClock.now() >= first);
    }

    #[test]
    fn random_bytes_do_not_repeat() {
        assert_ne!(random_array::<32>(&OsRandom), random_array::<32>(&OsRandom));
        OsRandom.fill(&mut []);
    }
}
