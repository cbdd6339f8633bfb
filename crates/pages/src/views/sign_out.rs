use crate::{Frame, View};
use askama::Template;

/// `/logout`, and `/oauth/logout` when it can't be known who is meant: asks before it ends the session, so that a
/// link alone cannot sign anybody out.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_out.html")]
pub struct SignOut {
    /// The frame.
    pub frame: Frame,
    /// Who is signed in.
    pub email: String,
    /// The id of that account: the answer is only good for the person who read the question.
    pub person: String,
    /// The name of the app that asks, if one does.
    pub app: Option<String>,
    /// Whether that app means another account.
    pub means_another: bool,
    /// The path and query the answer is posted to.
    pub action: String,
}

impl View for SignOut {
    const NAME: &'static str = "sign_out";

    fn samples() -> Vec<(&'static str, Self)> {
        let ask = Self {
            frame: Frame::default(),
            email: "ann@example.org".into(),
            person: "0194bb00-0000-7000-8000-000000000001".into(),
            app: None,
            means_another: false,
            action: "/logout".into(),
        };
        let for_app = Self {
            app: Some("Acme Notes".into()),
            action: "/oauth/logout?client_id=1&state=x".into(),
            ..ask.clone()
        };
        let means_another = Self { means_another: true, ..for_app.clone() };
        vec![("ask", ask), ("for_app", for_app), ("means_another", means_another)]
    }
}

/// Nobody is signed in on this device any more.
#[derive(Debug, Clone, Template)]
#[template(path = "signed_out.html")]
pub struct SignedOut {
    /// The frame.
    pub frame: Frame,
    /// The way back to the app that asked for it, if there is one.
    pub back: Option<WayBack>,
    /// URLs of apps that hear of it by being loaded; none of them is shown.
    pub frames: Vec<String>,
}

/// Where a person may go on.
#[derive(Debug, Clone)]
pub struct WayBack {
    /// The name of the app.
    pub app: String,
    /// A URL that the app registered.
    pub url: String,
}

impl View for SignedOut {
    const NAME: &'static str = "signed_out";

    fn samples() -> Vec<(&'static str, Self)> {
        let done = Self { frame: Frame::default(), back: None, frames: Vec::new() };
        let frames = vec!["https://notes.acme.example/out?iss=https%3A%2F%2Fid.example&sid=1".into()];
        let back = WayBack { app: "Acme Notes".into(), url: "https://notes.acme.example/bye?state=x".into() };
        let for_app = Self { back: Some(back), ..done.clone() };
        vec![("done", done), ("for_app", for_app.clone()), ("front_channel", Self { frames, ..for_app })]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::views::ATTACK;

    #[test]
    fn an_app_cannot_bring_markup() {
        let (_, mut ask) = SignOut::samples().remove(1);
        (ask.app, ask.action) = (Some(ATTACK.into()), ATTACK.into());
        assert!(!ask.html().unwrap().contains("<script"));
        let (_, mut done) = SignedOut::samples().remove(1);
        done.back = Some(WayBack { app: ATTACK.into(), url: ATTACK.into() });
        done.frames = vec![ATTACK.into()];
        assert!(!done.html().unwrap().contains("<script"));
    }
}
