use hitkey_crypto::Argon2Hasher;
use hitkey_store_diesel::{Db, DieselOutbox};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use std::sync::Arc;

/// Where gauges are read from.
pub(crate) struct Sources {
    pub(crate) db: Db,
    pub(crate) hasher: Arc<Argon2Hasher>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Pool {
    pool: &'static str,
}

/// What is measured when somebody asks.
pub(crate) struct Gauges {
    sources: Sources,
    outbox_waiting: Gauge,
    outbox_dead: Gauge,
    hashing_busy: Gauge,
    hashing_queued: Gauge,
    connections_in_use: Family<Pool, Gauge>,
    connections_most: Family<Pool, Gauge>,
    database_up: Gauge,
}

impl Gauges {
    pub(super) fn register(registry: &mut Registry, sources: Sources) -> Self {
        let mut gauge = |name: &str, help: &str| {
            let gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            gauge
        };
        let outbox_waiting = gauge("outbox_waiting", "Mails to be delivered, now or after a failure");
        let outbox_dead = gauge("outbox_dead", "Mails that were given up");
        let hashing_busy = gauge("hashing_busy", "Passwords that are hashed");
        let hashing_queued = gauge("hashing_queued", "Passwords that wait to be hashed");
        let database_up =
            gauge("database_up", "1 when the database answered, else 0 and the outbox as it was");
        let connections_in_use = Family::<Pool, Gauge>::default();
        let help = "Connections to the database that work";
        registry.register("database_connections_in_use", help, connections_in_use.clone());
        let connections_most = Family::<Pool, Gauge>::default();
        let help = "Connections to the database that there can be";
        registry.register("database_connections_most", help, connections_most.clone());
        Self {
            sources,
            outbox_waiting,
            outbox_dead,
            hashing_busy,
            hashing_queued,
            connections_in_use,
            connections_most,
            database_up,
        }
    }

    pub(super) async fn measure(&self) {
        let load = self.sources.hasher.load();
        set(&self.hashing_busy, load.busy);
        set(&self.hashing_queued, load.queued);
        for load in self.sources.db.load() {
            let pool = Pool { pool: load.pool };
            set(&self.connections_in_use.get_or_create(&pool), load.in_use);
            set(&self.connections_most.get_or_create(&pool), load.most);
        }
        self.measure_outbox().await;
    }

    async fn measure_outbox(&self) {
        let depth = DieselOutbox::new(self.sources.db.clone()).depth().await;
        set(&self.database_up, usize::from(depth.is_ok()));
        match depth {
            Ok(depth) => {
                self.outbox_waiting.set(depth.waiting);
                self.outbox_dead.set(depth.dead);
            }
            Err(error) => tracing::warn!(%error, "the outbox can't be measured"),
        }
    }
}

fn set(gauge: &Gauge, value: usize) {
    gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
}
