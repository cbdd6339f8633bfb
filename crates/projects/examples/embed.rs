//! Another service that has projects: HitKey's teams with no HitKey server around them.
//!
//! `cargo run -p hitkey-projects --example embed --features testkit`
//!
//! Everything is kept in memory here, and a fake of `testkit` stands in for the mail. A real service
//! brings its own adapters and certifies its stores with `testkit::contract`.

use hitkey_kernel::{EmailAddress, Language, UserId};
use hitkey_projects::service::{AcceptInviteError, AuthorizeError, UpdateMemberError};
use hitkey_projects::testkit::World;
use hitkey_projects::{
    Action, AssignableRole, Member, MemberChange, NewInvite, PermissionKey, Project, RedirectUrl, Refusal,
};
use std::error::Error;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let world = World::default();
    let aliya = world.person("aliya@example.org")?;
    let project = world.project(aliya, "Дала компасы", false).await?;
    tell(format_args!("{} is at /projects/{}", project.name, project.slug));
    world.permission(&project, "site.view", true).await?;
    world.permission(&project, "site.manage_data", false).await?;
    let bob = invite_and_accept(&world, &project).await?;
    allow_more(&world, &project, &bob).await?;
    refuse_what_a_member_may_not(&world, &project, bob.user).await?;
    refuse_to_promote_oneself(&world, &project, &bob).await?;
    let given = world.cases.projects.transfer(&project.slug, &World::actor(aliya), bob.user).await?;
    check(given.owner == bob.user, "the project is still Aliya's")?;
    tell("Aliya gave the project to Bob and is an admin of it now");
    Ok(())
}

/// A private project is entered by invite: the mail proves the address, so nobody else can use it.
async fn invite_and_accept(world: &World, project: &Project) -> Outcome<Member> {
    let (invites, email) = (&world.cases.invites, EmailAddress::parse("bob@example.org")?);
    let (bob, eve) = (world.person("bob@example.org")?, world.person("eve@example.org")?);
    let redirect_url = Some(RedirectUrl::parse("https://compass.example.org/welcome")?);
    let new = NewInvite { email: email.clone(), role: AssignableRole::Member, redirect_url };
    invites.create(&project.slug, &World::actor(project.owner), &new, Language::Kk).await?;
    let token = world.last_invite(&email).ok_or("no invite was mailed")?;
    let stolen = invites.accept(&token, &World::actor(eve)).await;
    check(matches!(stolen, Err(AcceptInviteError::EmailMismatch)), "Eve used Bob's invite")?;
    let accepted = invites.accept(&token, &World::actor(bob)).await?;
    tell(format_args!("Bob accepted and may {:?}", accepted.member.permissions));
    Ok(accepted.member)
}

async fn allow_more(world: &World, project: &Project, bob: &Member) -> Outcome<()> {
    let mut permissions = bob.permissions.clone();
    permissions.insert(PermissionKey::parse("site.manage_data")?);
    let change = MemberChange { permissions: Some(permissions), ..MemberChange::default() };
    let changed =
        world.cases.members.update(&project.slug, &World::actor(project.owner), bob.id, &change).await?;
    tell(format_args!("now Bob may {:?}", changed.member.permissions));
    Ok(())
}

async fn refuse_what_a_member_may_not(world: &World, project: &Project, bob: UserId) -> Outcome<()> {
    let outcome = world.cases.projects.authorize(&project.slug, bob, Action::ManageClients).await;
    let refused = matches!(outcome, Err(AuthorizeError::Refused(Refusal::Forbidden)));
    check(refused, "a plain member manages clients")
}

async fn refuse_to_promote_oneself(world: &World, project: &Project, bob: &Member) -> Outcome<()> {
    let change = MemberChange { role: Some(AssignableRole::Admin), ..MemberChange::default() };
    let outcome = world.cases.members.update(&project.slug, &World::actor(bob.user), bob.id, &change).await;
    let refused = matches!(outcome, Err(UpdateMemberError::Refused(Refusal::CannotChangeOwnRole)));
    check(refused, "Bob made himself an admin")
}

fn check(good: bool, otherwise: &'static str) -> Outcome<()> {
    if good { Ok(()) } else { Err(otherwise.into()) }
}

#[expect(clippy::print_stdout, reason = "an example shows what happens")]
fn tell(what: impl std::fmt::Display) {
    println!("{what}");
}
