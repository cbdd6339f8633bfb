use super::headers;
use crate::error::Code;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// How an operation fails with one status.
#[derive(Debug, Default)]
pub(super) struct Failures {
    pub(super) codes: BTreeSet<Code>,
    pub(super) errors: BTreeSet<&'static str>,
    pub(super) fields: bool,
}

impl Failures {
    /// The response. One code alone is told once for all operations whose requests are counted: nearly all are.
    pub(super) fn response(&self, status: u16, is_counted: bool) -> Value {
        let alone = is_counted && self.codes.len() == 1 && self.is_of_one_kind();
        match self.codes.first() {
            Some(code) if alone && code.status().as_u16() == status => {
                json!({ "$ref": format!("#/components/responses/{}", code.as_str()) })
            }
            _ => self.spelled_out(),
        }
    }

    fn is_of_one_kind(&self) -> bool {
        let kinds = [!self.codes.is_empty(), !self.errors.is_empty(), self.fields];
        kinds.into_iter().filter(|is_there| *is_there).count() == 1
    }

    fn spelled_out(&self) -> Value {
        let mut content = json!({ "schema": self.schema() });
        let examples = self.examples();
        if !examples.is_empty() {
            content["examples"] = Value::Object(examples);
        }
        json!({ "description": self.text(), "content": { "application/json": content } })
    }

    fn schema(&self) -> Value {
        let mut kinds = Vec::new();
        if !self.codes.is_empty() {
            kinds.push(narrowed("Error", "code", self.codes.iter().map(|code| code.as_str())));
        }
        if !self.errors.is_empty() {
            kinds.push(narrowed("OAuthError", "error", self.errors.iter().copied()));
        }
        if self.fields {
            kinds.push(json!({ "$ref": "#/components/schemas/InvalidFields" }));
        }
        if kinds.len() == 1 { kinds.remove(0) } else { json!({ "anyOf": kinds }) }
    }

    fn text(&self) -> String {
        let codes = self.codes.iter().map(|code| format!("`{}`: {}", code.as_str(), code.meaning()));
        let errors = self.errors.iter().map(|error| format!("`{error}`"));
        let fields = self.fields.then(|| "Every field that failed.".to_owned());
        codes.chain(errors).chain(fields).collect::<Vec<_>>().join("\n\n")
    }

    fn examples(&self) -> Map<String, Value> {
        let refer =
            |name: &str| (name.to_owned(), json!({ "$ref": format!("#/components/examples/{name}") }));
        self.codes.iter().map(|code| refer(code.as_str())).collect()
    }
}

/// A body of a known shape that has one of these words in a field.
fn narrowed(schema: &str, field: &str, words: impl Iterator<Item = &'static str>) -> Value {
    let words: Vec<_> = words.collect();
    json!({ "allOf": [
        { "$ref": format!("#/components/schemas/{schema}") },
        { "type": "object", "properties": { field: { "enum": words } }, "required": [field] },
    ] })
}

/// What operations refer to: a response and an example per code.
pub(super) fn shared() -> (Map<String, Value>, Map<String, Value>) {
    let responses = Code::ALL.iter().map(|code| {
        let alone = Failures { codes: BTreeSet::from([*code]), ..Failures::default() };
        let mut response = alone.spelled_out();
        headers::add(&mut response, code.status().as_u16(), true);
        (code.as_str().to_owned(), response)
    });
    let examples = Code::ALL.iter().map(|code| {
        let value = json!({ "error": code.meaning(), "code": code.as_str() });
        (code.as_str().to_owned(), json!({ "summary": code.meaning(), "value": value }))
    });
    (responses.collect(), examples.collect())
}

/// The bodies of errors.
pub(super) fn schemas() -> [(&'static str, Value); 3] {
    let text = || json!({ "type": "string" });
    [
        (
            "Error",
            json!({
                "type": "object",
                "description": "Why a request failed: a sentence for people, a code for programs.",
                "required": ["error", "code"],
                "properties": { "error": text(), "code": text() },
            }),
        ),
        (
            "InvalidFields",
            json!({
                "type": "object",
                "description": "Every field that failed, with the rule that it broke.",
                "required": ["errors"],
                "properties": { "errors": { "type": "array", "minItems": 1, "items": {
                    "type": "object",
                    "required": ["message", "rule", "field"],
                    "properties": { "message": text(), "rule": text(), "field": text() },
                } } },
                "example": { "errors": [
                    { "message": "The email field is required.", "rule": "required", "field": "email" },
                ] },
            }),
        ),
        (
            "OAuthError",
            json!({
                "type": "object",
                "description": "An error of an OAuth endpoint (RFC 6749 §5.2).",
                "required": ["error", "error_description"],
                "properties": {
                    "error": text(),
                    "error_description": text(),
                    "redirect_url": { "type": "string", "format": "uri" },
                    "code": text(),
                },
            }),
        ),
    ]
}
