//! What the identity endpoints answer with, in the contract's spelling.

use super::details::AddressView;
use crate::openapi::{Id, Instant, Order};
use hitkey_identity::{
    Account, AccountEmail, AccountSummary, ApiCredentials, DetailField, Name, NameOrder, Username,
};
use hitkey_kernel::{EmailId, Timestamp, UserId};
use serde::Serialize;
use utoipa::ToSchema;

/// A fresh pair of tokens.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "type": "bearer", "token": "hitkey_pQ0w…", "refresh_token": "R3fr…", "expires_in": 3600 }))]
pub struct Tokens<'a> {
    r#type: &'static str,
    token: &'a str,
    refresh_token: &'a str,
    expires_in: u64,
}

impl<'a> Tokens<'a> {
    /// Shows the credentials, for the one answer that does.
    pub(crate) fn of(credentials: &'a ApiCredentials) -> Self {
        Self {
            r#type: "bearer",
            token: credentials.access.expose(),
            refresh_token: credentials.refresh.expose(),
            expires_in: credentials.expires_in.as_secs(),
        }
    }
}

/// A fresh pair of tokens and whose they are.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({ "type": "bearer", "token": "hitkey_pQ0w…", "refresh_token": "R3fr…", "expires_in": 3600, "user": { "id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10", "email": "ann@example.org", "displayName": "ann" } }))]
pub struct SignedIn<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'static str>,
    #[serde(flatten)]
    tokens: Tokens<'a>,
    user: Person<'a>,
}

impl<'a> SignedIn<'a> {
    /// After a sign-in.
    pub(crate) fn of(account: &'a AccountSummary, credentials: &'a ApiCredentials) -> Self {
        Self { message: None, tokens: Tokens::of(credentials), user: Person::of(account) }
    }

    /// With a sentence for the person.
    pub(crate) fn saying(self, message: &'static str) -> Self {
        Self { message: Some(message), ..self }
    }
}

/// Who signed in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SignedInPerson)]
struct Person<'a> {
    #[schema(value_type = Id)]
    id: UserId,
    #[schema(format = "email")]
    email: &'a str,
    #[schema(required)]
    display_name: Option<&'a str>,
}

impl<'a> Person<'a> {
    fn of(account: &'a AccountSummary) -> Self {
        Self {
            id: account.id,
            email: account.email.as_str(),
            display_name: account.display_name.as_ref().map(Name::as_str),
        }
    }
}

/// Everything a person may know about their own account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Account)]
pub struct Me<'a> {
    #[schema(value_type = Id)]
    id: UserId,
    #[schema(format = "email")]
    email: &'a str,
    #[schema(required)]
    name: Option<String>,
    #[schema(required)]
    surname: Option<&'a str>,
    #[schema(required)]
    given_names: Option<&'a str>,
    #[schema(required)]
    display_name: Option<&'a str>,
    #[schema(required)]
    native_script: Option<&'a str>,
    #[schema(value_type = Option<Order>, required)]
    preferred_order: Option<&'static str>,
    #[schema(required)]
    username: Option<&'a str>,
    #[schema(required)]
    middle_name: Option<&'a str>,
    #[schema(required)]
    nickname: Option<&'a str>,
    #[schema(required)]
    profile: Option<&'a str>,
    #[schema(required)]
    picture: Option<&'a str>,
    #[schema(required)]
    website: Option<&'a str>,
    #[schema(required)]
    gender: Option<&'a str>,
    #[schema(required)]
    birthdate: Option<&'a str>,
    #[schema(required)]
    zoneinfo: Option<&'a str>,
    #[schema(required)]
    locale: Option<&'a str>,
    #[schema(required)]
    phone_number: Option<&'a str>,
    #[schema(required)]
    address: Option<AddressView<'a>>,
    email_verified: bool,
    totp_enabled: bool,
    emails: Vec<Email<'a>>,
    #[schema(value_type = Instant)]
    created_at: Timestamp,
    #[schema(value_type = Instant)]
    updated_at: Timestamp,
}

impl<'a> Me<'a> {
    /// Shows an account to its owner.
    pub(crate) fn of(account: &'a Account) -> Self {
        let profile = &account.profile;
        let details = &profile.details;
        Self {
            id: account.id,
            email: account.email().address.as_str(),
            name: account.name(),
            surname: profile.surname.as_ref().map(Name::as_str),
            given_names: profile.given_names.as_ref().map(Name::as_str),
            display_name: profile.display_name.as_ref().map(Name::as_str),
            native_script: profile.native_script.as_ref().map(Name::as_str),
            preferred_order: profile.preferred_order.map(NameOrder::as_str),
            username: profile.username.as_ref().map(Username::as_str),
            middle_name: details.get(DetailField::MiddleName),
            nickname: details.get(DetailField::Nickname),
            profile: details.get(DetailField::Profile),
            picture: details.get(DetailField::Picture),
            website: details.get(DetailField::Website),
            gender: details.get(DetailField::Gender),
            birthdate: details.get(DetailField::Birthdate),
            zoneinfo: details.get(DetailField::Zoneinfo),
            locale: details.get(DetailField::Locale),
            phone_number: details.get(DetailField::PhoneNumber),
            address: AddressView::of(details),
            email_verified: account.email().verified_at.is_some(),
            totp_enabled: account.second_factor.is_on(),
            emails: account.emails.all().iter().map(Email::of).collect(),
            created_at: account.created_at,
            updated_at: account.updated_at,
        }
    }
}

/// One address of a person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({ "id": "01943b2f-7c3e-7a31-9c5d-2f0f5a1c9e10", "email": "ann@example.org", "isDefault": true, "isVerified": true }))]
pub struct Email<'a> {
    #[schema(value_type = Id)]
    id: EmailId,
    #[schema(format = "email")]
    email: &'a str,
    is_default: bool,
    is_verified: bool,
}

impl<'a> Email<'a> {
    /// Shows an address to whoever has it.
    pub(crate) fn of(email: &'a AccountEmail) -> Self {
        Self {
            id: email.id,
            email: email.address.as_str(),
            is_default: email.is_default,
            is_verified: email.verified_at.is_some(),
        }
    }
}
