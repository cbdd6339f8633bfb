use crate::{Frame, View};
use askama::Template;

/// `/`: what this server is and where to go from here.
#[derive(Debug, Clone, Template)]
#[template(path = "start.html")]
pub struct Start {
    /// The frame.
    pub frame: Frame,
    /// The name of the person who is signed in.
    pub signed_in: Option<String>,
    /// The issuer: what a relying party is configured with.
    pub issuer: String,
    /// Where the documentation is.
    pub docs_url: String,
}

impl View for Start {
    const NAME: &'static str = "start";

    fn samples() -> Vec<(&'static str, Self)> {
        let stranger = Self {
            frame: Frame::default(),
            signed_in: None,
            issuer: "https://id.example.org".into(),
            docs_url: "https://example.org/docs".into(),
        };
        let development = Self {
            frame: Frame { dev_mailbox: true, ..Frame::default() },
            issuer: "http://localhost:8080".into(),
            signed_in: Some("Ann Example".into()),
            ..stranger.clone()
        };
        vec![("stranger", stranger), ("development", development)]
    }
}
