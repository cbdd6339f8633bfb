use crate::Frame;
use std::borrow::Cow;

/// What was just done, to be told on the page that comes next. It travels in the address of that page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// The profile was saved.
    Profile,
    /// The password was changed.
    Password,
    /// The second factor was switched on.
    TwoFactorOn,
    /// The second factor was switched off.
    TwoFactorOff,
    /// A session was ended.
    Session,
    /// All other sessions were ended.
    Sessions,
    /// An app's access was withdrawn.
    App,
    /// The settings were saved.
    Settings,
    /// An address was proven.
    AddressVerified,
    /// Another address became the default one.
    AddressDefault,
    /// An address was removed.
    AddressRemoved,
    /// A code was mailed again.
    CodeSent,
}

impl Done {
    const ALL: [Self; 12] = [
        Self::Profile,
        Self::Password,
        Self::TwoFactorOn,
        Self::TwoFactorOff,
        Self::Session,
        Self::Sessions,
        Self::App,
        Self::Settings,
        Self::AddressVerified,
        Self::AddressDefault,
        Self::AddressRemoved,
        Self::CodeSent,
    ];

    /// The word in the address.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Password => "password",
            Self::TwoFactorOn => "two-factor-on",
            Self::TwoFactorOff => "two-factor-off",
            Self::Session => "session",
            Self::Sessions => "sessions",
            Self::App => "app",
            Self::Settings => "settings",
            Self::AddressVerified => "address-verified",
            Self::AddressDefault => "address-default",
            Self::AddressRemoved => "address-removed",
            Self::CodeSent => "code-sent",
        }
    }

    /// What `word` stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|done| done.word() == word)
    }

    pub(crate) fn say(self, frame: Frame) -> Cow<'static, str> {
        frame.say(&format!("done-{}", self.word()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_done_is_told_by_its_word() {
        for done in Done::ALL {
            assert_eq!(Done::from_word(done.word()), Some(done));
            assert!(!done.say(Frame::default()).starts_with('['), "{done:?}");
        }
        assert_eq!(Done::from_word(""), None);
    }
}
