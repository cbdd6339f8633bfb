//! `/oauth`: OAuth 2 and OpenID Connect.

pub mod authorize;
pub mod clients;
pub mod token;
pub mod userinfo;

use crate::endpoint::Endpoint;
use crate::extract::after_bearer;
use crate::well_known;
use actix_web::guard;
use actix_web::http::header;
use actix_web::web::ServiceConfig;

/// Adds the endpoints that applications call all day long.
pub(crate) fn configure_protocol(config: &mut ServiceConfig) {
    Endpoint::at("/oauth/userinfo").get(userinfo::get).post(userinfo::post).register(config);
    Endpoint::at("/oauth/token").post(token::post).register(config);
    Endpoint::at("/oauth/jwks").get(well_known::jwks).register(config);
    Endpoint::at("/.well-known/openid-configuration").get(well_known::discovery).register(config);
    Endpoint::at("/.well-known/oauth-authorization-server").get(well_known::discovery).register(config);
    let by_api = guard::fn_guard(|context| {
        context.head().headers().get(header::AUTHORIZATION).is_some_and(|value| after_bearer(value).is_some())
    });
    Endpoint::at("/oauth/authorize").only_if(by_api).acting_get(authorize::get).register(config);
}

/// Adds the endpoints that manage clients.
pub(crate) fn configure_clients(config: &mut ServiceConfig) {
    Endpoint::collection("/oauth/clients").get(clients::get).post(clients::post).register(config);
    Endpoint::at("/oauth/clients/{id}")
        .get(clients::id::get)
        .patch(clients::id::patch)
        .delete(clients::id::delete)
        .register(config);
    Endpoint::at("/oauth/clients/{id}/rotate-secret").post(clients::rotate_secret::post).register(config);
}
