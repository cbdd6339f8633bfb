use super::{MemoryStore, State};
use crate::ports::{
    AddEmail, AddEmailOutcome, EmailStore, PutAddressCode, RemoveEmail, SetDefaultEmail, VerifyEmail,
    VerifyEmailOutcome,
};
use crate::{AccountEmail, AddressCode, Emails};
use async_trait::async_trait;
use hitkey_kernel::{EmailId, StoreError, Timestamp, UserId};

#[async_trait]
impl EmailStore for MemoryStore {
    async fn find_code(&self, email: EmailId) -> Result<Option<AddressCode>, StoreError> {
        Ok(self.state().codes.get(&email).cloned())
    }

    async fn add(&self, command: AddEmail) -> Result<AddEmailOutcome, StoreError> {
        Ok(self.state().add(command))
    }

    async fn put_code(&self, command: PutAddressCode) -> Result<bool, StoreError> {
        let mut state = self.state();
        let id = command.code.email;
        let current = state.codes.get(&id).map(|code| code.sent_at);
        if !state.is_unverified(id) || (current.is_some() && current != command.seen_sent_at) {
            return Ok(false);
        }
        state.codes.insert(id, command.code);
        state.outbox.push(command.mail);
        Ok(true)
    }

    async fn claim_attempt(
        &self,
        email: EmailId,
        tries: u32,
        now: Timestamp,
    ) -> Result<Option<AddressCode>, StoreError> {
        let mut state = self.state();
        let code = state.codes.get_mut(&email);
        let code = code.filter(|code| now < code.expires_at && code.attempts < tries);
        Ok(code.map(|code| {
            code.attempts += 1;
            code.clone()
        }))
    }

    async fn verify(&self, command: VerifyEmail) -> Result<VerifyEmailOutcome, StoreError> {
        Ok(self.state().verify(command))
    }

    async fn set_default(&self, command: SetDefaultEmail) -> Result<bool, StoreError> {
        Ok(self.state().set_default(command).is_some())
    }

    async fn remove(&self, command: RemoveEmail) -> Result<bool, StoreError> {
        Ok(self.state().remove(command).is_some())
    }
}

impl State {
    fn is_unverified(&self, id: EmailId) -> bool {
        let mut all = self.people.values().filter_map(|person| person.account.emails.find(id));
        all.any(|email| email.verified_at.is_none())
    }

    fn add(&mut self, command: AddEmail) -> AddEmailOutcome {
        let taken = self.person_by_email(&command.address).is_some();
        let Some(person) = self.people.get_mut(&command.user) else { return AddEmailOutcome::Gone };
        let own = &person.account.emails;
        if taken || own.of_address(&command.address).is_some() {
            return AddEmailOutcome::AddressTaken;
        }
        if own.all().len() >= command.limit as usize {
            return AddEmailOutcome::TooMany;
        }
        let added = AccountEmail {
            id: command.code.email,
            address: command.address,
            is_default: false,
            verified_at: None,
            created_at: command.now,
        };
        self.change_emails(command.user, |list| list.push(added));
        self.codes.insert(command.code.email, command.code);
        self.outbox.extend(command.mails);
        self.record(command.audit);
        AddEmailOutcome::Added
    }

    fn verify(&mut self, command: VerifyEmail) -> VerifyEmailOutcome {
        let own = self.own_email(command.user, command.email).cloned();
        let right = self.codes.get(&command.email).is_some_and(|code| code.code == command.code);
        let Some(own) = own.filter(|own| right && own.verified_at.is_none()) else {
            return VerifyEmailOutcome::CodeSpent;
        };
        if self.person_by_email(&own.address).is_some() {
            return VerifyEmailOutcome::AddressTaken;
        }
        self.codes.remove(&command.email);
        self.change_emails(command.user, |list| {
            list.iter_mut().filter(|email| email.id == own.id).for_each(|email| {
                email.verified_at = Some(command.now);
            });
        });
        self.touch_account(command.user, command.now);
        self.pardon(&command.pardon);
        self.outbox.extend(command.notices);
        self.record(command.audit);
        VerifyEmailOutcome::Verified
    }

    fn set_default(&mut self, command: SetDefaultEmail) -> Option<()> {
        self.is_default(command.user, command.seen_default).then_some(())?;
        self.is_verified(command.user, command.email).then_some(())?;
        self.make_default(command.user, command.email);
        self.touch_account(command.user, command.now);
        self.outbox.extend(command.notices);
        self.record(command.audit);
        Some(())
    }

    fn remove(&mut self, command: RemoveEmail) -> Option<()> {
        let (user, id) = (command.user, command.email);
        let verified = self.own_email(user, id)?.verified_at.is_some();
        let good = verified == command.seen_verified
            && self.is_default(user, command.seen_default)
            && command.default != id
            && self.is_verified(user, command.default);
        good.then_some(())?;
        self.make_default(user, command.default);
        self.change_emails(user, |list| list.retain(|email| email.id != id));
        self.codes.remove(&id);
        if verified {
            self.drop_resets(user);
            self.touch_account(user, command.now);
        }
        self.outbox.extend(command.notices);
        self.record(command.audit);
        Some(())
    }

    fn own_email(&self, user: UserId, id: EmailId) -> Option<&AccountEmail> {
        self.people.get(&user)?.account.emails.find(id)
    }

    fn is_verified(&self, user: UserId, id: EmailId) -> bool {
        self.own_email(user, id).is_some_and(|email| email.verified_at.is_some())
    }

    fn is_default(&self, user: UserId, id: EmailId) -> bool {
        self.own_email(user, id).is_some_and(|email| email.is_default)
    }

    fn make_default(&mut self, user: UserId, id: EmailId) {
        self.change_emails(user, |list| {
            list.iter_mut().for_each(|email| email.is_default = email.id == id);
        });
    }

    /// A change that leaves anything but one default address is not made.
    fn change_emails(&mut self, user: UserId, change: impl FnOnce(&mut Vec<AccountEmail>)) {
        let Some(person) = self.people.get_mut(&user) else { return };
        let mut list = person.account.emails.all().to_vec();
        change(&mut list);
        if let Ok(emails) = Emails::new(list) {
            person.account.emails = emails;
        }
    }

    fn touch_account(&mut self, user: UserId, now: Timestamp) {
        if let Some(person) = self.people.get_mut(&user) {
            person.account.updated_at = person.account.updated_at.max(now);
        }
    }
}
