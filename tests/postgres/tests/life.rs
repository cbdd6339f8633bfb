//! The server lives exactly as long as whoever started it.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;
use test_postgres::Cluster;

const VICTIM: &str = "HITKEY_TEST_VICTIM";

#[test]
fn every_database_is_a_fresh_one() {
    let (one, two) = (test_postgres::database(), test_postgres::database());
    assert_ne!(one.url(), two.url());
}

#[test]
fn a_dropped_cluster_leaves_nothing_behind() {
    let cluster = Cluster::start(&["fsync=off"]);
    let directory = cluster.directory().to_owned();
    assert!(directory.exists());
    drop(cluster);
    assert!(!directory.exists());
}

/// Runs this very test again in a process of its own, which starts a server and is then killed.
#[test]
fn a_killed_process_leaves_nothing_behind() {
    if std::env::var_os(VICTIM).is_some() {
        let cluster = Cluster::start(&["fsync=off"]);
        println!("\ndirectory {}", cluster.directory().display());
        std::thread::sleep(Duration::from_secs(600));
    }
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture", "a_killed_process_leaves_nothing_behind"])
        .env(VICTIM, "1")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    let said =
        lines.map_while(Result::ok).find_map(|line| line.strip_prefix("directory ").map(PathBuf::from));
    victim.kill().unwrap();
    victim.wait().unwrap();
    let directory = said.unwrap();
    for _ in 0..500 {
        if !directory.exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("{} is still there", directory.display());
}
