use hitkey_kernel::{SessionId, Timestamp, UserId};
use std::fmt;

/// The ways in which a person proved themself: the `amr` of RFC 8176, such as `pwd otp mfa`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Amr(Vec<String>);

impl Amr {
    /// Reads words with spaces between, as [`Display`](fmt::Display) writes them.
    pub fn parse(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// The words.
    pub fn words(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for Amr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

/// When and how a person signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// When they proved themself (`auth_time`).
    pub auth_time: Timestamp,
    /// By what means.
    pub amr: Amr,
    /// How strong that was (`acr`): "1" for one factor, "2" for two.
    pub acr: String,
}

/// A person who is signed in now, as another domain vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInPerson {
    /// Who.
    pub user: UserId,
    /// In which session (`sid`).
    pub session: SessionId,
    /// When and how.
    pub sign_in: SignIn,
}
