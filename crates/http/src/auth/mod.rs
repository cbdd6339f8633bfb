//! `/auth`: accounts and sessions.

pub mod account;
pub mod activity;
pub mod apps;
mod bodies;
mod codes;
pub(crate) mod details;
pub mod emails;
pub mod export;
pub mod login;
pub mod logout;
pub mod me;
pub mod password;
pub mod profile;
pub mod register;
pub mod sessions;
pub mod token;
pub mod two_factor;
mod views;

use crate::endpoint::{Endpoint, Routes};
use crate::rate_limit::Dialect::Api;

/// Adds the routes below `/auth`.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::at("/auth/login").for_strangers(Api).post(login::post, login::POST).register(routes);
    Endpoint::at("/auth/me").get(me::get, me::GET).register(routes);
    Endpoint::at("/auth/token/refresh")
        .for_strangers(Api)
        .post(token::refresh::post, token::refresh::POST)
        .register(routes);
    Endpoint::at("/auth/logout").post(logout::post, logout::POST).register(routes);
    Endpoint::at("/auth/profile").patch(profile::patch, profile::PATCH).register(routes);
    Endpoint::at("/auth/activity").get(activity::get, activity::GET).register(routes);
    Endpoint::at(export::PATH).get(export::get, export::GET).register(routes);
    Endpoint::collection("/auth/sessions")
        .get(sessions::get, sessions::GET)
        .delete(sessions::delete, sessions::DELETE)
        .register(routes);
    Endpoint::at("/auth/sessions/{id}").delete(sessions::id::delete, sessions::id::DELETE).register(routes);
    Endpoint::collection("/auth/apps").get(apps::get, apps::GET).register(routes);
    Endpoint::at("/auth/apps/{id}").delete(apps::id::delete, apps::id::DELETE).register(routes);
    Endpoint::at("/auth/account").delete(account::delete, account::DELETE).register(routes);
    configure_registration(routes);
    configure_emails(routes);
    configure_passwords(routes);
    configure_second_factor(routes);
}

fn configure_registration(routes: &mut Routes) {
    Endpoint::at("/auth/register/start")
        .for_strangers(Api)
        .post(register::start::post, register::start::POST)
        .register(routes);
    Endpoint::at("/auth/register/verify")
        .for_strangers(Api)
        .post(register::verify::post, register::verify::POST)
        .register(routes);
    Endpoint::at("/auth/register/password")
        .for_strangers(Api)
        .post(register::password::post, register::password::POST)
        .register(routes);
    Endpoint::at("/auth/register/resend")
        .for_strangers(Api)
        .post(register::resend::post, register::resend::POST)
        .register(routes);
    Endpoint::at("/auth/register/with-invite")
        .for_strangers(Api)
        .post(register::with_invite::post, register::with_invite::POST)
        .register(routes);
}

fn configure_emails(routes: &mut Routes) {
    Endpoint::collection("/auth/emails")
        .get(emails::get, emails::GET)
        .post(emails::post, emails::POST)
        .register(routes);
    Endpoint::at("/auth/emails/verify").post(emails::verify::post, emails::verify::POST).register(routes);
    Endpoint::at("/auth/emails/resend").post(emails::resend::post, emails::resend::POST).register(routes);
    Endpoint::at("/auth/emails/{id}").delete(emails::id::delete, emails::id::DELETE).register(routes);
    Endpoint::at("/auth/emails/{id}/default")
        .patch(emails::default::patch, emails::default::PATCH)
        .register(routes);
}

fn configure_passwords(routes: &mut Routes) {
    Endpoint::at("/auth/password/forgot")
        .for_strangers(Api)
        .post(password::forgot::post, password::forgot::POST)
        .register(routes);
    Endpoint::at("/auth/password/reset")
        .for_strangers(Api)
        .post(password::reset::post, password::reset::POST)
        .register(routes);
    Endpoint::at("/auth/password/change")
        .post(password::change::post, password::change::POST)
        .register(routes);
}

fn configure_second_factor(routes: &mut Routes) {
    Endpoint::at("/auth/2fa/setup")
        .acting_get(two_factor::setup::get, two_factor::setup::GET)
        .register(routes);
    Endpoint::at("/auth/2fa/enable")
        .post(two_factor::enable::post, two_factor::enable::POST)
        .register(routes);
    Endpoint::at("/auth/2fa/disable")
        .post(two_factor::disable::post, two_factor::disable::POST)
        .register(routes);
    Endpoint::at("/auth/2fa/verify")
        .for_strangers(Api)
        .post(two_factor::verify::post, two_factor::verify::POST)
        .register(routes);
}
