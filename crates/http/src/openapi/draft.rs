use super::failures::Failures;
use super::{About, Header, Link, headers};
use crate::error::{Code, OAuthErrorCode};
use actix_web::http::{Method, StatusCode};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{IntoParams, ToSchema};

/// What a caller may show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// The token of a session, as `Authorization: Bearer`.
    ApiToken,
    /// The session cookie.
    Session,
    /// The token of an API client.
    ApiClient,
    /// An access token of an application.
    AccessToken,
    /// Id and secret of an application, as `Authorization: Basic`.
    Client,
    /// What lets somebody register clients, or manage the one that it came with.
    RegistrationToken,
    /// None.
    Nothing,
}

impl Credential {
    fn requirement(self) -> Value {
        match self {
            Self::ApiToken => json!({ "apiToken": [] }),
            Self::Session => json!({ "session": [] }),
            Self::ApiClient => json!({ "apiClient": [] }),
            Self::AccessToken => json!({ "accessToken": ["openid"] }),
            Self::Client => json!({ "client": [] }),
            Self::RegistrationToken => json!({ "registrationToken": [] }),
            Self::Nothing => json!({}),
        }
    }
}

/// An operation while it is being described.
#[derive(Debug)]
pub struct Draft {
    method: Method,
    parameters: Vec<Value>,
    body: Option<Value>,
    credentials: Vec<Credential>,
    is_counted: bool,
    answers: BTreeMap<u16, Value>,
    failures: BTreeMap<u16, Failures>,
    schemas: BTreeMap<String, Value>,
}

impl Draft {
    /// Nothing is known yet but the method.
    pub(super) fn new(method: Method) -> Self {
        Self {
            method,
            parameters: Vec::new(),
            body: None,
            credentials: Vec::new(),
            is_counted: false,
            answers: BTreeMap::new(),
            failures: BTreeMap::new(),
            schemas: BTreeMap::new(),
        }
    }

    /// Whether the operation changes nothing (RFC 9110 §9.2.1).
    pub fn is_safe(&self) -> bool {
        self.method.is_safe()
    }

    /// It takes a part of the path.
    pub fn path<T: ToSchema>(&mut self, name: &str) {
        let schema = self.schema::<T>();
        self.parameters.push(json!({ "name": name, "in": "path", "required": true, "schema": schema }));
    }

    /// It takes parameters of the query.
    pub fn query<T: IntoParams>(&mut self) {
        let parameters = T::into_params(|| None);
        self.parameters.extend(parameters.iter().map(plain));
    }

    /// It takes a body in one of these media types.
    pub fn body<T: ToSchema>(&mut self, media_types: &[&str]) {
        self.body = Some(json!({ "required": true, "content": self.content::<T>(media_types) }));
    }

    /// It takes a body in one of these media types, or none.
    pub fn optional_body<T: ToSchema>(&mut self, media_types: &[&str]) {
        self.body = Some(json!({ "required": false, "content": self.content::<T>(media_types) }));
    }

    /// Any one of these will do.
    pub fn credentials(&mut self, credentials: &[Credential]) {
        self.credentials.extend(credentials);
    }

    /// It answers so, with a body of JSON.
    pub fn answers<T: ToSchema>(&mut self, status: u16) {
        let content = self.content::<T>(&["application/json"]);
        self.response(status, "content", content);
    }

    /// It answers so, without a body.
    pub fn answers_empty(&mut self, status: u16) {
        self.answers.entry(status).or_insert_with(|| json!({ "description": reason(status) }));
    }

    /// It answers so, with a page.
    pub fn answers_page(&mut self, status: u16) {
        self.response(status, "content", json!({ "text/html": { "schema": { "type": "string" } } }));
    }

    /// The answer has a header.
    pub fn header(&mut self, status: u16, header: Header) {
        self.response(status, "headers", header.entry());
    }

    /// Its requests are counted, and whatever it answers tells what is left.
    pub fn counted(&mut self) {
        self.is_counted = true;
    }

    /// It fails with these codes, each with its own status.
    pub fn fails(&mut self, codes: &[Code]) {
        for code in codes {
            self.fails_as(code.status().as_u16(), *code);
        }
    }

    /// It fails with fields that are not valid.
    pub fn fails_by_fields(&mut self) {
        self.failures.entry(StatusCode::UNPROCESSABLE_ENTITY.as_u16()).or_default().fields = true;
    }

    /// It fails in the manner of OAuth endpoints.
    pub fn refuses(&mut self, errors: &[OAuthErrorCode]) {
        for error in errors {
            self.refuses_as(error.status().as_u16(), *error);
        }
    }

    /// It fails in the manner of OAuth endpoints, with another status than the RFC's.
    pub fn refuses_as(&mut self, status: u16, error: OAuthErrorCode) {
        self.failures.entry(status).or_default().errors.insert(error.as_str());
    }

    /// The operation as OpenAPI has it, and the schemas it speaks of.
    pub(super) fn finish(mut self, about: About, tag: &str) -> (Value, BTreeMap<String, Value>) {
        self.apply(about);
        let mut operation = json!({
            "operationId": about.id,
            "tags": [tag],
            "summary": about.summary,
            "parameters": self.parameters,
            "responses": self.responses(about.links),
            "security": self.credentials.iter().map(|one| one.requirement()).collect::<Vec<_>>(),
        });
        if let Some(body) = self.body {
            operation["requestBody"] = body;
        }
        (operation, self.schemas)
    }

    fn apply(&mut self, about: About) {
        self.fails(about.fails);
        self.refuses(about.refuses);
        self.credentials(about.credentials);
        if about.fields {
            self.fails_by_fields();
        }
        for (status, code) in about.fails_as {
            self.fails_as(*status, *code);
        }
        for (status, error) in about.refuses_as {
            self.refuses_as(*status, *error);
        }
    }

    fn responses(&self, links: &[Link]) -> Map<String, Value> {
        let linked = links_of(links);
        let failures = self
            .failures
            .iter()
            .map(|(status, failures)| (*status, failures.response(*status, self.is_counted)));
        let answers = self.answers.iter().map(|(status, answer)| {
            let mut answer = answer.clone();
            if (200..300).contains(status) && !linked.is_empty() {
                answer["links"] = Value::Object(linked.clone());
            }
            (*status, answer)
        });
        let mut all: BTreeMap<u16, Value> = failures.collect();
        for (status, mut answer) in answers {
            if let (true, Value::Object(answer)) = (all.contains_key(&status), &mut answer) {
                answer.remove("description");
            }
            merge(all.entry(status).or_insert_with(|| json!({})), answer);
        }
        for (status, response) in all.iter_mut().filter(|(_, response)| !response["$ref"].is_string()) {
            headers::add(response, *status, self.is_counted);
        }
        all.into_iter().map(|(status, response)| (status.to_string(), response)).collect()
    }

    fn fails_as(&mut self, status: u16, code: Code) {
        self.failures.entry(status).or_default().codes.insert(code);
    }

    fn response(&mut self, status: u16, part: &str, value: Value) {
        let response = self.answers.entry(status).or_insert_with(|| json!({ "description": reason(status) }));
        merge(response, json!({ part: value }));
    }

    fn content<T: ToSchema>(&mut self, media_types: &[&str]) -> Value {
        let schema = self.schema::<T>();
        media_types.iter().map(|kind| ((*kind).to_owned(), json!({ "schema": schema }))).collect()
    }

    /// Where the schema of a type is found. An array is spelled out, since its name says too little.
    fn schema<T: ToSchema>(&mut self) -> Value {
        let mut parts = Vec::new();
        T::schemas(&mut parts);
        let own = T::schema();
        let shown = if matches!(own, RefOr::T(Schema::Array(_))) {
            plain(&own)
        } else {
            parts.push((T::name().into_owned(), own));
            json!({ "$ref": format!("#/components/schemas/{}", T::name()) })
        };
        self.schemas.extend(parts.into_iter().map(|(name, schema)| (name, plain(&schema))));
        shown
    }
}

fn plain<T: serde::Serialize>(part: &T) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

fn links_of(links: &[Link]) -> Map<String, Value> {
    let told = links.iter().map(|link| {
        let parameters: Map<_, _> =
            link.parameters.iter().map(|(name, place)| ((*name).to_owned(), (*place).into())).collect();
        (link.operation.to_owned(), json!({ "operationId": link.operation, "parameters": parameters }))
    });
    told.collect()
}

/// Adds to an object what another has more, all the way down.
pub(super) fn merge(into: &mut Value, more: Value) {
    match (into, more) {
        (Value::Object(into), Value::Object(more)) => {
            for (key, value) in more {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, more) => *into = more,
    }
}

fn reason(status: u16) -> String {
    StatusCode::from_u16(status)
        .ok()
        .and_then(|status| status.canonical_reason())
        .unwrap_or_default()
        .to_owned()
}
