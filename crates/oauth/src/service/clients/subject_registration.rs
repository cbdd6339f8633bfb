use super::FieldError;
use super::registration::Complaints;
use crate::ports::Documents;
use crate::{OutboundUrl, RedirectUris, Sector, SubjectType};
use std::sync::Arc;

const URI: &str = "sector_identifier_uri";

/// By what names a client is to know people, unchecked. What is left out stays, or is as it is by default; an empty
/// URI takes the old one away.
#[derive(Debug, Clone, Default)]
pub struct SubjectRegistration {
    /// `subject_type` (OpenID Connect Core §8).
    pub subject_type: Option<String>,
    /// `sector_identifier_uri` (OpenID Connect Core §8.1). Of no effect for public names.
    pub sector_identifier_uri: Option<String>,
}

/// The same, checked as far as it can be without the client.
#[derive(Debug, Clone, Default)]
pub(super) struct SubjectChanges {
    is_pairwise: Option<bool>,
    uri: Option<Option<OutboundUrl>>,
}

impl Complaints {
    pub(super) fn subject(&mut self, asked: &SubjectRegistration) -> SubjectChanges {
        let is_pairwise = asked.subject_type.as_deref().and_then(|name| self.is_pairwise(name));
        let uri = asked.sector_identifier_uri.as_deref().and_then(|text| self.sector_uri(text));
        SubjectChanges { is_pairwise, uri }
    }

    fn is_pairwise(&mut self, name: &str) -> Option<bool> {
        let [public, pairwise] = SubjectType::NAMES;
        if name != public && name != pairwise {
            self.add("subject_type", "enum", format!("must be one of {public}, {pairwise}"));
            return None;
        }
        Some(name == pairwise)
    }

    fn sector_uri(&mut self, text: &str) -> Option<Option<OutboundUrl>> {
        if text.is_empty() {
            return Some(None);
        }
        OutboundUrl::parse(text).map(Some).map_err(|error| self.add(URI, "url", error)).ok()
    }
}

impl SubjectChanges {
    /// Whether they say anything.
    pub(super) fn is_some(&self) -> bool {
        self.is_pairwise.is_some() || self.uri.is_some()
    }
}

/// Finds the sectors of clients.
#[derive(Clone)]
pub struct Sectors(Arc<dyn Documents>);

impl Sectors {
    /// Those whose documents are got by this.
    pub fn new(documents: Arc<dyn Documents>) -> Self {
        Self(documents)
    }

    /// By what names a client knows people that has these redirect URIs from now on.
    pub(super) async fn settle(
        &self,
        changes: &SubjectChanges,
        before: &SubjectType,
        uris: &RedirectUris,
    ) -> Result<SubjectType, FieldError> {
        if !changes.is_pairwise.unwrap_or(before.sector().is_some()) {
            return Ok(SubjectType::Public);
        }
        let known = before.sector().and_then(Sector::uri);
        let sector = match changes.uri.as_ref().map_or(known, Option::as_ref) {
            Some(uri) => self.vouched_for(uri, uris).await?,
            None => Sector::of(uris).ok_or_else(|| complaint("required", NO_ONE_HOST))?,
        };
        Ok(SubjectType::Pairwise(sector))
    }

    /// The document lists the redirect URIs of the whole sector: whoever writes it says who belongs together.
    async fn vouched_for(&self, uri: &OutboundUrl, uris: &RedirectUris) -> Result<Sector, FieldError> {
        let unread =
            |error: &dyn std::fmt::Display| complaint("unreadable", format!("can't be read: {error}"));
        let document = self.0.fetch(uri).await.map_err(|error| unread(&error))?;
        let listed: Vec<String> =
            serde_json::from_slice(&document).map_err(|_| unread(&"no JSON array of URIs"))?;
        let missing = uris.as_slice().iter().find(|uri| listed.iter().all(|listed| listed != uri.as_str()));
        match missing {
            Some(missing) => Err(complaint("redirect_uri", format!("does not list {missing:.100}"))),
            None => Sector::named(uri.clone()).ok_or_else(|| complaint("url", "must have a host")),
        }
    }
}

const NO_ONE_HOST: &str =
    "is required for pairwise names, because the redirect URIs have not all the same host";

fn complaint(rule: &'static str, message: impl ToString) -> FieldError {
    FieldError { field: URI, rule, message: message.to_string() }
}
