use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::web::Bytes;
use hitkey_kernel::{Random, random_array};
use std::sync::atomic::{AtomicU64, Ordering};

/// The header that carries the name of a request, both ways.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

const LONGEST: usize = 128;

/// The name of one request: it stands in the response and in every log line the request causes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(HeaderValue);

impl RequestId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    pub(crate) fn header_value(&self) -> HeaderValue {
        self.0.clone()
    }

    /// Accepts a caller's own name if it is at most 128 of `[A-Za-z0-9._-]`: such a name can neither break
    /// a log line nor a header.
    fn accept(value: &HeaderValue) -> Option<Self> {
        let bytes = value.as_bytes();
        let sane = (1..=LONGEST).contains(&bytes.len())
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
        sane.then(|| Self(value.clone()))
    }
}

/// Names requests: a random stem of this process and a counter, so that a name costs no system call.
#[derive(Debug)]
pub struct RequestIds {
    stem: u64,
    next: AtomicU64,
}

impl RequestIds {
    /// Draws the stem of this process.
    pub fn new(random: &dyn Random) -> Self {
        Self { stem: u64::from_be_bytes(random_array::<8>(random)), next: AtomicU64::new(1) }
    }

    /// The caller's own name for its request if that is a sane one, else a fresh name.
    pub(crate) fn name(&self, headers: &HeaderMap) -> RequestId {
        headers.get(&HEADER).and_then(RequestId::accept).unwrap_or_else(|| self.fresh())
    }

    fn fresh(&self) -> RequestId {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let text = Bytes::from(format!("{:016x}-{number:x}", self.stem));
        RequestId(HeaderValue::from_maybe_shared(text).unwrap_or(HeaderValue::from_static("unnamed")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sane_names_are_taken_from_the_caller() {
        for (text, taken) in [
            ("a", true),
            ("Trace-01.x_y", true),
            ("", false),
            ("two words", false),
            ("a\tb", false),
            ("a;b", false),
            ("ä", false),
            (&*"x".repeat(128), true),
            (&*"x".repeat(129), false),
        ] {
            let value = HeaderValue::from_bytes(text.as_bytes()).unwrap();
            assert_eq!(RequestId::accept(&value).is_some(), taken, "{text:?}");
        }
    }
}
