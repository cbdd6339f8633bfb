use super::Harness;
use super::bench::{Bench, RACERS, race};
use super::paging;
use crate::ports::{DeleteClient, RotateClientSecret, UpdateClient};
use crate::testkit::fixtures;
use crate::{
    Client, ClientAlg, ClientAuthentication, ClientField, ClientKeys, ClientName, ClientOwner, ClientSecret,
    Event, GrantKind, KeySource, LogoutChannel, LogoutSettings, OutboundUrl, PostLogoutRedirectUris,
    RedirectUris, RequestSettings, SecretTransport, Sector, SigningAlg, SubjectType,
};
use hitkey_kernel::Sealed;
use hitkey_kernel::testkit::first;
use std::sync::Arc;
use std::time::Duration;

/// The rules of [`ClientStore`](crate::ports::ClientStore).
pub async fn client_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "client_store");
    every_field_of_a_client_comes_back(&bench).await;
    a_client_is_kept_with_its_entry(&bench).await;
    a_list_has_the_owners_clients_the_oldest_first(&bench).await;
    paging::clients(&bench).await;
    an_update_changes_all_but_the_secret(&bench).await;
    an_update_needs_the_owner_and_what_was_seen(&bench).await;
    of_many_updates_of_one_version_one_wins(&bench).await;
    a_rotated_secret_replaces_the_old_one(&bench).await;
    a_sealed_secret_is_replaced_with_its_digest(&bench).await;
    a_secret_is_rotated_only_for_the_owner_of_a_confidential_client(&bench).await;
    a_deleted_client_takes_everything_with_it(&bench).await;
    of_many_deletions_one_wins(&bench).await;
}

async fn found(bench: &Bench<'_>, client: &Client) -> Option<Client> {
    bench.stores.clients.find(client.id).await.expect("find")
}

async fn every_field_of_a_client_comes_back(bench: &Bench<'_>) {
    let owner = bench.person().await;
    let (basic, _) = fixtures::confidential_client(owner, &bench.ambient);
    let (mut post, secret) = fixtures::confidential_client(owner, &bench.ambient);
    post.authentication =
        ClientAuthentication::Secret { digest: secret.digest(), transport: SecretTransport::Post };
    post.redirect_uris = several_uris();
    let mut public = fixtures::public_client(owner, &bench.ambient);
    public.name = ClientName::parse("Ünïcode \"quoted\" 🔑").expect("a name");
    public.grant_types = [GrantKind::AuthorizationCode].into();
    public.skip_consent = true;
    public.id_token_alg = SigningAlg::Es256;
    public.subject_type = pairwise();
    public.tokens = fixtures::token_settings();
    public.logout = some_logout();
    public.updated_at = public.created_at + Duration::from_micros(1);
    let (mut by_secret, secret) = fixtures::confidential_client(owner, &bench.ambient);
    by_secret.authentication = sealed(&secret);
    by_secret.keys = ClientKeys { source: None, assertion_alg: Some(ClientAlg::Hs512) };
    let mut by_key = fixtures::public_client(owner, &bench.ambient);
    by_key.authentication = ClientAuthentication::PrivateKeyJwt;
    by_key.keys = ClientKeys { source: Some(fixtures::inline_keys(&["k1", "k2"])), ..published_keys() };
    by_key.requests = RequestSettings { pushed_only: true, object_alg: None };
    for client in [basic, post, public, by_secret, by_key] {
        assert_eq!(found(bench, &client).await, None);
        bench.add(&client).await;
        assert_eq!(found(bench, &client).await, Some(client));
    }
}

fn sealed(secret: &ClientSecret) -> ClientAuthentication {
    let sealed = Sealed::from_bytes(secret.expose().as_bytes().to_vec());
    ClientAuthentication::SecretJwt { digest: secret.digest(), sealed }
}

fn published_keys() -> ClientKeys {
    let url = OutboundUrl::parse("https://app.example.org/jwks.json").expect("a URL");
    ClientKeys { source: Some(KeySource::At(url)), assertion_alg: Some(ClientAlg::Ps256) }
}

async fn a_client_is_kept_with_its_entry(bench: &Bench<'_>) {
    let (client, _) = fixtures::confidential_client(bench.person().await, &bench.ambient);
    let command = bench.creation(&client);
    assert!(!bench.kept(&command.audit).await);
    bench.stores.clients.create(command.clone()).await.expect("create");
    assert!(bench.kept(&command.audit).await);
}

fn several_uris() -> RedirectUris {
    let texts = ["https://app.example.org/cb?x=%20,y", "http://127.0.0.1/cb", "org.example.app:/cb"];
    RedirectUris::new(texts.map(fixtures::redirect_uri).to_vec()).expect("three URIs")
}

fn some_logout() -> LogoutSettings {
    let texts = ["https://app.example.org/bye?x=%20,y", "org.example.app:/bye"];
    let uris = PostLogoutRedirectUris::new(texts.map(fixtures::redirect_uri).to_vec());
    let channel = |text| LogoutChannel { uri: OutboundUrl::parse(text).ok(), session_required: true };
    LogoutSettings {
        post_redirect_uris: uris.expect("two URIs"),
        back_channel: channel("https://app.example.org/told?x=%20,y"),
        front_channel: channel("https://app.example.org/shown"),
    }
}

async fn a_list_has_the_owners_clients_the_oldest_first(bench: &Bench<'_>) {
    let (owner, other) = (bench.person().await, bench.person().await);
    let mut ids = Vec::new();
    for _ in 0..3 {
        bench.tick();
        ids.push(bench.client(owner).await.0.id);
        bench.client(other).await;
    }
    let listed = bench.stores.clients.list(ClientOwner::User(owner), first(10)).await.expect("list");
    assert_eq!(listed.map(|client| client.id).items, ids);
}

fn pairwise() -> SubjectType {
    let uri = OutboundUrl::parse("https://sector.example/uris.json").expect("a URL");
    SubjectType::Pairwise(Sector::named(uri).expect("a host"))
}

pub(super) fn update(bench: &Bench<'_>, client: &Client) -> UpdateClient {
    UpdateClient {
        id: client.id,
        owner: client.owner,
        seen_updated_at: client.updated_at,
        name: ClientName::parse("Renamed").expect("a name"),
        redirect_uris: several_uris(),
        grant_types: [GrantKind::AuthorizationCode].into(),
        skip_consent: true,
        id_token_alg: SigningAlg::Es256,
        subject_type: pairwise(),
        tokens: fixtures::token_settings(),
        keys: published_keys(),
        logout: some_logout(),
        requests: RequestSettings { pushed_only: true, object_alg: Some(ClientAlg::EdDsa) },
        updated_at: bench.tick(),
        audit: bench.record(&Event::client_changed(client.owner, client.id, vec![ClientField::Name])),
    }
}

async fn an_update_changes_all_but_the_secret(bench: &Bench<'_>) {
    let (client, _) = bench.client(bench.person().await).await;
    let command = update(bench, &client);
    assert!(bench.stores.clients.update(command.clone()).await.expect("update"));
    assert!(bench.kept(&command.audit).await);
    let expected = Client {
        name: command.name,
        redirect_uris: command.redirect_uris,
        grant_types: command.grant_types,
        skip_consent: true,
        id_token_alg: SigningAlg::Es256,
        subject_type: pairwise(),
        tokens: command.tokens,
        keys: command.keys,
        logout: some_logout(),
        requests: command.requests,
        updated_at: command.updated_at,
        ..client
    };
    assert_eq!(found(bench, &expected).await, Some(expected));
}

async fn an_update_needs_the_owner_and_what_was_seen(bench: &Bench<'_>) {
    let (client, _) = bench.client(bench.person().await).await;
    let stranger = ClientOwner::User(bench.person().await);
    let (unknown, _) = fixtures::confidential_client(bench.person().await, &bench.ambient);
    let good = update(bench, &client);
    let stale = client.updated_at - Duration::from_micros(1);
    for bad in [
        UpdateClient { owner: stranger, ..good.clone() },
        UpdateClient { seen_updated_at: stale, ..good.clone() },
        UpdateClient { id: unknown.id, ..good },
    ] {
        let audit = bad.audit.clone();
        assert!(!bench.stores.clients.update(bad).await.expect("update"));
        assert!(!bench.kept(&audit).await, "nothing happened");
    }
    assert_eq!(found(bench, &client).await, Some(client));
}

async fn of_many_updates_of_one_version_one_wins(bench: &Bench<'_>) {
    let (client, _) = bench.client(bench.person().await).await;
    let commands: Vec<_> = (0..RACERS).map(|_| update(bench, &client)).collect();
    let winners = race(|racer| {
        let (clients, command) = (Arc::clone(&bench.stores.clients), commands[racer].clone());
        async move { clients.update(command).await.expect("update") }
    });
    let winners = winners.await;
    assert_eq!(winners.len(), 1);
    for (racer, command) in commands.iter().enumerate() {
        assert_eq!(bench.kept(&command.audit).await, winners.contains(&racer), "only the winner's entry");
    }
}

fn rotation(bench: &Bench<'_>, client: &Client) -> (RotateClientSecret, ClientSecret) {
    let secret = ClientSecret::generate(bench.ambient.random());
    let (digest, updated_at) = (secret.digest(), bench.tick());
    let audit = bench.record(&Event::client_secret_rotated(client.owner, client.id));
    (
        RotateClientSecret { id: client.id, owner: client.owner, digest, sealed: None, updated_at, audit },
        secret,
    )
}

async fn a_rotated_secret_replaces_the_old_one(bench: &Bench<'_>) {
    let (client, old) = bench.client(bench.person().await).await;
    let (command, new) = rotation(bench, &client);
    assert!(bench.stores.clients.rotate_secret(command.clone()).await.expect("rotate"));
    assert!(bench.kept(&command.audit).await);
    let now = found(bench, &client).await.expect("the client");
    assert!(now.authentication.accepts(Some(&new)) && !now.authentication.accepts(Some(&old)));
    let expected = Client {
        authentication: now.authentication.clone(),
        updated_at: command.updated_at,
        ..client.clone()
    };
    assert_eq!(now, expected);
    assert_eq!(now.authentication.method(), client.authentication.method());
}

async fn a_sealed_secret_is_replaced_with_its_digest(bench: &Bench<'_>) {
    let (mut client, old) = fixtures::confidential_client(bench.person().await, &bench.ambient);
    client.authentication = sealed(&old);
    bench.add(&client).await;
    let (command, new) = rotation(bench, &client);
    let new = sealed(&new);
    let command = RotateClientSecret { sealed: new.sealed_secret().cloned(), ..command };
    assert!(bench.stores.clients.rotate_secret(command).await.expect("rotate"));
    assert_eq!(found(bench, &client).await.expect("the client").authentication, new);
}

async fn a_secret_is_rotated_only_for_the_owner_of_a_confidential_client(bench: &Bench<'_>) {
    let owner = bench.person().await;
    let (client, _) = bench.client(owner).await;
    let public = fixtures::public_client(owner, &bench.ambient);
    bench.add(&public).await;
    let stranger = ClientOwner::User(bench.person().await);
    let (good, _) = rotation(bench, &client);
    for bad in
        [RotateClientSecret { owner: stranger, ..good.clone() }, RotateClientSecret { id: public.id, ..good }]
    {
        let audit = bad.audit.clone();
        assert!(!bench.stores.clients.rotate_secret(bad).await.expect("rotate"));
        assert!(!bench.kept(&audit).await, "nothing happened");
    }
    assert_eq!(found(bench, &client).await, Some(client));
    assert_eq!(found(bench, &public).await, Some(public));
}

async fn a_deleted_client_takes_everything_with_it(bench: &Bench<'_>) {
    let redeemed = bench.redeemed().await;
    let (client, grant) = (&redeemed.client, &redeemed.grant);
    let command = bench.deletion(client.owner, client.id);
    let strangers = DeleteClient { owner: ClientOwner::User(grant.user), ..command.clone() };
    assert!(!bench.stores.clients.delete(strangers).await.expect("delete"));
    assert!(!bench.kept(&command.audit).await, "nothing happened");
    assert!(
        bench
            .stores
            .subjects
            .behind(grant.id, fixtures::every_scope(), bench.now())
            .await
            .expect("behind")
            .is_some()
    );

    assert!(bench.stores.clients.delete(command.clone()).await.expect("delete"));
    assert!(bench.kept(&command.audit).await);
    assert_eq!(found(bench, client).await, None);
    assert_eq!(
        bench.stores.subjects.behind(grant.id, fixtures::every_scope(), bench.now()).await.expect("behind"),
        None
    );
    assert_eq!(bench.stores.consents.find(grant.user, client.id).await.expect("find"), None);
    assert_eq!(bench.stores.consents.list(grant.user, first(10)).await.expect("list").items, []);
    // The same client again, as no store would allow it in life, shows that nothing was left behind.
    bench.add(client).await;
    assert_eq!(bench.find_by_code(client, &redeemed.code).await, None);
    let by_refresh = bench.stores.grants.find_by_refresh(client.id, &redeemed.token.digest()).await;
    assert_eq!(by_refresh.expect("find_by_refresh").expect("the client").found, None);
}

async fn of_many_deletions_one_wins(bench: &Bench<'_>) {
    let (client, _) = bench.client(bench.person().await).await;
    let commands: Vec<_> = (0..RACERS).map(|_| bench.deletion(client.owner, client.id)).collect();
    let winners = race(|racer| {
        let (clients, command) = (Arc::clone(&bench.stores.clients), commands[racer].clone());
        async move { clients.delete(command).await.expect("delete") }
    });
    let winners = winners.await;
    assert_eq!(winners.len(), 1);
    for (racer, command) in commands.iter().enumerate() {
        assert_eq!(bench.kept(&command.audit).await, winners.contains(&racer), "only the winner's entry");
    }
}
