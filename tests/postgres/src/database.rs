use crate::cluster::succeed;
use crate::{Binaries, Cluster, unique_name};
use std::process::Command;
use std::sync::OnceLock;

const EXTERNAL: &str = "HITKEY_TEST_POSTGRES_URL";

/// An empty database of a test's own.
#[derive(Debug)]
pub struct Database {
    url: String,
    /// The server to drop it from; a private server goes as a whole instead.
    external: Option<(String, String)>,
}

impl Database {
    /// How to connect: a `postgresql://` URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.external {
            let _ = client("dropdb", server).args(["--if-exists", "--force", name]).output();
        }
    }
}

/// A fresh, empty database: on the server that `HITKEY_TEST_POSTGRES_URL` names, else on a private one that all
/// tests of this process share.
///
/// # Panics
/// When there is no Postgres on this machine, or the server refuses.
pub fn database() -> Database {
    let name = unique_name("hitkey_test_");
    match std::env::var(EXTERNAL) {
        Ok(server) if !server.is_empty() => on_server(server, name),
        _ => Database { url: shared_cluster().create_database(&name), external: None },
    }
}

/// Tests lose nothing worth keeping when the power goes, so this server does not wait for the disk.
fn shared_cluster() -> &'static Cluster {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    CLUSTER.get_or_init(|| Cluster::start(&["fsync=off", "full_page_writes=off", "shared_buffers=32MB"]))
}

fn on_server(server: String, name: String) -> Database {
    succeed(client("createdb", &server).args(["-T", "template0", &name]));
    Database { url: with_database(&server, &name), external: Some((server, name)) }
}

fn client(program: &str, server: &str) -> Command {
    let mut command = Binaries::find().command(program);
    command.arg(format!("--maintenance-db={server}"));
    command
}

/// `url` with another database name: what stands between the authority and the query.
fn with_database(url: &str, name: &str) -> String {
    let (base, query) = url.split_once('?').map_or((url, None), |(base, query)| (base, Some(query)));
    let authority_at = base.find("://").map_or(0, |at| at + 3);
    let path_at = base[authority_at..].find('/').map_or(base.len(), |at| authority_at + at);
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}/{name}{query}", &base[..path_at])
}

#[cfg(test)]
mod tests {
    use super::with_database;

    #[test]
    fn the_database_of_a_url_is_exchanged() {
        for (url, other) in [
            ("postgres://u:p@h:5432/old?sslmode=disable", "postgres://u:p@h:5432/new?sslmode=disable"),
            ("postgres://h", "postgres://h/new"),
            ("postgresql://postgres@/old?host=/tmp/x", "postgresql://postgres@/new?host=/tmp/x"),
        ] {
            assert_eq!(with_database(url, "new"), other);
        }
    }
}
