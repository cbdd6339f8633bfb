mod authorize;
mod clients;
mod device_authorization;
mod introspect;
mod register;
mod revoke;
mod token;
mod userinfo;

use crate::support::Server;
use hitkey_oauth::testkit::fixtures::{App, CALLBACK, VERIFIER, query_value};

/// The path of an authorization request.
pub(crate) fn authorize_path(parameters: &[(&str, String)]) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    format!("/oauth/authorize?{}", query.extend_pairs(parameters).finish())
}

/// The code that the person behind an API token allows an app.
pub(crate) async fn code(server: &Server, token: &str, app: &App) -> String {
    let answer = server.get(&authorize_path(&app.request("openid email")), token).await.succeeds();
    query_value(&answer.field("redirect_url"), "code").unwrap()
}

/// The parameters that redeem a code, without the client's.
pub(crate) fn redeeming(code: &str) -> Vec<(&'static str, String)> {
    vec![
        ("grant_type", "authorization_code".into()),
        ("code", code.into()),
        ("redirect_uri", CALLBACK.into()),
        ("code_verifier", VERIFIER.into()),
    ]
}

/// Ann's API token, an app that she allowed, and its access token.
pub(crate) async fn authorized(server: &Server) -> (String, App, String) {
    let token = server.ann().await;
    let app = server.provider.client("client_secret_post").await;
    let mut form = redeeming(&code(server, &token, &app).await);
    form.extend([("client_id", app.id()), ("client_secret", app.secret().to_owned())]);
    let form: Vec<_> = form.iter().map(|(name, value)| (*name, &**value)).collect();
    let access = server.post_form("/oauth/token", &form).await.succeeds().field("access_token");
    (token, app, access)
}
