use super::Harness;
use super::bench::Bench;
use crate::testkit::fixtures;
use crate::{LiveSubject, ScopeSet, SubjectProfile};
use std::time::Duration;

/// The rules of [`Subjects`](crate::ports::Subjects).
pub async fn subjects(harness: &dyn Harness) {
    let bench = Bench::new(harness, "subjects");
    what_is_known_of_a_person_comes_back(&bench).await;
    nobody_is_behind_a_grant_that_is_not_live(&bench).await;
    what_a_person_is_in_the_project_of_a_client_comes_back(&bench).await;
    somebody_who_is_no_member_is_nothing_in_the_project(&bench).await;
    a_project_that_is_not_asked_for_is_not_told(&bench).await;
    who_has_a_second_factor_is_known(&bench).await;
}

async fn what_is_known_of_a_person_comes_back(bench: &Bench<'_>) {
    let full = fixtures::full_profile(&bench.ambient);
    let eastern = SubjectProfile {
        name: "Lee Ann".into(),
        preferred_order: Some("eastern".into()),
        ..fixtures::full_profile(&bench.ambient)
    };
    for profile in [full, eastern, fixtures::bare_profile(&bench.ambient)] {
        let user = bench.harness.add_person(profile.clone()).await;
        let (client, _) = bench.client(bench.person().await).await;
        let redeemed = bench.redeem(bench.issued_to(client, user).await).await;
        let scopes = redeemed.grant.scopes;
        let claims = redeemed.grant.claims.userinfo;
        let told = bench.stores.subjects.profile(user).await.expect("profile");
        assert_eq!(told.as_ref(), Some(&profile));
        let expected =
            LiveSubject { client: redeemed.client.id, user, scopes, claims, profile, project: None };
        let behind = bench
            .stores
            .subjects
            .behind(redeemed.grant.id, fixtures::every_scope(), bench.now())
            .await
            .expect("behind");
        assert_eq!(behind, Some(expected));
    }
}

async fn what_a_person_is_in_the_project_of_a_client_comes_back(bench: &Bench<'_>) {
    let (owner, admin, member) = (bench.person().await, bench.person().await, bench.person().await);
    let keys: &[&str] = &["site.view", "site.edit"];
    let project =
        bench.project(false, owner, &[(admin, "admin", keys), (member, "member", &keys[..1])]).await;
    // Another project in which they are something else is not told.
    bench.project(false, member, &[(owner, "member", &["other"]), (admin, "member", &["other"])]).await;
    let client = bench.project_client(project).await;
    for (user, role, keys) in
        [(owner, "owner", &keys[..0]), (admin, "admin", keys), (member, "member", &keys[..1])]
    {
        let redeemed = bench.redeem(bench.issued_to(client.clone(), user).await).await;
        let behind = bench
            .stores
            .subjects
            .behind(redeemed.grant.id, fixtures::every_scope(), bench.now())
            .await
            .expect("behind");
        let told = behind.expect("somebody").project;
        assert_eq!(told, Some(fixtures::project(project, role, keys)), "{role}");
    }
}

async fn somebody_who_is_no_member_is_nothing_in_the_project(bench: &Bench<'_>) {
    let (owner, outsider) = (bench.person().await, bench.person().await);
    let project = bench.project(true, owner, &[]).await;
    bench.project(true, outsider, &[]).await;
    let client = bench.project_client(project).await;
    let redeemed = bench.redeem(bench.issued_to(client, outsider).await).await;
    let behind = bench
        .stores
        .subjects
        .behind(redeemed.grant.id, fixtures::every_scope(), bench.now())
        .await
        .expect("behind");
    assert_eq!(behind.expect("somebody").project, None);
}

async fn nobody_is_behind_a_grant_that_is_not_live(bench: &Bench<'_>) {
    let issued = bench.issued().await;
    let behind = |grant, now| bench.stores.subjects.behind(grant, fixtures::every_scope(), now);
    assert_eq!(behind(issued.grant.id, bench.now()).await.expect("behind"), None, "a code that waits");
    let redeemed = bench.redeem(issued).await;
    let (grant, end) = (redeemed.grant.id, redeemed.grant.expires_at);
    assert_eq!(behind(grant, end).await.expect("behind"), None, "at its end");
    let last_moment = end - Duration::from_micros(1);
    assert!(behind(grant, last_moment).await.expect("behind").is_some(), "before its end");
    bench.stores.grants.revoke(bench.revocation(&redeemed.grant)).await.expect("revoke");
    assert_eq!(behind(grant, bench.now()).await.expect("behind"), None, "revoked");
    let nobody = hitkey_kernel::UserId::generate(bench.now(), bench.ambient.random());
    assert_eq!(bench.stores.subjects.profile(nobody).await.expect("profile"), None);
    let (unknown, _) = fixtures::grant(redeemed.client.id, redeemed.grant.user, &bench.ambient);
    assert_eq!(behind(unknown.id, bench.now()).await.expect("behind"), None, "unknown");
}

async fn a_project_that_is_not_asked_for_is_not_told(bench: &Bench<'_>) {
    let owner = bench.person().await;
    let project = bench.project(false, owner, &[]).await;
    let client = bench.project_client(project).await;
    let redeemed = bench.redeem(bench.issued_to(client, owner).await).await;
    for (asked, told) in [("openid profile email", false), ("project:read", true)] {
        let asked = ScopeSet::parse(asked);
        let behind =
            bench.stores.subjects.behind(redeemed.grant.id, asked, bench.now()).await.expect("behind");
        assert_eq!(behind.expect("somebody").project.is_some(), told, "{asked}");
    }
}

async fn who_has_a_second_factor_is_known(bench: &Bench<'_>) {
    let (with, without) = (bench.person().await, bench.person().await);
    bench.harness.add_second_factor(with).await;
    let nobody = hitkey_kernel::UserId::generate(bench.now(), bench.ambient.random());
    for (user, has_one) in [(with, true), (without, false), (nobody, false)] {
        let told = bench.stores.subjects.has_second_factor(user).await.expect("second factor");
        assert_eq!(told, has_one);
    }
}
