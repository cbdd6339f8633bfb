use crate::AddressBlock;
use hitkey_kernel::{EmailAddress, Timestamp, UserId, digest_of};
use std::fmt;
use std::time::Duration;

/// Names something whose attempts are counted. A digest, so that counters tell nobody who tried what.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ThrottleKey([u8; 32]);

impl ThrottleKey {
    /// Attempts of a kind that this domain has no word for. Kinds differ from the words used here.
    pub fn of(kind: &str, subject: &[u8]) -> Self {
        Self(digest_of(&[b"throttle", kind.as_bytes(), subject]))
    }

    /// Passwords tried for the account of this address, whether or not there is one.
    pub fn sign_in(email: &EmailAddress) -> Self {
        Self::of("sign-in", email.key().as_bytes())
    }

    /// Passwords tried from these addresses.
    pub fn sign_in_from(block: AddressBlock) -> Self {
        Self::of("sign-in-from", &block.bytes())
    }

    /// Passwords tried by whoever holds a session of this person.
    pub fn password(user: UserId) -> Self {
        Self::of("password", user.uuid().as_bytes())
    }

    /// Second factors tried for this person.
    pub fn second_factor(user: UserId) -> Self {
        Self::of("second-factor", user.uuid().as_bytes())
    }

    /// Codes tried from these addresses.
    pub fn code_from(block: AddressBlock) -> Self {
        Self::of("code-from", &block.bytes())
    }

    /// Mails caused from these addresses.
    pub fn mail_from(block: AddressBlock) -> Self {
        Self::of("mail-from", &block.bytes())
    }

    /// Registration mails to this address.
    pub fn registration_mail(email: &EmailAddress) -> Self {
        Self::of("registration-mail", email.key().as_bytes())
    }

    /// Mails to this address that prove it for an account.
    pub fn address_mail(email: &EmailAddress) -> Self {
        Self::of("address-mail", email.key().as_bytes())
    }

    /// Addresses that this person adds.
    pub fn new_address(user: UserId) -> Self {
        Self::of("new-address", user.uuid().as_bytes())
    }

    /// Password reset mails to this address.
    pub fn reset_mail(email: &EmailAddress) -> Self {
        Self::of("reset-mail", email.key().as_bytes())
    }

    /// Takes a key that was stored.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key, fit to be stored.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for ThrottleKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ThrottleKey({})", data_encoding::HEXLOWER.encode(&self.0[..4]))
    }
}

/// How attempts slow down: some are free, each further one makes the next wait, twice as long each time.
///
/// Attempts are forgotten one by one as time passes, and all at once after [`ThrottlePolicy::FORGETS_AFTER`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottlePolicy {
    /// How many attempts have no consequence.
    pub free: u32,
    /// The wait after the first attempt that is not free.
    pub first_delay: Duration,
    /// The longest wait.
    pub longest_delay: Duration,
    /// How long it takes until one attempt is forgotten.
    pub forgets_one_per: Duration,
}

/// What was counted for one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptRecord {
    /// Attempts that were neither forgotten nor taken back.
    pub failures: u32,
    /// Since when the next forgetting is measured; not after the last attempt.
    pub last_at: Timestamp,
    /// Until when further attempts are refused; an instant in the past when they are not.
    pub blocked_until: Timestamp,
}

/// Whether an attempt may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attempt {
    /// Yes, and this is the record with it counted.
    Allowed(AttemptRecord),
    /// No, and nothing changes; the next one may be made at `until`.
    Blocked {
        /// The first instant at which an attempt may be made.
        until: Timestamp,
    },
}

impl ThrottlePolicy {
    /// After so long without an attempt, a record means nothing and may be removed.
    pub const FORGETS_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

    /// Counts an attempt at `now`, unless it must wait. Pure.
    pub fn claim(&self, record: Option<AttemptRecord>, now: Timestamp) -> Attempt {
        let before = record.map(|record| self.forget(record, now));
        if let Some(AttemptRecord { blocked_until, .. }) = before
            && now < blocked_until
        {
            return Attempt::Blocked { until: blocked_until };
        }
        let failures = before.map_or(0, |record| record.failures).saturating_add(1);
        let last_at = before.map_or(now, |record| record.last_at);
        Attempt::Allowed(AttemptRecord { failures, last_at, blocked_until: now + self.delay(failures) })
    }

    /// The wait after the attempt that makes it `failures`.
    fn delay(&self, failures: u32) -> Duration {
        let Some(doublings) = failures.checked_sub(self.free + 1) else { return Duration::ZERO };
        let factor = 2_u32.checked_pow(doublings).unwrap_or(u32::MAX);
        self.first_delay.saturating_mul(factor).min(self.longest_delay)
    }

    /// The record without what is forgotten by `now`.
    fn forget(&self, record: AttemptRecord, now: Timestamp) -> AttemptRecord {
        let elapsed = now.since(record.last_at);
        let steps = elapsed.as_micros() / self.forgets_one_per.as_micros().max(1);
        let steps = u32::try_from(steps).unwrap_or(u32::MAX);
        if elapsed >= Self::FORGETS_AFTER || steps >= record.failures {
            return AttemptRecord { failures: 0, last_at: now, ..record };
        }
        let last_at = record.last_at + self.forgets_one_per.saturating_mul(steps);
        AttemptRecord { failures: record.failures - steps, last_at, ..record }
    }
}

impl AttemptRecord {
    /// The record after one attempt turned out well: it does not count, and the wait it caused is lifted.
    #[must_use]
    pub fn taken_back(self) -> Self {
        Self { failures: self.failures.saturating_sub(1), blocked_until: self.last_at, ..self }
    }

    /// The record after everything was forgiven: it counts nothing.
    #[must_use]
    pub fn forgotten(self) -> Self {
        Self { failures: 0, blocked_until: self.last_at, ..self }
    }
}

/// One attempt to be counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThrottleClaim {
    /// For what.
    pub key: ThrottleKey,
    /// By which policy.
    pub policy: ThrottlePolicy,
}

/// What becomes of a counted attempt that turned out well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pardon {
    /// Everything counted for this key is forgotten.
    Forget(ThrottleKey),
    /// One attempt is taken back: [`AttemptRecord::taken_back`].
    TakeBack(ThrottleKey),
}

/// Somebody must wait before they try again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryAfter(pub Duration);

impl RetryAfter {
    /// The wait from `now` to `until`.
    pub fn until(until: Timestamp, now: Timestamp) -> Self {
        Self(until.since(now))
    }

    /// In whole seconds, rounded up, at least 1: the `Retry-After` of RFC 9110 §10.2.3.
    pub fn seconds(self) -> u64 {
        self.0.as_micros().div_ceil(1_000_000).max(1).try_into().unwrap_or(u64::MAX)
    }
}

/// The policy for each kind of attempt.
#[derive(Debug, Clone)]
pub struct ThrottlePolicies {
    /// Passwords for one address.
    pub sign_in: ThrottlePolicy,
    /// Passwords from one address block; right ones are taken back.
    pub sign_in_from: ThrottlePolicy,
    /// Passwords of the holder of a session.
    pub password: ThrottlePolicy,
    /// Second factors of one person.
    pub second_factor: ThrottlePolicy,
    /// Codes from one address block; right ones are taken back.
    pub code_from: ThrottlePolicy,
    /// Registrations and resets asked for from one address block.
    pub mail_from: ThrottlePolicy,
    /// Registration mails to one address.
    pub registration_mail: ThrottlePolicy,
    /// Password reset mails to one address.
    pub reset_mail: ThrottlePolicy,
    /// Mails to one address that prove it for an account.
    pub address_mail: ThrottlePolicy,
    /// Addresses that one person adds: each tells them whether somebody has it.
    pub new_address: ThrottlePolicy,
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: ThrottlePolicy = ThrottlePolicy {
        free: 2,
        first_delay: Duration::from_secs(1),
        longest_delay: Duration::from_secs(10),
        forgets_one_per: Duration::from_secs(3_600),
    };

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_seconds(seconds)
    }

    /// Makes attempts at these seconds; `Err` is when the next one may be made.
    fn attempts(times: &[i64]) -> Vec<Result<u32, i64>> {
        let mut record = None;
        times
            .iter()
            .map(|time| match POLICY.claim(record, at(*time)) {
                Attempt::Allowed(next) => {
                    record = Some(next);
                    Ok(next.failures)
                }
                Attempt::Blocked { until } => Err(until.unix_seconds()),
            })
            .collect()
    }

    #[test]
    fn waits_double_up_to_the_longest() {
        type Outcome = Result<u32, i64>;
        let cases: [(&[i64], &[Outcome]); 6] = [
            (&[0, 0, 0, 0], &[Ok(1), Ok(2), Ok(3), Err(1)]),
            (&[0, 0, 0, 1, 2], &[Ok(1), Ok(2), Ok(3), Ok(4), Err(3)]),
            (
                &[0, 0, 0, 1, 3, 7, 15, 24, 25],
                &[Ok(1), Ok(2), Ok(3), Ok(4), Ok(5), Ok(6), Ok(7), Err(25), Ok(8)],
            ),
            (&[0, 3_599, 3_600], &[Ok(1), Ok(2), Ok(2)]),
            (&[0, 0, 0, 7_200, 7_201], &[Ok(1), Ok(2), Ok(3), Ok(2), Ok(3)]),
            (&[0, 0, 0, 86_400], &[Ok(1), Ok(2), Ok(3), Ok(1)]),
        ];
        for (times, outcomes) in cases {
            assert_eq!(attempts(times), outcomes, "{times:?}");
        }
    }

    #[test]
    fn forgetting_goes_on_though_attempts_never_pause() {
        let every_half_hour: Vec<_> = (0..48).map(|half| half * 1_800).collect();
        let outcomes = attempts(&every_half_hour);
        assert_eq!(outcomes.last(), Some(&Ok(48 - 23)), "a day's tries without those of 23 hours");
    }

    #[test]
    fn all_is_forgotten_after_a_quiet_day() {
        let many = AttemptRecord { failures: 1_000, last_at: at(0), blocked_until: at(900) };
        let Attempt::Allowed(record) = POLICY.claim(Some(many), at(86_400)) else { panic!("blocked") };
        assert_eq!(record.failures, 1);
    }

    #[test]
    fn the_longest_wait_holds_for_any_count() {
        for failures in [3 + 31, 3 + 32, u32::MAX] {
            assert_eq!(POLICY.delay(failures), POLICY.longest_delay);
        }
    }

    #[test]
    fn taking_back_lifts_the_wait() {
        let record = AttemptRecord { failures: 3, last_at: at(5), blocked_until: at(9) };
        let lifted = record.taken_back();
        assert_eq!(
            (lifted.failures, POLICY.claim(Some(lifted), at(5))),
            (2, Attempt::Allowed(AttemptRecord { failures: 3, last_at: at(5), blocked_until: at(6) }))
        );
        assert_eq!(AttemptRecord { failures: 0, ..record }.taken_back().failures, 0);
    }

    #[test]
    fn waits_are_told_in_whole_seconds_rounded_up() {
        for (micros, seconds) in [(0, 1), (1, 1), (1_000_000, 1), (1_000_001, 2)] {
            assert_eq!(RetryAfter(Duration::from_micros(micros)).seconds(), seconds);
        }
    }
}
