//! Holds answers to the description of the API.

use crate::support::{Answer, ORIGIN};
use actix_web::http::Method;
use jsonschema::Validator;
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

pub(crate) static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| hitkey_http::openapi::describe(&ORIGIN.parse().unwrap()));

/// Fails when the description does not know the answer: its status, its code, its headers, or what its body looks like.
pub(crate) fn hold(method: &Method, path: &str, answer: &Answer) {
    let Some(template) = template_of(path) else { return };
    let verb = if *method == Method::HEAD { "get".to_owned() } else { method.as_str().to_lowercase() };
    let operation = &DESCRIPTION["paths"][template][&verb];
    let status = answer.status.as_u16();
    if operation.is_null() {
        let unknown = status == 404 && path.ends_with('/');
        let refused =
            unknown || status == 405 || *method == Method::OPTIONS || is_of_a_page(template, method);
        assert!(refused, "{method} {template} is not described: {answer:?}");
        return;
    }
    if status == 405 && *method == Method::HEAD {
        return;
    }
    let response = &operation["responses"][status.to_string()];
    assert!(!response.is_null(), "{method} {template} is not described to answer {status}: {answer:?}");
    let response = pointer(template, &verb, status, response);
    hold_headers(&response, answer);
    if *method != Method::HEAD {
        hold_body(&response, answer);
    }
}

/// Where the response stands: in its operation, or among those that operations share.
fn pointer(template: &str, verb: &str, status: u16, response: &Value) -> String {
    match response["$ref"].as_str() {
        Some(shared) => shared.to_owned(),
        None => format!("#/paths/{}/{verb}/responses/{status}", template.replace('/', "~1")),
    }
}

/// Which of the headers that are described anywhere the answer has, and how they look.
fn hold_headers(response: &str, answer: &Answer) {
    let described = DESCRIPTION.pointer(&format!("{}/headers", &response[1..])).unwrap_or(&Value::Null);
    for (name, header) in DESCRIPTION["components"]["headers"].as_object().unwrap() {
        let (is_told, is_described) = (answer.headers.contains_key(name), !described[name].is_null());
        assert!(is_described || !is_told, "{response} is described without {name}: {answer:?}");
        assert!(is_told || !is_described || header["required"] == false, "{response} has {name}: {answer:?}");
        if is_told {
            let value = read(answer.header(name), &header["schema"]["type"]);
            let looks_so = validator(&format!("#/components/headers/{name}/schema")).is_valid(&value);
            assert!(looks_so, "{name} does not look like {value}");
        }
    }
}

fn read(text: &str, kind: &Value) -> Value {
    if kind == "integer" { serde_json::from_str(text).unwrap() } else { text.into() }
}

fn hold_body(response: &str, answer: &Answer) {
    let content = DESCRIPTION.pointer(&format!("{}/content", &response[1..])).unwrap_or(&Value::Null);
    let media_type = answer.header("content-type").split(';').next().unwrap_or_default();
    if content.is_null() {
        assert!(answer.body.is_empty(), "{response} is described without a body: {answer:?}");
        return;
    }
    assert!(!content[media_type].is_null(), "{response} is not described as {media_type}: {answer:?}");
    if media_type == "application/json" {
        let schema = format!("{response}/content/application~1json/schema");
        let problems: Vec<_> =
            validator(&schema).iter_errors(&answer.json()).map(|error| error.to_string()).collect();
        assert!(problems.is_empty(), "{response}: {problems:?} in {answer:?}");
    }
}

/// The validator of the schema that stands at `pointer` in the description.
pub(crate) fn validator(pointer: &str) -> Arc<Validator> {
    static KNOWN: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    Arc::clone(known.entry(pointer.to_owned()).or_insert_with(|| Arc::new(compiled(pointer))))
}

fn compiled(pointer: &str) -> Validator {
    let mut schema = DESCRIPTION.pointer(&pointer[1..]).unwrap().clone();
    schema["components"] = DESCRIPTION["components"].clone();
    jsonschema::draft202012::options().should_validate_formats(true).build(&schema).unwrap()
}

/// The path of the description that a path of a request is of; one without parameters is preferred.
fn template_of(path: &str) -> Option<&'static str> {
    let path = path.strip_suffix('/').unwrap_or(path);
    let templates = DESCRIPTION["paths"].as_object().unwrap().keys();
    let fitting = templates.filter(|template| fits(template, path));
    fitting.min_by_key(|template| template.matches('{').count()).map(String::as_str)
}

fn fits(template: &str, path: &str) -> bool {
    let (parts, given) = (template.split('/'), path.split('/'));
    parts.clone().count() == given.clone().count()
        && parts.zip(given).all(|(part, given)| part == given || part.starts_with('{') && !given.is_empty())
}

fn is_of_a_page(template: &str, method: &Method) -> bool {
    let mut endpoints = hitkey_http::routes().into_iter().filter(|endpoint| endpoint.path() == template);
    endpoints.any(|endpoint| endpoint.operations().iter().any(|operation| operation.method == *method))
}
