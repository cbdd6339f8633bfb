//! The use cases on memory stores, and the memory stores themselves.
#![expect(clippy::unwrap_used, reason = "helpers of tests are tests")]

mod allowed_apps;
mod authorization;
mod back_channel;
mod claims_parameter;
mod client_assertions;
mod client_audit;
mod client_authentication;
mod client_credentials;
mod clients;
mod code_exchange;
mod device;
mod discovery;
mod dynamic_clients;
mod economy;
mod end_session;
mod form_post;
mod grant_audit;
mod hints;
mod introspection;
mod keyring;
mod memory_store;
mod pairwise;
mod pushed_requests;
mod refresh;
mod request_objects;
mod resources;
mod revocation;
mod step_up;
mod support;
mod targets;
mod token_settings;
mod user_info;
