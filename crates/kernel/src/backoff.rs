use crate::{Random, random_array};
use std::time::Duration;

const FIRST: Duration = Duration::from_secs(5);
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// How long to wait after the given attempt at a delivery failed (the first is 1): 5 s, doubling up to 30 min, each a
/// fifth shorter or longer at random, so that what failed together does not all come back together.
pub fn pause_after(attempt: u32, random: &dyn Random) -> Duration {
    let doublings = attempt.saturating_sub(1).min(16);
    let pause = FIRST.saturating_mul(1 << doublings).min(LONGEST);
    let lot = u32::from(u16::from_be_bytes(random_array(random)));
    // From 8/10 to 12/10 of the pause.
    pause * 8 / 10 + pause * 4 / 10 * lot / u32::from(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Fixed(u8);

    impl Random for Fixed {
        fn fill(&self, buffer: &mut [u8]) {
            buffer.fill(self.0);
        }
    }

    #[test]
    fn pauses_double_up_to_half_an_hour_and_stray_by_a_fifth() {
        for (attempt, middle) in
            [(0, 5), (1, 5), (2, 10), (3, 20), (9, 1280), (10, 1800), (50, 1800), (u32::MAX, 1800)]
        {
            let middle = Duration::from_secs(middle);
            assert_eq!(pause_after(attempt, &Fixed(0)), middle * 8 / 10, "{attempt}");
            assert_eq!(pause_after(attempt, &Fixed(255)), middle * 12 / 10, "{attempt}");
        }
    }
}
