use crate::{Field, Frame, Problem, Problems, View};
use askama::Template;

/// `/login`: address and password.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_in.html")]
pub struct SignIn {
    /// The frame.
    pub frame: Frame,
    /// The address as it was typed, or empty.
    pub email: String,
    /// The local path to go to afterwards, or empty.
    pub continue_to: String,
    /// The name of the app that asked for the sign-in.
    pub app: Option<String>,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl View for SignIn {
    const NAME: &'static str = "sign_in";

    fn samples() -> Vec<(&'static str, Self)> {
        let first = Self {
            frame: Frame::default(),
            email: String::new(),
            continue_to: String::new(),
            app: None,
            problems: Problems::none(),
        };
        let for_app = Self {
            app: Some("Acme Notes".into()),
            continue_to: "/oauth/authorize?client_id=1&scope=openid%20email".into(),
            ..first.clone()
        };
        let wrong = Self {
            email: "ann@example.org".into(),
            problems: Problem::CredentialsWrong.into(),
            ..for_app.clone()
        };
        let empty =
            Self { problems: vec![Problem::EmailMissing, Problem::PasswordMissing].into(), ..first.clone() };
        vec![("first", first), ("for_app", for_app), ("wrong", wrong), ("empty", empty)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn nothing_that_was_sent_becomes_markup() {
        let (_, mut page) = SignIn::samples().remove(0);
        page.email = ATTACK.into();
        page.continue_to = ATTACK.into();
        page.app = Some(ATTACK.into());
        assert!(!page.html().unwrap().contains("<script"));
    }
}
