use crate::document::Document;
use crate::edge::RequestIds;
use crate::health::ready::Readiness;
use crate::pages::DevMailbox;
use crate::rate_limit::Limits;
use crate::settings::HttpSettings;
use crate::telemetry::{SignInEnd, Telemetry};
use crate::{openapi, well_known};
use hitkey_identity::service::Identity;
use hitkey_kernel::Ambient;
use hitkey_oauth::service::Provider;
use hitkey_projects::service::UseCases as Projects;
use std::sync::Arc;

/// The domains that the HTTP side speaks for.
pub struct Domains {
    /// People.
    pub identity: Identity,
    /// OAuth and OpenID Connect.
    pub oauth: Provider,
    /// Projects.
    pub projects: Projects,
}

/// Everything that the HTTP side calls. The binary builds it once; all workers share it.
pub struct Services {
    /// People.
    pub identity: Identity,
    /// OAuth and OpenID Connect.
    pub oauth: Provider,
    /// Projects.
    pub projects: Projects,
    /// Whether we can do our work.
    pub readiness: Arc<dyn Readiness>,
    settings: HttpSettings,
    ambient: Ambient,
    dev_mailbox: Option<Arc<dyn DevMailbox>>,
    telemetry: Option<Arc<dyn Telemetry>>,
    request_ids: RequestIds,
    limits: Limits,
    discovery: Document,
    jwks: well_known::Jwks,
    openapi: Document,
}

impl Services {
    /// Puts the services together.
    pub fn new(
        domains: Domains,
        readiness: Arc<dyn Readiness>,
        settings: HttpSettings,
        ambient: Ambient,
    ) -> Self {
        let Domains { identity, oauth, projects } = domains;
        Self {
            discovery: well_known::discovery_document(&oauth.discovery),
            jwks: well_known::Jwks::new(Arc::clone(&oauth.keyring)),
            openapi: openapi::document(settings.public_url()),
            request_ids: RequestIds::new(ambient.random()),
            limits: Limits::new(settings.rate_limits()),
            identity,
            oauth,
            projects,
            readiness,
            settings,
            ambient,
            dev_mailbox: None,
            telemetry: None,
        }
    }

    /// Shows the mails of this mailbox at `/dev/mail`. Never in production.
    #[must_use]
    pub fn with_dev_mailbox(self, mailbox: Arc<dyn DevMailbox>) -> Self {
        Self { dev_mailbox: Some(mailbox), ..self }
    }

    /// Has the requests counted.
    #[must_use]
    pub fn with_telemetry(self, telemetry: Arc<dyn Telemetry>) -> Self {
        Self { telemetry: Some(telemetry), ..self }
    }

    /// Whoever counts the requests, if anybody does.
    pub(crate) fn telemetry(&self) -> Option<&dyn Telemetry> {
        self.telemetry.as_deref()
    }

    /// Counts a step of signing in, unless it failed by a fault of ours.
    pub(crate) fn count_sign_in(&self, end: Option<SignInEnd>) {
        if let (Some(telemetry), Some(end)) = (self.telemetry(), end) {
            telemetry.sign_in(end);
        }
    }

    /// The development mailbox, if there is one.
    pub fn dev_mailbox(&self) -> Option<&Arc<dyn DevMailbox>> {
        self.dev_mailbox.as_ref()
    }

    /// What the HTTP side must know of its surroundings.
    pub fn settings(&self) -> &HttpSettings {
        &self.settings
    }

    /// Time and randomness.
    pub fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// Names requests.
    pub(crate) fn request_ids(&self) -> &RequestIds {
        &self.request_ids
    }

    /// Who has sent how many requests.
    pub(crate) fn limits(&self) -> &Limits {
        &self.limits
    }

    /// The metadata document.
    pub(crate) fn discovery(&self) -> &Document {
        &self.discovery
    }

    /// The description of the API.
    pub(crate) fn openapi(&self) -> &Document {
        &self.openapi
    }

    /// The published keys.
    pub(crate) fn jwks(&self) -> &well_known::Jwks {
        &self.jwks
    }
}
