//! Who gets which adapter.

use super::mail::Post;
use super::readiness::ServerReadiness;
use super::tasks::Tasks;
use super::{Foundation, StartError, keys_error};
use crate::bridge::{
    MailNotices, ProjectApiClients, ProjectMailNotices, ThrottledInviteMails, ThrottledUserCodes,
};
use crate::metrics::{Metrics, Sources};
use crate::settings::{PublicUrl, Settings};
use actix_web::web::Data;
use hitkey_crypto::{Argon2Hasher, JoseKeys, OsRandom, SystemClock, Totp};
use hitkey_http::{Domains, HttpSettings, Services};
use hitkey_identity::Rules;
use hitkey_identity::service::{Environment, Identity};
use hitkey_kernel::Scribe;
use hitkey_mail::service::Delivery;
use hitkey_oauth::Issuer;
use hitkey_oauth::service::{Provider, ProviderPorts, ProviderSettings};
use hitkey_outbound::{Allowed, HttpOutbound};
use hitkey_projects::service::UseCases as Projects;
use hitkey_store_diesel::{
    DieselAccountStore, DieselApiClientStore, DieselAssertionStore, DieselAuditLog, DieselChallengeStore,
    DieselClientStore, DieselConsentStore, DieselDeviceStore, DieselDirectory, DieselEmailStore,
    DieselGrantStore, DieselInvitationStore, DieselInviteStore, DieselLogoutNotices, DieselMemberStore,
    DieselMemberships, DieselOutbox, DieselPeople, DieselPermissionStore, DieselProjectStore,
    DieselPushedRequestStore, DieselRegistrationStore, DieselResourceStore, DieselRevokedTokens,
    DieselSessionStore, DieselSubjects, DieselThrottleStore, Housekeeping,
};
use std::sync::Arc;

/// What a server is made of.
pub(super) struct Wired {
    pub(super) services: Data<Services>,
    pub(super) tasks: Tasks,
    pub(super) has_dev_mailbox: bool,
    pub(super) metrics: Metrics,
}

/// Introduces everybody to each other.
pub(super) async fn wire(
    settings: &Settings,
    foundation: &Foundation,
    url: &PublicUrl,
) -> Result<Wired, StartError> {
    let projects = projects(foundation, url);
    let provider = provider(settings, foundation, url, &projects).await?;
    let post = Post::new(settings, &foundation.ambient, settings.listen)?;
    let tasks = tasks(settings, foundation, &provider, &post);
    let has_dev_mailbox = post.dev_mailbox.is_some();
    let hasher = Arc::new(Argon2Hasher::new(settings.hashing, Arc::new(OsRandom))?);
    let (metrics, traffic) = Metrics::new(Sources { db: foundation.db.clone(), hasher: Arc::clone(&hasher) });
    let domains = Domains { identity: identity(foundation, url, hasher), oauth: provider.clone(), projects };
    let services = Services::new(
        domains,
        Arc::new(ServerReadiness { db: foundation.db.clone(), keyring: provider.keyring }),
        HttpSettings::new(url.as_url().clone(), settings.trusted_proxies.clone())
            .with_rate_limits(settings.rate_limits),
        foundation.ambient.clone(),
    );
    let services = match settings.metrics_listen {
        Some(_) => services.with_telemetry(traffic),
        None => services,
    };
    let services = match post.dev_mailbox {
        Some(mailbox) => services.with_dev_mailbox(mailbox),
        None => services,
    };
    Ok(Wired { services: Data::new(services), tasks, has_dev_mailbox, metrics })
}

fn identity(foundation: &Foundation, url: &PublicUrl, hasher: Arc<Argon2Hasher>) -> Identity {
    let Foundation { ambient, server_key, db } = foundation;
    let rules = Rules::default();
    let sealer = Arc::clone(server_key);
    let notices = MailNotices::new(sealer, ambient.clone(), url.clone(), rules.clone());
    Identity::new(Environment {
        accounts: Arc::new(DieselAccountStore::new(db.clone())),
        emails: Arc::new(DieselEmailStore::new(db.clone())),
        invitations: Arc::new(DieselInvitationStore::new(db.clone())),
        directory: Arc::new(DieselDirectory::new(db.clone())),
        sessions: Arc::new(DieselSessionStore::new(db.clone())),
        challenges: Arc::new(DieselChallengeStore::new(db.clone())),
        throttle: Arc::new(DieselThrottleStore::new(db.clone())),
        hasher,
        sealer: Arc::clone(server_key) as _,
        one_time_passwords: Arc::new(Totp),
        notices: Arc::new(notices),
        audit: Arc::new(DieselAuditLog::new(db.clone())),
        scribe: Scribe::new(ambient.clone()),
        ambient: ambient.clone(),
        rules,
    })
}

fn projects(foundation: &Foundation, url: &PublicUrl) -> Projects {
    let Foundation { ambient, server_key, db } = foundation;
    let sealer = Arc::clone(server_key);
    Projects::new(hitkey_projects::service::Environment {
        projects: Arc::new(DieselProjectStore::new(db.clone())),
        members: Arc::new(DieselMemberStore::new(db.clone())),
        permissions: Arc::new(DieselPermissionStore::new(db.clone())),
        invites: Arc::new(DieselInviteStore::new(db.clone())),
        api_clients: Arc::new(DieselApiClientStore::new(db.clone())),
        people: Arc::new(DieselPeople::new(db.clone())),
        invite_mails: Arc::new(ThrottledInviteMails::new(Arc::new(DieselThrottleStore::new(db.clone())))),
        notices: Arc::new(ProjectMailNotices::new(sealer, ambient.clone(), url.clone())),
        audit: Arc::new(DieselAuditLog::new(db.clone())),
        scribe: Scribe::new(ambient.clone()),
        ambient: ambient.clone(),
        rules: hitkey_projects::Rules::default(),
    })
}

async fn provider(
    settings: &Settings,
    foundation: &Foundation,
    url: &PublicUrl,
    projects: &Projects,
) -> Result<Provider, StartError> {
    let (db, keys) = (&foundation.db, foundation.keyring_ports());
    let outbound = Arc::new(HttpOutbound::new(&Allowed::new(settings.outbound_allow.clone()))?);
    let ports = ProviderPorts {
        clients: Arc::new(DieselClientStore::new(db.clone())),
        resources: Arc::new(DieselResourceStore::new(db.clone())),
        registrations: Arc::new(DieselRegistrationStore::new(db.clone())),
        pushed: Arc::new(DieselPushedRequestStore::new(db.clone())),
        assertions: Arc::new(DieselAssertionStore::new(db.clone())),
        grants: Arc::new(DieselGrantStore::new(db.clone())),
        consents: Arc::new(DieselConsentStore::new(db.clone())),
        devices: Arc::new(DieselDeviceStore::new(db.clone())),
        user_code_tries: Arc::new(ThrottledUserCodes::new(Arc::new(DieselThrottleStore::new(db.clone())))),
        subjects: Arc::new(DieselSubjects::new(db.clone())),
        memberships: Arc::new(DieselMemberships::new(db.clone())),
        api_clients: Arc::new(ProjectApiClients(projects.api_clients.clone())),
        revoked_tokens: Arc::new(DieselRevokedTokens::new(db.clone())),
        keys: keys.store,
        key_factory: keys.factory,
        client_signatures: Arc::new(JoseKeys),
        sealer: keys.sealer,
        documents: outbound.clone(),
        form_posts: outbound,
        deriver: Arc::clone(&foundation.server_key) as _,
        logout_notices: Arc::new(DieselLogoutNotices::new(db.clone())),
        scribe: keys.scribe,
    };
    let issuer = Issuer::parse(url.issuer())?;
    let registration = settings.registration.policy();
    let provider = ProviderSettings { registration, ..ProviderSettings::new(issuer) };
    let opened = Provider::open(ports, provider, foundation.ambient.clone()).await;
    opened.map_err(|error| keys_error(settings, error))
}

fn tasks(settings: &Settings, foundation: &Foundation, provider: &Provider, post: &Post) -> Tasks {
    let Foundation { ambient, server_key, db } = foundation;
    let outbox = Arc::new(DieselOutbox::new(db.clone()));
    let sealer = Arc::clone(server_key) as _;
    Tasks {
        delivery: Delivery::new(outbox, Arc::clone(&post.mailer), sealer, ambient.clone()),
        back_channel: Arc::clone(&provider.back_channel),
        keyring: Arc::clone(&provider.keyring),
        housekeeping: Housekeeping::new(db.clone()).keeping_audit(settings.audit_retention()),
        clock: Arc::new(SystemClock),
    }
}
