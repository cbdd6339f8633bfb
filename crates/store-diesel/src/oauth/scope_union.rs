use crate::schema::consents;
use diesel::expression::{AppearsOnTable, Expression, ValidGrouping, is_aggregate};
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::Text;
use diesel::{QueryResult, SelectableExpression};

/// In an upsert on Postgres: the words of the stored and of the new scopes, each once.
///
/// An expression of its own rather than a literal, because Diesel would not keep the prepared statement of one.
#[derive(Debug, Clone, Copy, QueryId)]
pub(super) struct UnionOfScopes;

const UNION: &str = "coalesce((SELECT string_agg(DISTINCT word, ' ') FROM unnest(string_to_array(\
     consents.scopes || ' ' || excluded.scopes, ' ')) word WHERE word <> ''), '')";

impl Expression for UnionOfScopes {
    type SqlType = Text;
}

impl QueryFragment<Pg> for UnionOfScopes {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(UNION);
        Ok(())
    }
}

impl AppearsOnTable<consents::table> for UnionOfScopes {}

impl SelectableExpression<consents::table> for UnionOfScopes {}

impl ValidGrouping<()> for UnionOfScopes {
    type IsAggregate = is_aggregate::No;
}
