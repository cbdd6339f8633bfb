use super::{MemoryStore, State};
use crate::ports::{
    ChallengeStore, CompleteSignIn, CompleteSignInOutcome, OpenReset, OpenSignIn, PutRegistration,
    VerifyRegistration,
};
use crate::{
    ChallengeTokenDigest, PasswordReset, PendingRegistration, PendingState, RegistrationTokenDigest,
    ResetTokenDigest, SignInChallenge,
};
use async_trait::async_trait;
use hitkey_kernel::{EmailAddress, StoreError, Timestamp};

#[async_trait]
impl ChallengeStore for MemoryStore {
    async fn find_registration(
        &self,
        email: &EmailAddress,
    ) -> Result<Option<PendingRegistration>, StoreError> {
        Ok(self.state().registrations.get(email.key()).cloned())
    }

    async fn find_registration_by_token(
        &self,
        token: &RegistrationTokenDigest,
    ) -> Result<Option<PendingRegistration>, StoreError> {
        let state = self.state();
        let has = |pending: &&PendingRegistration| matches!(&pending.state, PendingState::Verified { token: own, .. } if own == token);
        Ok(state.registrations.values().find(has).cloned())
    }

    async fn put_registration(&self, command: PutRegistration) -> Result<bool, StoreError> {
        let mut state = self.state();
        let key = command.pending.email.key().to_owned();
        let current = state.registrations.get(&key).map(|pending| pending.sent_at);
        if current.is_some() && current != command.seen_sent_at {
            return Ok(false);
        }
        state.registrations.insert(key, command.pending);
        state.outbox.push(command.mail);
        Ok(true)
    }

    async fn claim_registration_attempt(
        &self,
        email: &EmailAddress,
        tries: u32,
        now: Timestamp,
    ) -> Result<Option<PendingRegistration>, StoreError> {
        let mut state = self.state();
        let pending = state.registrations.get_mut(email.key()).filter(|pending| {
            pending.state == PendingState::AwaitingCode
                && now < pending.code_expires_at
                && pending.attempts < tries
        });
        Ok(pending.map(|pending| {
            pending.attempts += 1;
            pending.clone()
        }))
    }

    async fn verify_registration(&self, command: VerifyRegistration) -> Result<bool, StoreError> {
        let mut state = self.state();
        let pending = state
            .registrations
            .get_mut(command.email.key())
            .filter(|pending| pending.state == PendingState::AwaitingCode && pending.code == command.code);
        let Some(pending) = pending else { return Ok(false) };
        pending.state = PendingState::Verified { token: command.token, expires_at: command.token_expires_at };
        state.pardon(&command.pardon);
        Ok(true)
    }

    async fn open_sign_in(&self, command: OpenSignIn) -> Result<bool, StoreError> {
        let mut state = self.state();
        let good = state.unchanged(command.challenge.user, &command.seen_password, true);
        if good {
            state.sign_ins.insert(command.challenge.token, command.challenge);
            state.pardon(&command.pardon);
            state.record(command.audit);
        }
        Ok(good)
    }

    async fn find_sign_in(
        &self,
        token: &ChallengeTokenDigest,
    ) -> Result<Option<SignInChallenge>, StoreError> {
        Ok(self.state().sign_ins.get(token).cloned())
    }

    async fn claim_sign_in_attempt(
        &self,
        token: &ChallengeTokenDigest,
        tries: u32,
        now: Timestamp,
    ) -> Result<Option<SignInChallenge>, StoreError> {
        let mut state = self.state();
        let challenge = state
            .sign_ins
            .get_mut(token)
            .filter(|challenge| now < challenge.expires_at && challenge.attempts < tries);
        Ok(challenge.map(|challenge| {
            challenge.attempts += 1;
            challenge.clone()
        }))
    }

    async fn complete_sign_in(&self, command: CompleteSignIn) -> Result<CompleteSignInOutcome, StoreError> {
        Ok(self.state().complete_sign_in(command))
    }

    async fn open_reset(&self, command: OpenReset) -> Result<(), StoreError> {
        let mut state = self.state();
        state.resets.insert(command.reset.token, command.reset);
        state.outbox.push(command.mail);
        state.record(command.audit);
        Ok(())
    }

    async fn find_reset(&self, token: &ResetTokenDigest) -> Result<Option<PasswordReset>, StoreError> {
        Ok(self.state().resets.get(token).cloned())
    }
}

impl State {
    fn complete_sign_in(&mut self, command: CompleteSignIn) -> CompleteSignInOutcome {
        let user = self
            .sign_ins
            .get(&command.token)
            .filter(|challenge| command.now < challenge.expires_at)
            .map(|challenge| challenge.user);
        let Some(person) = user.and_then(|user| self.people.get_mut(&user)) else {
            return CompleteSignInOutcome::Gone;
        };
        if !person.spend(command.proof) {
            return CompleteSignInOutcome::ProofSpent;
        }
        self.sign_ins.remove(&command.token);
        self.open(command.new);
        CompleteSignInOutcome::Completed
    }
}
