use crate::{Field, Frame, Problem, Problems, View};
use askama::Template;

/// `/forgot`: asks for the address to mail a reset link to.
#[derive(Debug, Clone, Template)]
#[template(path = "forgot.html")]
pub struct Forgot {
    /// The frame.
    pub frame: Frame,
    /// The address as it was typed, or empty.
    pub email: String,
    /// What was wrong: with the last try, or with the link that led here.
    pub problems: Problems,
}

impl View for Forgot {
    const NAME: &'static str = "forgot";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = Self { frame: Frame::default(), email: String::new(), problems: Problems::none() };
        let dead_link = Self { problems: Problem::LinkDead.into(), ..first.clone() };
        vec![("first", first), ("dead_link", dead_link)]
    }
}

/// What follows [`Forgot`], whether or not there is such an account.
#[derive(Debug, Clone, Template)]
#[template(path = "forgot_sent.html")]
pub struct ForgotSent {
    /// The frame.
    pub frame: Frame,
}

impl View for ForgotSent {
    const NAME: &'static str = "forgot_sent";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("sent", Self { frame: Frame { dev_mailbox: true, ..Frame::default() } })]
    }
}
