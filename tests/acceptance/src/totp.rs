use crate::seconds_now;
use data_encoding::BASE32_NOPAD;
use totp_lite::{Sha1, totp_custom};

const PERIOD: u64 = 30;

/// A person's authenticator app.
#[derive(Debug, Clone)]
pub struct Totp(Vec<u8>);

impl Totp {
    /// Takes the base32 secret that the set-up showed.
    ///
    /// # Panics
    /// When it is not base32.
    pub fn new(secret: &str) -> Self {
        Self(BASE32_NOPAD.decode(secret.trim_end_matches('=').as_bytes()).unwrap())
    }

    /// The code of this moment.
    pub fn code(&self) -> String {
        self.code_at(seconds_now())
    }

    /// The code of the next step, which the allowed skew already takes: for a second use within one step.
    pub fn next_code(&self) -> String {
        self.code_at(seconds_now() + PERIOD)
    }

    /// The raw secret.
    pub fn secret(&self) -> &[u8] {
        &self.0
    }

    fn code_at(&self, seconds: u64) -> String {
        totp_custom::<Sha1>(PERIOD, 6, &self.0, seconds)
    }
}
