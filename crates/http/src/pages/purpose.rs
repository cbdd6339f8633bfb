use super::local_path::LocalPath;
use crate::services::Services;
use hitkey_kernel::{Language, StoreError};
use hitkey_oauth::{AuthorizeError, AuthorizeParams, Hints};
use url::Url;

/// Why somebody signs in: where they want to go, and for which app.
#[derive(Debug, Default)]
pub(super) struct Purpose {
    /// Where to go afterwards.
    pub(super) continue_to: LocalPath,
    /// The name of the app that sent them.
    pub(super) app: Option<String>,
    /// What it says the person may sign in by.
    pub(super) login_hint: Option<String>,
    /// Where that app wants them back. A page whose form may lead there has to say so in its policy.
    pub(super) redirect: Option<Url>,
}

/// The path of browsers' authorization requests.
pub(super) const AUTHORIZE: &str = "/oauth/authorize";

impl Purpose {
    /// Reads the purpose off the path to continue with. An app is named only when its request is right;
    /// the wrong ones are told later, by the authorization page.
    pub(super) async fn of(continue_to: LocalPath, services: &Services) -> Result<Self, StoreError> {
        let Some(query) = continue_to.query_for(AUTHORIZE) else {
            return Ok(Self { continue_to, ..Self::default() });
        };
        let params = AuthorizeParams::from_query(query);
        let nothing = Self { continue_to, ..Self::default() };
        match services.oauth.authorization.check(&params).await {
            Ok(request) => Ok(Self {
                app: Some(request.client().name.to_string()),
                login_hint: request.hints().login().map(str::to_owned),
                redirect: Url::parse(request.redirect_uri().as_str()).ok(),
                ..nothing
            }),
            Err(AuthorizeError::Redirected(error)) => {
                Ok(Self { redirect: Url::parse(error.answer.target()).ok(), ..nothing })
            }
            Err(AuthorizeError::Shown(_)) => Ok(nothing),
            Err(AuthorizeError::Store(error)) => Err(error),
        }
    }
}

/// The language in which an authorization request at `path` wants to be told.
pub(super) fn language(path: &LocalPath) -> Option<Language> {
    let params = AuthorizeParams::from_query(path.query_for(AUTHORIZE)?);
    Hints::of(&params).language()
}
