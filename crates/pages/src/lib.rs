//! HitKey's HTML. Each page is a plain struct (a [`View`]) that turns into markup; each has samples, which
//! the tests snapshot and which you can open in a browser.
//!
//! This crate owns the markup, the one stylesheet and every word a person reads on a page. It refuses
//! HTTP, cookies, routing and decisions: a handler fills a view and sends what comes out. No page needs
//! a script (one spares a press of a button by it), and none has an inline style or script, so the strictest
//! content security policy fits.
//!
//! ```
//! use hitkey_pages::{Frame, Problem, View, views::SignIn};
//!
//! let page = SignIn {
//!     frame: Frame::default(),
//!     email: "ann@example.org".into(),
//!     continue_to: "/account".into(),
//!     app: None,
//!     problems: vec![Problem::CredentialsWrong].into(),
//! };
//! let html = page.html()?;
//! assert!(html.starts_with("<!doctype html>"));
//! assert!(html.contains("ann@example.org"));
//! # Ok::<(), hitkey_pages::RenderError>(())
//! ```

mod assets;
mod device;
mod done;
mod frame;
mod linkify;
mod moment;
mod problem;
mod profile_input;
mod qr;
mod section;
mod text;
mod theme;
mod view;
pub mod views;

pub use assets::{Asset, asset, assets};
pub use done::Done;
pub use frame::Frame;
pub use problem::{Field, Problem, Problems};
pub use section::Section;
pub use theme::Theme;
pub use view::{RenderError, Rendered, View, gallery};
