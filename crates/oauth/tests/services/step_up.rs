//! How strong a sign-in has to be (OpenID Connect Core §5.5.1.1, RFC 9470).

use crate::support::{MINUTE, broken, read_jwt, refused};
use hitkey_oauth::service::{NextStep, ProviderPorts};
use hitkey_oauth::testkit::fixtures::{App, World, query_value};
use hitkey_oauth::testkit::mocks::MockSubjects;
use hitkey_oauth::{
    Amr, AuthorizeError, AuthorizeParams, AuthorizeRefusal as Refusal, SignIn, SignedInPerson, ValidRequest,
};
use serde_json::{Value, json};
use std::sync::Arc;

/// A wish, a claim that is as good as one, and a claim that is meant.
const WISHED: (&str, &str) = ("acr_values", "2");
const CLAIMED: (&str, &str) = ("claims", r#"{"id_token": {"acr": {"values": ["2", "x"]}}}"#);
const MEANT: (&str, &str) = ("claims", r#"{"id_token": {"acr": {"essential": true, "value": "2"}}}"#);

struct Scene {
    world: World,
    app: App,
    /// Has a second factor, but signed in before.
    ann: SignedInPerson,
    /// Has none.
    bob: SignedInPerson,
}

impl Scene {
    async fn open() -> Self {
        let world = World::open().await;
        let app = world.client("client_secret_basic").await;
        let (ann, bob) = (by_password(world.person()), by_password(world.person()));
        world.store.add_second_factor(ann.user);
        for person in [&ann, &bob] {
            world.tokens(&app, person, "openid").await;
        }
        Self { world, app, ann, bob }
    }

    fn asking(&self, extra: &[(&'static str, &str)]) -> AuthorizeParams {
        let extra = extra.iter().map(|(name, value)| (*name, (*value).to_owned()));
        AuthorizeParams::from_pairs(self.app.request("openid").into_iter().chain(extra))
    }

    async fn request(&self, extra: &[(&'static str, &str)]) -> ValidRequest {
        self.world.provider.authorization.check(&self.asking(extra)).await.unwrap()
    }

    async fn step(
        &self,
        extra: &[(&'static str, &str)],
        person: &SignedInPerson,
    ) -> Result<NextStep, AuthorizeError> {
        self.world.provider.authorization.next_step(&self.request(extra).await, Some(person)).await
    }

    /// The claims of the id_token that comes of it.
    async fn told(&self, extra: &[(&'static str, &str)], person: &SignedInPerson) -> Value {
        let request = self.request(extra).await;
        let answer = self.world.provider.authorization.approve(&request, person).await.unwrap();
        let code = query_value(answer.target(), "code").unwrap();
        let tokens = self.world.redeem(&self.app, &code).await.unwrap();
        read_jwt(tokens.id_token.unwrap().expose()).1
    }
}

fn by_password(person: SignedInPerson) -> SignedInPerson {
    let sign_in = SignIn { amr: Amr::parse("pwd"), acr: "1".into(), ..person.sign_in };
    SignedInPerson { sign_in, ..person }
}

/// The same person after another sign-in, with the second factor.
fn stronger(person: &SignedInPerson) -> SignedInPerson {
    let sign_in = SignIn { amr: Amr::parse("pwd otp mfa"), acr: "2".into(), ..person.sign_in.clone() };
    SignedInPerson { sign_in, ..person.clone() }
}

#[tokio::test]
async fn who_has_a_second_factor_is_asked_for_it() {
    let scene = Scene::open().await;
    for asked in [WISHED, CLAIMED, MEANT] {
        assert_eq!(scene.step(&[asked], &scene.ann).await.unwrap(), NextStep::SignIn, "{asked:?}");
        let ann = stronger(&scene.ann);
        assert_eq!(scene.step(&[asked], &ann).await.unwrap(), NextStep::Approve, "{asked:?}");
        let told = scene.told(&[asked], &ann).await;
        assert_eq!((&told["acr"], &told["amr"]), (&json!("2"), &json!(["pwd", "otp", "mfa"])));
    }
}

#[tokio::test]
async fn without_one_a_wish_is_let_go_and_what_is_meant_refused() {
    let scene = Scene::open().await;
    for asked in [WISHED, CLAIMED, ("acr_values", "urn:mace:incommon:iap:silver")] {
        assert_eq!(scene.step(&[asked], &scene.bob).await.unwrap(), NextStep::Approve, "{asked:?}");
        let told = scene.told(&[asked], &scene.bob).await;
        assert_eq!((&told["acr"], &told["amr"]), (&json!("1"), &json!(["pwd"])), "{asked:?}");
    }
    assert_eq!(refused(scene.step(&[MEANT], &scene.bob).await), Refusal::AcrUnmet);
    let unknown = ("claims", r#"{"id_token": {"acr": {"essential": true, "values": ["silver"]}}}"#);
    for person in [&scene.ann, &stronger(&scene.ann)] {
        assert_eq!(refused(scene.step(&[unknown], person).await), Refusal::AcrUnmet, "nobody has that");
    }
}

#[tokio::test]
async fn who_must_not_be_asked_is_not() {
    let scene = Scene::open().await;
    let none = ("prompt", "none");
    assert_eq!(scene.step(&[WISHED, none], &scene.ann).await.unwrap(), NextStep::Approve);
    assert_eq!(refused(scene.step(&[MEANT, none], &scene.ann).await), Refusal::LoginRequired);
    assert_eq!(refused(scene.step(&[MEANT, none], &scene.bob).await), Refusal::AcrUnmet);
    let service = &scene.world.provider.authorization;
    assert!(service.approve_directly(&scene.asking(&[WISHED]), &scene.ann).await.is_ok());
    let meant = scene.asking(&[MEANT]);
    assert_eq!(refused(service.approve_directly(&meant, &scene.ann).await), Refusal::LoginRequired);
    assert_eq!(refused(service.approve_directly(&meant, &scene.bob).await), Refusal::AcrUnmet);
    assert!(service.approve_directly(&meant, &stronger(&scene.ann)).await.is_ok());
}

#[tokio::test]
async fn two_factors_are_one_as_well() {
    let scene = Scene::open().await;
    let ann = stronger(&scene.ann);
    for (asked, told) in [
        (("acr_values", "1"), "1"),
        (("acr_values", "1 2"), "2"),
        (("claims", r#"{"id_token": {"acr": {"essential": true, "value": "1"}}}"#), "1"),
        (("acr_values", "silver"), "2"),
    ] {
        let claims = scene.told(&[asked], &ann).await;
        assert_eq!(
            (&claims["acr"], &claims["amr"]),
            (&json!(told), &json!(["pwd", "otp", "mfa"])),
            "{asked:?}"
        );
    }
}

#[tokio::test]
async fn strong_is_not_fresh_and_fresh_is_not_strong() {
    let scene = Scene::open().await;
    scene.world.clock.advance(10 * MINUTE);
    let fresh = |person: &SignedInPerson| {
        let sign_in = SignIn { auth_time: scene.world.ambient.now(), ..person.sign_in.clone() };
        SignedInPerson { sign_in, ..person.clone() }
    };
    let both = [MEANT, ("max_age", "300")];
    for (person, step) in [
        (stronger(&scene.ann), NextStep::SignIn),
        (fresh(&scene.ann), NextStep::SignIn),
        (fresh(&stronger(&scene.ann)), NextStep::Approve),
    ] {
        assert_eq!(scene.step(&both, &person).await.unwrap(), step);
    }
    let told = scene.told(&both, &fresh(&stronger(&scene.ann))).await;
    assert_eq!(told["auth_time"], scene.world.ambient.now().unix_seconds());
}

#[tokio::test]
async fn what_is_meant_outdoes_what_is_wished() {
    let scene = Scene::open().await;
    let ann = stronger(&scene.ann);
    let one = ("claims", r#"{"id_token": {"acr": {"essential": true, "value": "1"}}}"#);
    assert_eq!(scene.told(&[WISHED, one], &ann).await["acr"], "1");
}

#[tokio::test]
async fn nobody_gets_by_when_it_is_not_known() {
    let world = World::with(|ports| {
        let mut subjects = MockSubjects::new();
        subjects.expect_has_second_factor().returning(|_| Err(broken()));
        ProviderPorts { subjects: Arc::new(subjects), ..ports }
    })
    .await;
    let (app, ann) = (world.client("none").await, by_password(world.person()));
    let params = app.request("openid").into_iter().chain([(WISHED.0, WISHED.1.to_owned())]);
    let request = world.provider.authorization.check(&AuthorizeParams::from_pairs(params)).await.unwrap();
    let step = world.provider.authorization.next_step(&request, Some(&ann)).await;
    assert!(matches!(step, Err(AuthorizeError::Store(_))), "{step:?}");
}
