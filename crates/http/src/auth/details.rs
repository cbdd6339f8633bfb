//! What people tell of themselves beside their names, as the API spells it.

use crate::error::{Checks, FieldError};
use hitkey_identity::{Change, DetailField, DetailProblem, Details, InvalidDetail};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A postal address. What is absent is not told.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, rename_all = "camelCase")]
#[schema(as = AddressBody, example = json!({ "streetAddress": "1 Abai Ave", "locality": "Almaty", "country": "KZ" }))]
pub(crate) struct AddressBody {
    #[schema(max_length = 300, pattern = r"^[^\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
    formatted: Option<String>,
    #[schema(max_length = 300, pattern = r"^[^\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]
    street_address: Option<String>,
    #[schema(max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    locality: Option<String>,
    #[schema(max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    region: Option<String>,
    #[schema(max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    postal_code: Option<String>,
    #[schema(max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    country: Option<String>,
}

/// A postal address as it is shown.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Address)]
pub(crate) struct AddressView<'a> {
    #[schema(required)]
    formatted: Option<&'a str>,
    #[schema(required)]
    street_address: Option<&'a str>,
    #[schema(required)]
    locality: Option<&'a str>,
    #[schema(required)]
    region: Option<&'a str>,
    #[schema(required)]
    postal_code: Option<&'a str>,
    #[schema(required)]
    country: Option<&'a str>,
}

impl<'a> AddressView<'a> {
    /// The address, if anything of one is told.
    pub(super) fn of(details: &'a Details) -> Option<Self> {
        let view = Self {
            formatted: details.get(DetailField::AddressFormatted),
            street_address: details.get(DetailField::AddressStreet),
            locality: details.get(DetailField::AddressLocality),
            region: details.get(DetailField::AddressRegion),
            postal_code: details.get(DetailField::AddressPostalCode),
            country: details.get(DetailField::AddressCountry),
        };
        let parts =
            [view.formatted, view.street_address, view.locality, view.region, view.postal_code, view.country];
        parts.iter().any(Option::is_some).then_some(view)
    }
}

/// What a body changes.
pub(super) type Changes = BTreeMap<DetailField, Change<String>>;

/// Notes the change of one fact, and what is wrong with it.
pub(super) fn note(
    checks: &mut Checks,
    changes: &mut Changes,
    field: DetailField,
    value: Option<Option<String>>,
) {
    if let Some(Some(text)) = &value
        && let Err(problem) = field.parse(text)
    {
        checks.add(complaint(InvalidDetail { field, problem }));
    }
    if value.is_some() {
        changes.insert(field, Change::from_field(value));
    }
}

/// An address is one value: what it leaves out is not told any more.
pub(super) fn note_address(checks: &mut Checks, changes: &mut Changes, value: Option<Option<AddressBody>>) {
    let Some(address) = value else { return };
    let address = address.unwrap_or_default();
    for (field, text) in [
        (DetailField::AddressFormatted, address.formatted),
        (DetailField::AddressStreet, address.street_address),
        (DetailField::AddressLocality, address.locality),
        (DetailField::AddressRegion, address.region),
        (DetailField::AddressPostalCode, address.postal_code),
        (DetailField::AddressCountry, address.country),
    ] {
        note(checks, changes, field, Some(text));
    }
}

pub(super) fn complaint(InvalidDetail { field, problem }: InvalidDetail) -> FieldError {
    let field = spelled(field);
    let (rule, rest) = match problem {
        DetailProblem::TooLong(most) => {
            let message = format!("The {field} field must have at most {most} characters.");
            return FieldError::new(field, "max_length", message);
        }
        DetailProblem::ControlCharacter => ("no_control_characters", "must not contain control characters"),
        DetailProblem::NoUrl => ("url", "must be the address of a web page"),
        DetailProblem::NoDate => ("date", "must be a date such as 1987-10-16, or a year"),
        DetailProblem::NoTimeZone => ("time_zone", "must be a time zone such as Asia/Almaty"),
        DetailProblem::NoLanguage => ("language", "must be a language tag such as kk-KZ"),
        DetailProblem::NoPhoneNumber => ("phone", "must be a phone number such as +77011234567"),
    };
    FieldError::new(field, rule, format!("The {field} field {rest}."))
}

const fn spelled(field: DetailField) -> &'static str {
    match field {
        DetailField::MiddleName => "middleName",
        DetailField::Nickname => "nickname",
        DetailField::Profile => "profile",
        DetailField::Picture => "picture",
        DetailField::Website => "website",
        DetailField::Gender => "gender",
        DetailField::Birthdate => "birthdate",
        DetailField::Zoneinfo => "zoneinfo",
        DetailField::Locale => "locale",
        DetailField::PhoneNumber => "phoneNumber",
        DetailField::AddressFormatted => "address.formatted",
        DetailField::AddressStreet => "address.streetAddress",
        DetailField::AddressLocality => "address.locality",
        DetailField::AddressRegion => "address.region",
        DetailField::AddressPostalCode => "address.postalCode",
        DetailField::AddressCountry => "address.country",
    }
}
