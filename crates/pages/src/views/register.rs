use crate::{Field, Frame, Problem, Problems, View};
use askama::Template;

/// `/register`: the first step, the address.
#[derive(Debug, Clone, Template)]
#[template(path = "register.html")]
pub struct Register {
    /// The frame.
    pub frame: Frame,
    /// The address as it was typed, or empty.
    pub email: String,
    /// The local path to go to afterwards, or empty.
    pub continue_to: String,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl View for Register {
    const NAME: &'static str = "register";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = Self {
            frame: Frame::default(),
            email: String::new(),
            continue_to: String::new(),
            problems: Problems::none(),
        };
        let malformed = Self {
            email: "ann@".into(),
            continue_to: "/account".into(),
            problems: Problem::EmailMalformed.into(),
            ..first.clone()
        };
        vec![("first", first), ("malformed", malformed)]
    }
}
