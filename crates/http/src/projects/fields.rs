//! Fields that several bodies share.

use crate::error::Checks;
use hitkey_projects::{AssignableRole, Change, Description, PermissionKey, RedirectUrl, TextError};
use std::collections::BTreeSet;

/// A text that must be there and fit; `parse` judges it.
pub(crate) fn text<T>(
    checks: &mut Checks,
    field: &'static str,
    value: Option<String>,
    parse: impl Fn(&str) -> Result<T, TextError>,
) -> Option<T> {
    let value = checks.text(field, value)?;
    judged(checks, field, parse(&value))
}

/// A text that need not be there, but must fit.
pub(crate) fn optional_text<T>(
    checks: &mut Checks,
    field: &'static str,
    value: Option<String>,
    parse: impl Fn(&str) -> Result<T, TextError>,
) -> Option<T> {
    judged(checks, field, parse(&value?))
}

/// A description; a blank one counts as none.
pub(crate) fn description(checks: &mut Checks, value: Option<String>) -> Option<Description> {
    match Description::parse(&value?) {
        Err(TextError::Empty) => None,
        parsed => judged(checks, "description", parsed),
    }
}

/// What becomes of a description; a blank one clears it, as `null` does.
pub(crate) fn description_change(checks: &mut Checks, value: Option<Option<String>>) -> Change<Description> {
    Change::from_field(value.map(|value| description(checks, value)))
}

fn judged<T>(checks: &mut Checks, field: &'static str, parsed: Result<T, TextError>) -> Option<T> {
    parsed.map_err(|problem| complain(checks, field, problem)).ok()
}

fn complain(checks: &mut Checks, field: &'static str, problem: TextError) {
    let (rule, rest) = match problem {
        TextError::Empty => ("required", "is required"),
        TextError::TooLong if field == "description" => ("max_length", "must have at most 500 characters"),
        TextError::TooLong => ("max_length", "must have at most 100 characters"),
        TextError::ControlCharacter => ("no_control_characters", "must not contain control characters"),
    };
    checks.fail(field, rule, format!("The {field} field {rest}."));
}

/// A role that can be given, if one is named.
pub(crate) fn role(checks: &mut Checks, word: Option<String>) -> Option<AssignableRole> {
    let role = AssignableRole::from_word(&word?);
    if role.is_none() {
        checks.fail("role", "enum", "The role field must be admin or member.");
    }
    role
}

/// The key of a permission.
pub(crate) fn key(checks: &mut Checks, field: &'static str, text: &str) -> Option<PermissionKey> {
    let key = PermissionKey::parse(text).ok();
    if key.is_none() {
        let rest = "takes 1 to 64 small letters, digits and any of . _ : -";
        checks.fail(field, "permission_key", format!("The {field} field {rest}."));
    }
    key
}

/// The keys of permissions. One that can't be a key fails the field, once.
pub(crate) fn keys(checks: &mut Checks, texts: Vec<String>) -> Option<BTreeSet<PermissionKey>> {
    let keys: Option<BTreeSet<_>> = texts.iter().map(|text| PermissionKey::parse(text).ok()).collect();
    if keys.is_none() {
        let message = "Each of the permissions takes 1 to 64 small letters, digits and any of . _ : -";
        checks.fail("permissions", "permission_key", message);
    }
    keys
}

/// Where to send a person afterwards, if that is said.
pub(crate) fn redirect_url(checks: &mut Checks, text: Option<String>) -> Option<RedirectUrl> {
    match RedirectUrl::parse(&text?) {
        Ok(url) => Some(url),
        Err(problem) => {
            checks.fail("redirect_url", "url", format!("The redirect_url field {problem}."));
            None
        }
    }
}
