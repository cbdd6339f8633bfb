use super::{MemoryStore, Person, State};
use crate::ports::{
    AccountStore, BeginTotp, ChangePassword, DeleteAccount, DeleteAccountOutcome, DisableTotp, EnableTotp,
    Register, RegisterOutcome, ReplaceHash, ResetPassword, UpdateProfile, UpdateProfileOutcome,
};
use crate::{Account, NewAccount, SecondFactor, SecondFactorProof};
use async_trait::async_trait;
use hitkey_kernel::{EmailAddress, StoreError, UserId};
use std::collections::BTreeSet;

#[async_trait]
impl AccountStore for MemoryStore {
    async fn find(&self, id: UserId) -> Result<Option<Account>, StoreError> {
        Ok(self.state().people.get(&id).map(|person| person.account.clone()))
    }

    async fn find_by_email(&self, email: &EmailAddress) -> Result<Option<Account>, StoreError> {
        Ok(self.state().person_by_email(email).map(|person| person.account.clone()))
    }

    async fn register(&self, command: Register) -> Result<RegisterOutcome, StoreError> {
        Ok(self.state().register(command))
    }

    async fn update_profile(&self, command: UpdateProfile) -> Result<UpdateProfileOutcome, StoreError> {
        Ok(self.state().update_profile(command))
    }

    async fn change_password(&self, command: ChangePassword) -> Result<bool, StoreError> {
        Ok(self.state().change_password(command).is_some())
    }

    async fn reset_password(&self, command: ResetPassword) -> Result<bool, StoreError> {
        Ok(self.state().reset_password(command).is_some())
    }

    async fn delete(&self, command: DeleteAccount) -> Result<DeleteAccountOutcome, StoreError> {
        Ok(self.state().delete(command))
    }

    async fn replace_hash(&self, command: ReplaceHash) -> Result<bool, StoreError> {
        let mut state = self.state();
        let person = state.people.get_mut(&command.user);
        let current = person.filter(|person| person.account.password == command.old);
        Ok(current.map(|person| person.account.password = command.new).is_some())
    }

    async fn begin_totp(&self, command: BeginTotp) -> Result<bool, StoreError> {
        Ok(self.state().begin_totp(command).is_some())
    }

    async fn enable_totp(&self, command: EnableTotp) -> Result<bool, StoreError> {
        Ok(self.state().enable_totp(command).is_some())
    }

    async fn disable_totp(&self, command: DisableTotp) -> Result<bool, StoreError> {
        Ok(self.state().disable_totp(command).is_some())
    }
}

impl Person {
    /// Spends the proof, if it is good.
    pub(super) fn spend(&mut self, proof: SecondFactorProof) -> bool {
        let SecondFactor::On { last_step, recovery_left, .. } = &mut self.account.second_factor else {
            return false;
        };
        match proof {
            SecondFactorProof::Totp { step } if step > *last_step => *last_step = step,
            SecondFactorProof::Recovery(digest) if self.recovery.remove(&digest) => *recovery_left -= 1,
            _ => return false,
        }
        true
    }
}

impl State {
    fn register(&mut self, command: Register) -> RegisterOutcome {
        let pending = self.registrations.values().find_map(|pending| {
            let good = pending.accepts(&command.token, command.now) == Some(true);
            good.then(|| pending.email.key().to_owned())
        });
        let Some(key) = pending else { return RegisterOutcome::TokenSpent };
        if self.person_by_email(&command.account.email).is_some() {
            return RegisterOutcome::AddressTaken;
        }
        self.registrations.remove(&key);
        self.insert(command.account);
        self.open(command.session);
        RegisterOutcome::Registered
    }

    pub(super) fn insert(&mut self, account: NewAccount) {
        let account = account.into_account();
        let person = Person { account, recovery: BTreeSet::new(), devices: BTreeSet::new() };
        self.people.insert(person.account.id, person);
    }

    fn delete(&mut self, command: DeleteAccount) -> DeleteAccountOutcome {
        let user = command.user;
        let person = self.people.get(&user);
        let Some(person) = person.filter(|person| person.account.password == command.seen_password) else {
            return DeleteAccountOutcome::Stale;
        };
        if self.projects.is_owned_with_others(user) {
            return DeleteAccountOutcome::OwnsSharedProject;
        }
        let emails = person.account.emails.clone();
        for email in emails.all() {
            self.codes.remove(&email.id);
        }
        self.projects.forget(user);
        self.end_all(user, None);
        self.drop_challenges(user);
        self.drop_resets(user);
        self.people.remove(&user);
        self.pardon(&command.pardon);
        self.outbox.push(command.notice);
        self.record(command.audit);
        let addresses: Vec<_> = emails.verified().map(|email| email.address.clone()).collect();
        self.trail.forget(user, &addresses);
        DeleteAccountOutcome::Deleted
    }

    fn update_profile(&mut self, command: UpdateProfile) -> UpdateProfileOutcome {
        let name = command.profile.username.as_ref();
        let taken = name.is_some()
            && self.people.values().any(|person| {
                person.account.id != command.user && person.account.profile.username.as_ref() == name
            });
        let Some(person) = self.people.get_mut(&command.user) else { return UpdateProfileOutcome::Gone };
        if person.account.updated_at != command.seen_at {
            return UpdateProfileOutcome::Stale;
        }
        if taken {
            return UpdateProfileOutcome::UsernameTaken;
        }
        person.account.profile = command.profile;
        person.account.updated_at = command.now;
        self.record(command.audit);
        UpdateProfileOutcome::Updated
    }

    fn change_password(&mut self, command: ChangePassword) -> Option<()> {
        let person = self.people.get_mut(&command.user);
        let person = person.filter(|person| person.account.password == command.old)?;
        person.account.password = command.new;
        person.account.updated_at = command.now;
        self.end_all(command.user, Some(command.keep));
        self.drop_challenges(command.user);
        self.drop_resets(command.user);
        self.pardon(&command.pardon);
        self.outbox.push(command.notice);
        self.record(command.audit);
        Some(())
    }

    fn reset_password(&mut self, command: ResetPassword) -> Option<()> {
        let reset = self.resets.get(&command.token).filter(|reset| command.now < reset.expires_at)?;
        let user = reset.user?;
        let person = self.people.get_mut(&user)?;
        person.account.password = command.new;
        person.account.updated_at = command.now;
        self.end_all(user, None);
        self.drop_challenges(user);
        self.drop_resets(user);
        self.pardon(&command.pardon);
        self.outbox.push(command.notice);
        self.record(command.audit);
        Some(())
    }

    fn begin_totp(&mut self, command: BeginTotp) -> Option<()> {
        let person = self.people.get_mut(&command.user);
        let person = person.filter(|person| !person.account.second_factor.is_on())?;
        person.account.second_factor = SecondFactor::Pending { secret: command.secret };
        self.record(command.audit);
        Some(())
    }

    fn enable_totp(&mut self, command: EnableTotp) -> Option<()> {
        let person = self.people.get_mut(&command.user)?;
        let pending = SecondFactor::Pending { secret: command.secret.clone() };
        if person.account.second_factor != pending {
            return None;
        }
        person.recovery = command.recovery.into_iter().collect();
        let recovery_left = u32::try_from(person.recovery.len()).unwrap_or(u32::MAX);
        person.account.second_factor =
            SecondFactor::On { secret: command.secret, last_step: command.step, recovery_left };
        person.account.updated_at = command.now;
        self.outbox.push(command.notice);
        self.record(command.audit);
        Some(())
    }

    fn disable_totp(&mut self, command: DisableTotp) -> Option<()> {
        let person = self.people.get_mut(&command.user)?;
        person.spend(command.proof).then_some(())?;
        person.recovery.clear();
        person.account.second_factor = SecondFactor::Off;
        person.account.updated_at = command.now;
        self.drop_challenges(command.user);
        self.pardon(&command.pardon);
        self.outbox.push(command.notice);
        self.record(command.audit);
        Some(())
    }
}
