//! Who may know whom: the dependency rules of docs/architecture.md, read from cargo itself.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use acceptance::tests_directory;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

type Names = BTreeSet<String>;

const DOMAINS: &[&str] = &["hitkey-identity", "hitkey-oauth", "hitkey-projects", "hitkey-mail"];
const ADAPTERS: &[&str] = &["hitkey-store-diesel", "hitkey-mail-smtp", "hitkey-outbound", "hitkey-crypto"];
/// What a domain must not stand on, however far down.
const FOREIGN_TO_DOMAINS: &[&str] = &[
    "actix-web",
    "argon2",
    "axum",
    "diesel",
    "hyper",
    "josekit",
    "lettre",
    "libsqlite3-sys",
    "openssl",
    "openssl-sys",
    "pq-sys",
    "reqwest",
    "rusqlite",
    "sqlx",
    "tokio",
];

fn cargo(arguments: &[&str]) -> String {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap());
    let output = command.args(arguments).current_dir(tests_directory()).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Each crate of the workspace with the workspace's crates among its normal dependencies, optional ones included.
fn workspace() -> BTreeMap<String, Names> {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version=1", "--no-deps", "--locked"])).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let name_of = |value: &Value| value["name"].as_str().unwrap().to_owned();
    let ours: Names = packages.iter().map(name_of).collect();
    let known = |package: &Value| -> Names {
        let dependencies = package["dependencies"].as_array().unwrap().iter();
        let normal = dependencies.filter(|dependency| dependency["kind"].is_null());
        normal.map(name_of).filter(|name| ours.contains(name)).collect()
    };
    packages.iter().map(|package| (name_of(package), known(package))).collect()
}

/// Everything below a crate, as it is built for shipping.
fn tree(package: &str) -> Names {
    let listed = cargo(&["tree", "--locked", "-p", package, "-e", "normal", "--prefix", "none"]);
    listed.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[track_caller]
fn knows_only(crates: &BTreeMap<String, Names>, name: &str, allowed: &[&str]) {
    let known = crates.get(name).unwrap_or_else(|| panic!("there is no crate {name}"));
    let strangers: Vec<_> = known.iter().filter(|other| !allowed.contains(&other.as_str())).collect();
    assert!(strangers.is_empty(), "{name} must not know {strangers:?}");
}

#[test]
fn the_kernel_knows_no_crate_of_ours() {
    knows_only(&workspace(), "hitkey-kernel", &[]);
}

#[test]
fn a_domain_knows_the_kernel_only() {
    let crates = workspace();
    for domain in DOMAINS {
        knows_only(&crates, domain, &["hitkey-kernel"]);
    }
}

#[test]
fn no_domain_stands_on_a_database_a_server_a_runtime_or_a_cipher() {
    for domain in DOMAINS.iter().chain(&["hitkey-kernel"]) {
        let below = tree(domain);
        assert!(below.contains(*domain));
        let foreign: Vec<_> = FOREIGN_TO_DOMAINS.iter().filter(|name| below.contains(**name)).collect();
        assert!(foreign.is_empty(), "{domain} stands on {foreign:?}");
    }
}

#[test]
fn an_adapter_knows_domains_only() {
    let crates = workspace();
    let allowed: Vec<&str> = DOMAINS.iter().copied().chain(["hitkey-kernel"]).collect();
    for adapter in ADAPTERS {
        knows_only(&crates, adapter, &allowed);
    }
}

#[test]
fn http_knows_domains_and_pages_and_pages_know_domains() {
    let crates = workspace();
    let domains: Vec<&str> = DOMAINS.iter().copied().chain(["hitkey-kernel"]).collect();
    knows_only(&crates, "hitkey-pages", &domains);
    let with_pages: Vec<&str> = domains.iter().copied().chain(["hitkey-pages"]).collect();
    knows_only(&crates, "hitkey-http", &with_pages);
}

#[test]
fn nobody_but_the_binary_knows_an_adapter_or_http() {
    let for_the_binary: Vec<&str> = ADAPTERS.iter().copied().chain(["hitkey-http", "hitkey"]).collect();
    for (name, known) in workspace() {
        let is_outside = ["hitkey", "acceptance", "hitkey-bench"].contains(&name.as_str());
        let knows = for_the_binary.iter().filter(|adapter| known.contains(**adapter));
        let knows: Vec<_> = knows.collect();
        assert!(is_outside || knows.is_empty(), "{name} knows {knows:?}");
    }
}

#[test]
fn an_example_knows_no_crate_of_ours() {
    knows_only(&workspace(), "hitkey-example-actix", &[]);
}

#[test]
fn every_crate_is_in_a_rule() {
    let others = [
        "hitkey-kernel",
        "hitkey-pages",
        "hitkey-http",
        "hitkey",
        "acceptance",
        "hitkey-bench",
        "hitkey-example-actix",
        "test-postgres",
    ];
    for name in workspace().keys() {
        let known = DOMAINS.iter().chain(ADAPTERS).chain(&others).any(|other| other == name);
        assert!(known, "{name} stands in no rule of this test");
    }
}

#[test]
fn no_test_double_is_shipped() {
    let below = tree("hitkey");
    assert!(below.contains("hitkey-http"), "the tree of hitkey is not read right: {below:?}");
    for double in ["mockall", "test-postgres", "insta", "acceptance"] {
        assert!(!below.contains(double), "{double} is shipped");
    }
    let features = cargo(&["tree", "--locked", "-p", "hitkey", "-e", "normal,features", "--prefix", "none"]);
    let testkits: Vec<_> = features.lines().filter(|line| line.contains("feature \"testkit\"")).collect();
    assert!(testkits.is_empty(), "{testkits:?}");
}
