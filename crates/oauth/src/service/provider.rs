use super::{
    AccessTokens, Advertised, AllowedApps, Authorization, AuthorizationPorts, BackChannelLogout,
    BackChannelPorts, ClientAssertions, ClientCredentials, ClientProofs, Clients, CodeGrant,
    DeviceAuthorization, DeviceGrant, DevicePorts, Discovery, DynamicClients, EndSession, Endpoints,
    GrantUnit, Introspection, IntrospectionPorts, Keyring, KeyringError, KeyringPorts, Minter,
    PushedRequests, Pushing, RefreshGrant, RequestChecks, RequestObjects, Resources, Revocation,
    RevocationPorts, Sectors, SubjectNames, Targets, Tokens, UserInfo,
};
use crate::ports::{
    ApiClients, AssertionStore, ClientSignatures, ClientStore, ConsentStore, Deriver, DeviceStore, Documents,
    FormPosts, GrantStore, KeyFactory, KeyStore, LogoutNotices, Memberships, PushedRequestStore,
    RegistrationStore, ResourceStore, RevokedTokens, Sealer, Subjects, UserCodeTries,
};
use crate::{AuthMethod, ClientAlg, Issuer, KeySchedule, Lifetimes, RegistrationPolicy, Scope, SigningAlg};
use hitkey_kernel::{Ambient, Language, Scribe};
use std::sync::Arc;

/// All use cases of this domain, wired to each other.
#[derive(Clone)]
pub struct Provider {
    /// Registering clients.
    pub clients: Arc<Clients>,
    /// Registering resources.
    pub resources: Arc<Resources>,
    /// Clients that register themselves, if they may.
    pub dynamic_clients: Option<Arc<DynamicClients>>,
    /// Allowing them.
    pub authorization: Arc<Authorization>,
    /// Taking requests before their person comes.
    pub pushing: Arc<Pushing>,
    /// The token endpoint.
    pub tokens: Arc<Tokens>,
    /// Verifying access tokens.
    pub access_tokens: Arc<AccessTokens>,
    /// The userinfo endpoint.
    pub user_info: Arc<UserInfo>,
    /// Allowing devices without a browser.
    pub devices: Arc<DeviceAuthorization>,
    /// Telling clients that somebody signed out.
    pub back_channel: Arc<BackChannelLogout>,
    /// Signing out at the request of a client.
    pub end_session: Arc<EndSession>,
    /// What people allowed.
    pub allowed_apps: Arc<AllowedApps>,
    /// The revocation endpoint.
    pub revocation: Arc<Revocation>,
    /// The introspection endpoint.
    pub introspection: Arc<Introspection>,
    /// The signing keys and the JWKS.
    pub keyring: Arc<Keyring>,
    /// The metadata document.
    pub discovery: Arc<Discovery>,
}

/// Everything that this domain needs from the world.
#[derive(Clone)]
pub struct ProviderPorts {
    /// Keeps clients.
    pub clients: Arc<dyn ClientStore>,
    /// Keeps resources.
    pub resources: Arc<dyn ResourceStore>,
    /// Keeps who may register clients by themselves.
    pub registrations: Arc<dyn RegistrationStore>,
    /// Keeps requests that were pushed.
    pub pushed: Arc<dyn PushedRequestStore>,
    /// Remembers which assertions were used.
    pub assertions: Arc<dyn AssertionStore>,
    /// Keeps grants.
    pub grants: Arc<dyn GrantStore>,
    /// Keeps consents.
    pub consents: Arc<dyn ConsentStore>,
    /// Keeps devices that wait for their persons.
    pub devices: Arc<dyn DeviceStore>,
    /// Counts the codes of devices that people try.
    pub user_code_tries: Arc<dyn UserCodeTries>,
    /// Knows people.
    pub subjects: Arc<dyn Subjects>,
    /// Knows who belongs to which project.
    pub memberships: Arc<dyn Memberships>,
    /// Knows the tokens of API clients.
    pub api_clients: Arc<dyn ApiClients>,
    /// Remembers access tokens that were revoked.
    pub revoked_tokens: Arc<dyn RevokedTokens>,
    /// Keeps signing keys.
    pub keys: Arc<dyn KeyStore>,
    /// Makes signing keys.
    pub key_factory: Arc<dyn KeyFactory>,
    /// Verifies what clients sign.
    pub client_signatures: Arc<dyn ClientSignatures>,
    /// Seals signing keys and what clients sign with.
    pub sealer: Arc<dyn Sealer>,
    /// Gets what clients publish.
    pub documents: Arc<dyn Documents>,
    /// Tells clients what they asked to be told.
    pub form_posts: Arc<dyn FormPosts>,
    /// Derives what refresh tokens are exchanged for.
    pub deriver: Arc<dyn Deriver>,
    /// Keeps who has to be told that somebody signed out.
    pub logout_notices: Arc<dyn LogoutNotices>,
    /// Words what the audit log keeps.
    pub scribe: Scribe,
}

/// How the provider behaves.
#[derive(Debug, Clone)]
pub struct ProviderSettings {
    /// Who it says it is.
    pub issuer: Issuer,
    /// How long things live.
    pub lifetimes: Lifetimes,
    /// When signing keys change.
    pub key_schedule: KeySchedule,
    /// What clients may register themselves as, if they may.
    pub registration: Option<RegistrationPolicy>,
}

impl ProviderSettings {
    /// The contract's lifetimes under this issuer.
    pub fn new(issuer: Issuer) -> Self {
        Self {
            issuer,
            lifetimes: Lifetimes::default(),
            key_schedule: KeySchedule::default(),
            registration: None,
        }
    }
}

impl Provider {
    /// Wires the use cases and opens the keyring.
    ///
    /// # Errors
    /// [`KeyringError`] when the signing keys can't be made ready.
    pub async fn open(
        ports: ProviderPorts,
        settings: ProviderSettings,
        ambient: Ambient,
    ) -> Result<Self, KeyringError> {
        let keyring = Self::keyring(&ports, &settings, &ambient).await?;
        let names = SubjectNames::new(Arc::clone(&ports.deriver));
        let proofs = client_proofs(&ports, &ambient);
        let assertions = client_assertions(&ports, &proofs, &settings.issuer, &ambient);
        let requests = pushed_requests(&ports, &proofs, &settings.issuer, &ambient);
        let checks = RequestChecks {
            keyring: Arc::clone(&keyring),
            targets: targets(&ports),
            issuer: settings.issuer.clone(),
        };
        let pushing = pushing(&ports, &assertions, &requests, checks);
        let tokens = Tokens::new(grant_units(&ports, &settings, &ambient, (&keyring, &names)))
            .with_assertions(Arc::clone(&assertions));
        let discovery = discovery(&settings, &tokens);
        let access_tokens =
            Arc::new(AccessTokens::new(Arc::clone(&keyring), settings.issuer.clone(), ambient.clone()));
        let devices = devices(&ports, &assertions, &settings.issuer, &ambient);
        let revocation = revocation(&ports, &assertions, &access_tokens, &ambient);
        let self_known = (settings.issuer.clone(), ambient.clone());
        let introspection = introspection(&ports, assertions, (&access_tokens, &names), self_known.clone());
        let end_session = end_session(&ports, &keyring, &names, &settings.issuer);
        let back_channel = back_channel(&ports, &keyring, &names, self_known);
        let clients = Arc::new(clients(&ports, &ambient));
        let resources = resources(&ports, &settings.issuer, &ambient);
        let asking = AuthorizationPorts {
            targets: targets(&ports),
            clients: ports.clients,
            grants: ports.grants,
            consents: Arc::clone(&ports.consents),
            requests,
            memberships: ports.memberships,
            subjects: Arc::clone(&ports.subjects),
            keyring: Arc::clone(&keyring),
            names,
        };
        let dynamic = |policy| {
            Arc::new(DynamicClients::new(Arc::clone(&clients), Arc::clone(&ports.registrations), policy))
        };
        let (issuer, lifetimes) = (settings.issuer, settings.lifetimes);
        Ok(Self {
            resources: Arc::new(resources),
            dynamic_clients: settings.registration.map(dynamic),
            clients,
            authorization: Arc::new(Authorization::new(asking, issuer, lifetimes, ambient.clone())),
            pushing: Arc::new(pushing),
            tokens: Arc::new(tokens),
            user_info: Arc::new(UserInfo::new(Arc::clone(&access_tokens), ports.subjects, ambient.clone())),
            access_tokens,
            devices: Arc::new(devices),
            back_channel: Arc::new(back_channel),
            end_session: Arc::new(end_session),
            allowed_apps: Arc::new(AllowedApps::new(ports.consents, ports.scribe, ambient)),
            revocation: Arc::new(revocation),
            introspection: Arc::new(introspection),
            keyring,
            discovery: Arc::new(discovery),
        })
    }

    async fn keyring(
        ports: &ProviderPorts,
        settings: &ProviderSettings,
        ambient: &Ambient,
    ) -> Result<Arc<Keyring>, KeyringError> {
        let ports = KeyringPorts {
            store: Arc::clone(&ports.keys),
            factory: Arc::clone(&ports.key_factory),
            sealer: Arc::clone(&ports.sealer),
            scribe: ports.scribe.clone(),
        };
        Keyring::open(ports, settings.key_schedule, ambient.clone()).await.map(Arc::new)
    }
}

fn clients(ports: &ProviderPorts, ambient: &Ambient) -> Clients {
    let (store, sealer) = (Arc::clone(&ports.clients), Arc::clone(&ports.sealer));
    let sectors = Sectors::new(Arc::clone(&ports.documents));
    Clients::new(store, sealer, sectors, ports.scribe.clone(), ambient.clone())
}

fn pushing(
    ports: &ProviderPorts,
    assertions: &Arc<ClientAssertions>,
    requests: &Arc<PushedRequests>,
    checks: RequestChecks,
) -> Pushing {
    Pushing::new(Arc::clone(&ports.clients), Arc::clone(assertions), Arc::clone(requests), checks)
}

fn targets(ports: &ProviderPorts) -> Arc<Targets> {
    Arc::new(Targets::new(Arc::clone(&ports.resources)))
}

fn resources(ports: &ProviderPorts, issuer: &Issuer, ambient: &Ambient) -> Resources {
    Resources::new(Arc::clone(&ports.resources), issuer.clone(), ports.scribe.clone(), ambient.clone())
}

fn client_proofs(ports: &ProviderPorts, ambient: &Ambient) -> Arc<ClientProofs> {
    let (signatures, sealer) = (Arc::clone(&ports.client_signatures), Arc::clone(&ports.sealer));
    Arc::new(ClientProofs::new(signatures, sealer, Arc::clone(&ports.documents), ambient.clone()))
}

fn client_assertions(
    ports: &ProviderPorts,
    proofs: &Arc<ClientProofs>,
    issuer: &Issuer,
    ambient: &Ambient,
) -> Arc<ClientAssertions> {
    let endpoints = Endpoints::default();
    let asked = [
        endpoints.token,
        endpoints.pushed_requests,
        endpoints.device_authorization,
        endpoints.revocation,
        endpoints.introspection,
    ];
    let asked = asked.into_iter().map(|path| issuer.at(path));
    let audiences = std::iter::once(issuer.as_str().to_owned()).chain(asked).collect();
    let (clients, used) = (Arc::clone(&ports.clients), Arc::clone(&ports.assertions));
    Arc::new(ClientAssertions::new(clients, used, Arc::clone(proofs), audiences, ambient.clone()))
}

fn pushed_requests(
    ports: &ProviderPorts,
    proofs: &Arc<ClientProofs>,
    issuer: &Issuer,
    ambient: &Ambient,
) -> Arc<PushedRequests> {
    let objects = RequestObjects::new(Arc::clone(proofs), issuer.clone(), ambient.clone());
    Arc::new(PushedRequests::new(Arc::clone(&ports.pushed), objects, issuer.clone(), ambient.clone()))
}

/// The one list of grant types. Discovery reads it.
fn grant_units(
    ports: &ProviderPorts,
    settings: &ProviderSettings,
    ambient: &Ambient,
    (keyring, names): (&Arc<Keyring>, &SubjectNames),
) -> Vec<Arc<dyn GrantUnit>> {
    let (keyring, issuer) = (Arc::clone(keyring), settings.issuer.clone());
    let minter = Arc::new(Minter::new(
        keyring,
        issuer,
        (Arc::clone(&ports.subjects), names.clone()),
        settings.lifetimes,
        ambient.clone(),
    ));
    let codes = || {
        let (grants, minter) = (Arc::clone(&ports.grants), Arc::clone(&minter));
        CodeGrant::new(grants, targets(ports), minter, ports.scribe.clone())
    };
    let (devices, grants) = (Arc::clone(&ports.devices), Arc::clone(&ports.grants));
    vec![
        Arc::new(codes()),
        Arc::new(DeviceGrant::new(devices, grants, codes(), ambient.clone())),
        Arc::new(RefreshGrant::new(
            Arc::clone(&ports.grants),
            targets(ports),
            Arc::clone(&minter),
            Arc::clone(&ports.deriver),
            ports.scribe.clone(),
        )),
        Arc::new(ClientCredentials::new(Arc::clone(&ports.clients), targets(ports), minter)),
    ]
}

fn revocation(
    ports: &ProviderPorts,
    assertions: &Arc<ClientAssertions>,
    tokens: &Arc<AccessTokens>,
    ambient: &Ambient,
) -> Revocation {
    let needed = RevocationPorts {
        assertions: Arc::clone(assertions),
        grants: Arc::clone(&ports.grants),
        subjects: Arc::clone(&ports.subjects),
        revoked: Arc::clone(&ports.revoked_tokens),
    };
    Revocation::new(needed, Arc::clone(tokens), ports.scribe.clone(), ambient.clone())
}

fn introspection(
    ports: &ProviderPorts,
    assertions: Arc<ClientAssertions>,
    (tokens, names): (&Arc<AccessTokens>, &SubjectNames),
    self_known: (Issuer, Ambient),
) -> Introspection {
    let needed = IntrospectionPorts {
        targets: targets(ports),
        assertions,
        clients: Arc::clone(&ports.clients),
        grants: Arc::clone(&ports.grants),
        subjects: Arc::clone(&ports.subjects),
        revoked: Arc::clone(&ports.revoked_tokens),
        api_clients: Arc::clone(&ports.api_clients),
    };
    Introspection::new(needed, Arc::clone(tokens), names.clone(), self_known)
}

fn devices(
    ports: &ProviderPorts,
    assertions: &Arc<ClientAssertions>,
    issuer: &Issuer,
    ambient: &Ambient,
) -> DeviceAuthorization {
    let needed = DevicePorts {
        assertions: Arc::clone(assertions),
        devices: Arc::clone(&ports.devices),
        clients: Arc::clone(&ports.clients),
        targets: targets(ports),
        memberships: Arc::clone(&ports.memberships),
        tries: Arc::clone(&ports.user_code_tries),
    };
    DeviceAuthorization::new(needed, issuer.clone(), ports.scribe.clone(), ambient.clone())
}

fn end_session(
    ports: &ProviderPorts,
    keyring: &Arc<Keyring>,
    names: &SubjectNames,
    issuer: &Issuer,
) -> EndSession {
    let (clients, grants) = (Arc::clone(&ports.clients), Arc::clone(&ports.grants));
    EndSession::new(clients, grants, Arc::clone(keyring), names.clone(), issuer.clone())
}

fn back_channel(
    ports: &ProviderPorts,
    keyring: &Arc<Keyring>,
    names: &SubjectNames,
    self_known: (Issuer, Ambient),
) -> BackChannelLogout {
    let telling = BackChannelPorts {
        notices: Arc::clone(&ports.logout_notices),
        clients: Arc::clone(&ports.clients),
        form_posts: Arc::clone(&ports.form_posts),
    };
    BackChannelLogout::new(telling, Arc::clone(keyring), names.clone(), self_known)
}

fn discovery(settings: &ProviderSettings, tokens: &Tokens) -> Discovery {
    let wired = Advertised {
        grant_types: tokens.kinds(),
        auth_methods: AuthMethod::ALL.to_vec(),
        assertion_algs: ClientAlg::NAMES.to_vec(),
        request_object_algs: ClientAlg::SIGNATURE_NAMES.to_vec(),
        id_token_algs: SigningAlg::ALL.to_vec(),
        scopes: Scope::ALL.to_vec(),
        languages: Language::ALL.to_vec(),
        registration: settings.registration.is_some(),
    };
    Discovery::new(&settings.issuer, Endpoints::default(), &wired)
}
