//! Another service that has people: HitKey's accounts with no HitKey server around them.
//!
//! `cargo run -p hitkey-identity --example embed --features testkit`
//!
//! Everything is kept in memory here, and the fakes of `testkit` stand in for Argon2id and the mail. A
//! real service brings its own adapters and certifies its stores with `testkit::contract`.

use hitkey_identity::service::{
    AuthenticateError, CompleteRegistration, PasswordSignIn, RefreshSessionError, SignInError, SignInOutcome,
    SignedIn,
};
use hitkey_identity::testkit::World;
use hitkey_identity::{ApiCredentials, Notice, Origin, Password, RefreshToken};
use hitkey_kernel::{EmailAddress, Language};
use std::error::Error;

type Outcome<T> = Result<T, Box<dyn Error + Send + Sync>>;

const PASSWORD: &str = "seven grey geese over Almaty";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Outcome<()> {
    let world = World::default();
    let person = register(&world).await?;
    tell(format_args!("{} has an account, {}", person.account.email, person.account.id));
    let device = sign_in(&world, &person).await?;
    tell(format_args!("signed in again; the API token lives {:?}", device.credentials.expires_in));
    refuse_a_wrong_password(&world).await?;
    let fresh = refresh(&world, &device.credentials.refresh).await?;
    tell("the refresh token got a fresh pair");
    refuse_the_old_token(&world, &device.credentials.refresh, &fresh).await?;
    tell("the old one came again: somebody stole it, so the session is over");
    Ok(())
}

/// Three steps: an address, the code mailed to it, a password.
async fn register(world: &World) -> Outcome<SignedIn<ApiCredentials>> {
    let (registration, origin, email) = (&world.identity.registration, phone(), address()?);
    registration.start(&email, &origin).await?;
    let code = world.last_code(&email).ok_or("no code was mailed")?;
    tell(format_args!("mailed the code {} to {email}", code.expose()));
    let token = registration.verify(&email, &code, &origin).await?;
    let password = Password::new(PASSWORD);
    let request = CompleteRegistration { email, password, token: Some(token), origin, supersedes: None };
    Ok(registration.complete(request).await?)
}

async fn sign_in(world: &World, person: &SignedIn<ApiCredentials>) -> Outcome<SignedIn<ApiCredentials>> {
    let outcome = world.identity.sign_in.password::<ApiCredentials>(attempt(PASSWORD)?).await?;
    let SignInOutcome::SignedIn(device) = outcome else {
        return Err("nobody asked for a second factor".into());
    };
    let session = world.identity.sessions.by_token(&device.credentials.access).await?;
    check(session.user == person.account.id, "the token belongs to somebody else")?;
    let told = world.mails().iter().any(|mail| matches!(mail, Notice::NewSignIn { .. }));
    check(!told, "the phone is known from the registration")?;
    Ok(*device)
}

async fn refuse_a_wrong_password(world: &World) -> Outcome<()> {
    let outcome = world.identity.sign_in.password::<ApiCredentials>(attempt("guess")?).await;
    check(matches!(outcome, Err(SignInError::InvalidCredentials)), "a wrong password was accepted")
}

async fn refresh(world: &World, token: &RefreshToken) -> Outcome<ApiCredentials> {
    let fresh = world.identity.sessions.refresh(token, &phone()).await?;
    world.identity.sessions.by_token(&fresh.access).await?;
    Ok(fresh)
}

async fn refuse_the_old_token(world: &World, old: &RefreshToken, fresh: &ApiCredentials) -> Outcome<()> {
    let outcome = world.identity.sessions.refresh(old, &phone()).await;
    check(matches!(outcome, Err(RefreshSessionError::InvalidToken)), "a used token was accepted")?;
    let outcome = world.identity.sessions.by_token(&fresh.access).await;
    check(matches!(outcome, Err(AuthenticateError::Unauthenticated)), "the session goes on")
}

fn address() -> Outcome<EmailAddress> {
    Ok(EmailAddress::parse("aliya@example.org")?)
}

fn phone() -> Origin {
    Origin::new(Some([192, 0, 2, 44].into()), Some("ExampleApp/3.1"), Language::Kk)
}

fn attempt(password: &str) -> Outcome<PasswordSignIn> {
    let password = Password::new(password);
    Ok(PasswordSignIn { email: address()?, password, origin: phone(), supersedes: None })
}

fn check(good: bool, otherwise: &'static str) -> Outcome<()> {
    if good { Ok(()) } else { Err(otherwise.into()) }
}

#[expect(clippy::print_stdout, reason = "an example shows what happens")]
fn tell(what: impl std::fmt::Display) {
    println!("{what}");
}
