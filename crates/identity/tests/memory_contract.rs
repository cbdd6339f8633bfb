//! The stores in memory obey the contract of the ports.

use hitkey_identity::testkit::contract::{self, Stores, WithProjects};

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_account_store() {
    contract::account_store(async || Stores::memory()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_audit_log() {
    contract::audit_log(async || Stores::memory()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_email_store() {
    contract::email_store(async || Stores::memory()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_rules_about_projects() {
    contract::account_store_with_projects(async || WithProjects::memory()).await;
    contract::invitation_store(async || WithProjects::memory()).await;
    contract::directory(async || WithProjects::memory()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_session_store() {
    contract::session_store(async || Stores::memory()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_challenge_store() {
    contract::challenge_store(async || Stores::memory()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_throttle_store() {
    contract::throttle_store(async || Stores::memory()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_hold_though_other_rows_are_there() {
    let stores = Stores::memory();
    let make = async || stores.clone();
    contract::account_store(make).await;
    contract::audit_log(make).await;
    contract::email_store(make).await;
    contract::session_store(make).await;
    contract::challenge_store(make).await;
    contract::throttle_store(make).await;
}
