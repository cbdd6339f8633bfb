//! As much of projects as identity's ports speak of.

use super::{MemoryStore, State};
use crate::ports::{Directory, InvitationStore, PeopleQuery, RegisterInvited, RegisterInvitedOutcome};
use crate::{Account, FoundPerson, Invitation, InvitationTokenDigest, Name, SearchScope, Username};
use async_trait::async_trait;
use hitkey_kernel::{EmailAddress, ProjectId, StoreError, UserId};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Default)]
pub(super) struct Projects {
    members: BTreeMap<ProjectId, BTreeSet<UserId>>,
    owners: BTreeMap<ProjectId, UserId>,
    invitations: BTreeMap<InvitationTokenDigest, (ProjectId, Invitation)>,
}

impl Projects {
    fn has(&self, project: ProjectId, user: UserId) -> bool {
        self.members.get(&project).is_some_and(|members| members.contains(&user))
    }

    fn share_one(&self, a: UserId, b: UserId) -> bool {
        a == b || self.members.values().any(|members| members.contains(&a) && members.contains(&b))
    }

    pub(super) fn is_owned_with_others(&self, user: UserId) -> bool {
        let mut own = self.owners.iter().filter(|(_, owner)| **owner == user);
        own.any(|(project, _)| self.members.get(project).is_some_and(|members| members.len() > 1))
    }

    /// Removes the person, and the projects that they own.
    pub(super) fn forget(&mut self, user: UserId) {
        let ending: Vec<_> =
            self.owners.iter().filter(|(_, owner)| **owner == user).map(|(id, _)| *id).collect();
        for project in ending {
            self.owners.remove(&project);
            self.members.remove(&project);
            self.invitations.retain(|_, (of, _)| *of != project);
        }
        for members in self.members.values_mut() {
            members.remove(&user);
        }
    }
}

impl MemoryStore {
    /// Makes a project of this person.
    pub fn add_project(&self, id: ProjectId, owner: UserId) {
        let mut state = self.state();
        state.projects.owners.insert(id, owner);
        state.projects.members.entry(id).or_default().insert(owner);
    }

    /// Makes a person a member of a project; `false` when one of the two is not there.
    pub fn add_member(&self, project: ProjectId, user: UserId) -> bool {
        let mut state = self.state();
        let is_there = state.people.contains_key(&user);
        let members = state.projects.members.get_mut(&project).filter(|_| is_there);
        members.is_some_and(|members| members.insert(user))
    }

    /// Whether a person is a member of a project.
    pub fn is_member(&self, project: ProjectId, user: UserId) -> bool {
        self.state().projects.has(project, user)
    }

    /// Invites an address into a project.
    pub fn add_invitation(&self, token: InvitationTokenDigest, project: ProjectId, invitation: Invitation) {
        self.state().projects.invitations.insert(token, (project, invitation));
    }
}

#[async_trait]
impl InvitationStore for MemoryStore {
    async fn find(&self, token: &InvitationTokenDigest) -> Result<Option<Invitation>, StoreError> {
        Ok(self.state().projects.invitations.get(token).map(|(_, invitation)| invitation.clone()))
    }

    async fn register(&self, command: RegisterInvited) -> Result<RegisterInvitedOutcome, StoreError> {
        Ok(self.state().register_invited(command))
    }
}

#[async_trait]
impl Directory for MemoryStore {
    async fn search(&self, query: PeopleQuery) -> Result<Vec<FoundPerson>, StoreError> {
        Ok(self.state().search(&query))
    }
}

impl State {
    fn register_invited(&mut self, command: RegisterInvited) -> RegisterInvitedOutcome {
        let invited = self.projects.invitations.get(&command.token);
        let good = invited.filter(|(_, invitation)| {
            command.now < invitation.expires_at && invitation.email == command.account.email
        });
        let Some(project) = good.map(|(project, _)| *project) else {
            return RegisterInvitedOutcome::InvitationSpent;
        };
        if self.person_by_email(&command.account.email).is_some() {
            return RegisterInvitedOutcome::AddressTaken;
        }
        self.projects.invitations.remove(&command.token);
        self.registrations.remove(command.account.email.key());
        self.projects.members.entry(project).or_default().insert(command.account.id);
        self.insert(command.account);
        self.open(command.session);
        self.record(command.audit);
        RegisterInvitedOutcome::Registered
    }

    fn search(&self, query: &PeopleQuery) -> Vec<FoundPerson> {
        let mut found: Vec<_> =
            self.people.values().filter_map(|person| self.looked_up(&person.account, query)).collect();
        found.sort_by_key(|(is_exact, person)| (Reverse(*is_exact), person.id));
        found.truncate(query.limit as usize);
        found.into_iter().map(|(_, person)| person).collect()
    }

    /// What the caller may see of a person who matches, and whether the match is exact.
    fn looked_up(&self, account: &Account, query: &PeopleQuery) -> Option<(bool, FoundPerson)> {
        if let SearchScope::Project(project) = query.scope {
            let both = self.projects.has(project, query.caller) && self.projects.has(project, account.id);
            both.then_some(())?;
        }
        let is_close = self.projects.share_one(query.caller, account.id);
        let whole = whole_address(account, query);
        let part = is_close && account.emails.verified().any(|own| query.text.is_in(own.address.as_str()));
        (whole.is_some() || part || has_name(account, query)).then_some(())?;
        let username = account.profile.username.clone();
        let is_named = username.as_ref().map(Username::key) == Some(query.text.key());
        let default = is_close.then(|| account.email().address.clone());
        let person = FoundPerson {
            id: account.id,
            username,
            display_name: account.profile.display_name.clone(),
            email: default.or_else(|| whole.clone()),
        };
        Some((whole.is_some() || is_named, person))
    }
}

/// The verified address of the person that was typed whole.
fn whole_address(account: &Account, query: &PeopleQuery) -> Option<EmailAddress> {
    let mut verified = account.emails.verified().map(|own| &own.address);
    verified.find(|address| address.key() == query.text.key()).cloned()
}

fn has_name(account: &Account, query: &PeopleQuery) -> bool {
    let profile = &account.profile;
    let text = |name: &Option<Name>| name.as_ref().map_or("", Name::as_str).to_owned();
    let (given, surname) = (text(&profile.given_names), text(&profile.surname));
    let names = [
        profile.username.as_ref().map_or("", Username::as_str).to_owned(),
        text(&profile.display_name),
        text(&profile.native_script),
        format!("{given} {surname}"),
        format!("{surname} {given}"),
    ];
    names.iter().any(|name| query.text.is_in(name.trim()))
}
