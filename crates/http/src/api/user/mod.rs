//! `/api/user`: what is the caller's own.

pub mod api_clients;
