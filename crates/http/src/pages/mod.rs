//! The pages: what a person sees in a browser. The handlers live here, the markup in `hitkey-pages`.
//!
//! A form is posted to the URL of its page. When it is right the answer is a redirect by GET, so that
//! reloading sends nothing twice; when it is wrong the page comes again with what was wrong.

mod account;
mod assets;
mod authorize;
mod dev;
mod device;
mod end_session;
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
pub(crate) use form::limit as form_limit;
pub(crate) use visit::Visit;

use crate::endpoint::{Endpoint, Routes};
use crate::rate_limit::Dialect::Page;

/// Adds the routes of the pages. Requests to `/oauth/authorize` with a bearer token must have been taken
/// by an earlier route.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::at(purpose::AUTHORIZE)
        .acting_get(authorize::get, authorize::GET)
        .post(authorize::post, authorize::POST)
        .register(routes);
    Endpoint::at(end_session::PATH)
        .acting_get(end_session::get, end_session::GET)
        .post(end_session::post, end_session::POST)
        .register(routes);
    Endpoint::at("/").acting_page(start::get).register(routes);
    Endpoint::at("/assets/{hash}").page(assets::get).register(routes);
    Endpoint::at(device::PATH).for_strangers(Page).page(device::get).form(device::post).register(routes);
    configure_sign_in(routes);
    configure_registration(routes);
    configure_account(routes);
    Endpoint::at("/dev/mail").page(dev::mail::list).register(routes);
    Endpoint::at("/dev/mail/{id}").page(dev::mail::text).register(routes);
    Endpoint::at("/dev/mail/{id}/html").page(dev::mail::html).register(routes);
}

fn configure_sign_in(routes: &mut Routes) {
    Endpoint::at("/login").for_strangers(Page).page(login::get).form(login::post).register(routes);
    Endpoint::at("/login/2fa")
        .for_strangers(Page)
        .page(login::two_factor::get)
        .form(login::two_factor::post)
        .register(routes);
    Endpoint::at("/logout").page(logout::get).form(logout::post).register(routes);
    Endpoint::at("/forgot").for_strangers(Page).page(forgot::get).form(forgot::post).register(routes);
    Endpoint::at("/reset").for_strangers(Page).page(reset::get).form(reset::post).register(routes);
}

fn configure_registration(routes: &mut Routes) {
    use register::{password, resend, verify};
    Endpoint::at("/register").for_strangers(Page).page(register::get).form(register::post).register(routes);
    Endpoint::at("/register/verify")
        .for_strangers(Page)
        .page(verify::get)
        .form(verify::post)
        .register(routes);
    Endpoint::at("/register/resend").for_strangers(Page).form(resend::post).register(routes);
    Endpoint::at("/register/password")
        .for_strangers(Page)
        .page(password::get)
        .form(password::post)
        .register(routes);
}

fn configure_account(routes: &mut Routes) {
    use account::{activity, apps, delete, password, profile, security, sessions, settings, two_factor};
    Endpoint::at("/account").page(account::get).register(routes);
    Endpoint::at("/account/profile").page(profile::get).form(profile::post).register(routes);
    Endpoint::at("/account/security").page(security::get).register(routes);
    Endpoint::at("/account/security/password").page(password::get).form(password::post).register(routes);
    Endpoint::at("/account/security/two-factor/begin").form(two_factor::begin).register(routes);
    Endpoint::at("/account/security/two-factor")
        .page(two_factor::get)
        .form(two_factor::post)
        .register(routes);
    Endpoint::at("/account/security/two-factor/off")
        .page(two_factor::off::get)
        .form(two_factor::off::post)
        .register(routes);
    Endpoint::at("/account/sessions").page(sessions::get).register(routes);
    Endpoint::at("/account/sessions/end-others").form(sessions::end_others).register(routes);
    Endpoint::at("/account/sessions/{id}/end").form(sessions::end).register(routes);
    Endpoint::at("/account/apps").page(apps::get).register(routes);
    Endpoint::at("/account/apps/{id}/withdraw").form(apps::withdraw).register(routes);
    Endpoint::at("/account/activity").page(activity::get).register(routes);
    Endpoint::at("/account/settings").page(settings::get).form(settings::post).register(routes);
    Endpoint::at("/account/settings/delete").page(delete::get).form(delete::post).register(routes);
    Endpoint::at("/account/deleted").page(delete::deleted).register(routes);
    configure_addresses(routes);
}

fn configure_addresses(routes: &mut Routes) {
    use account::addresses::{self, id, verify};
    Endpoint::at("/account/addresses").page(addresses::get).form(addresses::post).register(routes);
    Endpoint::at("/account/addresses/{id}/verify").page(verify::get).form(verify::post).register(routes);
    Endpoint::at("/account/addresses/{id}/resend").form(verify::resend).register(routes);
    Endpoint::at("/account/addresses/{id}/default").form(id::make_default).register(routes);
    Endpoint::at("/account/addresses/{id}/remove").form(id::remove).register(routes);
}
