use super::{CodeGrant, GrantUnit, TokenAnswer, TokenError, TokenRefusal, TokenRequest};
use crate::ports::{ClientAnd, DeviceStore, GrantStore, NotePoll};
use crate::{Client, DeviceCode, DeviceRequest, DeviceState, GrantKind};
use hitkey_kernel::Ambient;
use std::sync::Arc;
use std::time::Duration;

/// How much longer a device that polls too fast has to wait from then on (RFC 8628 §3.5).
const SLOWER: Duration = Duration::from_secs(5);

/// `grant_type=urn:ietf:params:oauth:grant-type:device_code` (RFC 8628 §3.4).
///
/// What the person gave the device is a grant like any other, whose code is the device's; so a device code is redeemed
/// as an authorization code is, and of any number of polls exactly one gets the tokens.
pub struct DeviceGrant {
    devices: Arc<dyn DeviceStore>,
    grants: Arc<dyn GrantStore>,
    codes: CodeGrant,
    ambient: Ambient,
}

impl DeviceGrant {
    /// Puts the unit together.
    pub fn new(
        devices: Arc<dyn DeviceStore>,
        grants: Arc<dyn GrantStore>,
        codes: CodeGrant,
        ambient: Ambient,
    ) -> Self {
        Self { devices, grants, codes, ambient }
    }

    /// Why there is nothing for the device yet. A poll that another one overtook came too soon.
    async fn wait(&self, seen: DeviceRequest) -> Result<TokenRefusal, TokenError> {
        let now = self.ambient.now();
        if seen.expires_at <= now {
            return Ok(TokenRefusal::DeviceExpired);
        }
        let hasty = seen.is_hasty(now);
        let interval = if hasty { seen.interval + SLOWER } else { seen.interval };
        let noted = self.devices.note_poll(NotePoll { seen, now, interval }).await?;
        Ok(if hasty || !noted { TokenRefusal::DeviceHasty } else { TokenRefusal::DevicePending })
    }

    async fn redeem(
        &self,
        client: &Client,
        request: &DeviceRequest,
        asked: &[String],
    ) -> Result<TokenAnswer, TokenError> {
        let code = request.code.grant_code();
        let found = self.grants.find_by_code(client.id, &code).await?;
        let Some(ClientAnd { found: Some(grant), .. }) = found else {
            return Err(TokenRefusal::GrantEnded.into());
        };
        self.codes.spend(client, &grant, &code, asked).await
    }
}

#[async_trait::async_trait]
impl GrantUnit for DeviceGrant {
    fn kind(&self) -> GrantKind {
        GrantKind::DeviceCode
    }

    async fn handle(&self, request: &TokenRequest) -> Result<TokenAnswer, TokenError> {
        let code = DeviceCode::parse(request.params.required("device_code")?);
        let loaded = self.devices.find(request.client.id, &code.digest()).await?;
        let (client, found) = request.authenticate(loaded, self.kind())?;
        let device = found.ok_or(TokenRefusal::DeviceUnknown)?;
        match device.state {
            DeviceState::Pending => Err(self.wait(device).await?.into()),
            DeviceState::Denied => Err(TokenRefusal::DeviceDenied.into()),
            DeviceState::Approved => self.redeem(&client, &device, request.params.resources()).await,
        }
    }
}
