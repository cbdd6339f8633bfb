//! Tokens for one server are good at that server (RFC 8707).

use crate::support::{read_jwt, refusal, refused};
use hitkey_kernel::ProjectId;
use hitkey_oauth::service::{
    ClientChanges, ClientRegistration, CreatedClient, KeyRegistration, NextStep, PushError, ResourceChanges,
    TokenAnswer, TokenChanges, TokenError, TokenParams, TokenRefusal, TokenRejected, UserInfoError,
};
use hitkey_oauth::testkit::fixtures::{
    App, CALLBACK, ProjectApp, VERIFIER, World, actor, query_value, toy_jwks,
};
use hitkey_oauth::{
    AuthorizeError, AuthorizeParams, AuthorizeRefusal, ClientOwner, GrantKind, SignedInPerson,
};
use serde_json::{Value, json};

const ORDERS: &str = "https://orders.example.org";
const FILMS: &str = "https://films.example.org/v1";
const SCOPE: &str = "openid profile email";
const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// A project with a client, and two servers of it.
struct Scene {
    world: World,
    app: App,
    project: ProjectId,
    ann: SignedInPerson,
}

impl Scene {
    async fn new() -> Self {
        let world = World::open().await;
        let ProjectApp { project, app } = world.project_client(true, &[]).await;
        for uri in [ORDERS, FILMS] {
            world.resource(project, uri, false).await;
        }
        let ann = world.person();
        Self { world, app, project, ann }
    }

    fn params(&self, resources: &[&str]) -> AuthorizeParams {
        let resources = resources.iter().map(|uri| ("resource", (*uri).to_owned()));
        AuthorizeParams::from_pairs(self.app.request(SCOPE).into_iter().chain(resources))
    }

    async fn code(&self, resources: &[&str]) -> Result<String, AuthorizeError> {
        let params = self.params(resources);
        let answer = self.world.provider.authorization.approve_directly(&params, &self.ann).await?;
        Ok(query_value(answer.as_str(), "code").unwrap())
    }

    async fn redeem(&self, code: &str, resources: &[&str]) -> Result<TokenAnswer, TokenError> {
        let mut params = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        params.extend(resources.iter().map(|uri| ("resource", *uri)));
        self.world.exchange(&self.app, &params).await
    }

    async fn tokens(&self, resources: &[&str]) -> TokenAnswer {
        let code = self.code(resources).await.unwrap();
        self.redeem(&code, &[]).await.unwrap()
    }

    async fn refresh(&self, token: &TokenAnswer, resources: &[&str]) -> Result<TokenAnswer, TokenError> {
        let token = token.refresh_token.as_ref().unwrap().expose();
        let mut params = vec![("grant_type", "refresh_token"), ("refresh_token", token)];
        params.extend(resources.iter().map(|uri| ("resource", *uri)));
        self.world.exchange(&self.app, &params).await
    }

    async fn change(&self, uri: &str, changes: ResourceChanges) {
        let resources = &self.world.provider.resources;
        let known = resources.list(self.project, hitkey_kernel::testkit::first(10)).await.unwrap().items;
        let resource = known.into_iter().find(|resource| resource.uri.as_str() == uri).unwrap();
        resources.update(self.project, &actor(self.ann.user), resource.id, &changes).await.unwrap();
    }

    async fn remove(&self, uri: &str) {
        let resources = &self.world.provider.resources;
        let known = resources.list(self.project, hitkey_kernel::testkit::first(10)).await.unwrap().items;
        let resource = known.into_iter().find(|resource| resource.uri.as_str() == uri).unwrap();
        resources.delete(self.project, &actor(self.ann.user), resource.id).await.unwrap();
    }

    async fn needs_consent(&self, resources: &[&str]) -> bool {
        let authorization = &self.world.provider.authorization;
        let request = authorization.check(&self.params(resources)).await.unwrap();
        authorization.next_step(&request, Some(&self.ann)).await.unwrap() == NextStep::Consent
    }
}

fn audience(answer: &TokenAnswer) -> Value {
    read_jwt(answer.access_token.expose()).1["aud"].clone()
}

#[tokio::test]
async fn a_token_is_for_what_was_named_and_for_nothing_else() {
    let scene = Scene::new().await;
    for (asked, told) in [
        (vec![ORDERS], json!(ORDERS)),
        (vec![FILMS, ORDERS], json!([FILMS, ORDERS])),
        (vec![ORDERS, "https://orders.example.org/"], json!(ORDERS)),
        (vec!["https://orders.example.org/"], json!(ORDERS)),
        (vec![], json!(scene.app.id())),
    ] {
        let answer = scene.tokens(&asked).await;
        assert_eq!(audience(&answer), told, "{asked:?}");
        let (_, id_token) = read_jwt(answer.id_token.unwrap().expose());
        assert_eq!(id_token["aud"], scene.app.id(), "the id_token stays the client's");
    }
}

#[tokio::test]
async fn what_is_unknown_or_not_for_this_client_is_refused_alike() {
    let scene = Scene::new().await;
    let elsewhere = scene.world.project_client(true, &[]).await.project;
    scene.world.resource(elsewhere, "urn:example:closed", false).await;
    let many: Vec<_> = (0..9).map(|number| format!("{ORDERS}/{number}")).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    for asked in [
        &["urn:example:unknown"][..],
        &["urn:example:closed"],
        &[ORDERS, "urn:example:unknown"],
        &["https://orders.example.org/v2"],
        &["https://ORDERS.example.org"],
        &["https://orders.example.org/#x"],
        &["orders"],
        &many,
    ] {
        assert_eq!(refused(scene.code(asked).await), AuthorizeRefusal::Target, "{asked:?}");
        let pushed = push(&scene, asked).await;
        assert!(matches!(pushed, Err(PushError::Refused(AuthorizeRefusal::Target))), "{asked:?}: {pushed:?}");
    }
}

async fn push(scene: &Scene, resources: &[&str]) -> Result<AuthorizeParams, PushError> {
    let credentials = TokenParams::from_pairs([("client_id", scene.app.id())]).unwrap();
    let pushed = scene.world.provider.pushing.push(None, &credentials, scene.params(resources)).await?;
    let by_name = [("client_id", scene.app.id()), ("request_uri", pushed.request_uri.expose().to_owned())];
    Ok(AuthorizeParams::from_pairs(by_name))
}

#[tokio::test]
async fn what_was_pushed_keeps_its_resources() {
    let scene = Scene::new().await;
    let params = push(&scene, &[ORDERS, FILMS]).await.unwrap();
    let answer = scene.world.provider.authorization.approve_directly(&params, &scene.ann).await.unwrap();
    let code = query_value(answer.as_str(), "code").unwrap();
    assert_eq!(audience(&scene.redeem(&code, &[]).await.unwrap()), json!([FILMS, ORDERS]));
}

#[tokio::test]
async fn what_was_signed_names_its_resources() {
    let scene = Scene::new().await;
    let keys = KeyRegistration { jwks: Some(toy_jwks(&["k1"])), ..KeyRegistration::default() };
    let app = scene.world.signing_client(keys).await;
    let open = || ResourceChanges { open: Some(true), ..ResourceChanges::default() };
    scene.change(ORDERS, open()).await;
    scene.change(FILMS, open()).await;
    for (claim, told) in
        [(json!(ORDERS), &[ORDERS][..]), (json!([ORDERS, FILMS]), &[FILMS, ORDERS]), (json!(null), &[])]
    {
        let object = scene.world.request_object(&app, SCOPE, "k1").with("resource", claim);
        // What stands outside does not count (RFC 9101 §6.3).
        let outside = [("client_id", app.id()), ("request", object.encode()), ("resource", FILMS.into())];
        let request =
            scene.world.provider.authorization.check(&AuthorizeParams::from_pairs(outside)).await.unwrap();
        let named: Vec<_> = request.aim().resources().iter().map(|resource| resource.uri.as_str()).collect();
        assert_eq!(named, told);
    }
    let object = scene.world.request_object(&app, SCOPE, "k1").with("resource", json!([ORDERS, 7]));
    let params = AuthorizeParams::from_pairs([("client_id", app.id()), ("request", object.encode())]);
    assert_eq!(refused(scene.world.provider.authorization.check(&params).await), AuthorizeRefusal::Target);
}

#[tokio::test]
async fn a_code_gives_tokens_for_less_but_never_for_more() {
    let scene = Scene::new().await;
    let code = scene.code(&[ORDERS]).await.unwrap();
    for more in [&[FILMS][..], &[ORDERS, FILMS], &["urn:example:unknown"], &["no uri"]] {
        assert_eq!(refusal(scene.redeem(&code, more).await), TokenRefusal::Target, "{more:?}");
    }
    // Whoever asked for too much may ask again: the code was not spent.
    assert_eq!(audience(&scene.redeem(&code, &[ORDERS]).await.unwrap()), json!(ORDERS));
    let code = scene.code(&[ORDERS, FILMS]).await.unwrap();
    assert_eq!(audience(&scene.redeem(&code, &[FILMS]).await.unwrap()), json!(FILMS));
    let code = scene.code(&[]).await.unwrap();
    assert_eq!(refusal(scene.redeem(&code, &[ORDERS]).await), TokenRefusal::Target, "none was granted");
}

#[tokio::test]
async fn a_refresh_token_stays_bound_to_all_that_was_granted() {
    let scene = Scene::new().await;
    let first = scene.tokens(&[ORDERS, FILMS]).await;
    let narrow = scene.refresh(&first, &[FILMS]).await.unwrap();
    assert_eq!(audience(&narrow), json!(FILMS));
    let wide = scene.refresh(&narrow, &[]).await.unwrap();
    assert_eq!(audience(&wide), json!([FILMS, ORDERS]), "narrowing one token narrows no grant");

    let upgraded = scene.tokens(&[ORDERS]).await;
    for more in [&[FILMS][..], &[ORDERS, FILMS]] {
        assert_eq!(refusal(scene.refresh(&upgraded, more).await), TokenRefusal::Target);
    }
    let own = scene.tokens(&[]).await;
    assert_eq!(refusal(scene.refresh(&own, &[ORDERS]).await), TokenRefusal::Target);
    assert_eq!(audience(&scene.refresh(&own, &[]).await.unwrap()), json!(scene.app.id()));
}

#[tokio::test]
async fn userinfo_refuses_what_is_meant_for_others() {
    let scene = Scene::new().await;
    let told =
        async |answer: TokenAnswer| scene.world.provider.user_info.tell(answer.access_token.expose()).await;
    assert!(told(scene.tokens(&[]).await).await.is_ok());
    for resources in [&[ORDERS][..], &[ORDERS, FILMS]] {
        let refused = told(scene.tokens(resources).await).await;
        assert!(matches!(refused, Err(UserInfoError::Rejected(TokenRejected::Elsewhere))), "{refused:?}");
    }
}

#[tokio::test]
async fn a_token_carries_what_each_of_its_servers_accepts() {
    let scene = Scene::new().await;
    for (uri, scope) in [(ORDERS, "openid email"), (FILMS, "profile email")] {
        let scope = Some(Some(scope.to_owned()));
        scene.change(uri, ResourceChanges { scope, ..ResourceChanges::default() }).await;
    }
    for (asked, carried) in [
        (&[ORDERS][..], "openid email"),
        (&[FILMS], "profile email"),
        (&[ORDERS, FILMS], "email"),
        (&[], SCOPE),
    ] {
        let answer = scene.tokens(asked).await;
        assert_eq!(read_jwt(answer.access_token.expose()).1["scope"], carried, "{asked:?}");
        assert_eq!(answer.scope.to_string(), carried, "the client is told (RFC 6749 §5.1)");
        assert!(answer.id_token.is_some(), "the client itself was allowed openid");
    }
    scene.change(FILMS, ResourceChanges { scope: Some(None), ..ResourceChanges::default() }).await;
    let refreshed = scene.refresh(&scene.tokens(&[FILMS]).await, &[]).await.unwrap();
    assert_eq!(refreshed.scope.to_string(), SCOPE);
}

#[tokio::test]
async fn people_are_asked_for_each_server_once() {
    let scene = Scene::new().await;
    assert!(scene.needs_consent(&[]).await);
    scene.code(&[]).await.unwrap();
    assert!(!scene.needs_consent(&[]).await);
    assert!(scene.needs_consent(&[ORDERS]).await, "a server is more than was allowed");
    scene.code(&[ORDERS]).await.unwrap();
    assert!(!scene.needs_consent(&[ORDERS]).await && !scene.needs_consent(&[]).await);
    assert!(scene.needs_consent(&[ORDERS, FILMS]).await);
    // Who registers the URI anew registers another server.
    scene.remove(ORDERS).await;
    scene.world.resource(scene.project, ORDERS, false).await;
    assert!(scene.needs_consent(&[ORDERS]).await);
    let id = scene.app.created.client.id;
    scene.code(&[FILMS]).await.unwrap();
    scene.world.provider.allowed_apps.withdraw(&actor(scene.ann.user), id).await.unwrap();
    scene.code(&[]).await.unwrap();
    assert!(scene.needs_consent(&[FILMS]).await, "what was withdrawn does not come back");
}

#[tokio::test]
async fn a_server_that_is_gone_gets_no_tokens_by_old_grants() {
    let scene = Scene::new().await;
    let (both, one) = (scene.tokens(&[ORDERS, FILMS]).await, scene.tokens(&[ORDERS]).await);
    let code = scene.code(&[ORDERS]).await.unwrap();
    scene.remove(ORDERS).await;
    // Somebody takes the URI, and is open to everybody.
    let thief = scene.world.project_client(true, &[]).await.project;
    scene.world.resource(thief, ORDERS, true).await;
    assert_eq!(refusal(scene.redeem(&code, &[]).await), TokenRefusal::Target);
    assert_eq!(refusal(scene.refresh(&one, &[]).await), TokenRefusal::Target);
    assert_eq!(refusal(scene.refresh(&both, &[ORDERS]).await), TokenRefusal::Target);
    assert_eq!(audience(&scene.refresh(&both, &[]).await.unwrap()), json!(FILMS));
}

/// A client of no project.
struct Stranger {
    app: App,
}

async fn stranger(scene: &Scene) -> Stranger {
    Stranger { app: scene.world.client("client_secret_basic").await }
}

impl Stranger {
    async fn tokens(&self, scene: &Scene, resource: &str) -> Result<TokenAnswer, AuthorizeError> {
        let asked = [("resource", resource.to_owned())];
        let params = AuthorizeParams::from_pairs(self.app.request(SCOPE).into_iter().chain(asked));
        let answer = scene.world.provider.authorization.approve_directly(&params, &scene.ann).await?;
        let code = query_value(answer.as_str(), "code").unwrap();
        Ok(scene.world.redeem(&self.app, &code).await.unwrap())
    }

    async fn refresh(&self, scene: &Scene, tokens: &TokenAnswer) -> Result<TokenAnswer, TokenError> {
        scene.world.refresh(&self.app, tokens.refresh_token.as_ref().unwrap().expose()).await
    }
}

#[tokio::test]
async fn an_open_server_of_a_public_project_is_for_every_client_as_long_as_both_are() {
    let scene = Scene::new().await;
    let other = stranger(&scene).await;
    assert_eq!(refused(other.tokens(&scene, ORDERS).await), AuthorizeRefusal::Target);
    let open = |open| ResourceChanges { open: Some(open), ..ResourceChanges::default() };
    scene.change(ORDERS, open(true)).await;
    let tokens = other.tokens(&scene, ORDERS).await.unwrap();
    assert_eq!(audience(&tokens), json!(ORDERS));
    assert_eq!(refused(other.tokens(&scene, FILMS).await), AuthorizeRefusal::Target, "only that one");

    let close = [
        (false, true), // The server is closed.
        (true, false), // The project becomes private.
    ];
    for (is_open, is_public) in close {
        scene.change(ORDERS, open(is_open)).await;
        scene.world.set_members(scene.project, is_public, &[(scene.ann.user, "member", &[])]);
        assert_eq!(refused(other.tokens(&scene, ORDERS).await), AuthorizeRefusal::Target);
        assert_eq!(refusal(other.refresh(&scene, &tokens).await), TokenRefusal::Target);
        assert_eq!(audience(&scene.tokens(&[ORDERS]).await), json!(ORDERS), "its own clients go on");
    }
    scene.world.set_members(scene.project, true, &[]);
    assert_eq!(audience(&other.refresh(&scene, &tokens).await.unwrap()), json!(ORDERS));
}

#[tokio::test]
async fn who_is_no_member_gets_no_token_for_a_server_of_a_private_project() {
    let scene = Scene::new().await;
    scene.world.set_members(scene.project, false, &[]);
    assert_eq!(refused(scene.code(&[ORDERS]).await), AuthorizeRefusal::NotProjectMember);
}

async fn told(scene: &Scene, by: &App, token: &TokenAnswer) -> Value {
    serde_json::to_value(scene.world.introspect(by, token.access_token.expose()).await.unwrap()).unwrap()
}

#[tokio::test]
async fn a_token_is_seen_by_whom_it_is_for() {
    let scene = Scene::new().await;
    let elsewhere = scene.world.project_client(true, &[]).await.project;
    scene.world.resource(elsewhere, "urn:example:open", true).await;
    let (own, theirs) = (scene.world.service(scene.project).await, scene.world.service(elsewhere).await);
    let (both, out) = (scene.tokens(&[ORDERS, FILMS]).await, scene.tokens(&["urn:example:open"]).await);
    assert_eq!(told(&scene, &own, &both).await["aud"], json!([FILMS, ORDERS]));
    assert_eq!(told(&scene, &theirs, &both).await, json!({ "active": false }));
    let seen = told(&scene, &theirs, &out).await;
    assert_eq!((&seen["active"], &seen["aud"]), (&json!(true), &json!("urn:example:open")));
    assert_eq!(seen["client_id"], scene.app.id());
    // A server that took it for its own would be deceived by the server it was made for.
    assert_eq!(told(&scene, &own, &out).await, json!({ "active": false }));

    scene.world.provider.revocation.revoke(None, &presenting(&scene, &out)).await.unwrap();
    assert_eq!(told(&scene, &theirs, &out).await, json!({ "active": false }), "given back");
    scene.remove(FILMS).await;
    assert_eq!(told(&scene, &own, &both).await["active"], true, "one is left");
    scene.remove(ORDERS).await;
    assert_eq!(told(&scene, &own, &both).await, json!({ "active": false }), "none is left");
}

fn presenting(scene: &Scene, answer: &TokenAnswer) -> TokenParams {
    let token = answer.access_token.expose().to_owned();
    TokenParams::from_pairs([("client_id", scene.app.id()), ("token", token)]).unwrap()
}

#[tokio::test]
async fn not_even_its_holder_takes_a_token_for_its_own_that_is_for_another() {
    let scene = Scene::new().await;
    let other = stranger(&scene).await;
    scene.change(ORDERS, ResourceChanges { open: Some(true), ..ResourceChanges::default() }).await;
    let tokens = other.tokens(&scene, ORDERS).await.unwrap();
    assert_eq!(told(&scene, &other.app, &tokens).await, json!({ "active": false }));
}

#[tokio::test]
async fn a_client_that_stands_for_itself_names_servers_too() {
    let scene = Scene::new().await;
    let service = scene.world.service(scene.project).await;
    let ask = async |resources: &[&'static str]| {
        let mut params = vec![("grant_type", "client_credentials")];
        params.extend(resources.iter().map(|uri| ("resource", *uri)));
        scene.world.exchange(&service, &params).await
    };
    assert_eq!(audience(&ask(&[]).await.unwrap()), json!(service.id()));
    let token = ask(&[FILMS, ORDERS]).await.unwrap();
    assert_eq!(audience(&token), json!([FILMS, ORDERS]));
    assert_eq!(told(&scene, &service, &token).await["active"], true);
    for bad in [&["urn:example:unknown"][..], &[ORDERS, "no uri"]] {
        let mut params = vec![("grant_type", "client_credentials")];
        params.extend(bad.iter().map(|uri| ("resource", *uri)));
        assert_eq!(refusal(scene.world.exchange(&service, &params).await), TokenRefusal::Target);
    }
    let elsewhere = scene.world.service(scene.ann.user).await;
    let params = [("grant_type", "client_credentials"), ("resource", ORDERS)];
    assert_eq!(refusal(scene.world.exchange(&elsewhere, &params).await), TokenRefusal::Target);
}

#[tokio::test]
async fn a_device_gets_tokens_for_the_servers_it_named() {
    let scene = Scene::new().await;
    let registration = ClientRegistration {
        name: "Television".into(),
        grant_types: Some([DEVICE, "refresh_token"].map(String::from).to_vec()),
        token_endpoint_auth_method: Some("none".into()),
        ..ClientRegistration::default()
    };
    let owner = ClientOwner::Project(scene.project);
    let created: CreatedClient =
        scene.world.provider.clients.create(owner, &actor(scene.ann.user), registration).await.unwrap();
    assert!(created.client.may_use(GrantKind::DeviceCode));
    let tv = App { owner: scene.ann.user, created };
    let begin = |uris: &[&str]| {
        let id = ("client_id", tv.id());
        let asked = uris.iter().map(|uri| ("resource", (*uri).to_owned()));
        TokenParams::from_pairs([id].into_iter().chain(asked)).unwrap()
    };
    let devices = &scene.world.provider.devices;
    assert!(matches!(
        devices.begin(None, &begin(&["urn:example:unknown"])).await,
        Err(TokenError::Refused(TokenRefusal::Target))
    ));
    let answer = devices.begin(None, &begin(&[ORDERS, FILMS])).await.unwrap();
    let (code, by) = (answer.user_code.to_string(), actor(scene.ann.user));
    let waiting = devices.waiting(&code, &by).await.unwrap();
    assert_eq!(devices.aim(&waiting).await.unwrap().resources().len(), 2, "the person reads of them");
    devices.approve(&code, &scene.ann, by.origin).await.unwrap();
    let poll = async |uri: &str| {
        let params =
            [("grant_type", DEVICE), ("device_code", answer.device_code.expose()), ("resource", uri)];
        scene.world.exchange(&tv, &params).await
    };
    assert_eq!(refusal(poll("urn:example:unknown").await), TokenRefusal::Target);
    let tokens = poll(FILMS).await.unwrap();
    assert_eq!(audience(&tokens), json!(FILMS));
    let refreshed = scene.world.refresh(&tv, tokens.refresh_token.unwrap().expose()).await.unwrap();
    assert_eq!(audience(&refreshed), json!([FILMS, ORDERS]));
}

#[tokio::test]
async fn other_parameters_are_not_repeated_because_this_one_may_be() {
    let scene = Scene::new().await;
    let doubled = scene.params(&[ORDERS, FILMS]).to_query() + "&scope=openid";
    let outcome = scene.world.provider.authorization.check(&AuthorizeParams::from_query(&doubled)).await;
    assert_eq!(refused(outcome), AuthorizeRefusal::Repeated("scope"));
    let pairs = [("resource", ORDERS), ("resource", FILMS), ("code", "a"), ("code", "b")];
    assert_eq!(TokenParams::from_pairs(pairs).unwrap_err(), TokenRefusal::Repeated("code"));
}

#[tokio::test]
async fn a_narrowed_client_carries_no_more_to_a_server() {
    let scene = Scene::new().await;
    let narrow = TokenChanges { scope: Some("openid email".into()), ..TokenChanges::default() };
    let changes = ClientChanges { tokens: narrow, ..ClientChanges::default() };
    let id = scene.app.created.client.id;
    scene.world.provider.clients.update(scene.project, &actor(scene.ann.user), id, &changes).await.unwrap();
    assert_eq!(scene.tokens(&[ORDERS]).await.scope.to_string(), "openid email");
}
