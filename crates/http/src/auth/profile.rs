//! `/auth/profile`

use super::details::{self, AddressBody, Changes};
use super::views::Me;
use crate::error::{ApiError, Checks, Code, FieldError};
use crate::extract::{Check, Json, OnBehalf, given, given_object};
use crate::openapi::{About, Order};
use crate::reply::Reply;
use crate::services::Services;
use actix_web::web::Data;
use hitkey_identity::service::UpdateProfileError;
use hitkey_identity::{
    Change, DetailField, InvalidName, Name, NameError, NameField, NameOrder, ProfileChange, ProfileError,
    UsernameError,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// Any of the fields; `null` clears, what is absent stays.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, rename_all = "camelCase")]
#[schema(as = ProfileBody, example = json!({ "givenNames": "Ann", "surname": "Smith", "preferredOrder": "western" }))]
pub struct Body {
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    surname: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    given_names: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    display_name: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    native_script: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<Order>)]
    preferred_order: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, pattern = "^[A-Za-z0-9_]{3,30}$")]
    username: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    middle_name: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    nickname: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 2000, pattern = r"^(https?://[A-Za-z0-9\[][!-~]*)?$")]
    profile: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 2000, pattern = r"^(https?://[A-Za-z0-9\[][!-~]*)?$")]
    picture: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 2000, pattern = r"^(https?://[A-Za-z0-9\[][!-~]*)?$")]
    website: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 100, pattern = r"^[^\x00-\x1f\x7f-\x9f]*$")]
    gender: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, pattern = "^([0-9]{4}(-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])))?)?$")]
    birthdate: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 64, pattern = "^([A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*)?$")]
    zoneinfo: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, max_length = 35, pattern = "^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$")]
    locale: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, pattern = r"^(\+[1-9][0-9]{6,14})?$")]
    phone_number: Option<Option<String>>,
    #[serde(deserialize_with = "given_object")]
    #[schema(value_type = Option<AddressBody>)]
    address: Option<Option<AddressBody>>,
}

impl Check for Body {
    type Checked = ProfileChange;

    fn check(mut self, checks: &mut Checks) -> Option<ProfileChange> {
        let details = self.details(checks);
        Some(ProfileChange {
            surname: name(checks, NameField::Surname, self.surname),
            given_names: name(checks, NameField::GivenNames, self.given_names),
            display_name: name(checks, NameField::DisplayName, self.display_name),
            native_script: name(checks, NameField::NativeScript, self.native_script),
            preferred_order: order(checks, self.preferred_order),
            username: Change::from_field(self.username),
            details,
        })
    }
}

impl Body {
    fn details(&mut self, checks: &mut Checks) -> Changes {
        let mut changes = Changes::new();
        for (field, value) in [
            (DetailField::MiddleName, &mut self.middle_name),
            (DetailField::Nickname, &mut self.nickname),
            (DetailField::Profile, &mut self.profile),
            (DetailField::Picture, &mut self.picture),
            (DetailField::Website, &mut self.website),
            (DetailField::Gender, &mut self.gender),
            (DetailField::Birthdate, &mut self.birthdate),
            (DetailField::Zoneinfo, &mut self.zoneinfo),
            (DetailField::Locale, &mut self.locale),
            (DetailField::PhoneNumber, &mut self.phone_number),
        ] {
            details::note(checks, &mut changes, field, value.take());
        }
        details::note_address(checks, &mut changes, self.address.take());
        changes
    }
}

fn name(checks: &mut Checks, field: NameField, value: Option<Option<String>>) -> Change<String> {
    if let Some(Some(text)) = &value
        && let Err(problem) = Name::parse(text)
        && problem != NameError::Empty
    {
        checks.add(complaint(InvalidName { field, problem }));
    }
    Change::from_field(value)
}

fn order(checks: &mut Checks, value: Option<Option<String>>) -> Change<NameOrder> {
    match Change::from_field(value) {
        Change::Keep => Change::Keep,
        Change::Clear => Change::Clear,
        Change::Set(word) => NameOrder::from_word(&word).map(Change::Set).unwrap_or_else(|| {
            let message = "The preferredOrder field must be western or eastern.";
            checks.fail("preferredOrder", "enum", message);
            Change::Keep
        }),
    }
}

pub(crate) const PATCH: About = About::new("updateProfile", "Change what the body names; `null` clears.")
    .fails(&[Code::UsernameInvalid, Code::UsernameReserved, Code::UsernameTaken]);

/// `PATCH /auth/profile`: changes what the body names.
pub async fn patch(
    OnBehalf(by): OnBehalf,
    Json(change): Json<Body>,
    services: Data<Services>,
) -> Result<Reply<Me<'static>>, ApiError> {
    let account = services.identity.profiles.update(&by, &change).await?;
    Ok(Reply::of(Me::of(&account)))
}

impl From<UpdateProfileError> for ApiError {
    fn from(error: UpdateProfileError) -> Self {
        match error {
            UpdateProfileError::Invalid(error) => error.into(),
            UpdateProfileError::UsernameTaken => {
                Self::new(Code::UsernameTaken, "Somebody else has this username.")
            }
            UpdateProfileError::Gone => Self::unauthenticated(),
            UpdateProfileError::Store(error) => error.into(),
        }
    }
}

impl From<ProfileError> for ApiError {
    fn from(error: ProfileError) -> Self {
        match error {
            ProfileError::Names(invalid) => Self::invalid(invalid.into_iter().map(complaint).collect()),
            ProfileError::Details(invalid) => {
                Self::invalid(invalid.into_iter().map(details::complaint).collect())
            }
            ProfileError::Username(UsernameError::Invalid) => Self::new(
                Code::UsernameInvalid,
                "A username has 3 to 30 letters of A to Z, digits and underscores.",
            ),
            ProfileError::Username(UsernameError::Reserved) => {
                Self::new(Code::UsernameReserved, "This username is reserved.")
            }
        }
    }
}

fn complaint(InvalidName { field, problem }: InvalidName) -> FieldError {
    let field = match field {
        NameField::Surname => "surname",
        NameField::GivenNames => "givenNames",
        NameField::DisplayName => "displayName",
        NameField::NativeScript => "nativeScript",
    };
    let (rule, rest) = match problem {
        NameError::Empty => ("required", "must not be empty"),
        NameError::TooLong => ("max_length", "must have at most 100 characters"),
        NameError::ControlCharacter => ("no_control_characters", "must not contain control characters"),
    };
    FieldError::new(field, rule, format!("The {field} field {rest}."))
}
