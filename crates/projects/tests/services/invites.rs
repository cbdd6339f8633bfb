//! Inviting people by mail.

use crate::support::{Team, code, email, keys};
use hitkey_kernel::testkit::first;
use hitkey_kernel::{InviteId, Language};
use hitkey_projects::ports::InviteMail;
use hitkey_projects::testkit::FewInviteMails;
use hitkey_projects::testkit::World;
use hitkey_projects::testkit::mocks::{MockInviteMails, MockInviteStore};
use hitkey_projects::{
    AssignableRole, InviteToken, Member, MemberChange, NewInvite, Notice, Person, RedirectUrl, Role, Slug,
};
use std::sync::Arc;
use std::time::Duration;

const WEEK: Duration = Duration::from_secs(7 * 86_400);

fn new_invite(address: &str, role: AssignableRole) -> NewInvite {
    NewInvite {
        email: email(address),
        role,
        redirect_url: RedirectUrl::parse("https://app.example.org/welcome").ok(),
    }
}

#[tokio::test]
async fn an_invite_is_mailed_and_accepted() {
    let team = Team::new().await;
    team.world.permission(&team.project, "site.view", true).await.unwrap();
    let (invites, slug) = (&team.world.cases.invites, &team.project.slug);
    let new = new_invite("stranger@example.org", AssignableRole::Admin);
    let invite = invites.create(slug, &World::actor(team.owner.user), &new, Language::Kk).await.unwrap();
    assert_eq!(
        invites.list(slug, team.admin.user, first(500)).await.unwrap().items,
        std::slice::from_ref(&invite)
    );
    let mails = team.world.mails();
    let [Notice::ProjectInvite { to, language, token, project_name, inviter, expires_at }] = mails.as_slice()
    else {
        panic!("{mails:?}")
    };
    assert_eq!((to, *language, *expires_at), (&new.email, Language::Kk, invite.expires_at));
    assert_eq!((project_name, inviter.as_deref()), (&team.project.name, Some("owner")));
    let shown = invites.find(token).await.unwrap();
    assert_eq!((&shown.invite, &shown.project), (&invite, &team.project));
    assert_eq!(shown.inviter.as_deref(), Some("owner"));
    let accepted = invites.accept(token, &World::actor(team.stranger)).await.unwrap();
    assert_eq!((&accepted.project, accepted.redirect_url), (&team.project, new.redirect_url));
    assert_eq!((accepted.member.role, &accepted.member.permissions), (Role::Admin, &keys(["site.view"])));
    assert_eq!(team.seat(team.stranger).await, Some(accepted.member));
    assert_eq!(code(invites.accept(token, &World::actor(team.stranger)).await), "INVITE_NOT_FOUND");
    assert_eq!(code(invites.find(token).await), "INVITE_NOT_FOUND");
}

#[tokio::test]
async fn nobody_mails_without_end() {
    let team = Team::new().await;
    let world = team.world.adapted(|env| env.invite_mails = Arc::new(FewInviteMails::new(2)));
    let (invites, slug, by) = (&world.cases.invites, &team.project.slug, team.owner.user);
    let invite = async |address: &str| {
        invites
            .create(slug, &World::actor(by), &new_invite(address, AssignableRole::Member), Language::En)
            .await
    };
    invite("one@example.org").await.unwrap();
    invite("two@example.org").await.unwrap();
    assert_eq!(code(invite("three@example.org").await), "TOO_MANY_REQUESTS");
    assert_eq!(world.mails().len(), 2);
    // Withdrawing one gives nothing back.
    let listed = invites.list(slug, by, first(500)).await.unwrap().items;
    invites.revoke(slug, &World::actor(by), listed[0].id).await.unwrap();
    assert_eq!(code(invite("one@example.org").await), "TOO_MANY_REQUESTS");
}

#[tokio::test]
async fn only_who_may_invite_uses_up_what_the_project_has() {
    let team = Team::new().await;
    let mut mails = MockInviteMails::new();
    let counted =
        InviteMail { project: team.project.id, by: Some(team.admin.user), to: email("new@example.org") };
    mails.expect_claim().once().withf(move |mail, _| *mail == counted).return_once(|_, _| Ok(None));
    let world = team.world.adapted(|env| env.invite_mails = Arc::new(mails));
    let new = new_invite("new@example.org", AssignableRole::Member);
    for (caller, refusal) in [
        (team.member.user, Some("FORBIDDEN")),
        (team.stranger, Some("NOT_PROJECT_MEMBER")),
        (team.admin.user, None),
    ] {
        let outcome =
            world.cases.invites.create(&team.project.slug, &World::actor(caller), &new, Language::En).await;
        match refusal {
            Some(refusal) => assert_eq!(code(outcome), refusal),
            None => assert_eq!(outcome.unwrap().email, new.email),
        }
    }
}

#[tokio::test]
async fn the_mailed_token_is_not_what_is_stored() {
    let team = Team::new().await;
    let token = team.world.invite(&team.project, "new@example.org").await.unwrap();
    let stored = InviteToken::parse(&format!("{:?}", token.digest()));
    assert_eq!(code(team.world.cases.invites.find(&stored).await), "INVITE_NOT_FOUND");
    assert!(!format!("{token:?} {:?}", team.world.mails()).contains(token.expose()));
}

#[tokio::test]
async fn who_may_be_invited_by_whom() {
    use AssignableRole::{Admin, Member};
    let team = Team::new().await;
    let (invites, slug) = (&team.world.cases.invites, &team.project.slug);
    team.world.invite(&team.project, "invited@example.org").await.unwrap();
    for (caller, address, role, expected) in [
        (team.owner.user, "INVITED@example.org", Member, "INVITE_ALREADY_EXISTS"),
        (team.admin.user, "member@example.org", Member, "ALREADY_MEMBER"),
        (team.owner.user, "owner@example.org", Admin, "ALREADY_MEMBER"),
        (team.admin.user, "new@example.org", Admin, "ONLY_OWNER_ASSIGNS_ADMIN"),
        (team.member.user, "new@example.org", Member, "FORBIDDEN"),
        (team.stranger, "new@example.org", Member, "NOT_PROJECT_MEMBER"),
    ] {
        let outcome =
            invites.create(slug, &World::actor(caller), &new_invite(address, role), Language::En).await;
        assert_eq!(code(outcome), expected, "{address}");
    }
    assert_eq!(team.world.mails().len(), 1, "who is not invited gets no mail");
    let nowhere = Slug::parse("nowhere").unwrap();
    let new = new_invite("new@example.org", Member);
    let outcome = invites.create(&nowhere, &World::actor(team.owner.user), &new, Language::En).await;
    assert_eq!(code(outcome), "NOT_FOUND");
}

#[tokio::test]
async fn only_owner_and_admins_see_and_withdraw_invites() {
    let team = Team::new().await;
    let (invites, slug) = (&team.world.cases.invites, &team.project.slug);
    let token = team.world.invite(&team.project, "new@example.org").await.unwrap();
    let id = invites.find(&token).await.unwrap().invite.id;
    for (caller, expected) in [(team.member.user, "FORBIDDEN"), (team.stranger, "NOT_PROJECT_MEMBER")] {
        assert_eq!(code(invites.list(slug, caller, first(500)).await), expected);
        assert_eq!(code(invites.revoke(slug, &World::actor(caller), id).await), expected);
    }
    let own = team.world.project(team.stranger, "Own", false).await.unwrap();
    assert_eq!(code(invites.revoke(&own.slug, &World::actor(team.stranger), id).await), "NOT_FOUND");
    invites.revoke(slug, &World::actor(team.admin.user), id).await.unwrap();
    assert_eq!(code(invites.find(&token).await), "INVITE_NOT_FOUND");
    assert_eq!(code(invites.revoke(slug, &World::actor(team.admin.user), id).await), "NOT_FOUND");
    let unknown = InviteId::from_uuid(Default::default());
    assert_eq!(code(invites.revoke(slug, &World::actor(team.admin.user), unknown).await), "NOT_FOUND");
}

#[tokio::test]
async fn an_invite_lives_seven_days() {
    let team = Team::new().await;
    let (invites, clock) = (&team.world.cases.invites, &team.world.clock);
    let token = team.world.invite(&team.project, "stranger@example.org").await.unwrap();
    clock.advance(WEEK - Duration::from_micros(1));
    assert!(invites.examine(&token, &email("stranger@example.org")).await.is_ok());
    clock.advance(Duration::from_micros(1));
    assert_eq!(code(invites.accept(&token, &World::actor(team.stranger)).await), "INVITE_EXPIRED");
    let examined = invites.examine(&token, &email("stranger@example.org")).await;
    assert_eq!(code(examined), "INVITE_EXPIRED");
    let shown = invites.find(&token).await.unwrap();
    assert!(shown.invite.is_expired(team.world.environment.ambient.now()), "it is shown all the same");
    let again = team.world.invite(&team.project, "stranger@example.org").await.unwrap();
    assert_eq!(code(invites.find(&token).await), "INVITE_NOT_FOUND");
    invites.accept(&again, &World::actor(team.stranger)).await.unwrap();
}

#[tokio::test]
async fn only_whoever_owns_the_address_accepts() {
    let team = Team::new().await;
    let invites = &team.world.cases.invites;
    let token = team.world.invite(&team.project, "new@example.org").await.unwrap();
    assert_eq!(code(invites.accept(&token, &World::actor(team.stranger)).await), "EMAIL_MISMATCH");
    assert_eq!(code(invites.accept(&token, &World::actor(team.member.user)).await), "EMAIL_MISMATCH");
    assert_eq!(code(invites.examine(&token, &email("stranger@example.org")).await), "EMAIL_MISMATCH");
    assert!(invites.examine(&token, &email("NEW@example.org")).await.is_ok());
    assert_eq!(
        code(invites.accept(&InviteToken::parse("guess"), &World::actor(team.stranger)).await),
        "INVITE_NOT_FOUND"
    );
    let id = team.stranger;
    let person = Person { id, email: email("stranger@example.org"), display_name: None };
    team.world.store.add_person(person, vec![email("New@Example.org")]);
    invites.accept(&token, &World::actor(team.stranger)).await.unwrap();
}

#[tokio::test]
async fn a_member_accepts_nothing() {
    let team = Team::new().await;
    let token = team.world.invite(&team.project, "stranger@example.org").await.unwrap();
    team.world.member(&team.project, "late@example.org", AssignableRole::Member).await.unwrap();
    let new = hitkey_projects::NewMember {
        email: email("stranger@example.org"),
        role: AssignableRole::Member,
        permissions: keys([]),
    };
    team.world.cases.members.add(&team.project.slug, &World::actor(team.owner.user), &new).await.unwrap();
    let outcome = team.world.cases.invites.accept(&token, &World::actor(team.stranger)).await;
    assert_eq!(code(outcome), "ALREADY_MEMBER");
}

#[tokio::test]
async fn whoever_is_removed_does_not_come_back_by_an_old_invite() {
    let team = Team::of(true).await;
    let (cases, slug) = (&team.world.cases, &team.project.slug);
    let token = team.world.invite(&team.project, "stranger@example.org").await.unwrap();
    let Member { id, .. } = cases.members.join(slug, &World::actor(team.stranger)).await.unwrap();
    cases.members.remove(slug, &World::actor(team.admin.user), id).await.unwrap();
    assert_eq!(code(cases.invites.accept(&token, &World::actor(team.stranger)).await), "INVITE_NOT_FOUND");
}

#[tokio::test]
async fn an_invite_outlives_the_power_of_whoever_sent_it() {
    let team = Team::new().await;
    let (cases, slug) = (&team.world.cases, &team.project.slug);
    let new = new_invite("stranger@example.org", AssignableRole::Member);
    cases.invites.create(slug, &World::actor(team.admin.user), &new, Language::En).await.unwrap();
    let demoted = MemberChange { role: Some(AssignableRole::Member), ..MemberChange::default() };
    cases.members.update(slug, &World::actor(team.owner.user), team.admin.id, &demoted).await.unwrap();
    let token = team.world.last_invite(&new.email).unwrap();
    assert_eq!(
        cases.invites.accept(&token, &World::actor(team.stranger)).await.unwrap().member.role,
        Role::Member
    );
}

#[tokio::test]
async fn an_invite_that_expires_while_it_is_accepted_is_told_as_such() {
    use hitkey_projects::ports::AcceptInviteOutcome::{AlreadyMember, Expired, Gone};
    let team = Team::new().await;
    let token = team.world.invite(&team.project, "stranger@example.org").await.unwrap();
    let shown = team.world.cases.invites.find(&token).await.unwrap();
    for (outcome, expected) in
        [(Expired, "INVITE_EXPIRED"), (Gone, "INVITE_NOT_FOUND"), (AlreadyMember, "ALREADY_MEMBER")]
    {
        let (mut store, shown) = (MockInviteStore::new(), shown.clone());
        store.expect_find_by_token().returning(move |_| Ok(Some(shown.clone())));
        store.expect_accept().return_once(move |_| Ok(outcome));
        let world = team.world.adapted(|env| env.invites = Arc::new(store));
        assert_eq!(code(world.cases.invites.accept(&token, &World::actor(team.stranger)).await), expected);
    }
}
