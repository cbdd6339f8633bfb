use super::Harness;
use super::bench::Bench;
use super::grant_store_races as races;
use crate::ports::RedeemCode;
use crate::testkit::fixtures;
use crate::{AuthorizationCode, Consent, Grant, GrantState, OAuthRefreshToken, Scope, ScopeSet};
use hitkey_kernel::{ClientId, UserId};
use std::time::Duration;

/// The rules of [`GrantStore`](crate::ports::GrantStore) about grants and codes.
pub async fn grant_store(harness: &dyn Harness) {
    let bench = Bench::new(harness, "grant_store");
    every_field_of_a_grant_comes_back_with_its_client(&bench).await;
    a_code_is_found_by_its_own_client_only(&bench).await;
    nothing_is_issued_for_a_client_or_person_who_is_gone(&bench).await;
    nothing_is_issued_for_a_client_as_it_was(&bench).await;
    nothing_is_issued_in_a_session_that_ended(&bench).await;
    a_grant_remembers_a_session_that_ended(&bench).await;
    nothing_is_issued_to_whom_the_project_shuts_out(&bench).await;
    consents_add_up(&bench).await;
    a_redemption_moves_the_state_and_the_end(&bench).await;
    a_code_is_redeemed_with_the_right_digest_in_time_and_once(&bench).await;
    a_revoked_grant_is_not_redeemed(&bench).await;
    a_revoked_grant_stays_revoked_since_the_first_time(&bench).await;
    races::of_many_redemptions_one_wins_and_only_its_token_exists(&bench).await;
    races::many_grants_at_once_lose_no_consent(&bench).await;
}

async fn every_field_of_a_grant_comes_back_with_its_client(bench: &Bench<'_>) {
    let owner = bench.person().await;
    let (client, _) = bench.client(owner).await;
    let person = bench.person().await;
    let (full, full_code) = fixtures::grant(client.id, person, &bench.ambient);
    let full = Grant { session: Some(bench.harness.open_session(person).await), ..full };
    let (bare, bare_code) = fixtures::grant(client.id, owner, &bench.ambient);
    let mut bare = Grant { nonce: None, challenge: None, ..bare };
    bare.redirect_uri = fixtures::redirect_uri("http://127.0.0.1:49152/cb?a=%2F");
    bare.scopes = Scope::ALL.into_iter().collect();
    bare.sign_in.acr = "1".into();
    bare.sign_in.amr = Default::default();
    bare.sign_in.auth_time = bare.sign_in.auth_time - Duration::from_micros(86_400_000_001);
    for (grant, code) in [(full, full_code), (bare, bare_code)] {
        assert!(bench.issue(&grant, &code).await);
        let found = bench.stores.grants.find_by_code(client.id, &code.digest()).await.expect("find_by_code");
        let found = found.expect("the client");
        assert_eq!((found.client, found.found), (client.clone(), Some(grant)));
    }
}

async fn a_code_is_found_by_its_own_client_only(bench: &Bench<'_>) {
    let issued = bench.issued().await;
    let (other, _) = bench.client(bench.person().await).await;
    let digest = issued.code.digest();
    let by_other = bench.stores.grants.find_by_code(other.id, &digest).await.expect("find_by_code");
    assert_eq!(by_other.expect("the client").found, None);
    let nobody = ClientId::generate(bench.now(), bench.ambient.random());
    assert_eq!(bench.stores.grants.find_by_code(nobody, &digest).await.expect("find_by_code"), None);
    let unknown = AuthorizationCode::generate(bench.ambient.random());
    assert_eq!(bench.find_by_code(&issued.client, &unknown).await, None);
}

async fn nothing_is_issued_for_a_client_or_person_who_is_gone(bench: &Bench<'_>) {
    let user = bench.person().await;
    let (client, _) = bench.client(user).await;
    let nobody = UserId::generate(bench.now(), bench.ambient.random());
    let (grant, code) = fixtures::grant(client.id, nobody, &bench.ambient);
    assert!(!bench.issue(&grant, &code).await);
    assert_eq!(bench.find_by_code(&client, &code).await, None);

    assert!(bench.stores.clients.delete(bench.deletion(client.owner, client.id)).await.expect("delete"));
    let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
    assert!(!bench.issue(&grant, &code).await);
    assert_eq!(bench.stores.consents.find(user, client.id).await.expect("find"), None);
}

async fn nothing_is_issued_for_a_client_as_it_was(bench: &Bench<'_>) {
    let user = bench.person().await;
    let (client, _) = bench.client(user).await;
    let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
    let earlier = client.updated_at - Duration::from_micros(1);
    for (seen, issued) in [(earlier, false), (client.updated_at, true)] {
        assert_eq!(bench.issue_as_of(seen, None, &grant, &code).await, issued);
        assert_eq!(bench.find_by_code(&client, &code).await.is_some(), issued);
        let consent = bench.stores.consents.find(user, client.id).await.expect("find");
        assert_eq!(consent.is_some(), issued);
    }
}

async fn nothing_is_issued_in_a_session_that_ended(bench: &Bench<'_>) {
    let user = bench.person().await;
    let (client, _) = bench.client(user).await;
    let (ended, live) = (bench.harness.open_session(user).await, bench.harness.open_session(user).await);
    bench.harness.end_session(user, ended).await;
    for (session, issued) in [(ended, false), (live, true)] {
        let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
        let grant = Grant { session: Some(session), ..grant };
        assert_eq!(bench.issue(&grant, &code).await, issued);
        assert_eq!(bench.find_by_code(&client, &code).await.is_some(), issued);
        let consent = bench.stores.consents.find(user, client.id).await.expect("find");
        assert_eq!(consent.is_some(), issued);
    }
}

async fn a_grant_remembers_a_session_that_ended(bench: &Bench<'_>) {
    let user = bench.person().await;
    let (client, _) = bench.client(user).await;
    let session = bench.harness.open_session(user).await;
    let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
    let grant = Grant { session: Some(session), ..grant };
    assert!(bench.issue(&grant, &code).await);
    bench.harness.end_session(user, session).await;
    let found = bench.find_by_code(&client, &code).await.expect("the grant");
    assert_eq!(found.session, Some(session));
}

async fn nothing_is_issued_to_whom_the_project_shuts_out(bench: &Bench<'_>) {
    let [owner, member, outsider] = [bench.person().await, bench.person().await, bench.person().await];
    for (is_public, user, issued) in [
        (false, owner, true),
        (false, member, true),
        (false, outsider, false),
        (true, member, true),
        (true, outsider, true),
    ] {
        let project = bench.project(is_public, owner, &[(member, "member", &[])]).await;
        let client = bench.project_client(project).await;
        let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
        assert_eq!(bench.issue_in(Some(project), &grant, &code).await, issued, "public: {is_public}");
        assert_eq!(bench.find_by_code(&client, &code).await.is_some(), issued);
        let consent = bench.stores.consents.find(user, client.id).await.expect("find");
        assert_eq!(consent.is_some(), issued);
    }
}

async fn consents_add_up(bench: &Bench<'_>) {
    let user = bench.person().await;
    let (client, _) = bench.client(user).await;
    let first = bench.now();
    for (asked, expected) in [
        ("openid email", "openid email"),
        ("openid profile", "openid profile email"),
        ("openid", "openid profile email"),
    ] {
        let (grant, code) = fixtures::grant(client.id, user, &bench.ambient);
        assert!(bench.issue(&Grant { scopes: ScopeSet::parse(asked), ..grant }, &code).await);
        let expected =
            Consent { scopes: ScopeSet::parse(expected), granted_at: first, updated_at: bench.now() };
        assert_eq!(bench.stores.consents.find(user, client.id).await.expect("find"), Some(expected));
        bench.tick();
    }
}

async fn a_redemption_moves_the_state_and_the_end(bench: &Bench<'_>) {
    for with_refresh in [false, true] {
        let issued = bench.issued().await;
        let token = OAuthRefreshToken::generate(bench.ambient.random());
        bench.tick();
        let command = bench.redemption(&issued, Some(&token).filter(|_| with_refresh));
        assert!(bench.stores.grants.redeem(command.clone()).await.expect("redeem"));
        let state = GrantState::Redeemed { at: command.now };
        let expected = Grant { state, expires_at: command.expires_at, ..issued.grant };
        assert_eq!(bench.find_by_code(&issued.client, &issued.code).await, Some(expected));
        let found = bench.stores.grants.find_by_refresh(issued.client.id, &token.digest()).await;
        assert_eq!(found.expect("find").expect("the client").found.is_some(), with_refresh);
    }
}

async fn a_code_is_redeemed_with_the_right_digest_in_time_and_once(bench: &Bench<'_>) {
    let (issued, other) = (bench.issued().await, bench.issued().await);
    let good = bench.redemption(&issued, None);
    let redeem = |command: RedeemCode| bench.stores.grants.redeem(command);
    let wrong = RedeemCode { code: other.code.digest(), ..good.clone() };
    assert!(!redeem(wrong).await.expect("redeem"), "another grant's code");
    let late = RedeemCode { now: issued.grant.expires_at, ..good.clone() };
    assert!(!redeem(late).await.expect("redeem"), "an expired code");
    assert_eq!(bench.find_by_code(&issued.client, &issued.code).await, Some(issued.grant));
    let last_moment = other.grant.expires_at - Duration::from_micros(1);
    let in_time = RedeemCode { now: last_moment, ..bench.redemption(&other, None) };
    assert!(redeem(in_time).await.expect("redeem"), "a code at its last moment");
    assert!(redeem(good.clone()).await.expect("redeem"));
    assert!(!redeem(good).await.expect("redeem"), "a spent code");
}

async fn a_revoked_grant_is_not_redeemed(bench: &Bench<'_>) {
    let issued = bench.issued().await;
    bench.stores.grants.revoke(bench.revocation(&issued.grant)).await.expect("revoke");
    assert!(!bench.stores.grants.redeem(bench.redemption(&issued, None)).await.expect("redeem"));
    let state = GrantState::Revoked { at: bench.now() };
    let found = bench.find_by_code(&issued.client, &issued.code).await.expect("the grant");
    assert_eq!(found.state, state);
}

async fn a_revoked_grant_stays_revoked_since_the_first_time(bench: &Bench<'_>) {
    let redeemed = bench.redeemed().await;
    let first = bench.tick();
    for is_first in [true, false] {
        let command = bench.revocation(&redeemed.grant);
        bench.stores.grants.revoke(command.clone()).await.expect("revoke");
        assert_eq!(bench.kept(&command.audit).await, is_first, "an entry when something happened");
        bench.tick();
    }
    let found = bench.find_by_code(&redeemed.client, &redeemed.code).await.expect("the grant");
    assert_eq!(found.state, GrantState::Revoked { at: first });
    let (unknown, _) = fixtures::grant(redeemed.client.id, redeemed.grant.user, &bench.ambient);
    bench.stores.grants.revoke(bench.revocation(&unknown)).await.expect("revoking nothing is fine");
}
