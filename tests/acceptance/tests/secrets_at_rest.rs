//! Nothing in the database is worth stealing: no password, code, token or secret stands there, in whatever form.

use acceptance::{Database, Server, full_flow, on_both};

async fn a_dump_of_every_table_holds_no_secret(database: Database) {
    let mut server = Server::start(database).await;
    let secrets = full_flow(&server).await;
    assert!(secrets.count() > 40, "{} secrets", secrets.count());
    server.terminate();
    let dump = server.dump();
    assert!(String::from_utf8_lossy(&dump).contains("@example.org"), "the dump is not read right");
    assert_eq!(secrets.found_in(&dump), [""; 0]);
}

on_both!(a_dump_of_every_table_holds_no_secret);

#[tokio::test]
async fn the_files_of_the_data_directory_are_their_owners_only() {
    use std::os::unix::fs::PermissionsExt as _;
    let server = Server::start(Database::Sqlite).await;
    let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&server.data_directory()), 0o700);
    assert_eq!(mode(&server.data_directory().join("server.key")), 0o600);
}
