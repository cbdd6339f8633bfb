//! The pages as a browser without scripts sees them, over stores in memory.
#![cfg(test)]

mod account;
mod account_addresses;
mod account_profile;
mod account_security;
mod account_settings;
mod authorize;
mod choose_account;
mod dev_mail;
mod device;
mod end_session;
mod form_post;
mod headers;
mod hints;
mod languages;
mod recovery;
mod registration;
mod sign_in;
mod site;
