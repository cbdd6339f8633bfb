use super::client_logout::logout_settings;
use crate::conn::Conn;
use crate::error::Result;
use crate::rows::Reader;
use crate::types::Id;
use crate::{Db, DieselOutbox, outbox};
use async_trait::async_trait;
use hitkey_kernel::{
    ClientId, OutboxEntry, OutboxId, Random, Sealed, SessionId, StoreError, Timestamp, Topics, UserId,
    digest_of,
};
use hitkey_mail::ports::{Claim, ClaimedEntry, Outbox as _};
use hitkey_oauth::ports::{ClaimedNotice, LogoutNotice, LogoutNotices, NoticeClaim};
use hitkey_oauth::{LogoutSettings, SubjectType};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::time::Duration;

const TOPIC: &str = "logout.back_channel";

/// The notices, as entries of the outbox. What stands in one are ids, so that it need not be sealed.
#[derive(Debug, Clone)]
pub struct DieselLogoutNotices {
    outbox: DieselOutbox,
}

impl DieselLogoutNotices {
    /// The notices in `db`.
    pub fn new(db: Db) -> Self {
        Self { outbox: DieselOutbox::new(db) }
    }
}

#[derive(Serialize, Deserialize)]
struct Payload {
    client: ClientId,
    user: UserId,
    session: Option<SessionId>,
}

/// A client that has tokens, for whom, of which session, what it wants to happen when that ends, and by what names it
/// knows them.
pub(super) type Concerned = (Id<ClientId>, Id<UserId>, Option<Id<SessionId>>, Option<String>, Option<String>);

/// Those that have tokens which did not end, of the grants that meet the condition. Each once for a session.
macro_rules! concerned {
    ($conn:expr, $which:expr) => {{
        let query = grants::table
            .inner_join(clients::table.on(clients::id.eq(grants::client_id)))
            .filter($which)
            .filter(grants::redeemed_at.is_not_null().and(grants::revoked_at.is_null()))
            .filter(clients::logout.is_not_null())
            .select((
                clients::id,
                grants::user_id,
                grants::first_session_id,
                clients::logout,
                clients::subject_type,
            ));
        on!($conn, |c| query.load::<Concerned>(c)).map(each_once)
    }};
}
pub(super) use concerned;

/// A session may have seen many sign-ins to one client. (A database would sort them to tell them apart.)
pub(super) fn each_once(mut rows: Vec<Concerned>) -> Vec<Concerned> {
    let mut seen = BTreeSet::new();
    rows.retain(|(client, user, sid, ..)| seen.insert((client.0, user.0, sid.map(|sid| sid.0))));
    rows
}

/// What the client wants, if it can be read.
pub(super) fn settings_of((client, _, _, logout, _): &Concerned) -> Result<LogoutSettings> {
    let json = logout.as_deref().unwrap_or_default();
    Reader::of("clients", &client.0).parsed("logout", logout_settings(json))
}

/// By what names the client knows people, if it can be read.
pub(super) fn subject_type_of((client, _, _, _, names): &Concerned) -> Result<SubjectType> {
    Reader::of("clients", &client.0).parsed("subject_type", SubjectType::from_json(names.as_deref()))
}

/// Adds a notice for each that wants to hear, as part of the transaction that `conn` is in.
pub(super) fn notify(conn: &mut Conn, concerned: &[Concerned], now: Timestamp) -> Result<()> {
    for one in concerned {
        if settings_of(one)?.back_channel.uri.is_some() {
            let (Id(client), Id(user), session, ..) = *one;
            outbox::enqueue(conn, &entry(&Payload { client, user, session: session.map(|id| id.0) }, now))?;
        }
    }
    Ok(())
}

fn entry(payload: &Payload, now: Timestamp) -> OutboxEntry {
    // Ids always serialize.
    let bytes = serde_json::to_vec(payload).unwrap_or_default();
    OutboxEntry {
        id: OutboxId::generate(now, &Derived(digest_of(&[&bytes]))),
        topic: TOPIC.to_owned(),
        payload: Sealed::from_bytes(bytes),
        created_at: now,
    }
}

/// A command that runs again must make the same id: it follows from what the notice says, and when.
struct Derived([u8; 32]);

impl Random for Derived {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.iter_mut().zip(self.0.iter().cycle()).for_each(|(to, from)| *to = *from);
    }
}

fn read(claimed: &ClaimedEntry) -> Option<ClaimedNotice> {
    let Payload { client, user, session } = serde_json::from_slice(claimed.entry.payload.as_bytes()).ok()?;
    let claim = NoticeClaim { id: claimed.entry.id, attempt: claimed.attempt };
    let notice = LogoutNotice { client, user, session };
    Some(ClaimedNotice { claim, notice, since: claimed.entry.created_at })
}

fn claim(NoticeClaim { id, attempt }: NoticeClaim) -> Claim {
    Claim { id, attempt }
}

#[async_trait]
impl LogoutNotices for DieselLogoutNotices {
    async fn claim_due(
        &self,
        limit: u32,
        now: Timestamp,
        lease: Duration,
    ) -> std::result::Result<Vec<ClaimedNotice>, StoreError> {
        let mut notices = Vec::new();
        for entry in self.outbox.claim_due(Topics::LOGOUTS, limit, now, lease).await? {
            match read(&entry) {
                Some(notice) => notices.push(notice),
                // Of a later version. It must not stand in the way of the others.
                None => self.outbox.bury(entry.claim(), now, "unreadable").await?,
            }
        }
        Ok(notices)
    }

    async fn done(&self, id: OutboxId) -> std::result::Result<(), StoreError> {
        self.outbox.done(id).await
    }

    async fn retry(
        &self,
        of: NoticeClaim,
        at: Timestamp,
        error: &str,
    ) -> std::result::Result<(), StoreError> {
        self.outbox.retry(claim(of), at, error).await
    }

    async fn bury(
        &self,
        of: NoticeClaim,
        now: Timestamp,
        error: &str,
    ) -> std::result::Result<(), StoreError> {
        self.outbox.bury(claim(of), now, error).await
    }
}
