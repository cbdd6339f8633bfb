//! `/oauth`: OAuth 2 and OpenID Connect.

pub mod authorize;
mod client_call;
pub mod clients;
pub mod device_authorization;
pub mod introspect;
pub mod par;
mod presented_token;
pub mod register;
pub mod revoke;
pub mod token;
pub mod userinfo;

use crate::endpoint::{Endpoint, Routes};
use crate::extract::after_bearer;
use crate::well_known;
use actix_web::guard;
use actix_web::http::{Method, header};

/// Adds the endpoints that applications call all day long.
pub(crate) fn configure_protocol(routes: &mut Routes) {
    Endpoint::at("/oauth/userinfo")
        .get(userinfo::get, userinfo::GET)
        .post(userinfo::post, userinfo::POST)
        .register(routes);
    Endpoint::at("/oauth/token").post(token::post, token::POST).register(routes);
    Endpoint::at("/oauth/revoke").post(revoke::post, revoke::POST).register(routes);
    Endpoint::at("/oauth/introspect").post(introspect::post, introspect::POST).register(routes);
    Endpoint::at("/oauth/par").post(par::post, par::POST).register(routes);
    Endpoint::at("/oauth/device_authorization")
        .post(device_authorization::post, device_authorization::POST)
        .register(routes);
    Endpoint::at("/oauth/jwks").get(well_known::jwks, well_known::JWKS).register(routes);
    Endpoint::at("/.well-known/openid-configuration")
        .get(well_known::discovery, well_known::OPENID)
        .register(routes);
    Endpoint::at("/.well-known/oauth-authorization-server")
        .get(well_known::discovery, well_known::OAUTH)
        .register(routes);
    // Whatever else is sent to this URL is for the pages, also with a token.
    let by_api = guard::fn_guard(|context| {
        let head = context.head();
        head.method == Method::GET
            && head.headers().get(header::AUTHORIZATION).is_some_and(|value| after_bearer(value).is_some())
    });
    Endpoint::at("/oauth/authorize")
        .only_if(by_api)
        .acting_get(authorize::get, authorize::GET)
        .register(routes);
}

/// Adds the endpoints that manage clients, and those by which clients manage themselves.
pub(crate) fn configure_clients(routes: &mut Routes) {
    Endpoint::collection("/oauth/clients")
        .get(clients::get, clients::GET)
        .post(clients::post, clients::POST)
        .register(routes);
    Endpoint::at("/oauth/clients/{id}")
        .get(clients::id::get, clients::id::GET)
        .patch(clients::id::patch, clients::id::PATCH)
        .delete(clients::id::delete, clients::id::DELETE)
        .register(routes);
    Endpoint::at("/oauth/register").post(register::post, register::POST).register(routes);
    Endpoint::at("/oauth/register/{id}")
        .get(register::id::get, register::id::GET)
        .put(register::id::put, register::id::PUT)
        .delete(register::id::delete, register::id::DELETE)
        .register(routes);
    Endpoint::at("/oauth/clients/{id}/rotate-secret")
        .post(clients::rotate_secret::post, clients::rotate_secret::POST)
        .register(routes);
}
