//! The pages: what a person sees in a browser. The handlers live here, the markup in `hitkey-pages`.
//!
//! A form is posted to the URL of its page. When it is right the answer is a redirect by GET, so that
//! reloading sends nothing twice; when it is wrong the page comes again with what was wrong.

mod assets;
mod dev;
mod error;
mod form;
mod local_path;
mod visit;

pub use dev::{DevMail, DevMailbox};

use crate::endpoint::Endpoint;
use actix_web::web::ServiceConfig;

/// Adds the routes of the pages.
pub fn configure(config: &mut ServiceConfig) {
    config.app_data(form::limit());
    Endpoint::at("/assets/{hash}").get(assets::get).register(config);
    Endpoint::at("/dev/mail").get(dev::mail::list).register(config);
    Endpoint::at("/dev/mail/{id}").get(dev::mail::text).register(config);
    Endpoint::at("/dev/mail/{id}/html").get(dev::mail::html).register(config);
}
