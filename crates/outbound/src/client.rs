use crate::addresses::Allowed;
use crate::resolver::{Admits, CheckedResolver, Forbidden, Resolver, SystemResolver};
use async_trait::async_trait;
use hitkey_oauth::OutboundUrl;
use hitkey_oauth::ports::{Documents, FormPosts, OutboundError};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response};
use std::error::Error;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use url::Host;

const USER_AGENT: &str = concat!("HitKey/", env!("CARGO_PKG_VERSION"));

/// How much one exchange may cost.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// From the first look at the name to the last byte of the answer.
    pub time: Duration,
    /// Bytes of a document.
    pub size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { time: Duration::from_secs(5), size: 64 * 1024 }
    }
}

/// The HTTP client could not be set up.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client can't be set up")]
pub struct OutboundSetupError(#[source] reqwest::Error);

/// Asks servers that clients name.
#[derive(Clone)]
pub struct HttpOutbound {
    over_tls: Way,
    in_clear: Way,
    limits: Limits,
}

/// How requests of one scheme go.
#[derive(Clone)]
struct Way {
    client: Client,
    admits: Admits,
}

impl HttpOutbound {
    /// Asks by the machine's own resolver.
    ///
    /// # Errors
    /// [`OutboundSetupError`] when TLS can't be set up.
    pub fn new(allowed: &Allowed) -> Result<Self, OutboundSetupError> {
        Self::with(allowed, Arc::new(SystemResolver), Limits::default())
    }

    /// The same by a resolver and within limits of your own.
    ///
    /// # Errors
    /// [`OutboundSetupError`] when TLS can't be set up.
    pub fn with(
        allowed: &Allowed,
        resolver: Arc<dyn Resolver>,
        limits: Limits,
    ) -> Result<Self, OutboundSetupError> {
        let (tls, clear) = (allowed.clone(), allowed.clone());
        let over_tls = Way::new(Arc::clone(&resolver), Arc::new(move |address| tls.admits(address)))?;
        let in_clear = Way::new(resolver, Arc::new(move |address| clear.admits_in_clear(address)))?;
        Ok(Self { over_tls, in_clear, limits })
    }

    fn way(&self, url: &OutboundUrl) -> Result<&Way, OutboundError> {
        let way = if url.as_url().scheme() == "https" { &self.over_tls } else { &self.in_clear };
        way.check_literal(url)?;
        Ok(way)
    }

    async fn in_time<T>(
        &self,
        work: impl Future<Output = Result<T, OutboundError>>,
    ) -> Result<T, OutboundError> {
        tokio::time::timeout(self.limits.time, work).await.unwrap_or(Err(OutboundError::TimedOut))
    }
}

impl Way {
    fn new(resolver: Arc<dyn Resolver>, admits: Admits) -> Result<Self, OutboundSetupError> {
        let checked = CheckedResolver { resolver, admits: Arc::clone(&admits) };
        let client = Client::builder()
            .user_agent(USER_AGENT)
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .pool_max_idle_per_host(0)
            .dns_resolver(Arc::new(checked))
            .build();
        Ok(Self { client: client.map_err(OutboundSetupError)?, admits })
    }

    /// An address in the place of a name is not resolved, so it is checked here.
    fn check_literal(&self, url: &OutboundUrl) -> Result<(), OutboundError> {
        let literal = match url.as_url().host() {
            Some(Host::Ipv4(address)) => IpAddr::V4(address),
            Some(Host::Ipv6(address)) => IpAddr::V6(address),
            Some(Host::Domain(_)) => return Ok(()),
            None => return Err(OutboundError::Forbidden),
        };
        if (self.admits)(literal) { Ok(()) } else { Err(OutboundError::Forbidden) }
    }
}

#[async_trait]
impl Documents for HttpOutbound {
    async fn fetch(&self, url: &OutboundUrl) -> Result<Vec<u8>, OutboundError> {
        let request = self.way(url)?.client.get(url.as_url().clone());
        self.in_time(async { read(good_answer(request).await?, self.limits.size).await }).await
    }
}

#[async_trait]
impl FormPosts for HttpOutbound {
    async fn post(&self, url: &OutboundUrl, fields: &[(&str, &str)]) -> Result<(), OutboundError> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.way(url)?.client.post(url.as_url().clone());
        let request = request.header("content-type", "application/x-www-form-urlencoded").body(body);
        // Nobody reads what it says beyond its status, so that its size does not matter.
        self.in_time(async { good_answer(request).await.map(drop) }).await
    }
}

async fn good_answer(request: RequestBuilder) -> Result<Response, OutboundError> {
    let answer = request.send().await.map_err(failure)?;
    let status = answer.status();
    if status.is_success() { Ok(answer) } else { Err(OutboundError::Status(status.as_u16())) }
}

async fn read(mut answer: Response, most: usize) -> Result<Vec<u8>, OutboundError> {
    let mut document = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(failure)? {
        if document.len() + part.len() > most {
            return Err(OutboundError::TooLarge);
        }
        document.extend_from_slice(&part);
    }
    Ok(document)
}

/// The URL is the client's and may carry what is nobody's business: it is left out.
fn failure(error: reqwest::Error) -> OutboundError {
    let error = error.without_url();
    let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
    while let Some(source) = cause {
        if source.is::<Forbidden>() {
            return OutboundError::Forbidden;
        }
        cause = source.source();
    }
    OutboundError::Unreachable(Box::new(error))
}
