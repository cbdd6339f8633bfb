use crate::Db;
use crate::conn::{Conn, on};
use crate::error::Result;
use crate::rows::Reader;
use crate::schema::{emails, project_members as members, users};
use crate::types::Id;
use async_trait::async_trait;
use diesel::prelude::*;
use hitkey_identity::ports::{Directory, PeopleQuery};
use hitkey_identity::{FoundPerson, Name, Profile, SearchScope, SearchText, Username};
use hitkey_kernel::{EmailAddress, StoreError, UserId};
use std::collections::{BTreeMap, BTreeSet};

diesel::alias!(members as own_seats: OwnSeats);

/// People as whoever looks for them sees them.
#[derive(Debug, Clone)]
pub struct DieselDirectory {
    db: Db,
}

impl DieselDirectory {
    /// The people in `db`.
    pub fn new(db: Db) -> Self {
        Self { db }
    }
}

/// What a search compares names with: each on a line of its own, in lower case.
pub(super) fn search_key(profile: &Profile) -> String {
    let text = |name: &Option<Name>| name.as_ref().map_or("", Name::as_str).to_owned();
    let (given, surname) = (text(&profile.given_names), text(&profile.surname));
    let lines = [
        profile.username.as_ref().map_or("", Username::as_str).to_owned(),
        text(&profile.display_name),
        text(&profile.native_script),
        format!("{given} {surname}"),
        format!("{surname} {given}"),
    ];
    lines.map(|line| line.trim().to_lowercase()).join("\n")
}

/// Matches what contains the text; nothing in it stands for anything else.
fn pattern(text: &SearchText) -> String {
    let escaped: String = text
        .key()
        .chars()
        .flat_map(|c| ['\\'].into_iter().filter(move |_| "\\%_".contains(c)).chain([c]))
        .collect();
    format!("%{escaped}%")
}

/// The addresses that people proved.
macro_rules! proven {
    () => {
        emails::table.filter(emails::verified_at.is_not_null())
    };
}

/// The people who have this user name or this address, whole.
macro_rules! exact {
    ($text:expr) => {{
        let address = proven!().filter(emails::address_key.eq($text)).select(emails::user_id);
        users::username_key.eq($text).assume_not_null().or(users::id.eq_any(address))
    }};
}

/// The people who share a project with the caller, and the caller.
macro_rules! close {
    ($caller:expr) => {{
        let seats = own_seats
            .filter(own_seats.field(members::user_id).eq($caller))
            .select(own_seats.field(members::project_id));
        let mates = members::table.filter(members::project_id.eq_any(seats)).select(members::user_id);
        users::id.eq($caller).or(users::id.eq_any(mates))
    }};
}

/// The people whose name contains the text, or whose address does if they are close.
macro_rules! part {
    ($caller:expr, $pattern:expr) => {{
        let address =
            proven!().filter(emails::address_key.like($pattern).escape('\\')).select(emails::user_id);
        let by_address = users::id.eq_any(address).and(close!($caller));
        users::search_key.like($pattern).escape('\\').or(by_address)
    }};
}

type Found = (Id<UserId>, Option<String>, Option<String>);

/// Those of the scope for whom `$condition` holds, the longest registered first.
macro_rules! people {
    ($conn:expr, $scope:expr, $limit:expr, $condition:expr) => {{
        let columns = (users::id, users::username, users::display_name);
        let rows: Vec<Found> = match $scope {
            SearchScope::All => on!($conn, |c| users::table
                .filter($condition)
                .order(users::id)
                .limit($limit)
                .select(columns)
                .load(c))?,
            SearchScope::Project(project) => {
                let inside = members::table.filter(members::project_id.eq(Id(project)));
                let inside = inside.select(members::user_id);
                on!($conn, |c| users::table
                    .filter($condition)
                    .filter(users::id.eq_any(inside))
                    .order(users::id)
                    .limit($limit)
                    .select(columns)
                    .load(c))?
            }
        };
        rows
    }};
}

fn search(conn: &mut Conn, query: &PeopleQuery) -> Result<Vec<FoundPerson>> {
    if !may_look(conn, query)? {
        return Ok(Vec::new());
    }
    let (caller, text, pattern) = (Id(query.caller), query.text.key(), pattern(&query.text));
    let limit = i64::from(query.limit);
    let mut found = people!(conn, query.scope, limit, exact!(text));
    let known: Vec<_> = found.iter().map(|(id, ..)| *id).collect();
    let rest = limit - i64::try_from(found.len()).unwrap_or(limit);
    let others = part!(caller, &pattern).and(users::id.ne_all(known));
    found.extend(people!(conn, query.scope, rest, others.clone()));
    let addresses = addresses(conn, query, &found)?;
    found.into_iter().map(|row| read(row, &addresses)).collect()
}

/// Only a member looks among the members.
fn may_look(conn: &mut Conn, query: &PeopleQuery) -> Result<bool> {
    let SearchScope::Project(project) = query.scope else { return Ok(true) };
    let seat = members::project_id.eq(Id(project)).and(members::user_id.eq(Id(query.caller)));
    let count: i64 = on!(conn, |c| members::table.filter(seat).count().get_result(c))?;
    Ok(count > 0)
}

/// Which address of whom the caller is told.
fn addresses(conn: &mut Conn, query: &PeopleQuery, found: &[Found]) -> Result<BTreeMap<UserId, String>> {
    let ids: Vec<_> = found.iter().map(|(id, ..)| *id).collect();
    let close = users::table.filter(users::id.eq_any(&ids)).filter(close!(Id(query.caller)));
    let close: Vec<Id<UserId>> = on!(conn, |c| close.select(users::id).load(c))?;
    let close: BTreeSet<_> = close.into_iter().collect();
    let typed = emails::address_key.eq(query.text.key());
    let rows = proven!().filter(emails::user_id.eq_any(&ids)).filter(typed.or(emails::is_default));
    let columns = (emails::user_id, emails::is_default, emails::address_key, emails::address);
    let rows: Vec<(Id<UserId>, bool, String, String)> = on!(conn, |c| rows.select(columns).load(c))?;
    let told =
        rows.into_iter().filter(
            |(user, is_default, key, _)| {
                if close.contains(user) { *is_default } else { key == query.text.key() }
            },
        );
    Ok(told.map(|(Id(user), _, _, address)| (user, address)).collect())
}

fn read((Id(id), username, name): Found, addresses: &BTreeMap<UserId, String>) -> Result<FoundPerson> {
    let read = Reader::of("users", &id);
    let email = addresses.get(&id).map(|address| EmailAddress::parse(address).ok());
    Ok(FoundPerson {
        id,
        username: read.optional("username", username, |text| Username::from_stored(&text).ok())?,
        display_name: read.optional("display_name", name, |text| Name::parse(&text).ok())?,
        email: email.map(|email| read.parsed("address", email)).transpose()?,
    })
}

#[async_trait]
impl Directory for DieselDirectory {
    async fn search(&self, query: PeopleQuery) -> std::result::Result<Vec<FoundPerson>, StoreError> {
        self.db.read(move |conn| search(conn, &query)).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_that_stand_for_others_are_escaped() {
        let text = SearchText::parse(r"50%_of\it").unwrap();
        assert_eq!(pattern(&text), r"%50\%\_of\\it%");
    }
}
