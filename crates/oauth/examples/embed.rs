//! An identity provider in another program, without HitKey's HTTP and database.
//!
//! It registers a client, lets a person allow it, redeems the code with PKCE, asks who the person is and
//! refreshes. The stores are in memory and the keys are toys: implement the ports of
//! `hitkey_oauth::ports` for your own, and certify your stores with `hitkey_oauth::testkit::contract`.
//!
//! `cargo run -p hitkey-oauth --example embed --features testkit`
#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use hitkey_kernel::testkit::ambient;
use hitkey_kernel::{Ambient, BoxError, Scribe, SessionId, UserId};
use hitkey_oauth::service::{
    ClientRegistration, CreatedClient, NextStep, Provider, ProviderSettings, TokenAnswer, TokenParams,
};
use hitkey_oauth::testkit::{MemoryStore, ToyKeys, ToySealer, fixtures};
use hitkey_oauth::{AuthorizeParams, CodeChallenge, CodeVerifier, Issuer, SignedInPerson};
use std::sync::Arc;

const CALLBACK: &str = "http://127.0.0.1/callback";
const VERIFIER: &str = "take-43-or-more-random-characters-for-each-request";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), BoxError> {
    // A clock that stands still and randomness that repeats: bring your own `Clock` and `Random`.
    let ambient = ambient();
    let store = Arc::new(MemoryStore::default());
    let provider = open(&store, &ambient).await?;
    println!("discovery: {}", String::from_utf8_lossy(&provider.discovery.document()));

    // Who signed in, and how, is your program's business.
    let person = sign_in(&store, &ambient);
    let app = register(&provider, person.user).await?;
    println!("client:    {} ({})", app.client.id, app.client.name);

    let code = authorize(&provider, &app, &person).await?;
    let tokens = redeem(&provider, &app, &code).await?;
    println!("tokens:    {} for {:?}", tokens.scope, tokens.expires_in);

    let told = provider.user_info.tell(tokens.access_token.expose()).await?;
    println!("userinfo:  {}", serde_json::to_string(&told)?);
    assert_eq!(told.sub, person.user.to_string());

    let refresh_token = tokens.refresh_token.ok_or("there should be a refresh token")?;
    let refreshed = refresh(&provider, &app, refresh_token.expose()).await?;
    assert!(provider.user_info.tell(refreshed.access_token.expose()).await.is_ok());

    assert!(redeem(&provider, &app, &code).await.is_err(), "a code is good once");
    assert!(provider.user_info.tell(refreshed.access_token.expose()).await.is_err(), "a replay ends it all");
    println!("replay:    refused, and every token of the grant is dead");
    Ok(())
}

async fn open(store: &Arc<MemoryStore>, ambient: &Ambient) -> Result<Provider, BoxError> {
    let issuer = Issuer::parse("http://localhost:8080")?;
    let scribe = Scribe::new(ambient.clone());
    let ports = store.ports(Arc::new(ToyKeys::default()), Arc::new(ToySealer::default()), scribe);
    Ok(Provider::open(ports, ProviderSettings::new(issuer), ambient.clone()).await?)
}

fn sign_in(store: &MemoryStore, ambient: &Ambient) -> SignedInPerson {
    let (now, random) = (ambient.now(), ambient.random());
    let user = UserId::generate(now, random);
    store.add_person(user, fixtures::full_profile(ambient));
    SignedInPerson { user, session: SessionId::generate(now, random), sign_in: fixtures::sign_in(now) }
}

async fn register(provider: &Provider, owner: UserId) -> Result<CreatedClient, BoxError> {
    let registration = ClientRegistration {
        name: "Command line tool".into(),
        redirect_uris: vec![CALLBACK.into()],
        token_endpoint_auth_method: Some("none".into()),
        ..ClientRegistration::default()
    };
    Ok(provider.clients.create(owner, &fixtures::actor(owner), registration).await?)
}

async fn authorize(
    provider: &Provider,
    app: &CreatedClient,
    person: &SignedInPerson,
) -> Result<String, BoxError> {
    let challenge = CodeChallenge::of(&CodeVerifier::parse(VERIFIER)?);
    let params = AuthorizeParams::from_pairs([
        ("client_id", app.client.id.to_string().as_str()),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid profile email"),
        ("state", "xyz"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
    ]);
    let request = provider.authorization.check(&params).await?;
    let step = provider.authorization.next_step(&request, Some(person)).await?;
    assert_eq!(step, NextStep::Consent, "the person is asked once");
    let answer = provider.authorization.approve(&request, person).await?;
    assert_eq!(provider.authorization.next_step(&request, Some(person)).await?, NextStep::Approve);
    println!("redirect:  {}", answer.target());
    Ok(fixtures::query_value(answer.target(), "code").ok_or("there should be a code")?)
}

async fn redeem(provider: &Provider, app: &CreatedClient, code: &str) -> Result<TokenAnswer, BoxError> {
    let params = TokenParams::from_pairs([
        ("grant_type", "authorization_code"),
        ("client_id", &app.client.id.to_string()),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ])?;
    Ok(provider.tokens.exchange(None, params).await?)
}

async fn refresh(provider: &Provider, app: &CreatedClient, token: &str) -> Result<TokenAnswer, BoxError> {
    let params = TokenParams::from_pairs([
        ("grant_type", "refresh_token"),
        ("client_id", &app.client.id.to_string()),
        ("refresh_token", token),
    ])?;
    Ok(provider.tokens.exchange(None, params).await?)
}
