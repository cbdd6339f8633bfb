//! The pages: home, and the three of a sign-in's life.

use crate::hitkey::{Callback, HitKey, Person, SignIn};
use actix_session::Session;
use actix_web::http::StatusCode;
use actix_web::http::header::ContentType;
use actix_web::web::{Data, Query};
use actix_web::{HttpResponse, Result, get, post};

const PERSON: &str = "person";
const SIGN_IN: &str = "sign-in";

/// Greets whoever is signed in. After an hour HitKey is asked again, which nobody notices who is signed in there.
#[get("/")]
pub(crate) async fn home(session: Session) -> Result<HttpResponse> {
    let Some(person) = session.get::<Person>(PERSON)? else {
        return Ok(page(StatusCode::OK, r#"<a href="/login">Sign in with HitKey</a>"#));
    };
    if person.is_stale() {
        return Ok(see("/login"));
    }
    let (name, email) = (text(&person.name), text(&person.email));
    let greeting = format!("<p>Hello, {name} ({email}).</p>");
    let sign_out = r#"<form method="post" action="/logout"><button>Sign out</button></form>"#;
    Ok(page(StatusCode::OK, &format!("{greeting}{sign_out}")))
}

/// Sends the browser to HitKey.
#[get("/login")]
pub(crate) async fn login(session: Session, hitkey: Data<HitKey>) -> Result<HttpResponse> {
    let (url, sign_in) = hitkey.begin();
    session.insert(SIGN_IN, sign_in)?;
    Ok(see(&url))
}

/// The browser is back.
#[get("/callback")]
pub(crate) async fn callback(
    session: Session,
    hitkey: Data<HitKey>,
    answer: Query<Callback>,
) -> Result<HttpResponse> {
    let Some(began) = session.get::<SignIn>(SIGN_IN)? else { return Ok(see("/")) };
    session.remove(SIGN_IN); // good for one try
    match hitkey.finish(began, answer.into_inner()).await {
        Ok(person) => {
            session.renew();
            session.insert(PERSON, person)?;
            Ok(see("/"))
        }
        Err(error) => {
            eprintln!("sign-in failed: {error}");
            Ok(page(StatusCode::FORBIDDEN, r#"<p>That did not work.</p> <a href="/login">Try again</a>"#))
        }
    }
}

/// Ends the session here. The person stays signed in at HitKey. (SameSite keeps other sites from doing this.)
#[post("/logout")]
pub(crate) async fn logout(session: Session) -> HttpResponse {
    session.purge();
    see("/")
}

fn see(url: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header(("location", url)).finish()
}

fn page(status: StatusCode, content: &str) -> HttpResponse {
    let page = format!("<!doctype html><title>Actix and HitKey</title>{content}");
    HttpResponse::build(status).content_type(ContentType::html()).body(page)
}

/// Text that somebody else chose, for HTML.
fn text(value: &str) -> String {
    value.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
