use crate::{Frame, View};
use askama::Template;

/// `/logout`: asks before it ends the session, so that a link alone cannot sign anybody out.
#[derive(Debug, Clone, Template)]
#[template(path = "sign_out.html")]
pub struct SignOut {
    /// The frame.
    pub frame: Frame,
    /// Who is signed in.
    pub email: String,
}

impl View for SignOut {
    const NAME: &'static str = "sign_out";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("ask", Self { frame: Frame::default(), email: "ann@example.org".into() })]
    }
}

/// Nobody is signed in on this device any more.
#[derive(Debug, Clone, Template)]
#[template(path = "signed_out.html")]
pub struct SignedOut {
    /// The frame.
    pub frame: Frame,
}

impl View for SignedOut {
    const NAME: &'static str = "signed_out";

    fn samples() -> Vec<(&'static str, Self)> {
        vec![("done", Self { frame: Frame::default() })]
    }
}
