use crate::{Field, Frame, Problem, Problems, View};
use askama::Template;

/// What the person proves the second factor with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Method {
    /// A code from an authenticator app.
    #[default]
    App,
    /// A recovery code.
    Recovery,
}

/// `/login/2fa`: the second step of a sign-in.
#[derive(Debug, Clone, Template)]
#[template(path = "second_factor.html")]
pub struct SecondFactor {
    /// The frame.
    pub frame: Frame,
    /// Which code is asked for.
    pub method: Method,
    /// The local path to go to afterwards, or empty.
    pub continue_to: String,
    /// The name of the app that asked for the sign-in.
    pub app: Option<String>,
    /// What was wrong with the last try.
    pub problems: Problems,
}

impl View for SecondFactor {
    const NAME: &'static str = "second_factor";

    fn samples() -> Vec<(&'static str, Self)> {
        let app = Self {
            frame: Frame::default(),
            method: Method::App,
            continue_to: "/account".into(),
            app: None,
            problems: Problems::none(),
        };
        let wrong =
            Self { app: Some("Acme Notes".into()), problems: Problem::CodeWrong.into(), ..app.clone() };
        let recovery = Self { method: Method::Recovery, ..app.clone() };
        vec![("app", app), ("wrong", wrong), ("recovery", recovery)]
    }
}
