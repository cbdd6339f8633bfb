use super::draft::merge;
use actix_web::http::StatusCode;
use serde_json::{Map, Value, json};

/// A header that programs read. Those that any answer has (`x-request-id`, what browsers must know) are not told of
/// one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Header {
    /// What is left to the caller.
    RateLimit,
    /// How much the caller may send.
    RateLimitPolicy,
    /// When to come again.
    RetryAfter,
    /// Which credential is wanted.
    WwwAuthenticate,
    /// Where a list goes on.
    Link,
    /// How the content is called.
    ETag,
    /// Where to go on.
    Location,
}

/// What is known of a header: what it says, how it looks, and whether it is never left out where it is described.
struct Known {
    name: &'static str,
    meaning: &'static str,
    schema: Value,
    required: bool,
}

impl Header {
    const ALL: [Self; 7] = [
        Self::RateLimit,
        Self::RateLimitPolicy,
        Self::RetryAfter,
        Self::WwwAuthenticate,
        Self::Link,
        Self::ETag,
        Self::Location,
    ];

    /// How a response names it, and where it is described.
    pub(super) fn entry(self) -> Value {
        let name = self.known().name;
        json!({ name: { "$ref": format!("#/components/headers/{name}") } })
    }

    fn known(self) -> Known {
        let text = |pattern: &str| json!({ "type": "string", "pattern": pattern });
        let (name, meaning, schema, required) = match self {
            Self::RateLimit => (
                "RateLimit",
                "By which policy the request was counted, how many are left (`r`), and after how many seconds all \
                 are there again (`t`). Missing where nothing is limited.",
                text(r#"^"[a-z]+";r=[0-9]+;t=[0-9]+$"#),
                false,
            ),
            Self::RateLimitPolicy => (
                "RateLimit-Policy",
                "How many requests (`q`) are allowed in how many seconds (`w`).",
                text(r#"^"[a-z]+";q=[0-9]+;w=[0-9]+$"#),
                false,
            ),
            Self::RetryAfter => (
                "Retry-After",
                "After how many seconds to try again.",
                json!({ "type": "integer", "minimum": 1 }),
                true,
            ),
            Self::WwwAuthenticate => {
                ("WWW-Authenticate", "Which credential is wanted.", text("^(Bearer|Basic)"), false)
            }
            Self::Link => (
                "Link",
                "Where the next page is (RFC 8288), if there is one.",
                text(r#"^<.+>; rel="next"$"#),
                false,
            ),
            Self::ETag => ("ETag", "Names this content, for `If-None-Match`.", text("^\".+\"$"), true),
            Self::Location => ("Location", "Where to go on.", json!({ "type": "string" }), true),
        };
        Known { name, meaning, schema, required }
    }
}

/// Adds to a response the headers that come with its status (RFC 9110 §11.6.1, §10.2.3), and those of an answer to a
/// request that is counted.
pub(super) fn add(response: &mut Value, status: u16, is_counted: bool) {
    let of_status = match StatusCode::from_u16(status) {
        Ok(StatusCode::UNAUTHORIZED) => Some(Header::WwwAuthenticate),
        Ok(StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) => Some(Header::RetryAfter),
        _ => None,
    };
    let of_limits = [Header::RateLimit, Header::RateLimitPolicy].into_iter().filter(|_| is_counted);
    for header in of_status.into_iter().chain(of_limits) {
        merge(&mut response["headers"], header.entry());
    }
}

/// What responses refer to, by name.
pub(super) fn shared() -> Map<String, Value> {
    let described = Header::ALL.map(Header::known).map(|Known { name, meaning, schema, required }| {
        (name.to_owned(), json!({ "description": meaning, "required": required, "schema": schema }))
    });
    described.into_iter().collect()
}
