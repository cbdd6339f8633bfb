use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// Finds the addresses of a host.
#[async_trait]
pub trait Resolver: Send + Sync {
    /// The addresses that the name has now.
    ///
    /// # Errors
    /// When it can't be resolved.
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>>;
}

/// The resolver of the machine.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemResolver;

#[async_trait]
impl Resolver for SystemResolver {
    async fn resolve(&self, host: &str) -> io::Result<Vec<IpAddr>> {
        let found = tokio::net::lookup_host((host, 0)).await?;
        Ok(found.map(|address| address.ip()).collect())
    }
}

/// None of a host's addresses may be connected to.
#[derive(Debug, thiserror::Error)]
#[error("the address is not to be reached from here")]
pub(crate) struct Forbidden;

/// Gives the HTTP client only addresses that were checked. The client connects to what it is given and never
/// resolves again, so that a name can't point outside when it is checked and inside when it is used.
pub(crate) struct CheckedResolver {
    pub(crate) resolver: Arc<dyn Resolver>,
    pub(crate) admits: Admits,
}

/// Judges an address.
pub(crate) type Admits = Arc<dyn Fn(IpAddr) -> bool + Send + Sync>;

impl Resolve for CheckedResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let (resolver, admits) = (Arc::clone(&self.resolver), Arc::clone(&self.admits));
        Box::pin(async move {
            let found = resolver.resolve(name.as_str()).await?;
            let good: Vec<_> = found.into_iter().filter(|address| admits(*address)).collect();
            if good.is_empty() {
                return Err(Forbidden.into());
            }
            Ok(Box::new(good.into_iter().map(|address| SocketAddr::new(address, 0))) as Addrs)
        })
    }
}
