use crate::Frame;
use std::borrow::Cow;

/// The parts of the account, each a page in the navigation that all of them share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The account at a glance.
    Overview,
    /// What the person is called, and what else they tell.
    Profile,
    /// Where the person is reached.
    Addresses,
    /// Password and second factor.
    Security,
    /// Where the person is signed in.
    Sessions,
    /// What apps were allowed.
    Apps,
    /// What happened.
    Activity,
    /// How pages look, and what is done with the account as a whole.
    Settings,
}

impl Section {
    /// All of them, as the navigation shows them.
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Profile,
        Self::Addresses,
        Self::Security,
        Self::Sessions,
        Self::Apps,
        Self::Activity,
        Self::Settings,
    ];

    /// Where it is.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Overview => "/account",
            Self::Profile => "/account/profile",
            Self::Addresses => "/account/addresses",
            Self::Security => "/account/security",
            Self::Sessions => "/account/sessions",
            Self::Apps => "/account/apps",
            Self::Activity => "/account/activity",
            Self::Settings => "/account/settings",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Overview => "nav-overview",
            Self::Profile => "nav-profile",
            Self::Addresses => "nav-addresses",
            Self::Security => "nav-security",
            Self::Sessions => "nav-sessions",
            Self::Apps => "nav-apps",
            Self::Activity => "nav-activity",
            Self::Settings => "nav-settings",
        }
    }

    /// What the navigation calls it.
    pub(crate) fn name(self, frame: Frame) -> Cow<'static, str> {
        frame.say(self.key())
    }

    pub(crate) fn is(self, other: Self) -> bool {
        self == other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_section_has_a_name_and_a_path_of_its_own() {
        let mut paths: Vec<_> = Section::ALL.map(Section::path).into();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), Section::ALL.len());
        for section in Section::ALL {
            assert!(!section.name(Frame::default()).starts_with('['), "{section:?}");
        }
    }
}
