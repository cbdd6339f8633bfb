//! What the application says to HitKey: it sends people there, and asks who came back.

use actix_web::cookie::time::OffsetDateTime;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse as _,
};
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::time::Duration;

pub(crate) type Failure = Box<dyn Error>;
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// HitKey, as this application knows it.
#[derive(Clone)]
pub(crate) struct HitKey {
    issuer: String,
    client: Client,
    http: reqwest::Client,
}

/// What the answer must fit to. It waits in the session while the person is at HitKey.
#[derive(Serialize, Deserialize)]
pub(crate) struct SignIn {
    state: CsrfToken,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

/// What HitKey sends the browser back with.
#[derive(Deserialize)]
pub(crate) struct Callback {
    code: Option<AuthorizationCode>,
    state: Option<CsrfToken>,
    iss: Option<String>,
    error: Option<String>,
}

/// Who is signed in, and until when HitKey need not be asked again.
#[derive(Serialize, Deserialize)]
pub(crate) struct Person {
    sub: String,
    pub(crate) name: String,
    pub(crate) email: String,
    expires_at: i64,
}

impl HitKey {
    /// Asks once where the endpoints are and which keys sign.
    pub(crate) async fn discover(
        issuer: String,
        id: String,
        secret: String,
        redirect_uri: String,
    ) -> Result<Self, Failure> {
        // A redirect would lead our secrets elsewhere.
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
        let metadata = CoreProviderMetadata::discover_async(IssuerUrl::new(issuer.clone())?, &http).await?;
        let client =
            CoreClient::from_provider_metadata(metadata, ClientId::new(id), Some(ClientSecret::new(secret)))
                .set_redirect_uri(RedirectUrl::new(redirect_uri)?);
        Ok(Self { issuer, client, http })
    }

    /// Where to send the browser, and what the answer must fit to.
    pub(crate) fn begin(&self) -> (String, SignIn) {
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = self.client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let scopes = ["profile", "email"].map(|scope| Scope::new(scope.to_owned()));
        let (url, state, nonce) = request.add_scopes(scopes).set_pkce_challenge(challenge).url();
        (url.into(), SignIn { state, nonce, verifier })
    }

    /// Exchanges the code, checks the ID token, and asks who it is.
    pub(crate) async fn finish(&self, began: SignIn, callback: Callback) -> Result<Person, Failure> {
        let code = self.code(&began, callback)?;
        let request = self.client.exchange_code(code)?.set_pkce_verifier(began.verifier);
        let tokens = request.request_async(&self.http).await?;
        let id_token = tokens.id_token().ok_or("there is no ID token")?;
        let claims = id_token.claims(&self.client.id_token_verifier(), &began.nonce)?;
        let request = self.client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()))?;
        let info: CoreUserInfoClaims = request.request_async(&self.http).await?;
        Ok(Person::of(&info, tokens.expires_in().unwrap_or_default()))
    }

    /// The code, if the answer is to what was asked, and from whom it was asked.
    fn code(&self, began: &SignIn, callback: Callback) -> Result<AuthorizationCode, Failure> {
        if callback.state.is_none_or(|state| state.secret() != began.state.secret()) {
            return Err("the state is not the one that was sent".into());
        }
        if callback.iss.as_ref() != Some(&self.issuer) {
            return Err("the answer comes from another issuer".into());
        }
        callback.code.ok_or_else(|| callback.error.unwrap_or_default().into())
    }
}

impl Person {
    fn of(info: &CoreUserInfoClaims, lives: Duration) -> Self {
        let name = info.name().and_then(|name| name.get(None));
        Self {
            sub: info.subject().to_string(),
            name: name.map(|name| name.to_string()).unwrap_or_default(),
            email: info.email().map(|email| email.to_string()).unwrap_or_default(),
            expires_at: (OffsetDateTime::now_utc() + lives).unix_timestamp(),
        }
    }

    /// Whether HitKey is to be asked again.
    pub(crate) fn is_stale(&self) -> bool {
        self.expires_at <= OffsetDateTime::now_utc().unix_timestamp()
    }
}
