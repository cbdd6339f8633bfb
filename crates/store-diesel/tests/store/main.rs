//! The store on both databases.

mod common;
mod contracts;
mod live_schema;
mod migrations;
mod people;
