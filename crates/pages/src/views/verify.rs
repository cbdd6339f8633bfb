use crate::{Field, Frame, Problem, Problems, View};
use askama::Template;

/// `/register/verify`: the second step, the code from the mail.
#[derive(Debug, Clone, Template)]
#[template(path = "verify.html")]
pub struct Verify {
    /// The frame.
    pub frame: Frame,
    /// Where the code went.
    pub email: String,
    /// The local path to go to afterwards, or empty.
    pub continue_to: String,
    /// Whether a new code was just sent.
    pub resent: bool,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl View for Verify {
    const NAME: &'static str = "verify";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = Self {
            frame: Frame { dev_mailbox: true, ..Frame::default() },
            email: "ann@example.org".into(),
            continue_to: "/account".into(),
            resent: false,
            problems: Problems::none(),
        };
        let wrong = Self { problems: Problem::CodeWrong.into(), ..first.clone() };
        let resent = Self { resent: true, ..first.clone() };
        let wait = Self { problems: Problem::Wait { seconds: 42 }.into(), ..first.clone() };
        vec![("first", first), ("wrong", wrong), ("resent", resent), ("wait", wait)]
    }
}
