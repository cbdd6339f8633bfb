use super::MemoryStore;
use crate::Person;
use crate::ports::People;
use async_trait::async_trait;
use hitkey_kernel::{EmailAddress, StoreError, UserId};

#[async_trait]
impl People for MemoryStore {
    async fn find(&self, id: UserId) -> Result<Option<Person>, StoreError> {
        Ok(self.state().people.get(&id).map(|known| known.person.clone()))
    }

    async fn find_by_email(&self, email: &EmailAddress) -> Result<Option<Person>, StoreError> {
        let state = self.state();
        let mut owners = state.people.values().filter(|known| known.verified.contains(email));
        Ok(owners.next().map(|known| known.person.clone()))
    }
}
