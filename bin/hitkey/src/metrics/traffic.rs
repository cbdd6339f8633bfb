use hitkey_http::telemetry::{Answered, SignInEnd, Telemetry};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

/// From a read of memory to a request that waits for everything.
const SECONDS: [f64; 11] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 2.5, 10.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    route: String,
    method: &'static str,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
    method: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Policy {
    policy: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct End {
    result: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Grant {
    grant_type: &'static str,
}

/// Counters of what goes by.
pub(crate) struct Traffic {
    requests: Family<Outcome, Counter>,
    durations: Family<Route, Histogram, fn() -> Histogram>,
    limited: Family<Policy, Counter>,
    sign_ins: Family<End, Counter>,
    tokens: Family<Grant, Counter>,
}

impl Traffic {
    pub(super) fn register(registry: &mut Registry) -> Self {
        let own = Self {
            requests: Family::default(),
            durations: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            limited: Family::default(),
            sign_ins: Family::default(),
            tokens: Family::default(),
        };
        registry.register("http_requests", "Requests that were answered", own.requests.clone());
        registry.register_with_unit(
            "http_request_duration",
            "How long it took to answer",
            Unit::Seconds,
            own.durations.clone(),
        );
        let limited = own.limited.clone();
        registry.register("rate_limited_requests", "Requests that were one too many", limited);
        registry.register("sign_ins", "Steps of signing in, by how they ended", own.sign_ins.clone());
        registry.register("tokens_issued", "Answers of /oauth/token with tokens", own.tokens.clone());
        own
    }
}

impl Telemetry for Traffic {
    fn answered(&self, request: Answered<'_>) {
        let Answered { route, method, status, took } = request;
        let outcome = Outcome { route: route.to_owned(), method, status };
        self.requests.get_or_create(&outcome).inc();
        let route = Route { route: outcome.route, method };
        self.durations.get_or_create(&route).observe(took.as_secs_f64());
    }

    fn limited(&self, policy: &'static str) {
        self.limited.get_or_create(&Policy { policy }).inc();
    }

    fn sign_in(&self, end: SignInEnd) {
        self.sign_ins.get_or_create(&End { result: end.as_str() }).inc();
    }

    fn tokens_issued(&self, grant_type: &'static str) {
        self.tokens.get_or_create(&Grant { grant_type }).inc();
    }
}
