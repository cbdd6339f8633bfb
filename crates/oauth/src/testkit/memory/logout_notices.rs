use super::{MemoryStore, State};
use crate::GrantState;
use crate::ports::{ClaimedNotice, ClientInSession, LogoutNotice, LogoutNotices, NoticeClaim};
use hitkey_kernel::{OutboxId, Random, SessionId, StoreError, Timestamp};
use std::time::Duration;

/// A notice as it waits.
#[derive(Debug)]
pub(super) struct NoticeRow {
    claim: NoticeClaim,
    notice: LogoutNotice,
    since: Timestamp,
    due_at: Timestamp,
    is_buried: bool,
}

/// Numbers, where ids need to be different and no more.
struct Counted(u64);

impl Random for Counted {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(0);
        buffer.iter_mut().zip(self.0.to_be_bytes()).for_each(|(to, from)| *to = from);
    }
}

impl State {
    /// The clients with tokens of a session that did not end, each once.
    pub(super) fn clients_in(&self, session: SessionId) -> Vec<ClientInSession> {
        let mut known: Vec<ClientInSession> = Vec::new();
        for grant in self.grants.values().map(|row| &row.grant) {
            let concerned =
                grant.session == Some(session) && matches!(grant.state, GrantState::Redeemed { .. });
            let client = self.clients.get(&grant.client).filter(|_| concerned);
            if let Some(client) = client.filter(|client| known.iter().all(|one| one.client != client.id)) {
                let (logout, subject_type) = (client.logout.clone(), client.subject_type.clone());
                let session = grant.session;
                known.push(ClientInSession { client: client.id, session, subject_type, logout });
            }
        }
        known
    }

    /// Adds what the end of a session is told by.
    pub(super) fn notify(&mut self, session: SessionId, now: Timestamp) {
        let of_session = |grant: &crate::Grant| grant.session == Some(session);
        let Some(user) = self.grants.values().map(|row| &row.grant).find(|grant| of_session(grant)) else {
            return;
        };
        let user = user.user;
        for client in self.clients_in(session) {
            if client.logout.back_channel.uri.is_some() {
                self.noticed += 1;
                let claim = NoticeClaim { id: OutboxId::generate(now, &Counted(self.noticed)), attempt: 0 };
                let notice = LogoutNotice { client: client.client, user, session: client.session };
                self.notices.push(NoticeRow { claim, notice, since: now, due_at: now, is_buried: false });
            }
        }
    }

    fn held(&mut self, claim: NoticeClaim) -> Option<&mut NoticeRow> {
        self.notices.iter_mut().find(|row| row.claim == claim && !row.is_buried)
    }
}

#[async_trait::async_trait]
impl LogoutNotices for MemoryStore {
    async fn claim_due(
        &self,
        limit: u32,
        now: Timestamp,
        lease: Duration,
    ) -> Result<Vec<ClaimedNotice>, StoreError> {
        let mut state = self.state();
        let due = state.notices.iter_mut().filter(|row| row.due_at <= now && !row.is_buried);
        let taken = due.take(limit as usize).map(|row| {
            row.claim.attempt += 1;
            row.due_at = now + lease;
            ClaimedNotice { claim: row.claim, notice: row.notice, since: row.since }
        });
        Ok(taken.collect())
    }

    async fn done(&self, id: OutboxId) -> Result<(), StoreError> {
        self.state().notices.retain(|row| row.claim.id != id);
        Ok(())
    }

    async fn retry(&self, claim: NoticeClaim, at: Timestamp, _: &str) -> Result<(), StoreError> {
        if let Some(row) = self.state().held(claim) {
            row.due_at = at;
        }
        Ok(())
    }

    async fn bury(&self, claim: NoticeClaim, _: Timestamp, _: &str) -> Result<(), StoreError> {
        if let Some(row) = self.state().held(claim) {
            row.is_buried = true;
        }
        Ok(())
    }
}
