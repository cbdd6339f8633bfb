//! From the authorization request to its answer.

use crate::support::{MINUTE, broken};
use futures_util::FutureExt as _;
use hitkey_oauth::service::{ClientChanges, NextStep, Provider};
use hitkey_oauth::testkit::fixtures::{self, App, CALLBACK, World, actor, challenge, query_value};
use hitkey_oauth::testkit::mocks::{MockClientStore, MockConsentStore, MockGrantStore, MockMemberships};
use hitkey_oauth::{
    AuthorizeError, AuthorizeErrorCode as Code, AuthorizeParams, AuthorizeRefusal as Refusal,
    RedirectUriError, ShownError, SignedInPerson, ValidRequest,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

type Pairs = Vec<(&'static str, String)>;

fn with(mut pairs: Pairs, name: &'static str, value: &str) -> Pairs {
    pairs.retain(|(key, _)| *key != name);
    pairs.push((name, value.to_owned()));
    pairs
}

fn without(mut pairs: Pairs, name: &str) -> Pairs {
    pairs.retain(|(key, _)| *key != name);
    pairs
}

fn twice(mut pairs: Pairs, name: &'static str) -> Pairs {
    pairs.push((name, "again".into()));
    pairs
}

async fn check(world: &World, pairs: Pairs) -> Result<ValidRequest, AuthorizeError> {
    world.provider.authorization.check(&AuthorizeParams::from_pairs(pairs)).await
}

async fn valid(world: &World, app: &App, extra: &[(&'static str, &str)]) -> ValidRequest {
    let pairs =
        extra.iter().fold(app.request("openid email"), |pairs, (name, value)| with(pairs, name, value));
    check(world, pairs).await.unwrap()
}

#[tokio::test]
async fn while_client_or_redirect_uri_are_in_doubt_the_error_is_shown() {
    let world = World::open().await;
    let app = world.client("none").await;
    let good = || app.request("openid");
    for (pairs, expected) in [
        (without(good(), "client_id"), ShownError::ClientIdMissing),
        (with(good(), "client_id", ""), ShownError::ClientIdMissing),
        (with(good(), "client_id", "nonsense"), ShownError::ClientUnknown),
        (with(good(), "client_id", "01900000-0000-7000-8000-000000000001"), ShownError::ClientUnknown),
        (twice(good(), "client_id"), ShownError::Repeated("client_id")),
        (without(good(), "redirect_uri"), ShownError::RedirectUriMissing),
        (twice(good(), "redirect_uri"), ShownError::Repeated("redirect_uri")),
        (
            with(good(), "redirect_uri", "https://app.example.org/callback#x"),
            ShownError::RedirectUriMalformed(RedirectUriError::Fragment),
        ),
        (with(good(), "redirect_uri", "https://evil.example/callback"), ShownError::RedirectUriUnregistered),
    ] {
        match check(&world, pairs).await {
            Err(AuthorizeError::Shown(shown)) => assert_eq!(shown, expected),
            other => panic!("{expected:?}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn nothing_is_ever_sent_to_a_redirect_uri_that_is_not_registered() {
    let world = World::open().await;
    let app = world.client("none").await;
    for evil in [
        "https://evil.example",
        "https://app.example.org.evil.example/callback",
        "https://app.example.org@evil.example/callback",
        "https://app.example.org:443@evil.example/callback",
        "https://app.example.org%2eevil.example/callback",
        "https://app.example.org\\@evil.example/callback",
        "https://evil.example\\@app.example.org/callback",
        "https://evil.example#https://app.example.org/callback",
        "https://evil.example?https://app.example.org/callback",
        "https://app.example.org/callback/../evil",
        "https://app.example.org/callback/%2e%2e/evil",
        "https://app.example.org/callback%2f..%2fevil",
        "https://app.example.org/callback/evil",
        "https://app.example.org/callbackevil",
        "https://app.example.org/Callback",
        "https://app.example.org:8443/callback",
        "https://app.example.org./callback",
        "https://аpp.example.org/callback",
        "https://ａｐｐ.example.org/callback",
        "http://app.example.org/callback",
        "//app.example.org/callback",
        "https:app.example.org/callback",
        "javascript:alert(document.domain)//app.example.org/callback",
        "data:text/html,https://app.example.org/callback",
        "https://app.example.org/callback?next=https://evil.example",
        "https://app.example.org/callback\r\nLocation: https://evil.example",
        "https://app.example.org/call\tback",
        " https://app.example.org/callback",
    ] {
        // The rest of the request is bad as well: not even an error may go there.
        for pairs in [app.request("openid"), without(app.request("openid"), "response_type")] {
            let result = check(&world, with(pairs, "redirect_uri", evil)).await;
            assert!(matches!(result, Err(AuthorizeError::Shown(_))), "{evil}: {result:?}");
        }
    }
}

#[tokio::test]
async fn everything_else_goes_to_the_client_with_state_and_issuer() {
    let world = World::open().await;
    let app = world.client("none").await;
    let good = || app.request("openid");
    let long = "x".repeat(513);
    for (pairs, refusal, code) in [
        (twice(good(), "scope"), Refusal::Repeated("scope"), Code::InvalidRequest),
        (twice(good(), "nonce"), Refusal::Repeated("nonce"), Code::InvalidRequest),
        (without(good(), "response_type"), Refusal::Missing("response_type"), Code::InvalidRequest),
        (with(good(), "response_type", "token"), Refusal::ResponseType, Code::UnsupportedResponseType),
        (
            with(good(), "response_type", "code id_token"),
            Refusal::ResponseType,
            Code::UnsupportedResponseType,
        ),
        (with(good(), "response_mode", "fragment"), Refusal::ResponseMode, Code::InvalidRequest),
        (
            twice(with(good(), "response_mode", "form_post"), "response_mode"),
            Refusal::Repeated("response_mode"),
            Code::InvalidRequest,
        ),
        (with(good(), "nonce", &long), Refusal::Malformed("nonce"), Code::InvalidRequest),
        (with(good(), "prompt", "none login"), Refusal::Malformed("prompt"), Code::InvalidRequest),
        (with(good(), "prompt", "none select_account"), Refusal::Malformed("prompt"), Code::InvalidRequest),
        (with(good(), "prompt", "dance"), Refusal::Malformed("prompt"), Code::InvalidRequest),
        (with(good(), "max_age", "-1"), Refusal::Malformed("max_age"), Code::InvalidRequest),
        (with(good(), "code_challenge", "short"), Refusal::Malformed("code_challenge"), Code::InvalidRequest),
        (with(good(), "code_challenge_method", "plain"), Refusal::ChallengeMethod, Code::InvalidRequest),
        (without(good(), "code_challenge_method"), Refusal::ChallengeMethod, Code::InvalidRequest),
        (without(good(), "code_challenge"), Refusal::Missing("code_challenge"), Code::InvalidRequest),
        (
            without(without(good(), "code_challenge"), "code_challenge_method"),
            Refusal::ChallengeMissing,
            Code::InvalidRequest,
        ),
        (with(good(), "request", "e30."), Refusal::RequestObject, Code::InvalidRequestObject),
        (with(good(), "request_uri", "urn:x"), Refusal::RequestUri, Code::RequestUriNotSupported),
        (with(good(), "registration", "{}"), Refusal::Registration, Code::RegistrationNotSupported),
    ] {
        let Err(AuthorizeError::Redirected(error)) = check(&world, pairs).await else {
            panic!("{refusal:?}");
        };
        assert_eq!((error.refusal, error.refusal.code()), (refusal, code));
        let url = error.answer.target();
        assert!(url.starts_with(&format!("{CALLBACK}?")), "{url}");
        assert_eq!(query_value(url, "error").as_deref(), Some(code.as_str()));
        assert_eq!(query_value(url, "error_description"), Some(refusal.to_string()));
        assert_eq!(query_value(url, "state").as_deref(), Some("af0ifjsldkj"));
        assert_eq!(query_value(url, "iss").as_deref(), Some("https://id.example.org"));
    }
}

#[tokio::test]
async fn a_state_that_is_no_state_is_refused_and_not_repeated() {
    let world = World::open().await;
    let app = world.client("none").await;
    let long = with(app.request("openid"), "state", &"x".repeat(1_025));
    for (pairs, refusal) in [
        (long, Refusal::Malformed("state")),
        (twice(app.request("openid"), "state"), Refusal::Repeated("state")),
    ] {
        let Err(AuthorizeError::Redirected(error)) = check(&world, pairs).await else { panic!("accepted") };
        assert_eq!(error.refusal, refusal);
        assert_eq!(query_value(error.answer.target(), "state"), None);
    }
}

#[tokio::test]
async fn a_confidential_client_may_do_without_pkce_and_unknown_parameters_are_ignored() {
    let world = World::open().await;
    let app = world.client("client_secret_basic").await;
    let mut pairs = without(without(app.request("openid"), "code_challenge"), "code_challenge_method");
    pairs.push(("utm_source", "mail".into()));
    pairs.push(("utm_source", "web".into()));
    let request = check(&world, with(pairs, "response_mode", "query")).await.unwrap();
    assert_eq!(request.client().id.to_string(), app.id());
}

#[tokio::test]
async fn scopes_are_reduced_to_what_the_client_can_have() {
    let world = World::open().await;
    let app = world.client("none").await;
    let owner = app.owner;
    let all = "openid profile email project:read offline_access admin";
    assert_eq!(
        check(&world, app.request(all)).await.unwrap().scopes().to_string(),
        "openid profile email offline_access"
    );
    let codes_only =
        ClientChanges { grant_types: Some(vec!["authorization_code".into()]), ..ClientChanges::default() };
    world.provider.clients.update(owner, &actor(owner), app.created.client.id, &codes_only).await.unwrap();
    for (asked, granted) in [(all, "openid profile email"), ("offline_access", "openid"), ("", "openid")] {
        let request = check(&world, app.request(asked)).await.unwrap();
        assert_eq!(request.scopes().to_string(), granted, "{asked}");
    }
}

async fn step(provider: &Provider, request: &ValidRequest, person: Option<&SignedInPerson>) -> NextStep {
    provider.authorization.next_step(request, person).await.unwrap()
}

#[tokio::test]
async fn a_person_signs_in_then_consents_then_is_not_asked_again() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let request = valid(&world, &app, &[]).await;
    let provider = &world.provider;
    assert_eq!(step(provider, &request, None).await, NextStep::SignIn);
    assert_eq!(step(provider, &request, Some(&person)).await, NextStep::Consent);
    let answer = provider.authorization.approve(&request, &person).await.unwrap();
    assert_eq!(query_value(answer.target(), "state").as_deref(), Some("af0ifjsldkj"));
    assert_eq!(query_value(answer.target(), "iss").as_deref(), Some("https://id.example.org"));
    assert!(query_value(answer.target(), "code").is_some_and(|code| code.len() == 43));
    assert!(!format!("{answer:?}").contains("code="), "a code is not printed");

    assert_eq!(step(provider, &request, Some(&person)).await, NextStep::Approve);
    let wider = check(&world, app.request("openid email profile")).await.unwrap();
    assert_eq!(step(provider, &wider, Some(&person)).await, NextStep::Consent);
    assert_eq!(step(provider, &request, Some(&world.person())).await, NextStep::Consent);
    let asks_again = valid(&world, &app, &[("prompt", "consent")]).await;
    assert_eq!(step(provider, &asks_again, Some(&person)).await, NextStep::Consent);
}

#[tokio::test]
async fn only_the_owner_skips_the_consent_of_a_first_party_client() {
    let world = World::open().await;
    let app = world.client("none").await;
    let skip = ClientChanges { skip_consent: Some(true), ..ClientChanges::default() };
    world.provider.clients.update(app.owner, &actor(app.owner), app.created.client.id, &skip).await.unwrap();
    let request = valid(&world, &app, &[]).await;
    let owner = SignedInPerson { user: app.owner, ..world.person() };
    assert_eq!(step(&world.provider, &request, Some(&owner)).await, NextStep::Approve);
    assert_eq!(step(&world.provider, &request, Some(&world.person())).await, NextStep::Consent);
}

#[tokio::test]
async fn an_old_sign_in_is_not_good_enough_for_who_asks_for_a_fresh_one() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let at_once = valid(&world, &app, &[("max_age", "0")]).await;
    assert_eq!(step(&world.provider, &at_once, Some(&person)).await, NextStep::SignIn, "the same as login");
    world.clock.advance(10 * MINUTE);
    for (extra, expected) in [
        (("max_age", "600"), NextStep::Consent),
        (("max_age", "599"), NextStep::SignIn),
        (("max_age", "0"), NextStep::SignIn),
        (("prompt", "login"), NextStep::SignIn),
        (("prompt", "login select_account"), NextStep::SignIn),
    ] {
        let request = valid(&world, &app, &[extra]).await;
        assert_eq!(step(&world.provider, &request, Some(&person)).await, expected, "{extra:?}");
    }
}

#[tokio::test]
async fn a_person_says_as_whom_they_go_on() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let request = valid(&world, &app, &[("prompt", "select_account")]).await;
    assert_eq!(step(&world.provider, &request, None).await, NextStep::SignIn, "nobody to choose");
    assert_eq!(step(&world.provider, &request, Some(&person)).await, NextStep::ChooseAccount);
    let chosen = request.clone().with_account_chosen();
    assert_eq!(step(&world.provider, &chosen, Some(&person)).await, NextStep::Consent);
    world.provider.authorization.approve(&chosen, &person).await.unwrap();
    assert_eq!(step(&world.provider, &request, Some(&person)).await, NextStep::ChooseAccount, "every time");
    let both = valid(&world, &app, &[("prompt", "select_account consent")]).await;
    assert_eq!(step(&world.provider, &both, Some(&person)).await, NextStep::ChooseAccount);
    let both = both.with_account_chosen();
    assert_eq!(step(&world.provider, &both, Some(&person)).await, NextStep::Consent);
}

#[tokio::test]
async fn prompt_none_answers_at_once_or_says_why_not() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let silent = valid(&world, &app, &[("prompt", "none")]).await;
    let authorization = &world.provider.authorization;
    for (who, refusal) in [(None, Refusal::LoginRequired), (Some(&person), Refusal::ConsentRequired)] {
        match authorization.next_step(&silent, who).await {
            Err(AuthorizeError::Redirected(error)) => {
                assert_eq!(error.refusal, refusal);
                assert_eq!(
                    query_value(error.answer.target(), "error").as_deref(),
                    Some(refusal.code().as_str())
                );
            }
            other => panic!("{other:?}"),
        }
    }
    authorization.approve(&valid(&world, &app, &[]).await, &person).await.unwrap();
    assert_eq!(step(&world.provider, &silent, Some(&person)).await, NextStep::Approve);
}

#[tokio::test]
async fn a_denial_goes_to_the_client() {
    let world = World::open().await;
    let app = world.client("none").await;
    let answer = world.provider.authorization.deny(&valid(&world, &app, &[]).await);
    assert_eq!(query_value(answer.target(), "error").as_deref(), Some("access_denied"));
    assert_eq!(query_value(answer.target(), "state").as_deref(), Some("af0ifjsldkj"));
    assert_eq!(query_value(answer.target(), "code"), None);
}

#[tokio::test]
async fn an_api_call_is_the_consent_but_not_a_fresh_sign_in() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    world.code(&app, &person, "openid email").await;
    let request = valid(&world, &app, &[]).await;
    assert!(!world.provider.authorization.needs_consent(&request, person.user).await.unwrap());

    let fresh = AuthorizeParams::from_pairs(with(app.request("openid"), "prompt", "login"));
    match world.provider.authorization.approve_directly(&fresh, &person).await {
        Err(AuthorizeError::Redirected(error)) => assert_eq!(error.refusal, Refusal::LoginRequired),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_api_call_never_goes_by_what_a_client_was() {
    const MOVED: &str = "https://app.example.org/moved";
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let (clients, id) = (&world.provider.clients, app.created.client.id);
    let call = |to: &str| AuthorizeParams::from_pairs(with(app.request("openid"), "redirect_uri", to));
    let allow = async |to: &str| world.provider.authorization.approve_directly(&call(to), &person).await;
    allow(CALLBACK).await.unwrap();
    allow(CALLBACK).await.unwrap();
    world.clock.advance(MINUTE);
    let moved = ClientChanges { redirect_uris: Some(vec![MOVED.into()]), ..ClientChanges::default() };
    clients.update(app.owner, &actor(app.owner), id, &moved).await.unwrap();
    let late = allow(CALLBACK).await;
    let unregistered = ShownError::RedirectUriUnregistered;
    assert!(matches!(late, Err(AuthorizeError::Shown(shown)) if shown == unregistered), "{late:?}");
    allow(MOVED).await.unwrap();
    clients.delete(app.owner, &actor(app.owner), id).await.unwrap();
    let late = allow(MOVED).await;
    assert!(matches!(late, Err(AuthorizeError::Shown(ShownError::ClientUnknown))), "{late:?}");
}

#[tokio::test]
async fn a_client_that_did_not_change_is_read_once() {
    let reads = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&reads);
    let world = World::with(|ports| {
        let (mut clients, kept) = (MockClientStore::new(), Arc::clone(&ports.clients));
        let creating = Arc::clone(&kept);
        clients.expect_create().returning(move |command| creating.create(command).now_or_never().unwrap());
        clients.expect_find().returning(move |id| {
            counted.fetch_add(1, Ordering::Relaxed);
            kept.find(id).now_or_never().unwrap()
        });
        hitkey_oauth::service::ProviderPorts { clients: Arc::new(clients), ..ports }
    })
    .await;
    let (app, person) = (world.client("none").await, world.person());
    let params = AuthorizeParams::from_pairs(app.request("openid"));
    for _ in 0..3 {
        world.provider.authorization.approve_directly(&params, &person).await.unwrap();
    }
    assert_eq!(reads.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_client_that_goes_away_meanwhile_gets_nothing() {
    let world = World::open().await;
    let (app, person) = (world.client("none").await, world.person());
    let request = valid(&world, &app, &[]).await;
    world.provider.clients.delete(app.owner, &actor(app.owner), app.created.client.id).await.unwrap();
    let result = world.provider.authorization.approve(&request, &person).await;
    assert!(matches!(result, Err(AuthorizeError::Shown(ShownError::EndedMeanwhile))), "{result:?}");
}

#[tokio::test]
async fn a_client_that_may_not_use_codes_is_told_so() {
    use hitkey_oauth::ports::ClientStore;
    let world = World::open().await;
    let mut client = world.client("none").await.created.client;
    client.id = hitkey_kernel::ClientId::generate(world.ambient.now(), world.ambient.random());
    client.grant_types.clear();
    world.store.create(fixtures::creation(&client, &world.ambient)).await.unwrap();
    let pairs = vec![
        ("client_id", client.id.to_string()),
        ("redirect_uri", CALLBACK.into()),
        ("response_type", "code".into()),
        ("code_challenge", challenge().as_str().into()),
        ("code_challenge_method", "S256".into()),
    ];
    match check(&world, pairs).await {
        Err(AuthorizeError::Redirected(error)) => {
            assert_eq!(error.refusal.code(), Code::UnauthorizedClient);
            assert_eq!(query_value(error.answer.target(), "state"), None);
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_broken_store_is_an_error_of_its_own() {
    let world = World::with(|ports| {
        let mut clients = MockClientStore::new();
        clients.expect_find().returning(|_| Err(broken()));
        hitkey_oauth::service::ProviderPorts { clients: Arc::new(clients), ..ports }
    })
    .await;
    let params = AuthorizeParams::from_query("client_id=01900000-0000-7000-8000-000000000001");
    let result = world.provider.authorization.check(&params).await;
    assert!(matches!(result, Err(AuthorizeError::Store(_))), "{result:?}");

    let world = World::with(|ports| {
        let (mut consents, mut grants) = (MockConsentStore::new(), MockGrantStore::new());
        consents.expect_find().returning(|_, _| Err(broken()));
        grants.expect_issue().returning(|_| Err(broken()));
        let (consents, grants) = (Arc::new(consents), Arc::new(grants));
        hitkey_oauth::service::ProviderPorts { consents, grants, ..ports }
    })
    .await;
    let (app, person) = (world.client("none").await, world.person());
    let request = valid(&world, &app, &[]).await;
    let asked = world.provider.authorization.next_step(&request, Some(&person)).await;
    assert!(matches!(asked, Err(AuthorizeError::Store(_))), "{asked:?}");
    let approved = world.provider.authorization.approve(&request, &person).await;
    assert!(matches!(approved, Err(AuthorizeError::Store(_))), "{approved:?}");
}

fn is_outsider(result: Result<impl std::fmt::Debug, AuthorizeError>) -> bool {
    match result {
        Err(AuthorizeError::Redirected(error)) => {
            assert_eq!(query_value(error.answer.target(), "error").as_deref(), Some("access_denied"));
            assert_eq!(query_value(error.answer.target(), "code"), None);
            error.refusal == Refusal::NotProjectMember
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_client_of_a_private_project_is_for_its_members_only() {
    let world = World::open().await;
    let (member, outsider) = (world.person(), world.person());
    let app = world.project_client(false, &[(member.user, "member", &[])]).await.app;
    let request = valid(&world, &app, &[]).await;
    let service = &world.provider.authorization;
    assert_eq!(service.next_step(&request, None).await.unwrap(), NextStep::SignIn, "who, is asked first");
    assert_eq!(service.next_step(&request, Some(&member)).await.unwrap(), NextStep::Consent);
    assert!(is_outsider(service.next_step(&request, Some(&outsider)).await), "not even asked");
    assert!(is_outsider(service.approve(&request, &outsider).await));
    let params = AuthorizeParams::from_pairs(app.request("openid"));
    assert!(is_outsider(service.approve_directly(&params, &outsider).await));
    assert!(service.approve_directly(&params, &member).await.is_ok());
}

#[tokio::test]
async fn whoever_left_a_private_project_while_asked_is_refused() {
    let world = World::open().await;
    let person = world.person();
    let fixture = world.project_client(false, &[(person.user, "member", &[])]).await;
    let request = valid(&world, &fixture.app, &[]).await;
    let service = &world.provider.authorization;
    assert_eq!(service.next_step(&request, Some(&person)).await.unwrap(), NextStep::Consent);
    world.set_members(fixture.project, false, &[]);
    assert!(is_outsider(service.approve(&request, &person).await));
}

#[tokio::test]
async fn a_client_of_a_public_project_is_for_everybody() {
    let world = World::open().await;
    let (app, person) = (world.project_client(true, &[]).await.app, world.person());
    let request = valid(&world, &app, &[]).await;
    let service = &world.provider.authorization;
    assert_eq!(service.next_step(&request, Some(&person)).await.unwrap(), NextStep::Consent);
    assert!(service.approve(&request, &person).await.is_ok());
}

#[tokio::test]
async fn nobody_is_let_in_when_memberships_cannot_be_read() {
    let world = World::with(|ports| {
        let mut memberships = MockMemberships::new();
        memberships.expect_access().returning(|_, _| Err(broken()));
        hitkey_oauth::service::ProviderPorts { memberships: Arc::new(memberships), ..ports }
    })
    .await;
    let (app, person) = (world.project_client(true, &[]).await.app, world.person());
    let request = valid(&world, &app, &[]).await;
    let approved = world.provider.authorization.approve(&request, &person).await;
    assert!(matches!(approved, Err(AuthorizeError::Store(_))), "{approved:?}");
}
