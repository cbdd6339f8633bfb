use super::local_path::LocalPath;
use crate::services::Services;
use hitkey_kernel::StoreError;
use hitkey_oauth::{AuthorizeError, AuthorizeParams};
use url::Url;

/// Why somebody signs in: where they want to go, and for which app.
#[derive(Debug, Default)]
pub(super) struct Purpose {
    /// Where to go afterwards.
    pub(super) continue_to: LocalPath,
    /// The name of the app that sent them.
    pub(super) app: Option<String>,
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
        let (app, redirect) = match services.oauth.authorization.check(&params).await {
            Ok(request) => {
                (Some(request.client().name.to_string()), Url::parse(request.redirect_uri().as_str()).ok())
            }
            Err(AuthorizeError::Redirected(error)) => (None, Url::parse(error.answer.target()).ok()),
            Err(AuthorizeError::Shown(_)) => (None, None),
            Err(AuthorizeError::Store(error)) => return Err(error),
        };
        Ok(Self { continue_to, app, redirect })
    }
}
