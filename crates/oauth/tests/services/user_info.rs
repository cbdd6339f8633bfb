//! The userinfo endpoint, and the access tokens that open it.

use crate::support::{HOUR, broken, read_jwt};
use data_encoding::BASE64URL_NOPAD;
use hitkey_kernel::{Author, GrantId, Scribe, StoreError, Timestamp, UserId, digest_of};
use hitkey_oauth::ports::{GrantStore, RevokeGrant, Subjects};
use hitkey_oauth::service::{Provider, ProviderPorts, ProviderSettings, TokenRejected, UserInfoError};
use hitkey_oauth::testkit::ToySealer;
use hitkey_oauth::testkit::fixtures::{World, actor, full_profile};
use hitkey_oauth::testkit::mocks::MockSubjects;
use hitkey_oauth::{Event, Issuer, LiveSubject, ScopeSet, SubjectProfile, UserInfoClaims};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

async fn tell(world: &World, token: &str) -> Result<UserInfoClaims, UserInfoError> {
    world.provider.user_info.tell(token).await
}

async fn rejection(world: &World, token: &str) -> TokenRejected {
    match tell(world, token).await {
        Err(UserInfoError::Rejected(rejected)) => rejected,
        other => panic!("{token}: {other:?}"),
    }
}

#[tokio::test]
async fn a_token_opens_what_its_scopes_say() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let sub = person.user.to_string();
    for (scope, expected) in
        [("openid", json!({"sub": sub, "id": sub})), ("offline_access", json!({"sub": sub, "id": sub}))]
    {
        let token = world.tokens(&app, &person, scope).await.access_token;
        let told = tell(&world, token.expose()).await.unwrap();
        assert_eq!(serde_json::to_value(told).unwrap(), expected, "{scope}");
    }
    let token = world.tokens(&app, &person, "openid profile email").await.access_token;
    let told = serde_json::to_value(tell(&world, token.expose()).await.unwrap()).unwrap();
    assert_eq!((&told["name"], &told["email_verified"]), (&json!("Ann Lee"), &json!(true)));
}

#[tokio::test]
async fn a_token_tells_what_is_true_now_and_ends_with_its_hour() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let token = world.tokens(&app, &person, "email").await.access_token;
    let before = tell(&world, token.expose()).await.unwrap();
    world.store.add_person(person.user, full_profile(&world.ambient));
    assert_ne!(tell(&world, token.expose()).await.unwrap(), before);
    world.clock.advance(HOUR - Duration::from_secs(1));
    assert!(tell(&world, token.expose()).await.is_ok());
    world.clock.advance(Duration::from_secs(1));
    for _ in 0..2 {
        assert_eq!(rejection(&world, token.expose()).await, TokenRejected::Expired);
    }
}

#[tokio::test]
async fn what_ends_the_grant_ends_its_tokens_at_once_even_remembered_ones() {
    let world = World::open().await;
    let app = world.client("none").await;
    let client = app.created.client.id;
    for end in ["revoked", "withdrawn", "person gone", "client gone"] {
        let person = world.person();
        let token = world.tokens(&app, &person, "openid").await.access_token;
        assert!(tell(&world, token.expose()).await.is_ok());
        let now = world.ambient.now();
        match end {
            "revoked" => {
                let gid = read_jwt(token.expose()).1["gid"].as_str().unwrap().parse().unwrap();
                let event = Event::CodeReused { user: person.user, client };
                let audit = Scribe::new(world.ambient.clone()).record(&event, Author::SYSTEM, now);
                world.store.revoke(RevokeGrant { grant: gid, now, audit }).await.unwrap();
            }
            "withdrawn" => {
                world.provider.allowed_apps.withdraw(&actor(person.user), client).await.unwrap();
            }
            "person gone" => world.store.remove_person(person.user),
            _ => world.provider.clients.delete(app.owner, &actor(app.owner), client).await.unwrap(),
        }
        let told = tell(&world, token.expose()).await;
        assert!(matches!(told, Err(UserInfoError::GrantEnded)), "{end}: {told:?}");
    }
}

fn forged(header: &Value, claims: &Value, sign: impl Fn(&str) -> Vec<u8>) -> String {
    let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
    let message = format!("{}.{}", part(header), part(claims));
    let signature = BASE64URL_NOPAD.encode(&sign(&message));
    format!("{message}.{signature}")
}

/// The public parts of a key, by algorithm: all that a forger has.
fn published(world: &World, alg: &str) -> (String, String) {
    let jwks: Value = serde_json::from_slice(&world.provider.keyring.jwks()).unwrap();
    let key = jwks["keys"].as_array().unwrap().iter().find(|key| key["alg"] == alg).unwrap().clone();
    (key["kid"].as_str().unwrap().to_owned(), key["x"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn forged_tokens_are_rejected() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let answer = world.tokens(&app, &person, "openid").await;
    let token = answer.access_token.expose();
    let (header, claims) = read_jwt(token);
    let ((es256, public), (rs256, _)) = (published(&world, "ES256"), published(&world, "RS256"));
    let with = |name: &str, value: Value| {
        let mut header = header.clone();
        header[name] = value;
        header
    };
    let mut wider = claims.clone();
    wider["scope"] = json!("openid profile email");
    let (message, signature) = token.rsplit_once('.').unwrap();
    let stolen = BASE64URL_NOPAD.decode(signature.as_bytes()).unwrap();
    for (what, bad) in [
        ("nothing", String::new()),
        ("noise", "a.b.c".into()),
        ("no signature", format!("{message}.")),
        ("another's signature", forged(&header, &wider, |_| stolen.clone())),
        ("alg none", forged(&with("alg", json!("none")), &wider, |_| Vec::new())),
        (
            "the public key as a secret",
            forged(&with("alg", json!("HS256")), &wider, |message| {
                digest_of(&[public.as_bytes(), message.as_bytes()]).to_vec()
            }),
        ),
        ("a key of another algorithm", forged(&with("kid", json!(rs256)), &wider, |_| stolen.clone())),
        ("an unknown key", forged(&with("kid", json!("../../dev/null")), &wider, |_| stolen.clone())),
        (
            "a key from elsewhere",
            forged(&with("jku", json!("https://evil.example/jwks")), &wider, |_| vec![1]),
        ),
        ("no type", forged(&json!({"alg": "ES256", "kid": es256}), &claims, |_| stolen.clone())),
        ("an id_token", answer.id_token.as_ref().unwrap().expose().to_owned()),
        ("a refresh token", answer.refresh_token.as_ref().unwrap().expose().to_owned()),
        ("too much", format!("{token}{}", "A".repeat(5_000))),
    ] {
        assert_eq!(rejection(&world, &bad).await, TokenRejected::Invalid, "{what}");
    }
    assert!(tell(&world, token).await.is_ok());
}

#[tokio::test]
async fn a_token_of_another_issuer_is_not_ours_even_under_our_keys() {
    let world = World::open().await;
    let other = ProviderSettings::new(Issuer::parse("https://other.example.org").unwrap());
    let scribe = Scribe::new(world.ambient.clone());
    let ports = world.store.ports(world.keys.clone(), Arc::new(ToySealer::default()), scribe);
    let other = Provider::open(ports, other, world.ambient.clone()).await.unwrap();
    let app = world.client("none").await;
    let token = world.tokens(&app, &world.person(), "openid").await.access_token;
    let told = other.user_info.tell(token.expose()).await;
    assert!(matches!(told, Err(UserInfoError::Rejected(TokenRejected::Invalid))), "{told:?}");
}

/// Tells something else than the truth of every person.
struct Altered<F>(Arc<dyn Subjects>, F);

#[async_trait::async_trait]
impl<F: Fn(&mut LiveSubject) + Send + Sync> Subjects for Altered<F> {
    async fn behind(
        &self,
        grant: GrantId,
        asked: ScopeSet,
        now: Timestamp,
    ) -> Result<Option<LiveSubject>, StoreError> {
        let mut found = self.0.behind(grant, asked, now).await?;
        found.iter_mut().for_each(&self.1);
        Ok(found)
    }

    async fn profile(&self, user: UserId) -> Result<Option<SubjectProfile>, StoreError> {
        self.0.profile(user).await
    }

    async fn has_second_factor(&self, user: UserId) -> Result<bool, StoreError> {
        self.0.has_second_factor(user).await
    }
}

async fn tell_altered(
    alter: impl Fn(&mut LiveSubject) + Send + Sync + 'static,
) -> Result<UserInfoClaims, UserInfoError> {
    let world = World::with(|ports| {
        let subjects = Arc::new(Altered(Arc::clone(&ports.subjects), alter));
        ProviderPorts { subjects, ..ports }
    })
    .await;
    let app = world.client("none").await;
    let token = world.tokens(&app, &world.person(), "openid email").await.access_token;
    tell(&world, token.expose()).await
}

#[tokio::test]
async fn a_grant_of_another_person_or_client_tells_nothing() {
    let other = "01900000-0000-7000-8000-000000000001";
    let another_person = tell_altered(|subject| subject.user = other.parse().unwrap()).await;
    let another_client = tell_altered(|subject| subject.client = other.parse().unwrap()).await;
    for told in [another_person, another_client] {
        assert!(matches!(told, Err(UserInfoError::GrantEnded)), "{told:?}");
    }
}

#[tokio::test]
async fn a_token_opens_no_more_than_its_grant_does_now() {
    assert!(tell_altered(|_| {}).await.unwrap().person.email.is_some());
    let told = tell_altered(|subject| subject.scopes = ScopeSet::parse("openid")).await.unwrap();
    assert!(told.person.email.is_none());
}

#[tokio::test]
async fn a_broken_store_is_an_error_of_its_own() {
    let world = World::with(|ports| {
        let mut subjects = MockSubjects::new();
        subjects.expect_behind().returning(|_, _, _| Err(broken()));
        ProviderPorts { subjects: Arc::new(subjects), ..ports }
    })
    .await;
    let app = world.client("none").await;
    let token = world.tokens(&app, &world.person(), "openid").await.access_token;
    let told = tell(&world, token.expose()).await;
    assert!(matches!(told, Err(UserInfoError::Store(_))), "{told:?}");
}

#[tokio::test]
async fn a_client_of_a_project_is_told_what_the_person_is_there_now() {
    let world = World::open().await;
    let person = world.person();
    let keys: &[&str] = &["site.view", "site.edit"];
    let fixture = world.project_client(false, &[(person.user, "admin", keys)]).await;
    let (id, app) = (fixture.project, fixture.app);
    let project = async |token: &str| {
        let told = serde_json::to_value(tell(&world, token).await.unwrap()).unwrap();
        told.get("project").cloned()
    };
    let token = world.tokens(&app, &person, "openid project:read").await.access_token;
    let expected = json!({
        "project_id": id.to_string(), "project_name": format!("Жоба {id}"), "project_slug": format!("joba-{id}"),
        "role": "admin", "permissions": ["site.edit", "site.view"],
    });
    assert_eq!(project(token.expose()).await, Some(expected));
    let plain = world.tokens(&app, &person, "openid profile").await.access_token;
    assert_eq!(project(plain.expose()).await, None, "without the scope");

    world.set_members(id, false, &[(person.user, "member", &keys[..1])]);
    let told = project(token.expose()).await.unwrap();
    assert_eq!((&told["role"], &told["permissions"]), (&json!("member"), &json!(["site.view"])));
    world.set_members(id, false, &[]);
    assert_eq!(project(token.expose()).await, None, "no member any more");
}

#[tokio::test]
async fn a_client_of_a_person_is_told_of_no_project() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    world.project_client(true, &[(person.user, "owner", &[])]).await;
    let answer = world.tokens(&app, &person, "openid project:read").await;
    assert_eq!(answer.scope.to_string(), "openid", "there is nothing to read");
    assert_eq!(tell(&world, answer.access_token.expose()).await.unwrap().person.project, None);
}
