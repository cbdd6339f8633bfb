use super::{ClientAssertions, TargetError, Targets, TokenError, TokenParams, TokenRefusal};
use crate::ports::{
    ApproveDevice, BeginDevice, ClientStore, DenyDevice, DeviceStore, IssueGrant, Memberships, ProjectAccess,
    UserCodeTries,
};
use crate::{
    Aim, Client, DeviceCode, DeviceRequest, DeviceState, Event, Grant, GrantKind, GrantState, Issuer,
    RedirectUri, RequestedClaims, Scope, ScopeSet, SignedInPerson, UserCode, WaitingDevice,
};
use hitkey_kernel::{Actor, Ambient, AuditRecord, Author, GrantId, Origin, Scribe, StoreError, Timestamp};
use std::sync::Arc;
use std::time::Duration;

/// How long a person has to find their phone.
const LIFETIME: Duration = Duration::from_secs(600);
/// How long a device waits between two polls.
const INTERVAL: Duration = Duration::from_secs(5);
/// How often a user code is drawn anew that is taken.
const DRAWS: usize = 5;

/// Lets a person allow a device without a browser, on another one of theirs (RFC 8628).
pub struct DeviceAuthorization {
    ports: DevicePorts,
    issuer: Issuer,
    scribe: Scribe,
    ambient: Ambient,
}

/// What [`DeviceAuthorization`] needs from the world.
#[derive(Clone)]
pub struct DevicePorts {
    /// Takes clients that sign.
    pub assertions: Arc<ClientAssertions>,
    /// Devices that wait.
    pub devices: Arc<dyn DeviceStore>,
    /// Clients are read.
    pub clients: Arc<dyn ClientStore>,
    /// Resources are known.
    pub targets: Arc<Targets>,
    /// Members of projects are known.
    pub memberships: Arc<dyn Memberships>,
    /// Guesses are counted.
    pub tries: Arc<dyn UserCodeTries>,
}

/// What a device is told (RFC 8628 §3.2).
#[derive(Debug, Clone)]
pub struct DeviceAnswer {
    /// What it polls with.
    pub device_code: DeviceCode,
    /// What it shows.
    pub user_code: UserCode,
    /// Where the person goes.
    pub verification_uri: String,
    /// The same with the code in it, for a QR code.
    pub verification_uri_complete: String,
    /// How long both codes are good.
    pub expires_in: Duration,
    /// How long to wait between two polls.
    pub interval: Duration,
}

/// Why a person could not decide.
#[derive(Debug, thiserror::Error)]
pub enum DecideDeviceError {
    /// No such code waits: it was mistyped, has expired, or was decided.
    #[error("no device waits with this code")]
    NotWaiting,
    /// Too many codes were tried; wait.
    #[error("too many codes were tried")]
    Throttled(Duration),
    /// The client is of a private project, and the person is no member.
    #[error("you are not a member of the project")]
    NotProjectMember,
    /// The store could not do its work.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DeviceAuthorization {
    /// Where people type codes, below the issuer.
    pub const PAGE: &'static str = "/device";

    /// Puts the use case together.
    pub fn new(ports: DevicePorts, issuer: Issuer, scribe: Scribe, ambient: Ambient) -> Self {
        Self { ports, issuer, scribe, ambient }
    }

    /// Answers a device (§3.1). The client authenticates as at the token endpoint.
    ///
    /// # Errors
    /// [`TokenError::Refused`] with an error of RFC 6749 §5.2.
    pub async fn begin(
        &self,
        authorization: Option<&str>,
        params: &TokenParams,
    ) -> Result<DeviceAnswer, TokenError> {
        let presented = self.ports.assertions.present(authorization, params).await?;
        let client = self.ports.clients.find(presented.id).await?;
        presented.prove(client.as_ref())?;
        let client = client.filter(|client| client.may_use(GrantKind::DeviceCode));
        let client = client.ok_or(TokenRefusal::ClientUnauthorized)?;
        let scopes = scopes(&client, params.get("scope"));
        let aim = self.ports.targets.named(&client, params.resources()).await?;
        for _ in 0..DRAWS {
            if let Some(answer) = self.draw(&client, scopes, &aim).await? {
                return Ok(answer);
            }
        }
        Err(StoreError::failed("no user code is free").into())
    }

    async fn draw(
        &self,
        client: &Client,
        scopes: ScopeSet,
        aim: &Aim,
    ) -> Result<Option<DeviceAnswer>, StoreError> {
        let (now, random) = (self.ambient.now(), self.ambient.random());
        let (device_code, user_code) = (DeviceCode::generate(random), UserCode::generate(random));
        let request = DeviceRequest {
            code: device_code.digest(),
            scopes,
            resources: aim.ids(),
            state: DeviceState::Pending,
            interval: INTERVAL,
            polled_at: None,
            expires_at: now + LIFETIME,
        };
        let command = BeginDevice { client: client.id, user_code: user_code.digest(), request, now };
        let begun = self.ports.devices.begin(command).await?;
        Ok(begun.then(|| self.answer(device_code, user_code)))
    }

    fn answer(&self, device_code: DeviceCode, user_code: UserCode) -> DeviceAnswer {
        let verification_uri = self.issuer.at(Self::PAGE);
        DeviceAnswer {
            device_code,
            verification_uri_complete: format!("{verification_uri}?user_code={user_code}"),
            verification_uri,
            user_code,
            expires_in: LIFETIME,
            interval: INTERVAL,
        }
    }

    /// The device that waits with what somebody typed, for the question to them. Each code that is none counts against
    /// them and their network (§5.1).
    ///
    /// # Errors
    /// [`DecideDeviceError`].
    pub async fn waiting(&self, typed: &str, by: &Actor) -> Result<WaitingDevice, DecideDeviceError> {
        let code = UserCode::parse(typed).ok_or(DecideDeviceError::NotWaiting)?;
        let now = self.ambient.now();
        if let Some(wait) = self.ports.tries.claim(by, now).await? {
            return Err(DecideDeviceError::Throttled(wait));
        }
        let found = self.ports.devices.waiting(&code.digest(), now).await?;
        let device = found.ok_or(DecideDeviceError::NotWaiting)?;
        self.ports.tries.pardon(by).await?;
        Ok(device)
    }

    /// For which resources a device waits, for the question to its person.
    ///
    /// # Errors
    /// [`DecideDeviceError::NotWaiting`] when it could have no tokens for any of them.
    pub async fn aim(&self, device: &WaitingDevice) -> Result<Aim, DecideDeviceError> {
        match self.ports.targets.granted(&device.client, &device.request.resources, &[]).await {
            Ok(aim) => Ok(aim),
            Err(TargetError::Invalid) => Err(DecideDeviceError::NotWaiting),
            Err(TargetError::Store(error)) => Err(error.into()),
        }
    }

    /// The person said yes (§3.3). The consent is remembered, and the device gets its tokens when it polls next.
    ///
    /// # Errors
    /// [`DecideDeviceError`]; of several who decide, all but one find that nothing waits.
    pub async fn approve(
        &self,
        typed: &str,
        person: &SignedInPerson,
        origin: Origin,
    ) -> Result<(), DecideDeviceError> {
        let by = Actor::new(person.user, origin);
        let device = self.waiting(typed, &by).await?;
        self.admit(&device.client, person).await?;
        let now = self.ambient.now();
        let issue = IssueGrant {
            grant: self.grant(&device, person, now)?,
            code: device.request.code.grant_code(),
            client_updated_at: device.client.updated_at,
            project: device.client.owner.project(),
        };
        let event = Event::DeviceAllowed { user: by.user, client: device.client.id };
        let command =
            ApproveDevice { code: device.request.code, issue, now, audit: self.record(&event, &by, now) };
        decided(self.ports.devices.approve(command).await?)
    }

    /// The person said no.
    ///
    /// # Errors
    /// As [`approve`](Self::approve).
    pub async fn deny(&self, typed: &str, by: &Actor) -> Result<(), DecideDeviceError> {
        let device = self.waiting(typed, by).await?;
        let now = self.ambient.now();
        let event = Event::DeviceDenied { user: by.user, client: device.client.id };
        let command = DenyDevice { code: device.request.code, now, audit: self.record(&event, by, now) };
        decided(self.ports.devices.deny(command).await?)
    }

    fn record(&self, event: &Event, by: &Actor, now: Timestamp) -> AuditRecord {
        self.scribe.record(event, Author::from(by), now)
    }

    async fn admit(&self, client: &Client, person: &SignedInPerson) -> Result<(), DecideDeviceError> {
        let Some(project) = client.owner.project() else { return Ok(()) };
        match self.ports.memberships.access(person.user, project).await? {
            ProjectAccess::Member | ProjectAccess::PublicOutsider => Ok(()),
            ProjectAccess::PrivateOutsider => Err(DecideDeviceError::NotProjectMember),
        }
    }

    /// Its code is the device's, and waits as long as the device does. No redirect takes part: the person's answer comes
    /// to our own page.
    fn grant(
        &self,
        device: &WaitingDevice,
        person: &SignedInPerson,
        now: Timestamp,
    ) -> Result<Grant, StoreError> {
        let expires_at = device.request.expires_at;
        Ok(Grant {
            id: GrantId::generate(now, self.ambient.random()),
            client: device.client.id,
            user: person.user,
            session: Some(person.session),
            scopes: device.request.scopes,
            resources: device.request.resources.clone(),
            claims: RequestedClaims::default(),
            redirect_uri: RedirectUri::parse(&self.issuer.at(Self::PAGE)).map_err(StoreError::failed)?,
            nonce: None,
            challenge: None,
            sign_in: person.sign_in.clone(),
            state: GrantState::CodeIssued { expires_at },
            created_at: now,
            expires_at,
        })
    }
}

fn decided(was_first: bool) -> Result<(), DecideDeviceError> {
    if was_first { Ok(()) } else { Err(DecideDeviceError::NotWaiting) }
}

fn scopes(client: &Client, asked: Option<&str>) -> ScopeSet {
    let scopes = client.grantable(ScopeSet::requested(asked));
    if scopes.is_empty() { ScopeSet::from_iter([Scope::OpenId]) } else { scopes }
}
