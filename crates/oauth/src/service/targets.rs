use crate::authorize::{AuthorizeError, AuthorizeRefusal, ValidRequest};
use crate::ports::ResourceStore;
use crate::{Aim, Client, ResourceUri, Target};
use hitkey_kernel::{ResourceId, StoreError};
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many resources one request may name.
const MOST: usize = 8;

/// Tells which resources a client can have tokens for (RFC 8707). Who names none costs no read.
pub struct Targets {
    store: Arc<dyn ResourceStore>,
}

/// Why a client can't have a token for what it names.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TargetError {
    /// There is no such resource, or not for this client (`invalid_target`).
    #[error("no such resource for this client")]
    Invalid,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Targets {
    /// Puts it together.
    pub fn new(store: Arc<dyn ResourceStore>) -> Self {
        Self { store }
    }

    /// The request, now that it is known what its `resource` names.
    pub(crate) async fn aim(
        &self,
        request: ValidRequest,
        asked: &[String],
    ) -> Result<ValidRequest, AuthorizeError> {
        match self.named(request.client(), asked).await {
            Ok(aim) => Ok(request.aimed_at(aim)),
            Err(TargetError::Invalid) => Err(request.refuse(AuthorizeRefusal::Target).into()),
            Err(TargetError::Store(error)) => Err(error.into()),
        }
    }

    /// What these values of `resource` name.
    pub(crate) async fn named(&self, client: &Client, asked: &[String]) -> Result<Aim, TargetError> {
        let uris = parsed(asked)?;
        if uris.is_empty() {
            return Ok(Aim::default());
        }
        let found = Self::open_to(client, self.store.named(uris.clone()).await?);
        found.narrowed(&uris).ok_or(TargetError::Invalid)
    }

    /// Of what was granted what a request asks for, or all of it when it names nothing. What the client can't have any
    /// more, it can't have by an old grant either.
    pub(crate) async fn granted(
        &self,
        client: &Client,
        granted: &BTreeSet<ResourceId>,
        asked: &[String],
    ) -> Result<Aim, TargetError> {
        let uris = parsed(asked)?;
        if granted.is_empty() {
            return if uris.is_empty() { Ok(Aim::default()) } else { Err(TargetError::Invalid) };
        }
        let left = Self::open_to(client, self.store.known(granted.clone()).await?);
        let aim = if uris.is_empty() { Some(left) } else { left.narrowed(&uris) };
        aim.filter(|aim| !aim.resources().is_empty()).ok_or(TargetError::Invalid)
    }

    /// Of the names in a token those that the client could still have one for.
    pub(crate) async fn still(&self, client: &Client, names: &[String]) -> Result<Aim, StoreError> {
        let uris = names.iter().filter_map(|name| ResourceUri::parse(name).ok()).collect();
        Ok(Self::open_to(client, self.store.named(uris).await?))
    }

    fn open_to(client: &Client, found: Vec<Target>) -> Aim {
        Aim::at(found.into_iter().filter(|target| target.takes(client)).map(|target| target.resource))
    }
}

fn parsed(asked: &[String]) -> Result<Vec<ResourceUri>, TargetError> {
    if asked.len() > MOST {
        return Err(TargetError::Invalid);
    }
    let uris: Result<Vec<_>, _> = asked.iter().map(|text| ResourceUri::parse(text)).collect();
    uris.map_err(|_| TargetError::Invalid)
}
