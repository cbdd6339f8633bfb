//! The store on both databases.

mod behaviour;
mod common;
mod contracts;
mod housekeeping;
mod live_schema;
mod migrations;
mod people;
mod project_rules;
mod projects;
mod rows;
