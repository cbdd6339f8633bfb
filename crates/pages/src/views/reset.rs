use crate::{Field, Frame, Problem, Problems, View};
use askama::Template;

/// `/reset`: a new password. Opening the link from the mail shows this form and changes nothing; only
/// sending the form uses the token up, because mail scanners open links too.
#[derive(Clone, Template)]
#[template(path = "reset.html")]
pub struct Reset {
    /// The frame.
    pub frame: Frame,
    /// The token from the link.
    pub token: String,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl std::fmt::Debug for Reset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reset").field("problems", &self.problems).finish_non_exhaustive()
    }
}

impl View for Reset {
    const NAME: &'static str = "reset";

    fn samples() -> Vec<(&'static str, Self)> {
        let first =
            Self { frame: Frame::default(), token: "a-token-from-a-mail".into(), problems: Problems::none() };
        let short = Self { problems: Problem::PasswordShort { least: 8 }.into(), ..first.clone() };
        vec![("first", first), ("short", short)]
    }
}

/// The password was set.
#[derive(Debug, Clone, Template)]
#[template(path = "reset_done.html")]
pub struct ResetDone {
    /// The frame.
    pub frame: Frame,
}

impl View for ResetDone {
    const NAME: &'static str = "reset_done";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("done", Self { frame: Frame::default() })]
    }
}
