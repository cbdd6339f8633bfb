//! The `openidconnect` crate signs somebody in, through the real pages.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::{Database, Partner, Person, Server, on_both};
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse as _, PkceCodeChallenge, RedirectUrl, Scope,
    TokenResponse as _,
};
use url::Url;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

fn http() -> reqwest::Client {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap()
}

async fn client(server: &Server, partner: &Partner) -> Client {
    let issuer = IssuerUrl::new(server.url()).unwrap();
    let metadata = CoreProviderMetadata::discover_async(issuer, &http()).await.unwrap();
    let secret = partner.secret.clone().map(ClientSecret::new);
    CoreClient::from_provider_metadata(metadata, ClientId::new(partner.id.clone()), secret)
        .set_redirect_uri(RedirectUrl::new(partner.redirect_uri.clone()).unwrap())
}

/// The code flow with PKCE and nonce; gives the tokens after the id token was checked against the JWKS.
async fn sign_in(server: &Server, client: &Client, person: &Person) -> CoreTokenResponse {
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let request = client.authorize_url(
        CoreAuthenticationFlow::AuthorizationCode,
        CsrfToken::new_random,
        Nonce::new_random,
    );
    let scopes = ["profile", "email", "offline_access"].map(|scope| Scope::new(scope.to_owned()));
    let (url, state, nonce) = request.add_scopes(scopes).set_pkce_challenge(challenge).url();
    let callback = Url::parse(&server.browser().authorize(url.as_str(), person, None).await).unwrap();
    let value = |key: &str| callback.query_pairs().find(|(name, _)| name == key).unwrap().1.into_owned();
    assert_eq!(&value("state"), state.secret());
    assert_eq!(value("iss"), server.url());
    let request = client.exchange_code(AuthorizationCode::new(value("code"))).unwrap();
    let tokens = request.set_pkce_verifier(verifier).request_async(&http()).await.unwrap();
    let id_token = tokens.id_token().unwrap();
    let checker = client.id_token_verifier();
    let claims = id_token.claims(&checker, &nonce).unwrap();
    assert_eq!(claims.subject().as_str(), person.id);
    assert!(claims.auth_time().is_some());
    let hash = AccessTokenHash::from_token(
        tokens.access_token(),
        id_token.signing_alg().unwrap(),
        id_token.signing_key(&checker).unwrap(),
    );
    assert_eq!(claims.access_token_hash(), Some(&hash.unwrap()));
    tokens
}

async fn check(server: &Server, person: &Person, partner: &Partner) {
    let client = client(server, partner).await;
    let tokens = sign_in(server, &client, person).await;
    let request = client.user_info(tokens.access_token().clone(), None).unwrap();
    let info: CoreUserInfoClaims = request.request_async(&http()).await.unwrap();
    assert_eq!(info.subject().as_str(), person.id);
    assert_eq!(info.email().unwrap().as_str(), person.email);
    let request = client.exchange_refresh_token(tokens.refresh_token().unwrap()).unwrap();
    let refreshed = request.request_async(&http()).await.unwrap();
    let request = client.user_info(refreshed.access_token().clone(), None).unwrap();
    let _: CoreUserInfoClaims = request.request_async(&http()).await.unwrap();
}

async fn openidconnect_signs_in_with_a_secret(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.partner().await;
    check(&server, &person, &partner).await;
}

async fn openidconnect_signs_in_without_a_secret(database: Database) {
    let server = Server::start(database).await;
    let person = Person::register(&server).await;
    let partner = person.public_partner().await;
    check(&server, &person, &partner).await;
}

on_both!(openidconnect_signs_in_with_a_secret, openidconnect_signs_in_without_a_secret);
