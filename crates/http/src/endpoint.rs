use crate::error::{ApiError, Code};
use crate::rate_limit::{Dialect, admit_strangers};
use actix_web::guard::{self, Guard};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, Route};

/// One URL and the methods it answers.
///
/// It notes its methods, so that any other is answered with 405 and `Allow` (RFC 9110 §15.5.6), and
/// `OPTIONS` with `Allow` alone. What answers `GET` answers `HEAD` too, unless it [acts](Self::acting_get).
pub struct Endpoint {
    resource: Resource,
    methods: Vec<&'static str>,
    strangers: Option<Dialect>,
}

impl Endpoint {
    /// The URL with exactly this path.
    pub fn at(path: &str) -> Self {
        Self::of(web::resource(path))
    }

    /// A collection: the URL with this path, with and without a slash at its end.
    pub fn collection(path: &str) -> Self {
        Self::of(web::resource([path.to_owned(), format!("{path}/")]))
    }

    fn of(resource: Resource) -> Self {
        Self { resource, methods: Vec::new(), strangers: None }
    }

    /// Only requests that pass `guard` are for this endpoint; others are offered to the next one.
    pub fn only_if(self, guard: impl Guard + 'static) -> Self {
        Self { resource: self.resource.guard(guard), ..self }
    }

    /// Anybody may call it without a credential: what they change is limited by the network they call from.
    pub fn for_strangers(self, dialect: Dialect) -> Self {
        Self { strangers: Some(dialect), ..self }
    }

    /// Answers `GET` and `HEAD`.
    pub fn get<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let route = web::route().guard(guard::Any(guard::Get()).or(guard::Head()));
        self.route(&["GET", "HEAD"], route.to(handler))
    }

    /// Answers a `GET` that changes something: `HEAD` must not.
    pub fn acting_get<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.route(&["GET"], web::get().to(handler))
    }

    /// Answers `POST`.
    pub fn post<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.route(&["POST"], web::post().to(handler))
    }

    /// Answers `PATCH`.
    pub fn patch<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.route(&["PATCH"], web::patch().to(handler))
    }

    /// Answers `DELETE`.
    pub fn delete<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.route(&["DELETE"], web::delete().to(handler))
    }

    /// Adds the endpoint to the application.
    pub fn register(self, config: &mut ServiceConfig) {
        let allow = self.methods.join(", ");
        let refuse = web::to(move |request: HttpRequest| {
            std::future::ready(answer_other_method(request.method(), &allow))
        });
        let resource = self.resource.default_service(refuse);
        match self.strangers {
            None => config.service(resource),
            Some(dialect) => config.service(
                resource.wrap(from_fn(move |request, next| admit_strangers(dialect, request, next))),
            ),
        };
    }

    fn route(mut self, methods: &[&'static str], route: Route) -> Self {
        self.methods.extend(methods);
        Self { resource: self.resource.route(route), ..self }
    }
}

fn answer_other_method(method: &Method, allow: &str) -> HttpResponse {
    let mut response = if *method == Method::OPTIONS {
        HttpResponse::NoContent().finish()
    } else {
        let refused = ApiError::new(Code::MethodNotAllowed, "This method is not answered here.");
        HttpResponse::from_error(refused)
    };
    if let Ok(value) = HeaderValue::from_str(allow) {
        response.headers_mut().insert(header::ALLOW, value);
    }
    response
}
