use super::{Resource, ResourceUri};
use crate::claims::TokenAudience;
use crate::{Client, ScopeSet};
use hitkey_kernel::ResourceId;
use std::collections::{BTreeMap, BTreeSet};

/// Where an access token goes: to these resources and nowhere else, or, when there are none, to the client itself and
/// to HitKey.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Aim(Vec<Resource>);

impl Aim {
    /// These resources, each once, in the order of their URIs.
    pub(crate) fn at(resources: impl IntoIterator<Item = Resource>) -> Self {
        let by_uri = resources.into_iter().map(|resource| (resource.uri.as_str().to_owned(), resource));
        Self(by_uri.collect::<BTreeMap<_, _>>().into_values().collect())
    }

    /// The resources.
    pub fn resources(&self) -> &[Resource] {
        &self.0
    }

    /// Their ids.
    pub fn ids(&self) -> BTreeSet<ResourceId> {
        self.0.iter().map(|resource| resource.id).collect()
    }

    /// What stands in the token as `aud`.
    pub(crate) fn audience(&self, client: &Client) -> TokenAudience {
        match self.0.is_empty() {
            true => TokenAudience::of_client(client.id),
            false => TokenAudience::of(self.0.iter().map(|resource| resource.uri.as_str().to_owned())),
        }
    }

    /// Of these scopes what the token carries: what every server accepts that it goes to, for each of them could use it
    /// at the others.
    pub(crate) fn accepted(&self, scopes: ScopeSet) -> ScopeSet {
        let accepted = self.0.iter().filter_map(|resource| resource.scopes);
        accepted.fold(scopes, ScopeSet::intersection)
    }

    /// The part of it that is asked for; `None` when something else is, too.
    pub(crate) fn narrowed(&self, asked: &[ResourceUri]) -> Option<Self> {
        let named = |uri| self.0.iter().find(|resource| resource.uri.is_same(uri)).cloned();
        asked.iter().map(named).collect::<Option<Vec<_>>>().map(Self::at)
    }
}
