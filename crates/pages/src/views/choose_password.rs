use crate::{Field, Frame, Problem, Problems, View};
use askama::Template;

/// `/register/password`: the last step of a registration.
#[derive(Debug, Clone, Template)]
#[template(path = "choose_password.html")]
pub struct ChoosePassword {
    /// The frame.
    pub frame: Frame,
    /// The confirmed address: a password manager files the password under it.
    pub email: String,
    /// The local path to go to afterwards, or empty.
    pub continue_to: String,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl View for ChoosePassword {
    const NAME: &'static str = "choose_password";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = Self {
            frame: Frame::default(),
            email: "ann@example.org".into(),
            continue_to: String::new(),
            problems: Problems::none(),
        };
        let advice = "Add another word or two. Uncommon words are better.".into();
        let weak = Self {
            continue_to: "/account".into(),
            problems: Problem::PasswordWeak { advice }.into(),
            ..first.clone()
        };
        vec![("first", first), ("weak", weak)]
    }
}
