use super::Harness;
use super::bench::Bench;
use crate::ports::ProjectAccess;
use hitkey_kernel::ProjectId;

/// The rules of [`Memberships`](crate::ports::Memberships).
pub async fn memberships(harness: &dyn Harness) {
    let bench = Bench::new(harness, "memberships");
    a_member_an_outsider_and_a_stranger_are_told_apart(&bench).await;
}

async fn a_member_an_outsider_and_a_stranger_are_told_apart(bench: &Bench<'_>) {
    let (owner, member, outsider) = (bench.person().await, bench.person().await, bench.person().await);
    for (is_public, otherwise) in
        [(true, ProjectAccess::PublicOutsider), (false, ProjectAccess::PrivateOutsider)]
    {
        let project = bench.project(is_public, owner, &[(member, "member", &[])]).await;
        let access = |user| bench.stores.memberships.access(user, project);
        assert_eq!(access(owner).await.expect("access"), ProjectAccess::Member);
        assert_eq!(access(member).await.expect("access"), ProjectAccess::Member);
        assert_eq!(access(outsider).await.expect("access"), otherwise);
    }
    let unknown = ProjectId::generate(bench.now(), bench.ambient.random());
    let access = bench.stores.memberships.access(owner, unknown).await.expect("access");
    assert_eq!(access, ProjectAccess::PrivateOutsider);
}
