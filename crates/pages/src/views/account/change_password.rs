use crate::{Field, Frame, Problem, Problems, Section, View};
use askama::Template;

/// `/account/security/password`: another password, given the one until now.
#[derive(Debug, Clone, Template)]
#[template(path = "account/change_password.html")]
pub struct ChangePassword {
    /// The frame.
    pub frame: Frame,
    /// The default address, by which password managers find the entry.
    pub email: String,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl ChangePassword {
    const SECTION: Section = Section::Security;
}

impl View for ChangePassword {
    const NAME: &'static str = "change_password";

    fn samples() -> Vec<(&'static str, Self)> {
        let first =
            Self { frame: Frame::default(), email: "ann@example.org".into(), problems: Problems::none() };
        let wrong = Self { problems: Problem::CurrentPasswordWrong.into(), ..first.clone() };
        let weak = Problem::PasswordWeak { advice: "Add another word or two.".into() };
        let empty = Self { problems: vec![Problem::CurrentPasswordMissing, weak].into(), ..first.clone() };
        vec![("first", first), ("wrong", wrong), ("empty", empty)]
    }
}
