use diesel::RunQueryDsl;
use diesel::backend::Backend;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use std::marker::PhantomData;

/// A statement that is prepared once per connection and kept by its text.
///
/// Diesel would prepare every `UPDATE`, every upsert and every `IN` anew, because it can't know whether their texts
/// are few. For these it is known: their columns are fixed, and their lists have two members at most. On SQLite that
/// saves compiling, on Postgres a round trip and planning.
///
/// Load it: what changes rows returns something of each. Diesel's `execute` asks a reference to the statement whether
/// it may be kept, and never hears the answer given here.
pub(crate) struct Kept<Q>(pub(crate) Q);

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Kept<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q> QueryId for Kept<Q> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q: Query> Query for Kept<Q> {
    type SqlType = Q::SqlType;
}

impl<Q, C> RunQueryDsl<C> for Kept<Q> {}

/// A [`Kept`] statement whose text is always the same: it is found by the place in the code that makes it, and the
/// text is written once. [`fixed`] makes one.
pub(crate) struct Fixed<Q, Place>(Kept<Q>, PhantomData<Place>);

impl<Q, Place> Fixed<Q, Place> {
    /// Takes a statement that is made at this place only.
    pub(crate) fn at_this_place(query: Q) -> Self {
        Self(Kept(query), PhantomData)
    }
}

impl<DB: Backend, Q: QueryFragment<DB>, Place> QueryFragment<DB> for Fixed<Q, Place> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &DB) -> QueryResult<bool> {
        Ok(true)
    }
}

impl<Q, Place: 'static> QueryId for Fixed<Q, Place> {
    type QueryId = Place;

    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<Q: Query, Place> Query for Fixed<Q, Place> {
    type SqlType = Q::SqlType;
}

impl<Q, Place, C> RunQueryDsl<C> for Fixed<Q, Place> {}

/// Keeps a statement by the place where this stands. Its text MUST NOT depend on anything: no lists, no options.
macro_rules! fixed {
    ($query:expr) => {{
        struct ThisPlace;
        $crate::kept::Fixed::<_, ThisPlace>::at_this_place($query)
    }};
}
pub(crate) use fixed;

#[cfg(test)]
mod tests;
