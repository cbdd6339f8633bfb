//! The ports [`Documents`](hitkey_oauth::ports::Documents) and [`FormPosts`](hitkey_oauth::ports::FormPosts) over HTTP.
//!
//! Clients name URLs that HitKey asks: where their keys are, where they want to hear of a logout. Whoever can
//! name a URL must not reach through HitKey what they could not reach themself. So only addresses of the open
//! internet are connected to, and only those that were checked, whatever the name resolves to a moment later;
//! no redirect is followed, no proxy of the environment asked, and size and time are limited.
//!
//! ```
//! use hitkey_outbound::{Allowed, HttpOutbound};
//!
//! let intranet = Allowed::new(["10.1.0.0/16".parse().unwrap()]);
//! let outbound = HttpOutbound::new(&intranet).unwrap();
//! # let _ = outbound;
//! ```

mod addresses;
mod client;
mod resolver;

pub use addresses::Allowed;
pub use client::{HttpOutbound, Limits, OutboundSetupError};
pub use resolver::{Resolver, SystemResolver};
