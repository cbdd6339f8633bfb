use crate::error::{ApiError, Code};
use crate::openapi::{About, Draft, Replies, Takes};
use crate::rate_limit::{Dialect, admit_strangers};
use actix_web::guard::{self, Guard};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderValue};
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{FromRequest, Handler, HttpRequest, HttpResponse, Resource, Responder, Route};

/// The endpoints, in the order in which they are tried.
#[derive(Default)]
pub struct Routes(Vec<Endpoint>);

impl Routes {
    /// Gives all of them to the application.
    pub(crate) fn serve(self, config: &mut ServiceConfig) {
        for endpoint in self.0 {
            endpoint.serve(config);
        }
    }
}

impl IntoIterator for Routes {
    type Item = Endpoint;
    type IntoIter = std::vec::IntoIter<Endpoint>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Tells what the types of a handler know of its operation.
pub(crate) type Sketch = fn(&mut Draft);

/// A method that an endpoint answers.
pub struct Operation {
    /// The method.
    pub method: Method,
    /// What stands in the description of the API: `None` for pages and what belongs to them.
    pub(crate) described: Option<(About, Sketch)>,
}

impl Operation {
    /// Whether it stands in the description of the API.
    pub fn is_described(&self) -> bool {
        self.described.is_some()
    }
}

/// One URL and the methods it answers.
///
/// It notes its methods, so that any other is answered with 405 and `Allow` (RFC 9110 §15.5.6), and
/// `OPTIONS` with `Allow` alone. What answers `GET` answers `HEAD` too, unless it acts.
///
/// What belongs to the API is registered with what is [told about](About) it, and stands in the description;
/// a [page](Self::page) does not.
pub struct Endpoint {
    path: String,
    resource: Resource,
    allowed: Vec<&'static str>,
    operations: Vec<Operation>,
    strangers: Option<Dialect>,
}

impl Endpoint {
    /// The URL with exactly this path.
    pub fn at(path: &str) -> Self {
        Self::of(path, web::resource(path))
    }

    /// A collection: the URL with this path, with and without a slash at its end.
    pub fn collection(path: &str) -> Self {
        Self::of(path, web::resource([path.to_owned(), format!("{path}/")]))
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
    pub fn get<F, Args>(self, handler: F, about: About) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Takes + 'static,
        F::Output: Responder + Replies + 'static,
    {
        self.page(handler).described::<Args, F::Output>(about)
    }

    /// Answers a `GET` that changes something: `HEAD` must not.
    pub fn acting_get<F, Args>(self, handler: F, about: About) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Takes + 'static,
        F::Output: Responder + Replies + 'static,
    {
        self.acting_page(handler).described::<Args, F::Output>(about)
    }

    /// Answers `POST`.
    pub fn post<F, Args>(self, handler: F, about: About) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Takes + 'static,
        F::Output: Responder + Replies + 'static,
    {
        self.form(handler).described::<Args, F::Output>(about)
    }

    /// Answers `PUT`.
    pub fn put<F, Args>(self, handler: F, about: About) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Takes + 'static,
        F::Output: Responder + Replies + 'static,
    {
        self.route(Method::PUT, &["PUT"], web::put().to(handler)).described::<Args, F::Output>(about)
    }

    /// Answers `PATCH`.
    pub fn patch<F, Args>(self, handler: F, about: About) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Takes + 'static,
        F::Output: Responder + Replies + 'static,
    {
        self.route(Method::PATCH, &["PATCH"], web::patch().to(handler)).described::<Args, F::Output>(about)
    }

    /// Answers `DELETE`.
    pub fn delete<F, Args>(self, handler: F, about: About) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + Takes + 'static,
        F::Output: Responder + Replies + 'static,
    {
        self.route(Method::DELETE, &["DELETE"], web::delete().to(handler)).described::<Args, F::Output>(about)
    }

    /// Shows a page: answers `GET` and `HEAD`.
    pub fn page<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        let route = web::route().guard(guard::Any(guard::Get()).or(guard::Head()));
        self.route(Method::GET, &["GET", "HEAD"], route.to(handler))
    }

    /// Shows a page by a `GET` that changes something: `HEAD` must not.
    pub fn acting_page<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.route(Method::GET, &["GET"], web::get().to(handler))
    }

    /// Takes the form of a page: answers `POST`.
    pub fn form<F, Args>(self, handler: F) -> Self
    where
        F: Handler<Args>,
        Args: FromRequest + 'static,
        F::Output: Responder + 'static,
    {
        self.route(Method::POST, &["POST"], web::post().to(handler))
    }

    /// Adds the endpoint to the others.
    pub fn register(self, routes: &mut Routes) {
        routes.0.push(self);
    }

    /// The path, with its parameters in braces.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What it answers.
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// Adds to the description of an operation what holds for the endpoint.
    pub(crate) fn describe(&self, draft: &mut Draft) {
        if self.strangers.is_some() && !draft.is_safe() {
            draft.counted();
            draft.fails(&[Code::TooManyRequests]);
        }
    }

    fn of(path: &str, resource: Resource) -> Self {
        Self { path: path.to_owned(), resource, allowed: Vec::new(), operations: Vec::new(), strangers: None }
    }

    fn serve(self, config: &mut ServiceConfig) {
        let allow = self.allowed.join(", ");
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

    fn route(mut self, method: Method, allowed: &[&'static str], route: Route) -> Self {
        self.allowed.extend(allowed);
        self.operations.push(Operation { method, described: None });
        Self { resource: self.resource.route(route), ..self }
    }

    fn described<Args: Takes, Output: Replies>(mut self, about: About) -> Self {
        if let Some(last) = self.operations.last_mut() {
            last.described = Some((about, sketch::<Args, Output>));
        }
        self
    }
}

/// What the types of a handler tell of its operation.
fn sketch<Args: Takes, Output: Replies>(draft: &mut Draft) {
    Args::describe(draft);
    Output::describe(draft);
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
