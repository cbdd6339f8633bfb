use super::{MemoryStore, State};
use crate::ports::{ApproveDevice, BeginDevice, ClientAnd, DenyDevice, DeviceStore, NotePoll, UserCodeTries};
use crate::{DeviceCodeDigest, DeviceRequest, DeviceState, UserCodeDigest, WaitingDevice};
use hitkey_kernel::{Actor, AuditRecord, ClientId, StoreError, Timestamp};
use std::time::Duration;

/// A device as it waits.
#[derive(Debug)]
pub(super) struct DeviceRow {
    client: ClientId,
    user_code: UserCodeDigest,
    request: DeviceRequest,
}

impl DeviceRow {
    fn is_waiting(&self, now: Timestamp) -> bool {
        self.request.state == DeviceState::Pending && now < self.request.expires_at
    }
}

#[async_trait::async_trait]
impl DeviceStore for MemoryStore {
    async fn begin(&self, command: BeginDevice) -> Result<bool, StoreError> {
        let BeginDevice { client, user_code, request, .. } = command;
        let mut state = self.state();
        let taken = state.devices.values().any(|row| row.user_code == user_code);
        if taken || !state.clients.contains_key(&client) {
            return Ok(false);
        }
        state.devices.insert(request.code, DeviceRow { client, user_code, request });
        Ok(true)
    }

    async fn waiting(
        &self,
        code: &UserCodeDigest,
        now: Timestamp,
    ) -> Result<Option<WaitingDevice>, StoreError> {
        let state = self.state();
        let row = state.devices.values().find(|row| row.user_code == *code && row.is_waiting(now));
        Ok(row.and_then(|row| {
            let client = state.clients.get(&row.client)?.clone();
            Some(WaitingDevice { client, request: row.request.clone() })
        }))
    }

    async fn find(
        &self,
        client: ClientId,
        code: &DeviceCodeDigest,
    ) -> Result<Option<ClientAnd<DeviceRequest>>, StoreError> {
        let state = self.state();
        let row = state.devices.get(code).filter(|row| row.client == client);
        let found = row.map(|row| row.request.clone());
        Ok(state.clients.get(&client).cloned().map(|client| ClientAnd { client, found }))
    }

    async fn note_poll(&self, command: NotePoll) -> Result<bool, StoreError> {
        let NotePoll { seen, now, interval } = command;
        let mut state = self.state();
        let row = state.devices.get_mut(&seen.code);
        let unchanged = |row: &&mut DeviceRow| {
            (row.request.polled_at, row.request.interval) == (seen.polled_at, seen.interval)
        };
        let Some(row) = row.filter(unchanged) else { return Ok(false) };
        row.request.polled_at = Some(now);
        row.request.interval = interval;
        Ok(true)
    }

    async fn approve(&self, command: ApproveDevice) -> Result<bool, StoreError> {
        let ApproveDevice { code, issue, now, audit } = command;
        let mut state = self.state();
        if !state.devices.get(&code).is_some_and(|row| row.is_waiting(now)) || !state.issue(issue) {
            return Ok(false);
        }
        Ok(state.decide(&code, DeviceState::Approved, now, audit))
    }

    async fn deny(&self, command: DenyDevice) -> Result<bool, StoreError> {
        let DenyDevice { code, now, audit } = command;
        Ok(self.state().decide(&code, DeviceState::Denied, now, audit))
    }
}

impl State {
    fn decide(
        &mut self,
        code: &DeviceCodeDigest,
        decision: DeviceState,
        now: Timestamp,
        audit: AuditRecord,
    ) -> bool {
        let Some(row) = self.devices.get_mut(code).filter(|row| row.is_waiting(now)) else { return false };
        row.request.state = decision;
        self.record(audit);
        true
    }
}

/// How many wrong codes a person may try.
const FREE_TRIES: u32 = 10;
/// What whoever tries one more is told to wait.
const WAIT: Duration = Duration::from_secs(60);

/// By person only; nothing is forgotten.
#[async_trait::async_trait]
impl UserCodeTries for MemoryStore {
    async fn claim(&self, by: &Actor, _: Timestamp) -> Result<Option<Duration>, StoreError> {
        let mut state = self.state();
        let tries = state.tries.entry(by.user).or_default();
        if *tries >= FREE_TRIES {
            return Ok(Some(WAIT));
        }
        *tries += 1;
        Ok(None)
    }

    async fn pardon(&self, by: &Actor) -> Result<(), StoreError> {
        if let Some(tries) = self.state().tries.get_mut(&by.user) {
            *tries = tries.saturating_sub(1);
        }
        Ok(())
    }
}
