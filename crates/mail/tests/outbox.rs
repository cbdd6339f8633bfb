//! The outbox in memory holds to the contract.

use hitkey_mail::ports::Outbox;
use hitkey_mail::testkit::{MemoryOutbox, contract};
use std::sync::Arc;

#[tokio::test]
async fn the_memory_outbox_holds_to_the_contract() {
    contract::outbox(async || Arc::new(MemoryOutbox::default()) as Arc<dyn Outbox>).await;
}
