//! The pages: what a person sees in a browser. The handlers live here, the markup in `hitkey-pages`.
//!
//! A form is posted to the URL of its page. When it is right the answer is a redirect by GET, so that
//! reloading sends nothing twice; when it is wrong the page comes again with what was wrong.

mod account;
mod assets;
mod authorize;
mod dev;
mod error;
mod forgot;
mod form;
mod local_path;
mod login;
mod logout;
mod problems;
mod purpose;
mod register;
mod reset;
mod start;
mod visit;
mod visitor;

pub use dev::{DevMail, DevMailbox};
pub(crate) use visit::Visit;

use crate::endpoint::Endpoint;
use crate::rate_limit::Dialect::Page;
use actix_web::web::ServiceConfig;

/// Adds the routes of the pages. Requests to `/oauth/authorize` with a bearer token must have been taken
/// by an earlier route.
pub fn configure(config: &mut ServiceConfig) {
    config.app_data(form::limit());
    Endpoint::at(purpose::AUTHORIZE).acting_get(authorize::get).post(authorize::post).register(config);
    Endpoint::at("/").acting_get(start::get).register(config);
    Endpoint::at("/assets/{hash}").get(assets::get).register(config);
    configure_sign_in(config);
    configure_registration(config);
    configure_account(config);
    Endpoint::at("/dev/mail").get(dev::mail::list).register(config);
    Endpoint::at("/dev/mail/{id}").get(dev::mail::text).register(config);
    Endpoint::at("/dev/mail/{id}/html").get(dev::mail::html).register(config);
}

fn configure_sign_in(config: &mut ServiceConfig) {
    Endpoint::at("/login").for_strangers(Page).get(login::get).post(login::post).register(config);
    Endpoint::at("/login/2fa")
        .for_strangers(Page)
        .get(login::two_factor::get)
        .post(login::two_factor::post)
        .register(config);
    Endpoint::at("/logout").get(logout::get).post(logout::post).register(config);
    Endpoint::at("/forgot").for_strangers(Page).get(forgot::get).post(forgot::post).register(config);
    Endpoint::at("/reset").for_strangers(Page).get(reset::get).post(reset::post).register(config);
}

fn configure_registration(config: &mut ServiceConfig) {
    use register::{password, resend, verify};
    Endpoint::at("/register").for_strangers(Page).get(register::get).post(register::post).register(config);
    Endpoint::at("/register/verify").for_strangers(Page).get(verify::get).post(verify::post).register(config);
    Endpoint::at("/register/resend").for_strangers(Page).post(resend::post).register(config);
    Endpoint::at("/register/password")
        .for_strangers(Page)
        .get(password::get)
        .post(password::post)
        .register(config);
}

fn configure_account(config: &mut ServiceConfig) {
    use account::{apps, sessions};
    Endpoint::at("/account").get(account::get).register(config);
    Endpoint::at("/account/sessions/{id}/end").post(sessions::end).register(config);
    Endpoint::at("/account/apps/{id}/withdraw").post(apps::withdraw).register(config);
}
