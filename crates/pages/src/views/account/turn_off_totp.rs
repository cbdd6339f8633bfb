use crate::{Field, Frame, Problem, Problems, Section, View};
use askama::Template;

/// `/account/security/two-factor/off`: gives the second factor up, given a code of it.
#[derive(Debug, Clone, Template)]
#[template(path = "account/turn_off_totp.html")]
pub struct TurnOffTotp {
    /// The frame.
    pub frame: Frame,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl TurnOffTotp {
    const SECTION: Section = Section::Security;
}

impl View for TurnOffTotp {
    const NAME: &'static str = "turn_off_totp";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = Self { frame: Frame::default(), problems: Problems::none() };
        let wrong = Self { problems: Problem::CodeWrong.into(), ..first.clone() };
        vec![("first", first), ("wrong", wrong)]
    }
}
