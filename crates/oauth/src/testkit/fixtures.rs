//! People, clients and grants to test with, and a whole provider in memory.
#![expect(clippy::expect_used, reason = "what stands here by hand is right, or a test has to know")]

mod signed;
mod world;

pub use signed::SignedJwt;
pub use world::{App, ProjectApp, World, query_value};

use crate::ports::{CreateClient, RegisterClient};
use crate::{
    Amr, AuthorizationCode, Claim, ClaimSet, Client, ClientAuthentication, ClientKeys, ClientName,
    ClientOwner, ClientSecret, CodeChallenge, CodeVerifier, Event, Grant, GrantKind, GrantState, JwkSet,
    KeySource, Lifetimes, LogoutSettings, Nonce, RedirectUri, RedirectUris, RegistrationToken,
    RequestSettings, RequestedClaims, Resource, ResourceUri, Scope, ScopeSet, SecretTransport, SignIn,
    SigningAlg, SubjectAddress, SubjectDetails, SubjectEmail, SubjectProfile, SubjectProject, SubjectType,
    TokenLifetimes, TokenSettings,
};
use data_encoding::HEXLOWER;
use hitkey_kernel::{
    Actor, Ambient, Author, ClientId, EmailAddress, GrantId, Language, Origin, ProjectId, ResourceId, Scribe,
    Timestamp, UserId, random_array,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The redirect URI of the clients made here.
pub const CALLBACK: &str = "https://app.example.org/callback";

/// A code verifier (RFC 7636 §4.1).
pub const VERIFIER: &str = "a-verifier-of-at-least-43-characters-in-length-0";

/// The challenge of [`VERIFIER`].
pub fn challenge() -> CodeChallenge {
    CodeChallenge::of(&CodeVerifier::parse(VERIFIER).expect("a verifier"))
}

/// This person, at a browser of theirs.
pub fn actor(user: UserId) -> Actor {
    Actor::new(user, Origin::new(Some([192, 0, 2, 7].into()), Some("Firefox/130.0"), Language::En))
}

/// Parses a redirect URI.
pub fn redirect_uri(text: &str) -> RedirectUri {
    RedirectUri::parse(text).expect("a redirect URI")
}

/// A confidential client, and its secret.
pub fn confidential_client(owner: UserId, ambient: &Ambient) -> (Client, ClientSecret) {
    let secret = ClientSecret::generate(ambient.random());
    let authentication =
        ClientAuthentication::Secret { digest: secret.digest(), transport: SecretTransport::Basic };
    (client(owner, authentication, ambient), secret)
}

/// A resource of a project.
pub fn resource(project: ProjectId, uri: &str, ambient: &Ambient) -> Resource {
    let now = ambient.now();
    Resource {
        id: ResourceId::generate(now, ambient.random()),
        project,
        uri: ResourceUri::parse(uri).expect("a resource"),
        name: ClientName::parse("Example Resource").expect("a name"),
        scopes: None,
        is_open: false,
        created_at: now,
        updated_at: now,
    }
}

/// The command that keeps a client.
pub fn creation(client: &Client, ambient: &Ambient) -> CreateClient {
    let event = Event::client_created(client.owner, client.id);
    let audit = Scribe::new(ambient.clone()).record(&event, Author::SYSTEM, client.created_at);
    CreateClient { client: client.clone(), audit }
}

/// The command by which a client registers itself, with nothing to show, for a day unless it is used.
pub fn registering(ambient: &Ambient) -> RegisterClient {
    let nobody = UserId::generate(ambient.now(), ambient.random());
    let client = Client { owner: ClientOwner::Nobody, ..confidential_client(nobody, ambient).0 };
    RegisterClient {
        creation: creation(&client, ambient),
        token: RegistrationToken::generate(ambient.random()).digest(),
        unused_until: ambient.now() + std::time::Duration::from_secs(86_400),
        initial: None,
    }
}

/// A public client.
pub fn public_client(owner: UserId, ambient: &Ambient) -> Client {
    client(owner, ClientAuthentication::Public, ambient)
}

fn client(owner: UserId, authentication: ClientAuthentication, ambient: &Ambient) -> Client {
    Client {
        id: ClientId::generate(ambient.now(), ambient.random()),
        owner: ClientOwner::User(owner),
        name: ClientName::parse("Example App").expect("a name"),
        redirect_uris: RedirectUris::new(vec![redirect_uri(CALLBACK)]).expect("one URI"),
        authentication,
        keys: ClientKeys::default(),
        requests: RequestSettings::default(),
        grant_types: GrantKind::USUAL.into(),
        skip_consent: false,
        id_token_alg: SigningAlg::Rs256,
        subject_type: SubjectType::Public,
        tokens: TokenSettings::default(),
        logout: LogoutSettings::default(),
        created_at: ambient.now(),
        updated_at: ambient.now(),
    }
}

/// Token settings of which none is the default.
pub fn token_settings() -> TokenSettings {
    let seconds = |seconds| Some(std::time::Duration::from_secs(seconds));
    TokenSettings {
        rotates_refresh: true,
        lifetimes: TokenLifetimes {
            access: seconds(60),
            id: seconds(61),
            refresh_idle: seconds(86_400),
            refresh: seconds(31_536_000),
        },
        scopes: Some(ScopeSet::from_iter([Scope::OpenId, Scope::Email])),
    }
}

/// Toy keys of these names, registered with a client. Each is its name, filled up to the length of a real one.
pub fn inline_keys(names: &[&str]) -> KeySource {
    KeySource::Inline(JwkSet::registered(&toy_jwks(names)).expect("keys"))
}

/// The same as a client would send or publish them.
pub fn toy_jwks(names: &[&str]) -> Value {
    let key = |name: &&str| json!({"kty": "EC", "crv": "P-256", "kid": name, "x": toy_key(name), "y": toy_key(name)});
    json!({ "keys": names.iter().map(key).collect::<Vec<_>>() })
}

/// What a toy key of that name signs with.
pub fn toy_key(name: &str) -> String {
    format!("{name:x<43}")
}

/// A person of whom everything is known. User name and address differ at each call.
pub fn full_profile(ambient: &Ambient) -> SubjectProfile {
    let unique = HEXLOWER.encode(&random_array::<6>(ambient.random()));
    let address = EmailAddress::parse(&format!("ann.{unique}@example.org")).expect("an address");
    SubjectProfile {
        name: "Ann Lee".into(),
        given_names: Some("Ann".into()),
        surname: Some("Lee".into()),
        display_name: Some("annie".into()),
        native_script: Some("안 이".into()),
        preferred_order: Some("western".into()),
        username: Some(format!("ann_{unique}")),
        email: Some(SubjectEmail { address, verified: true }),
        details: full_details(),
        updated_at: ambient.now(),
    }
}

fn full_details() -> SubjectDetails {
    let some = |text: &str| Some(text.to_owned());
    SubjectDetails {
        middle_name: some("Mo"),
        nickname: some("an"),
        profile: some("https://ann.example/me"),
        picture: some("https://ann.example/me.png"),
        website: some("https://ann.example"),
        gender: some("female"),
        birthdate: some("1987-10-16"),
        zoneinfo: some("Asia/Almaty"),
        locale: some("kk-KZ"),
        phone_number: some("+77011234567"),
        address: Some(full_address()),
    }
}

fn full_address() -> SubjectAddress {
    let some = |text: &str| Some(text.to_owned());
    SubjectAddress {
        formatted: some("1 Abai Ave\nAlmaty"),
        street_address: some("1 Abai Ave"),
        locality: some("Almaty"),
        region: some("Almaty"),
        postal_code: some("050000"),
        country: some("KZ"),
    }
}

/// A person of whom little is known: a display name and an address.
pub fn bare_profile(ambient: &Ambient) -> SubjectProfile {
    SubjectProfile {
        name: "bea".into(),
        display_name: Some("bea".into()),
        given_names: None,
        surname: None,
        native_script: None,
        preferred_order: None,
        username: None,
        details: SubjectDetails::default(),
        ..full_profile(ambient)
    }
}

/// What somebody is in a project. Name and slug follow from its id.
pub fn project(id: ProjectId, role: &str, permissions: &[&str]) -> SubjectProject {
    SubjectProject {
        id,
        name: format!("Жоба {id}"),
        slug: format!("joba-{id}"),
        role: role.into(),
        permissions: permissions.iter().map(ToString::to_string).collect(),
    }
}

/// All there is to ask for.
pub fn every_scope() -> ScopeSet {
    Scope::ALL.into_iter().collect()
}

/// A sign-in with two factors at that time.
pub fn sign_in(auth_time: Timestamp) -> SignIn {
    SignIn { auth_time, amr: Amr::parse("pwd otp mfa"), acr: "2".into() }
}

/// A grant whose code waits, with everything that a grant can have but a session, and its code.
pub fn grant(client: ClientId, user: UserId, ambient: &Ambient) -> (Grant, AuthorizationCode) {
    let now = ambient.now();
    let expires_at = now + Lifetimes::default().code;
    let grant = Grant {
        id: GrantId::generate(now, ambient.random()),
        client,
        user,
        session: None,
        scopes: ScopeSet::from_iter([Scope::OpenId, Scope::Email]),
        resources: BTreeSet::new(),
        claims: RequestedClaims {
            userinfo: ClaimSet::from_iter([Claim::Email, Claim::EmailVerified]),
            id_token: ClaimSet::from_iter([Claim::Email]),
        },
        redirect_uri: redirect_uri(CALLBACK),
        nonce: Some(Nonce::parse("n-0S6_WzA2Mj").expect("a nonce")),
        challenge: Some(challenge()),
        sign_in: sign_in(now),
        state: GrantState::CodeIssued { expires_at },
        created_at: now,
        expires_at,
    };
    (grant, AuthorizationCode::generate(ambient.random()))
}
