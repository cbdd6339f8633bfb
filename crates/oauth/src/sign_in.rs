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

/// How strong a sign-in is (`acr`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acr {
    /// `1`: by one factor.
    OneFactor,
    /// `2`: by two.
    TwoFactors,
}

impl Acr {
    /// All of them, the weakest first.
    pub const ALL: [Self; 2] = [Self::OneFactor, Self::TwoFactors];

    /// How it is spelled on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OneFactor => "1",
            Self::TwoFactors => "2",
        }
    }

    /// The one of that spelling.
    pub fn from_wire(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|acr| acr.as_str() == word)
    }
}

/// When and how a person signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// When they proved themself (`auth_time`).
    pub auth_time: Timestamp,
    /// By what means.
    pub amr: Amr,
    /// How strong that was: an [`Acr`] on the wire.
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
