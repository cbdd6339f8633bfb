//! `/users`

pub mod search;

use crate::endpoint::{Endpoint, Routes};

/// Adds the routes below `/users`.
pub(crate) fn configure(routes: &mut Routes) {
    Endpoint::at("/users/search").get(search::get, search::GET).register(routes);
}
