use super::draft::merge;
use super::{About, Draft, failures, headers};
use crate::cookies;
use crate::document::Document;
use crate::endpoint::{Endpoint, Operation, Sketch};
use crate::routes;
use actix_web::http::header::HeaderValue;
use hitkey_oauth::Scope;
use serde_json::{Map, Value, json};
use url::Url;

const ABOUT: &str = "Accounts, sign-in and projects. Errors are `{\"error\", \"code\"}`, failed fields \
    `{\"errors\"}`; the endpoints below `/oauth` that applications call fail as their RFCs say. Every answer \
    carries `x-request-id`; where requests are limited, `RateLimit` tells what is left. Fields that are unknown are ignored.";

/// Under which headline an operation stands: the first prefix of its path decides.
const TAGS: [(&str, &str, &str); 16] = [
    ("/auth/register", "Registration", "An address is proved, then an account made."),
    ("/auth/2fa", "Second factor", "One-time passwords (RFC 6238) and recovery codes."),
    ("/auth/emails", "Addresses", "The mail addresses of the caller."),
    ("/auth/password", "Passwords", "Change and recovery."),
    ("/auth", "Account", "Sign-in, sessions and profile."),
    ("/api/user/api-clients", "API clients", "Tokens by which programs call, and what they may."),
    ("/users", "People", "Finding other people."),
    ("/invites", "Invites", "What an invited person does with their mail."),
    ("/projects/{slug}/members", "Members", "Who belongs to a project, in which role."),
    ("/projects/{slug}/permissions", "Permissions", "What a project lets its members have."),
    ("/projects/{slug}/invites", "Invites", ""),
    ("/projects/{slug}/api-clients", "API clients", ""),
    ("/projects", "Projects", "What owns members, permissions and clients."),
    ("/oauth/clients", "Clients", "The applications that sign people in."),
    ("/oauth", "OAuth 2 and OpenID Connect", "What applications call."),
    ("/.well-known", "OAuth 2 and OpenID Connect", ""),
];
/// A new version of the server may describe more.
const FIVE_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");
const OTHERS: (&str, &str) = ("Service", "The server itself.");

/// The description of every operation, for a server whose issuer is `issuer`.
pub fn describe(issuer: &Url) -> Value {
    let mut document = frame(issuer);
    for endpoint in routes::all() {
        for operation in endpoint.operations() {
            if let Some((about, sketch)) = operation.described {
                add(&mut document, &endpoint, operation, about, sketch);
            }
        }
    }
    document
}

/// The description as it is served.
pub(crate) fn document(issuer: &Url) -> Document {
    Document::new(describe(issuer).to_string().into(), FIVE_MINUTES)
}

fn frame(issuer: &Url) -> Value {
    let (responses, examples) = failures::shared();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "HitKey",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "tags": tags(),
        "paths": {},
        "components": {
            "securitySchemes": security_schemes(issuer),
            "responses": responses,
            "examples": examples,
            "headers": headers::shared(),
            "schemas": Map::from_iter(failures::schemas().map(|(name, schema)| (name.to_owned(), schema))),
        },
    })
}

fn add(document: &mut Value, endpoint: &Endpoint, operation: &Operation, about: About, sketch: Sketch) {
    let mut draft = Draft::new(operation.method.clone());
    sketch(&mut draft);
    endpoint.describe(&mut draft);
    let (told, schemas) = draft.finish(about, tag_of(endpoint.path()));
    let shared = document["components"]["responses"].clone();
    let place = &mut document["paths"][endpoint.path()][operation.method.as_str().to_ascii_lowercase()];
    if place.is_null() {
        *place = told;
    } else {
        // One URL that answers two kinds of callers: the first told is the one that has the name.
        merge_responses(&mut place["responses"], &told["responses"], &shared);
        if let (Some(known), Value::Array(more)) =
            (place["security"].as_array_mut(), told["security"].clone())
        {
            known.extend(more);
        }
    }
    merge(&mut document["components"]["schemas"], schemas.into_iter().collect());
}

/// A reference has nothing beside it, so that what is told twice stands there in full.
fn merge_responses(known: &mut Value, told: &Value, shared: &Value) {
    let in_full =
        |response: &Value| match response["$ref"].as_str().and_then(|place| place.rsplit('/').next()) {
            Some(name) => shared[name].clone(),
            None => response.clone(),
        };
    for (status, response) in told.as_object().into_iter().flatten() {
        let place = &mut known[status];
        *place = in_full(place);
        merge(place, in_full(response));
    }
}

fn tag_of(path: &str) -> &'static str {
    TAGS.iter().find(|(prefix, ..)| path.starts_with(prefix)).map_or(OTHERS.0, |(_, tag, _)| tag)
}

fn tags() -> Vec<Value> {
    let known = TAGS.iter().map(|(_, name, text)| (*name, *text)).filter(|(_, text)| !text.is_empty());
    known.chain([OTHERS]).map(|(name, text)| json!({ "name": name, "description": text })).collect()
}

fn security_schemes(issuer: &Url) -> Value {
    let base = issuer.as_str().trim_end_matches('/');
    let scopes: Map<_, _> =
        Scope::ALL.iter().map(|scope| (scope.as_str().to_owned(), meaning(*scope).into())).collect();
    json!({
        "apiToken": {
            "type": "http",
            "scheme": "bearer",
            "description": "The token of a session (`hitkey_…`), as sign-in answers it.",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": cookies::SESSION,
            "description": "The session of a browser. Other sites can't use it.",
        },
        "apiClient": {
            "type": "http",
            "scheme": "bearer",
            "description": "The token of an API client (`hk_live_…`). It reaches the projects that it was granted.",
        },
        "accessToken": {
            "type": "oauth2",
            "description": "The access token of an application.",
            "flows": { "authorizationCode": {
                "authorizationUrl": format!("{base}/oauth/authorize"),
                "tokenUrl": format!("{base}/oauth/token"),
                "refreshUrl": format!("{base}/oauth/token"),
                "scopes": scopes,
            } },
        },
        "registrationToken": {
            "type": "http",
            "scheme": "bearer",
            "description": "An initial access token of the operator (RFC 7591), or the registration access token that came \
                with a client (RFC 7592).",
        },
        "client": {
            "type": "http",
            "scheme": "basic",
            "description": "Id and secret of an application (RFC 6749 §2.3.1).",
        },
    })
}

const fn meaning(scope: Scope) -> &'static str {
    match scope {
        Scope::OpenId => "Who signed in",
        Scope::Profile => "Names",
        Scope::Email => "The default mail address",
        Scope::Address => "The postal address",
        Scope::Phone => "The phone number",
        Scope::ProjectRead => "What the person is in the project of the application",
        Scope::OfflineAccess => "Refresh tokens",
    }
}
