//! The stores in memory obey the contract of the ports.

use hitkey_projects::testkit::{MemoryStore, contract};
use std::sync::Arc;

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_project_store() {
    contract::project_store(&Arc::new(MemoryStore::default())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_member_store() {
    contract::member_store(&Arc::new(MemoryStore::default())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_permission_store() {
    contract::permission_store(&Arc::new(MemoryStore::default())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_invite_store() {
    contract::invite_store(&Arc::new(MemoryStore::default())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_the_api_client_store() {
    contract::api_client_store(&Arc::new(MemoryStore::default())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn memory_keeps_the_contract_of_people() {
    contract::people(&Arc::new(MemoryStore::default())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_hold_though_other_rows_are_there() {
    let harness = Arc::new(MemoryStore::default());
    contract::all(&harness).await;
    contract::all(&harness).await;
}
