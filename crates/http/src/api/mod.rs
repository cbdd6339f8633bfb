//! `/api`: what dashboards and scripts of other services expect there.

pub mod user;

use crate::endpoint::Routes;

/// Adds the routes below `/api`.
pub(crate) fn configure(routes: &mut Routes) {
    user::api_clients::configure(routes);
}
