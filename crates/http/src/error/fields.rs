use super::ApiError;
use hitkey_identity::Password;
use hitkey_kernel::{EmailAddress, SecretText};
use serde::Serialize;
use std::borrow::Cow;
use validator::ValidateLength as _;

/// One field of a body that failed, as the contract spells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FieldError {
    message: Cow<'static, str>,
    rule: &'static str,
    field: &'static str,
}

impl FieldError {
    /// `field` broke `rule`; `message` says so to a person.
    pub fn new(field: &'static str, rule: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), rule, field }
    }

    /// The field that failed, spelled as in the body.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// The rule it broke, such as `required`.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// The sentence a person may read.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// Parses the fields of one body and remembers each that failed, so that the caller hears of all at once.
///
/// ```
/// use hitkey_http::error::Checks;
/// let mut checks = Checks::default();
/// assert!(checks.email("email", Some("ann".to_owned())).is_none());
/// assert!(checks.text("code", None).is_none());
/// let error = checks.finish::<()>(None).unwrap_err();
/// let rules: Vec<_> = error.fields().iter().map(|field| (field.field(), field.rule())).collect();
/// assert_eq!(rules, [("email", "email"), ("code", "required")]);
/// ```
#[derive(Debug, Default)]
pub struct Checks {
    failed: Vec<FieldError>,
}

impl Checks {
    /// Notes a failure of your own rule.
    pub fn fail(&mut self, field: &'static str, rule: &'static str, message: impl Into<Cow<'static, str>>) {
        self.failed.push(FieldError::new(field, rule, message));
    }

    /// Notes a failure that is worded already.
    pub fn add(&mut self, failure: FieldError) {
        self.failed.push(failure);
    }

    /// A field that must be there; an empty text counts as absent.
    pub fn text(&mut self, field: &'static str, value: Option<String>) -> Option<String> {
        let value = value.filter(|text| !text.is_empty());
        self.present(field, value)
    }

    /// A secret that must be there; an empty one counts as absent.
    pub fn secret(&mut self, field: &'static str, value: Option<SecretText>) -> Option<SecretText> {
        let value = value.filter(|secret| !secret.expose().is_empty());
        self.present(field, value)
    }

    /// A password that must be there. Only its presence is checked: whether it is good enough is judged
    /// where it is to be set.
    pub fn password(&mut self, field: &'static str, value: Option<SecretText>) -> Option<Password> {
        self.secret(field, value).map(|secret| Password::new(secret.expose()))
    }

    /// A mail address that must be there.
    pub fn email(&mut self, field: &'static str, value: Option<String>) -> Option<EmailAddress> {
        let text = self.text(field, value)?;
        let parsed = EmailAddress::parse(&text).ok();
        if parsed.is_none() {
            self.fail(field, "email", format!("The {field} field must be a mail address."));
        }
        parsed
    }

    /// Refuses a text of more than `most` characters.
    pub fn at_most(&mut self, field: &'static str, value: &str, most: u64) {
        if !value.validate_length(None, Some(most), None) {
            self.fail(field, "max_length", format!("The {field} field must have at most {most} characters."));
        }
    }

    /// The parsed body, or every failure.
    ///
    /// # Errors
    /// 422 when a field failed.
    pub fn finish<T>(self, parsed: Option<T>) -> Result<T, ApiError> {
        match parsed {
            Some(parsed) if self.failed.is_empty() => Ok(parsed),
            _ => Err(ApiError::invalid(self.failed)),
        }
    }

    fn present<T>(&mut self, field: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.fail(field, "required", format!("The {field} field is required."));
        }
        value
    }
}
