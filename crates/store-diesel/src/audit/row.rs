use crate::error::{Error, Result};
use crate::rows::Reader;
use crate::schema::audit_log;
use crate::types::{At, Id};
use diesel::prelude::*;
use hitkey_kernel::{
    ApiClientId, AuditAction, AuditEntry, AuditId, AuditTarget, EmailAddress, ProjectId, UserId,
};
use serde_json::Value;
use uuid::Uuid;

/// A new row of `audit_log`.
#[derive(Debug, Insertable)]
#[diesel(table_name = audit_log)]
#[diesel(treat_none_as_default_value = false)]
pub(super) struct NewRow<'a> {
    id: Id<AuditId>,
    created_at: At,
    actor_id: Option<Id<UserId>>,
    api_client_id: Option<Id<ApiClientId>>,
    person_id: Option<Id<UserId>>,
    project_id: Option<Id<ProjectId>>,
    action: &'a str,
    target_kind: Option<&'a str>,
    target_id: Option<Id<Uuid>>,
    details: String,
    address_key: Option<&'a str>,
    ip: Option<String>,
    user_agent: Option<&'a str>,
}

impl<'a> From<&'a AuditEntry> for NewRow<'a> {
    fn from(entry: &'a AuditEntry) -> Self {
        Self {
            id: Id(entry.id),
            created_at: At(entry.at),
            actor_id: entry.actor.map(Id),
            api_client_id: entry.client.map(Id),
            person_id: entry.person.map(Id),
            project_id: entry.project.map(Id),
            action: entry.action.as_str(),
            target_kind: entry.target.as_ref().map(AuditTarget::kind),
            target_id: entry.target.as_ref().map(|target| Id(target.id())),
            details: Value::Object(entry.details.clone()).to_string(),
            address_key: entry.address.as_ref().map(EmailAddress::key),
            ip: entry.ip.map(|ip| ip.to_string()),
            user_agent: entry.user_agent.as_deref(),
        }
    }
}

/// A row of `audit_log`.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = audit_log)]
pub(super) struct Row {
    id: Id<AuditId>,
    created_at: At,
    actor_id: Option<Id<UserId>>,
    api_client_id: Option<Id<ApiClientId>>,
    person_id: Option<Id<UserId>>,
    project_id: Option<Id<ProjectId>>,
    action: String,
    target_kind: Option<String>,
    target_id: Option<Id<Uuid>>,
    details: String,
    address_key: Option<String>,
    ip: Option<String>,
    user_agent: Option<String>,
}

impl TryFrom<Row> for AuditEntry {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self> {
        let id = row.id.0;
        let read = Reader::of("audit_log", &id);
        let target = row.target_kind.zip(row.target_id);
        Ok(Self {
            id,
            at: row.created_at.0,
            actor: row.actor_id.map(|id| id.0),
            client: row.api_client_id.map(|id| id.0),
            person: row.person_id.map(|id| id.0),
            project: row.project_id.map(|id| id.0),
            action: AuditAction::stored(row.action),
            target: target.map(|(kind, id)| AuditTarget::stored(kind, id.0)),
            details: read.parsed("details", serde_json::from_str(&row.details).ok())?,
            address: read.optional("address_key", row.address_key, |text| EmailAddress::parse(&text).ok())?,
            ip: read.optional("ip", row.ip, |text| text.parse().ok())?,
            user_agent: row.user_agent,
        })
    }
}
