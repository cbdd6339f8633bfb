//! `/auth`: accounts and sessions.

pub mod account;
pub mod apps;
mod bodies;
mod codes;
pub mod emails;
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

use crate::endpoint::Endpoint;
use crate::rate_limit::Dialect::Api;
use actix_web::web::ServiceConfig;

/// Adds the routes below `/auth`.
pub(crate) fn configure(config: &mut ServiceConfig) {
    Endpoint::at("/auth/login").for_strangers(Api).post(login::post).register(config);
    Endpoint::at("/auth/me").get(me::get).register(config);
    Endpoint::at("/auth/token/refresh").for_strangers(Api).post(token::refresh::post).register(config);
    Endpoint::at("/auth/logout").post(logout::post).register(config);
    Endpoint::at("/auth/profile").patch(profile::patch).register(config);
    Endpoint::collection("/auth/sessions").get(sessions::get).register(config);
    Endpoint::at("/auth/sessions/{id}").delete(sessions::id::delete).register(config);
    Endpoint::collection("/auth/apps").get(apps::get).register(config);
    Endpoint::at("/auth/apps/{id}").delete(apps::id::delete).register(config);
    Endpoint::at("/auth/account").delete(account::delete).register(config);
    configure_registration(config);
    configure_emails(config);
    configure_passwords(config);
    configure_second_factor(config);
}

fn configure_registration(config: &mut ServiceConfig) {
    Endpoint::at("/auth/register/start").for_strangers(Api).post(register::start::post).register(config);
    Endpoint::at("/auth/register/verify").for_strangers(Api).post(register::verify::post).register(config);
    Endpoint::at("/auth/register/password")
        .for_strangers(Api)
        .post(register::password::post)
        .register(config);
    Endpoint::at("/auth/register/resend").for_strangers(Api).post(register::resend::post).register(config);
    Endpoint::at("/auth/register/with-invite")
        .for_strangers(Api)
        .post(register::with_invite::post)
        .register(config);
}

fn configure_emails(config: &mut ServiceConfig) {
    Endpoint::collection("/auth/emails").get(emails::get).post(emails::post).register(config);
    Endpoint::at("/auth/emails/verify").post(emails::verify::post).register(config);
    Endpoint::at("/auth/emails/resend").post(emails::resend::post).register(config);
    Endpoint::at("/auth/emails/{id}").delete(emails::id::delete).register(config);
    Endpoint::at("/auth/emails/{id}/default").patch(emails::default::patch).register(config);
}

fn configure_passwords(config: &mut ServiceConfig) {
    Endpoint::at("/auth/password/forgot").for_strangers(Api).post(password::forgot::post).register(config);
    Endpoint::at("/auth/password/reset").for_strangers(Api).post(password::reset::post).register(config);
    Endpoint::at("/auth/password/change").post(password::change::post).register(config);
}

fn configure_second_factor(config: &mut ServiceConfig) {
    Endpoint::at("/auth/2fa/setup").acting_get(two_factor::setup::get).register(config);
    Endpoint::at("/auth/2fa/enable").post(two_factor::enable::post).register(config);
    Endpoint::at("/auth/2fa/disable").post(two_factor::disable::post).register(config);
    Endpoint::at("/auth/2fa/verify").for_strangers(Api).post(two_factor::verify::post).register(config);
}
