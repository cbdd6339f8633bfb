use super::PATH;
use crate::error::ApiError;
use crate::extract::Whence;
use crate::pages::error::PageError;
use crate::pages::local_path::LocalPath;
use crate::pages::visit::{Visit, see_other};
use crate::pages::visitor::{Visitor, sign_in_first};
use crate::services::Services;
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::{FromRequest, HttpRequest, HttpResponse, ResponseError};
use hitkey_identity::service::MeError;
use hitkey_identity::{Account, Session};
use hitkey_kernel::{Actor, Origin};
use hitkey_pages::{Done, Problems, Section, View};
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// The person whose account it is. Whoever is not signed in does so first.
#[derive(Debug)]
pub(in crate::pages) struct Holder {
    pub(super) visit: Visit,
    pub(super) session: Session,
    origin: Origin,
}

/// What becomes of a request in the account.
pub(in crate::pages) type Answer = Result<HttpResponse, Refused>;

/// A request in the account is not answered as it was meant.
#[derive(Debug)]
pub(in crate::pages) enum Refused {
    /// Nobody is signed in: they sign in and come back to this path.
    Stranger(LocalPath),
    /// Something else.
    Page(PageError),
}

impl Holder {
    /// The person, and where they are.
    pub(super) fn actor(&self) -> Actor {
        Actor::new(self.session.user, self.origin.clone())
    }

    /// Their account. One that is gone is nobody's.
    pub(super) async fn account(&self, services: &Services) -> Result<Account, Refused> {
        match services.identity.profiles.me(self.session.user).await {
            Ok(account) => Ok(account),
            Err(MeError::Gone) => Err(gone()),
            Err(MeError::Store(error)) => Err(self.failed(error)),
        }
    }

    pub(super) fn show(&self, view: &impl View) -> Answer {
        Ok(self.visit.show(view)?)
    }

    /// A page with a form, which may come again with its problems.
    pub(super) fn show_form(&self, view: &impl View, problems: &Problems) -> Answer {
        Ok(self.visit.show_form(view, problems, None)?)
    }

    /// A fault that is not the person's.
    pub(super) fn failed(&self, cause: impl Into<ApiError>) -> Refused {
        self.visit.error(cause).into()
    }
}

/// The account was deleted meanwhile.
pub(super) fn gone() -> Refused {
    Refused::Stranger(LocalPath::default())
}

/// On to the page of the section, which tells what was done.
pub(super) fn tell(section: Section, done: Done) -> HttpResponse {
    see_other(&format!("{}?done={}", section.path(), done.word())).finish()
}

impl FromRequest for Holder {
    type Error = Refused;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refused>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let Visitor { session } = Visitor::extract(&request).await?;
            let session = session.ok_or_else(|| Refused::Stranger(way_back(&request)))?;
            Ok(Self { visit: Visit::of(&request), session, origin: Whence::of(&request).0 })
        })
    }
}

/// A form is not sent a second time: it is filled in again.
fn way_back(request: &HttpRequest) -> LocalPath {
    let path = request.uri().path_and_query().filter(|_| request.method().is_safe());
    LocalPath::parse(path.map_or(PATH, |path| path.as_str()))
}

impl From<PageError> for Refused {
    fn from(error: PageError) -> Self {
        Self::Page(error)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stranger(_) => f.write_str("nobody is signed in"),
            Self::Page(error) => error.fmt(f),
        }
    }
}

impl ResponseError for Refused {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Stranger(_) => StatusCode::SEE_OTHER,
            Self::Page(error) => error.status_code(),
        }
    }

    fn error_response(&self) -> HttpResponse {
        match self {
            Self::Stranger(path) => sign_in_first(path.as_str()),
            Self::Page(error) => error.error_response(),
        }
    }
}
