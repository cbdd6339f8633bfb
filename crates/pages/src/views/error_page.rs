use crate::{Frame, View};
use askama::Template;

/// What kept a page from being shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// An authorization request names an unknown client.
    UnknownApp,
    /// An authorization request wants to return to an address that is not registered.
    WrongRedirect,
    /// A parameter or field is missing or malformed.
    BadRequest,
    /// The form was not sent from our own page.
    Forged,
    /// No such page.
    NotFound,
    /// Too many attempts.
    TooMany,
    /// Overloaded.
    Busy,
    /// A fault of ours.
    Internal,
}

impl Trouble {
    const fn key(self) -> &'static str {
        match self {
            Self::UnknownApp => "error-app",
            Self::WrongRedirect => "error-redirect",
            Self::BadRequest => "error-request",
            Self::Forged => "error-forged",
            Self::NotFound => "error-not-found",
            Self::TooMany => "error-wait",
            Self::Busy => "error-busy",
            Self::Internal => "error-internal",
        }
    }
}

/// What went wrong, what to do about it, and what to tell whoever runs the server.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame.
    pub frame: Frame,
    /// What happened.
    pub trouble: Trouble,
    /// A sentence for the developer of an app, in English as in the protocol.
    pub detail: Option<String>,
    /// The request, as it is named in the log.
    pub request_id: String,
}

impl ErrorPage {
    fn title(&self) -> String {
        self.frame.say(&format!("{}-title", self.trouble.key())).into_owned()
    }

    fn advice(&self) -> String {
        self.frame.say(&format!("{}-advice", self.trouble.key())).into_owned()
    }
}

impl View for ErrorPage {
    const NAME: &'static str = "error";

    fn samples() -> Vec<(&'static str, Self)> {
        let page = |trouble, detail: Option<&str>| Self {
            frame: Frame::default(),
            trouble,
            detail: detail.map(Into::into),
            request_id: "0194bb00-0000-7000-8000-000000000001".into(),
        };
        vec![
            ("unknown_app", page(Trouble::UnknownApp, Some("client_id is not known"))),
            ("wrong_redirect", page(Trouble::WrongRedirect, Some("redirect_uri is not registered"))),
            ("bad_request", page(Trouble::BadRequest, None)),
            ("forged", page(Trouble::Forged, None)),
            ("not_found", page(Trouble::NotFound, None)),
            ("too_many", page(Trouble::TooMany, None)),
            ("busy", page(Trouble::Busy, None)),
            ("internal", page(Trouble::Internal, None)),
        ]
    }
}
