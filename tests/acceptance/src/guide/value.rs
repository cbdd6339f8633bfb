//! JSON that is shown, compared with JSON that came.

use super::pattern::{self, Memory};
use serde_json::{Map, Value};

/// As the last item of a list, or as a field of an object: there are more.
const MORE: &str = "…";
/// Any time looks like this one.
const EXAMPLE_TIME: &str = "2026-01-31T08:15:30.123Z";
/// Any time in seconds since 1970 is one of these.
const SECONDS: std::ops::Range<u64> = 1_000_000_000..10_000_000_000;
/// Any id looks like this one, apart from its digits: a UUID of version 7.
const EXAMPLE_ID: &str = "01981f6e-8c1a-7e3b-9d52-3f7b1c0a4e66";

/// Whether the shape is the same, and every value that is no placeholder.
pub(super) fn compare(at: &str, shown: &Value, real: &Value, memory: &mut Memory) -> Result<(), String> {
    match (shown, real) {
        (Value::Object(shown), Value::Object(real)) => compare_objects(at, shown, real, memory),
        (Value::Array(shown), Value::Array(real)) => compare_lists(at, shown, real, memory),
        (Value::String(shown), Value::String(real)) => {
            compare_texts(shown, real, memory).map_err(|difference| format!("{at}: {difference}"))
        }
        _ if shown == real || (is_seconds(shown) && is_seconds(real)) => Ok(()),
        _ => Err(format!("{at}: {shown} is shown for {real}")),
    }
}

fn compare_objects(
    at: &str,
    shown: &Map<String, Value>,
    real: &Map<String, Value>,
    memory: &mut Memory,
) -> Result<(), String> {
    let hidden = real.keys().find(|name| !shown.contains_key(*name));
    match (hidden, shown.contains_key(MORE)) {
        (Some(name), false) => return Err(format!("{at}: the field {name:?} is not shown")),
        (None, true) => return Err(format!("{at}: there are no more fields")),
        _ => {}
    }
    let mut fields = shown.iter().filter(|(name, _)| *name != MORE);
    fields.try_for_each(|(name, shown)| match real.get(name) {
        Some(real) => compare(&format!("{at}.{name}"), shown, real, memory),
        None => Err(format!("{at}: the field {name:?} did not come")),
    })
}

fn compare_lists(at: &str, shown: &[Value], real: &[Value], memory: &mut Memory) -> Result<(), String> {
    let (shown, more) = match shown.split_last() {
        Some((last, rest)) if last == MORE && !rest.is_empty() => (rest, true),
        _ => (shown, false),
    };
    let fits = if more { real.len() > shown.len() } else { real.len() == shown.len() };
    if !fits {
        return Err(format!("{at}: {} items are shown, {} came", shown.len(), real.len()));
    }
    let mut pairs = shown.iter().zip(real).enumerate();
    pairs.try_for_each(|(index, (shown, real))| compare(&format!("{at}[{index}]"), shown, real, memory))
}

fn compare_texts(shown: &str, real: &str, memory: &mut Memory) -> Result<(), String> {
    let is_same = if is_like(EXAMPLE_TIME, shown) {
        is_like(EXAMPLE_TIME, real)
    } else if is_like(EXAMPLE_ID, shown) {
        is_like(EXAMPLE_ID, real) && memory.same_example(shown, real)
    } else {
        return pattern::compare(shown, real, memory);
    };
    if is_same { Ok(()) } else { Err(format!("{shown:?} is shown for {real:?}")) }
}

fn is_seconds(value: &Value) -> bool {
    value.as_u64().is_some_and(|seconds| SECONDS.contains(&seconds))
}

/// Whether a text has the shape of the example: digits where it has digits, everything else the same.
fn is_like(example: &str, text: &str) -> bool {
    let is_id = example == EXAMPLE_ID;
    let same = |(at, (example, real)): (usize, (u8, u8))| match example {
        b'7' if is_id && at == 14 => real == b'7',
        _ if is_id && example != b'-' => real.is_ascii_digit() || (b'a'..=b'f').contains(&real),
        b'0'..=b'9' => real.is_ascii_digit(),
        _ => example == real,
    };
    example.len() == text.len() && example.bytes().zip(text.bytes()).enumerate().all(same)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_shape_and_every_stable_value_must_be_the_same() {
        let other_id = "01990000-0000-7000-8000-000000000000";
        for (shown, real, same) in [
            (json!({"a": 1}), json!({"a": 1}), true),
            (json!({"a": 1}), json!({"a": 2}), false),
            (json!({"a": 1}), json!({"a": 1, "b": 2}), false),
            (json!({"a": 1, "b": 2}), json!({"a": 1}), false),
            (json!({"a": 1, "…": "…"}), json!({"a": 1, "b": 2}), true),
            (json!({"a": 1, "…": "…"}), json!({"a": 2, "b": 2}), false),
            (json!({"a": 1, "…": "…"}), json!({"a": 1}), false),
            (json!({"a": null}), json!({"a": "…"}), false),
            (json!({"a": "…"}), json!({"a": null}), false),
            (json!([1, 2]), json!([1, 2, 3]), false),
            (json!([]), json!([1]), false),
            (json!(["…"]), json!(["one"]), true),
            (json!(["…"]), json!(["one", "two"]), false),
            (json!(["one", "…"]), json!(["one", "two", "three"]), true),
            (json!(["one", "…"]), json!(["one"]), false),
            (json!(EXAMPLE_TIME), json!("2031-12-01T00:00:00.000Z"), true),
            (json!(EXAMPLE_TIME), json!("2031-12-01T00:00:00Z"), false),
            (json!(1_769_847_330), json!(1_800_000_000), true),
            (json!(1_769_847_330), json!(3600), false),
            (json!(EXAMPLE_ID), json!(other_id), true),
            (json!(EXAMPLE_ID), json!("01990000-0000-4000-8000-000000000000"), false),
            (json!([EXAMPLE_ID, EXAMPLE_ID]), json!([other_id, EXAMPLE_ID]), false),
            (json!({"error": "Sign in first."}), json!({"error": "Sign in, please."}), false),
        ] {
            let compared = compare("", &shown, &real, &mut Memory::default());
            assert_eq!(compared.is_ok(), same, "{shown} {real}: {compared:?}");
        }
    }
}
