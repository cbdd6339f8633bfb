//! How often the stores are asked. Nothing but what is expected here may be called: a mock panics.

use hitkey_kernel::ClientId;
use hitkey_oauth::ports::{ClientAnd, PresentedRefresh, RefreshState};
use hitkey_oauth::service::{ProviderPorts, TokenParams, TokenRefusal};
use hitkey_oauth::testkit::fixtures::{self, App, CALLBACK, VERIFIER, World};
use hitkey_oauth::testkit::mocks::{
    MockClientStore, MockConsentStore, MockGrantStore, MockRevokedTokens, MockSubjects,
};
use hitkey_oauth::{
    AuthorizeParams, ClaimSet, Client, ClientSecret, Grant, GrantKind, GrantState, LiveSubject,
    RequestedClaims, ScopeSet,
};
use std::sync::Arc;

use crate::support::{DAY, HOUR, MINUTE, refusal};

/// A world whose grants are `grants` and where nothing else may be touched.
async fn world_of(grants: MockGrantStore) -> World {
    World::with(|ports| ProviderPorts {
        clients: Arc::new(MockClientStore::new()),
        consents: Arc::new(MockConsentStore::new()),
        subjects: Arc::new(MockSubjects::new()),
        grants: Arc::new(grants),
        ..ports
    })
    .await
}

async fn app() -> (Client, ClientSecret, Grant) {
    let world = World::open().await;
    let owner = world.person().user;
    let (client, secret) = fixtures::confidential_client(owner, &world.ambient);
    let (grant, _) = fixtures::grant(client.id, owner, &world.ambient);
    // An id_token that tells of the person costs one more read.
    (client, secret, Grant { claims: RequestedClaims::NONE, ..grant })
}

fn params(id: ClientId, secret: &ClientSecret, rest: &[(&'static str, &str)]) -> TokenParams {
    let id = id.to_string();
    let mut params = vec![("client_id", id.as_str()), ("client_secret", secret.expose())];
    params.extend(rest);
    TokenParams::from_pairs(params).unwrap()
}

const REDEEM: [(&str, &str); 4] = [
    ("grant_type", "authorization_code"),
    ("code", "code"),
    ("redirect_uri", CALLBACK),
    ("code_verifier", VERIFIER),
];

#[tokio::test]
async fn a_code_exchange_is_one_read_and_one_write() {
    let (client, secret, grant) = app().await;
    let loaded = ClientAnd { client: client.clone(), found: Some(grant) };
    let mut grants = MockGrantStore::new();
    grants.expect_find_by_code().once().return_once(|_, _| Ok(Some(loaded)));
    grants.expect_redeem().once().returning(|_| Ok(true));
    let world = world_of(grants).await;
    let answer = world.provider.tokens.exchange(None, params(client.id, &secret, &REDEEM)).await;
    assert!(answer.is_ok(), "{answer:?}");
}

#[tokio::test]
async fn a_grant_is_kept_ninety_days_from_its_beginning_or_as_long_as_its_only_token() {
    for refreshes in [true, false] {
        let (mut client, secret, grant) = app().await;
        if !refreshes {
            client.grant_types = [GrantKind::AuthorizationCode].into();
        }
        let redeemed_at = grant.created_at + 5 * MINUTE;
        let expected = if refreshes { grant.created_at + 90 * DAY } else { redeemed_at + HOUR };
        let refresh_end = refreshes.then_some(redeemed_at + 30 * DAY);
        let (id, loaded) = (client.id, ClientAnd { client, found: Some(grant) });
        let mut grants = MockGrantStore::new();
        grants.expect_find_by_code().once().return_once(|_, _| Ok(Some(loaded)));
        grants.expect_redeem().once().returning(move |command| {
            assert_eq!((command.now, command.expires_at), (redeemed_at, expected));
            assert_eq!(command.refresh.map(|token| token.expires_at), refresh_end);
            Ok(true)
        });
        let world = world_of(grants).await;
        world.clock.advance(5 * MINUTE);
        assert!(world.provider.tokens.exchange(None, params(id, &secret, &REDEEM)).await.is_ok());
    }
}

#[tokio::test]
async fn a_refresh_is_one_read_and_one_write() {
    let (client, secret, grant) = app().await;
    let state = GrantState::Redeemed { at: grant.created_at };
    let expires_at = grant.expires_at;
    let found = PresentedRefresh { grant: Grant { state, ..grant }, state: RefreshState::Fresh, expires_at };
    let loaded = ClientAnd { client: client.clone(), found: Some(found) };
    let mut grants = MockGrantStore::new();
    grants.expect_find_by_refresh().once().return_once(|_, _| Ok(Some(loaded)));
    grants.expect_extend_refresh().once().returning(move |command| {
        assert_eq!(command.expires_at, expires_at, "no later than its grant");
        Ok(true)
    });
    let world = world_of(grants).await;
    let rest = [("grant_type", "refresh_token"), ("refresh_token", "token")];
    let answer = world.provider.tokens.exchange(None, params(client.id, &secret, &rest)).await;
    assert!(answer.is_ok(), "{answer:?}");
}

#[tokio::test]
async fn a_lost_race_for_a_code_revokes_what_the_winner_got() {
    let (client, secret, grant) = app().await;
    let (id, loaded) = (grant.id, ClientAnd { client: client.clone(), found: Some(grant) });
    let mut grants = MockGrantStore::new();
    grants.expect_find_by_code().once().return_once(|_, _| Ok(Some(loaded)));
    grants.expect_redeem().once().returning(|_| Ok(false));
    grants.expect_revoke().once().withf(move |revoked| revoked.grant == id).returning(|_| Ok(()));
    let world = world_of(grants).await;
    let answer = world.provider.tokens.exchange(None, params(client.id, &secret, &REDEEM)).await;
    assert_eq!(refusal(answer), TokenRefusal::CodeReplayed);
}

#[tokio::test]
async fn an_unproven_client_and_an_unknown_one_cost_the_same_read() {
    let (client, secret, grant) = app().await;
    let wrong = ClientSecret::parse("wrong");
    let loaded = ClientAnd { client: client.clone(), found: Some(grant) };
    for (found, presented) in [(Some(loaded), &wrong), (None, &secret)] {
        let mut grants = MockGrantStore::new();
        grants.expect_find_by_code().once().return_once(|_, _| Ok(found));
        let world = world_of(grants).await;
        let answer = world.provider.tokens.exchange(None, params(client.id, presented, &REDEEM)).await;
        assert_eq!(refusal(answer), TokenRefusal::ClientUnproven { by_header: false });
    }
}

#[tokio::test]
async fn an_authorization_by_the_api_is_one_read_and_one_write() {
    let (client, ..) = app().await;
    let query = format!("client_id={}&redirect_uri={CALLBACK}&response_type=code", client.id);
    let (mut clients, mut grants) = (MockClientStore::new(), MockGrantStore::new());
    clients.expect_find().once().return_once(|_| Ok(Some(client)));
    grants.expect_issue().once().returning(|_| Ok(true));
    let world = World::with(|ports| ProviderPorts {
        clients: Arc::new(clients),
        consents: Arc::new(MockConsentStore::new()),
        grants: Arc::new(grants),
        ..ports
    })
    .await;
    let (params, person) = (AuthorizeParams::from_query(&query), world.person());
    assert!(world.provider.authorization.approve_directly(&params, &person).await.is_ok());
}

/// A token of an app, and the app, from a world whose keys and tokens are those of every other world.
async fn own_token() -> (App, String, LiveSubject) {
    let world = World::open().await;
    let (app, person) = (world.client("client_secret_basic").await, world.person());
    let token = world.tokens(&app, &person, "openid").await.access_token.expose().to_owned();
    let (user, client) = (person.user, app.created.client.id);
    let profile = fixtures::full_profile(&world.ambient);
    let scopes = ScopeSet::parse("openid");
    (app, token, LiveSubject { client, user, scopes, claims: ClaimSet::EMPTY, profile, project: None })
}

#[tokio::test]
async fn who_asks_about_a_token_of_theirs_costs_two_reads() {
    let (app, token, subject) = own_token().await;
    let client = app.created.client.clone();
    let (mut clients, mut subjects) = (MockClientStore::new(), MockSubjects::new());
    clients.expect_find().once().return_once(|_| Ok(Some(client)));
    subjects.expect_behind().once().return_once(|_, _, _| Ok(Some(subject)));
    let world = World::with(|ports| ProviderPorts {
        clients: Arc::new(clients),
        subjects: Arc::new(subjects),
        grants: Arc::new(MockGrantStore::new()),
        revoked_tokens: Arc::new(MockRevokedTokens::new()),
        ..ports
    })
    .await;
    assert!(world.introspect(&app, &token).await.unwrap().active);
}

#[tokio::test]
async fn to_give_a_refresh_token_back_is_one_read_and_one_write() {
    let (client, secret, grant) = app().await;
    let state = GrantState::Redeemed { at: grant.created_at };
    let (id, expires_at) = (grant.id, grant.expires_at);
    let found = PresentedRefresh { grant: Grant { state, ..grant }, state: RefreshState::Fresh, expires_at };
    let loaded = ClientAnd { client: client.clone(), found: Some(found) };
    let mut grants = MockGrantStore::new();
    grants.expect_find_by_refresh().once().return_once(|_, _| Ok(Some(loaded)));
    grants.expect_revoke().once().withf(move |revoked| revoked.grant == id).returning(|_| Ok(()));
    let world = world_of(grants).await;
    let given = params(client.id, &secret, &[("token", "token")]);
    assert!(world.provider.revocation.revoke(None, &given).await.is_ok());
}
