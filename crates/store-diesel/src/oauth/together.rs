use crate::types::DbUuid;
use diesel::QueryResult;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};

diesel::table! {
    use super::DbUuid;

    /// What the first of two statements returned; the second may select from it.
    done (id) {
        id -> DbUuid,
    }
}

/// Two Postgres statements in one round trip and one transaction:
/// `WITH done AS (first) second`. It gives what the second returns. SQLite needs no such thing: there a statement
/// costs no journey.
pub(super) struct Together<First, Second>(pub(super) First, pub(super) Second);

impl<First: QueryFragment<Pg>, Second: QueryFragment<Pg>> QueryFragment<Pg> for Together<First, Second> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("WITH done AS (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(") ");
        self.1.walk_ast(out.reborrow())
    }
}

impl<First, Second> QueryId for Together<First, Second> {
    type QueryId = ();

    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<First, Second: Query> Query for Together<First, Second> {
    type SqlType = Second::SqlType;
}
