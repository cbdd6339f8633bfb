use crate::services::Services;
use crate::{edge, routes};
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, web};

/// The whole application: routes, middleware and services. The binary puts it into an `HttpServer`, once
/// per worker; the services are shared by all workers.
pub fn app(
    services: web::Data<Services>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    App::new().configure(routes::configure(services)).wrap(from_fn(edge::pass))
}
