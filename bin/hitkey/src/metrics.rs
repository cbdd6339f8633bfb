//! What Prometheus is told, at an address of its own.

mod gauges;
mod listener;
mod traffic;

pub(crate) use gauges::{Gauges, Sources};
pub(crate) use listener::serve;
pub(crate) use traffic::Traffic;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::Registry;
use std::fmt;
use std::sync::Arc;

/// All that is counted: what goes by, and what is measured when somebody asks.
pub(crate) struct Metrics {
    registry: Registry,
    gauges: Gauges,
}

impl Metrics {
    /// What is measured from `sources`, and the traffic to be counted.
    pub(crate) fn new(sources: Sources) -> (Self, Arc<Traffic>) {
        let mut registry = Registry::with_prefix("hitkey");
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The version that runs", build);
        let traffic = Traffic::register(&mut registry);
        let gauges = Gauges::register(&mut registry, sources);
        (Self { registry, gauges }, Arc::new(traffic))
    }

    /// The text that Prometheus reads (OpenMetrics 1.0).
    ///
    /// # Errors
    /// When it can't be written.
    pub(crate) async fn text(&self) -> Result<String, fmt::Error> {
        self.gauges.measure().await;
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}
