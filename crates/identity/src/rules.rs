use crate::{ThrottlePolicies, ThrottlePolicy};
use std::time::Duration;

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// How long things live and how often they may be tried. The default is what HitKey promises its clients.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Life of an API token.
    pub api_token: Duration,
    /// Life of an API refresh token, and so of an unused API session.
    pub refresh_token: Duration,
    /// Life of an unused session of the pages; each use begins it anew.
    pub session_cookie: Duration,
    /// How exactly `last_used_at` of a session is kept.
    pub last_used_resolution: Duration,
    /// Life of a code that proves an address.
    pub registration_code: Duration,
    /// How often a code that proves an address may be tried.
    pub registration_tries: u32,
    /// How long no further code is mailed to the same address.
    pub resend_cooldown: Duration,
    /// How long a verified address waits for its password.
    pub registration_token: Duration,
    /// How long a sign-in waits for its second factor.
    pub sign_in_challenge: Duration,
    /// How often the second factor may be tried in one sign-in.
    pub challenge_tries: u32,
    /// Life of a password reset token.
    pub password_reset: Duration,
    /// How many addresses a person can have.
    pub addresses: u32,
    /// How many people a search finds at most.
    pub found_people: u32,
    /// What slows guessing down.
    pub throttle: ThrottlePolicies,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            api_token: HOUR,
            refresh_token: 30 * DAY,
            session_cookie: 30 * DAY,
            last_used_resolution: MINUTE,
            registration_code: 10 * MINUTE,
            registration_tries: 3,
            resend_cooldown: MINUTE,
            registration_token: 30 * MINUTE,
            sign_in_challenge: 5 * MINUTE,
            challenge_tries: 5,
            password_reset: 15 * MINUTE,
            addresses: 20,
            found_people: 10,
            throttle: ThrottlePolicies::default(),
        }
    }
}

impl Default for ThrottlePolicies {
    fn default() -> Self {
        let second = Duration::from_secs(1);
        let block = |free| ThrottlePolicy {
            free,
            first_delay: second,
            longest_delay: 15 * MINUTE,
            forgets_one_per: MINUTE,
        };
        let person = ThrottlePolicy {
            free: 5,
            first_delay: second,
            longest_delay: 15 * MINUTE,
            forgets_one_per: HOUR,
        };
        let mail = |free| ThrottlePolicy {
            free,
            first_delay: MINUTE,
            longest_delay: 15 * MINUTE,
            forgets_one_per: 15 * MINUTE,
        };
        Self {
            sign_in: person,
            sign_in_from: block(50),
            password: person,
            second_factor: person,
            code_from: block(50),
            mail_from: block(50),
            registration_mail: mail(5),
            reset_mail: mail(0),
            address_mail: mail(5),
            new_address: mail(10),
        }
    }
}
