use crate::error::Result;
use crate::rows::Reader;
use crate::schema::users;
use diesel::prelude::*;
use hitkey_identity::{Details, Name, NameOrder, Profile, Username};
use hitkey_kernel::UserId;

/// The columns of `users` that hold a profile.
#[derive(Debug, Clone, Queryable, Selectable, AsChangeset, Insertable)]
#[diesel(table_name = users)]
#[diesel(treat_none_as_null = true)]
#[diesel(treat_none_as_default_value = false)]
pub(crate) struct ProfileRow {
    surname: Option<String>,
    given_names: Option<String>,
    display_name: Option<String>,
    native_script: Option<String>,
    preferred_order: Option<String>,
    username: Option<String>,
    username_key: Option<String>,
    details: Option<String>,
}

impl From<&Profile> for ProfileRow {
    fn from(profile: &Profile) -> Self {
        let text = |name: &Option<Name>| name.as_ref().map(ToString::to_string);
        let username = profile.username.as_ref();
        Self {
            surname: text(&profile.surname),
            given_names: text(&profile.given_names),
            display_name: text(&profile.display_name),
            native_script: text(&profile.native_script),
            preferred_order: profile.preferred_order.map(|order| order.as_str().to_owned()),
            username: username.map(|username| username.as_str().to_owned()),
            username_key: username.map(|username| username.key().to_owned()),
            details: written(&profile.details),
        }
    }
}

impl ProfileRow {
    /// The profile of `user`.
    pub(crate) fn read(&self, user: UserId) -> Result<Profile> {
        let read = Reader::of("users", &user);
        let name = |column, stored: &Option<String>| {
            read.optional(column, stored.as_deref(), |text| Name::parse(text).ok())
        };
        let order = self.preferred_order.as_deref();
        let username = self.username.as_deref();
        Ok(Profile {
            surname: name("surname", &self.surname)?,
            given_names: name("given_names", &self.given_names)?,
            display_name: name("display_name", &self.display_name)?,
            native_script: name("native_script", &self.native_script)?,
            preferred_order: read.optional("preferred_order", order, NameOrder::from_word)?,
            username: read.optional("username", username, |text| Username::from_stored(text).ok())?,
            details: read.optional("details", self.details.as_deref(), details)?.unwrap_or_default(),
        })
    }
}

/// Texts by words always serialize.
fn written(details: &Details) -> Option<String> {
    (!details.is_empty()).then(|| serde_json::to_string(details).ok()).flatten()
}

fn details(text: &str) -> Option<Details> {
    serde_json::from_str(text).ok().and_then(Details::from_stored)
}
