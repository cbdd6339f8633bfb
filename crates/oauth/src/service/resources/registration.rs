use super::super::FieldError;
use super::super::clients::Complaints;
use crate::{ClientName, Issuer, Resource, ResourceUri, Scope, ScopeSet};
use hitkey_kernel::{ProjectId, ResourceId, Timestamp};

/// What somebody wants to register, unchecked.
#[derive(Debug, Clone, Default)]
pub struct ResourceRegistration {
    /// `uri`.
    pub uri: String,
    /// `name`.
    pub name: String,
    /// `scope`: what its tokens may carry, as words with blanks between; everything when left out.
    pub scope: Option<String>,
    /// `open`: whether any client may ask for its tokens; only those of its project when left out.
    pub open: Option<bool>,
}

/// What is to change, unchecked. What is left out stays.
#[derive(Debug, Clone, Default)]
pub struct ResourceChanges {
    /// `name`.
    pub name: Option<String>,
    /// `scope`; everything when it is `Some(None)`.
    pub scope: Option<Option<String>>,
    /// `open`.
    pub open: Option<bool>,
}

/// A registration that keeps all rules.
pub(super) struct Checked {
    uri: ResourceUri,
    name: ClientName,
    scopes: Option<ScopeSet>,
    is_open: bool,
}

/// Changes that keep all rules.
#[derive(Clone)]
pub(super) struct Changed {
    name: Option<ClientName>,
    scopes: Option<Option<ScopeSet>>,
    is_open: Option<bool>,
}

impl Complaints {
    fn resource_uri(&mut self, text: &str, issuer: &Issuer) -> Option<ResourceUri> {
        if text.is_empty() {
            self.add("uri", "required", "is required");
            return None;
        }
        let uri = ResourceUri::parse(text).map_err(|error| self.add("uri", "resource", error)).ok()?;
        if uri.has_origin_of(issuer.as_str()) {
            self.add("uri", "foreign", "must not lie at this server, whose own tokens need no resource");
        }
        Some(uri)
    }

    fn accepted_scopes(&mut self, text: &str) -> Option<ScopeSet> {
        let words = text.split(' ').filter(|word| !word.is_empty());
        let scopes: Option<ScopeSet> = words.map(Scope::from_wire).collect();
        if scopes.is_none() {
            let known = ScopeSet::from_iter(Scope::ALL);
            self.add("scope", "enum", format!("must be of {known}"));
        }
        scopes
    }
}

impl ResourceRegistration {
    pub(super) fn check(&self, issuer: &Issuer) -> Result<Checked, Vec<FieldError>> {
        let mut complaints = Complaints::default();
        let uri = complaints.resource_uri(&self.uri, issuer);
        let name = complaints.name(&self.name);
        let scopes = self.scope.as_deref().and_then(|text| complaints.accepted_scopes(text));
        match (uri, name) {
            (Some(uri), Some(name)) if complaints.0.is_empty() => {
                Ok(Checked { uri, name, scopes, is_open: self.open.unwrap_or_default() })
            }
            _ => Err(complaints.0),
        }
    }
}

impl Checked {
    pub(super) fn into_resource(self, id: ResourceId, project: ProjectId, now: Timestamp) -> Resource {
        let Self { uri, name, scopes, is_open } = self;
        Resource { id, project, uri, name, scopes, is_open, created_at: now, updated_at: now }
    }
}

impl ResourceChanges {
    pub(super) fn check(&self) -> Result<Changed, Vec<FieldError>> {
        let mut complaints = Complaints::default();
        let mut scopes =
            |text: &Option<String>| text.as_deref().and_then(|text| complaints.accepted_scopes(text));
        let changed = Changed {
            scopes: self.scope.as_ref().map(&mut scopes),
            name: self.name.as_deref().and_then(|text| complaints.name(text)),
            is_open: self.open,
        };
        if complaints.0.is_empty() { Ok(changed) } else { Err(complaints.0) }
    }
}

impl Changed {
    pub(super) fn applied_to(self, before: Resource) -> Resource {
        Resource {
            name: self.name.unwrap_or(before.name),
            scopes: self.scopes.unwrap_or(before.scopes),
            is_open: self.is_open.unwrap_or(before.is_open),
            ..before
        }
    }
}
