use crate::{Done, Frame, Section, View};
use askama::Template;

/// How it stands about the second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TwoFactor {
    /// Nothing is asked for besides the password.
    Off,
    /// A code is.
    On {
        /// How many recovery codes are left.
        recovery_left: usize,
    },
}

/// `/account/security`: password and second factor.
#[derive(Debug, Clone, Template)]
#[template(path = "account/security.html")]
pub struct Security {
    /// The frame.
    pub frame: Frame,
    /// The second factor.
    pub two_factor: TwoFactor,
    /// What was just done.
    pub done: Option<Done>,
}

impl Security {
    const SECTION: Section = Section::Security;
}

impl View for Security {
    const NAME: &'static str = "security";

    fn samples() -> Vec<(&'static str, Self)> {
        let off = Self { frame: Frame::default(), two_factor: TwoFactor::Off, done: Some(Done::Password) };
        let on = Self { two_factor: TwoFactor::On { recovery_left: 9 }, done: None, ..off.clone() };
        let bare = Self { two_factor: TwoFactor::On { recovery_left: 0 }, ..on.clone() };
        vec![("off", off), ("on", on), ("no_codes_left", bare)]
    }
}
