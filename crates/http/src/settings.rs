use crate::rate_limit::RateLimits;
use ipnet::IpNet;
use std::net::IpAddr;
use url::{Origin, Url};

/// What the HTTP side must know of its surroundings.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    public_url: Url,
    origin: Origin,
    trusted_proxies: Vec<IpNet>,
    rate_limits: RateLimits,
}

impl HttpSettings {
    /// `public_url` is where browsers reach us: the issuer. `trusted_proxies` are the peers whose
    /// `X-Forwarded-For` and `X-Forwarded-Proto` count.
    pub fn new(public_url: Url, trusted_proxies: Vec<IpNet>) -> Self {
        let origin = public_url.origin();
        Self { public_url, origin, trusted_proxies, rate_limits: RateLimits::default() }
    }

    /// Lets callers send so many requests.
    #[must_use]
    pub fn with_rate_limits(self, rate_limits: RateLimits) -> Self {
        Self { rate_limits, ..self }
    }

    /// How many requests callers may send.
    pub fn rate_limits(&self) -> RateLimits {
        self.rate_limits
    }

    /// Where browsers reach us.
    pub fn public_url(&self) -> &Url {
        &self.public_url
    }

    /// Scheme, host and port of the public URL.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Whether browsers reach us by https. Cookies are `Secure` then.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// Whether what `peer` says about its own clients is believed.
    pub fn trusts(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.trusted_proxies.iter().any(|network| network.contains(&peer))
    }
}
