//! A web application that signs people in with HitKey.

mod hitkey;
mod pages;

use actix_session::SessionMiddleware;
use actix_session::storage::CookieSessionStore;
use actix_web::cookie::{Key, SameSite};
use actix_web::{App, HttpServer, web};
use hitkey::{Failure, HitKey};

#[actix_web::main]
async fn main() -> Result<(), Failure> {
    let setting = |name: &str| std::env::var(name).map_err(|error| format!("{name}: {error}"));
    let port: u16 = setting("PORT").unwrap_or_else(|_| "3000".to_owned()).parse()?;
    let app_url = setting("APP_URL").unwrap_or_else(|_| format!("http://localhost:{port}"));
    let key = Key::derive_from(setting("SESSION_SECRET")?.as_bytes());
    let callback = format!("{app_url}/callback");
    let hitkey =
        HitKey::discover(setting("ISSUER")?, setting("CLIENT_ID")?, setting("CLIENT_SECRET")?, callback)
            .await?;
    let secure = app_url.starts_with("https:");
    let server = HttpServer::new(move || {
        // The session is an encrypted cookie.
        let session = SessionMiddleware::builder(CookieSessionStore::default(), key.clone())
            .cookie_name("session".to_owned())
            .cookie_secure(secure)
            .cookie_http_only(true)
            .cookie_same_site(SameSite::Lax);
        App::new().wrap(session.build()).app_data(web::Data::new(hitkey.clone())).service((
            pages::home,
            pages::login,
            pages::callback,
            pages::logout,
        ))
    });
    Ok(server.workers(1).bind(("localhost", port))?.run().await?)
}
