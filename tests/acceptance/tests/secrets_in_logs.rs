//! Log lines carry no secret, not even at the level `trace`.

use acceptance::{Database, Server, full_flow, on_both};

async fn a_run_at_trace_level_logs_no_secret(database: Database) {
    for format in ["pretty", "json"] {
        let settings = [("HITKEY_LOG", "trace"), ("HITKEY_LOG_FORMAT", format)];
        let mut server = Server::start_with(database, &settings).await;
        let secrets = full_flow(&server).await;
        server.terminate();
        let log = server.log();
        assert!(log.lines().count() > 100, "too little to look through:\n{log}");
        assert!(log.contains("TRACE"), "this is not the level trace:\n{}", &log[..2000]);
        assert_eq!(secrets.found_in(log.as_bytes()), [""; 0], "{format}");
    }
}

on_both!(a_run_at_trace_level_logs_no_secret);
