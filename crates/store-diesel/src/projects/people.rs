use crate::Db;
use crate::conn::on;
use crate::error::Result;
use crate::rows::Reader;
use crate::schema::{emails, users};
use crate::types::Id;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_kernel::{EmailAddress, StoreError, UserId};
use hitkey_projects::Person;
use hitkey_projects::ports::People;

diesel::alias!(emails as owned: ProvenEmails);

/// The people whom projects may know of: what another domain stores.
#[derive(Debug, Clone)]
pub struct DieselPeople {
    db: Db,
}

impl DieselPeople {
    /// The people in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

type Found = (Id<UserId>, String, Option<String>);

/// The one statement that reads a person with their default address; `$condition` picks the person.
macro_rules! person {
    ($conn:expr, $condition:expr) => {{
        let found: Option<Found> = on!($conn, |c| users::table
            .inner_join(emails::table)
            .filter(emails::is_default)
            .filter($condition)
            .select((users::id, emails::address, users::display_name))
            .first(c)
            .optional())?;
        found.map(person).transpose()
    }};
}

fn person((Id(id), address, display_name): Found) -> Result<Person> {
    let email = EmailAddress::parse(&address).ok();
    let email = Reader::of("emails", &id).parsed("address", email)?;
    Ok(Person { id, email, display_name })
}

#[async_trait]
impl People for DieselPeople {
    async fn find(&self, id: UserId) -> std::result::Result<Option<Person>, StoreError> {
        self.db.read(move |conn| person!(conn, users::id.eq(Id(id)))).await
    }

    async fn find_by_email(&self, email: &EmailAddress) -> std::result::Result<Option<Person>, StoreError> {
        let email = email.clone();
        self.db
            .read(move |conn| {
                let owner = owned
                    .filter(owned.field(emails::address_key).eq(email.key()))
                    .filter(owned.field(emails::verified_at).is_not_null())
                    .select(owned.field(emails::user_id));
                person!(conn, users::id.eq_any(owner))
            })
            .await
    }
}
