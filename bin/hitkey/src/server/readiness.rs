use async_trait::async_trait;
use hitkey_http::health::ready::{Component, Readiness};
use hitkey_kernel::StoreError;
use hitkey_oauth::service::Keyring;
use hitkey_store_diesel::Db;
use std::sync::Arc;

/// Ready means: the database answers, its schema is ours, and there are keys to sign with.
pub(super) struct ServerReadiness {
    pub(super) db: Db,
    pub(super) keyring: Arc<Keyring>,
}

#[async_trait]
impl Readiness for ServerReadiness {
    async fn check(&self) -> Vec<Component> {
        let migrated = self.db.migrations_pending().await.map(|pending| !pending);
        vec![
            component("database", well(self.db.ping().await.map(|()| true))),
            component("migrations", well(migrated)),
            component("signing_keys", !self.keyring.jwks().is_empty()),
        ]
    }
}

const fn component(name: &'static str, is_well: bool) -> Component {
    Component { name, is_well }
}

fn well(found: Result<bool, StoreError>) -> bool {
    found.unwrap_or_else(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        tracing::warn!(%error, cause, "not ready");
        false
    })
}
