use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, TypedExpressionType, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::{QueryResult, SelectableExpression};

/// A query for one column that finds one row at most, as a value of a statement: missing when it finds none, which a
/// column that must not be NULL refuses.
///
/// Diesel's `single_value` adds a `LIMIT ?`, for which SQLite would compile the statement anew each time.
#[derive(Debug, Clone, Copy, QueryId)]
pub(super) struct Lone<Q>(pub(super) Q);

impl<Q: Query<SqlType: TypedExpressionType>> Expression for Lone<Q> {
    type SqlType = Q::SqlType;
}

impl<DB: Backend, Q: QueryFragment<DB>> QueryFragment<DB> for Lone<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("(");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}

impl<Q, Table> AppearsOnTable<Table> for Lone<Q> where Self: Expression {}

impl<Q, Table> SelectableExpression<Table> for Lone<Q> where Self: Expression {}

impl<Q> ValidGrouping<()> for Lone<Q> {
    type IsAggregate = is_aggregate::No;
}
