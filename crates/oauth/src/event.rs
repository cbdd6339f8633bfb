use crate::{Client, ClientOwner, KeyId, LogoutSettings, Resource, SigningAlg};
use hitkey_kernel::{About, ClientId, ProjectId, ResourceId, UserId};
use serde::{Deserialize, Serialize};

/// Something that happened to what this domain keeps, for the audit log and for whoever subscribes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", content = "details")]
pub enum Event {
    /// A client was registered.
    #[serde(rename = "client.created")]
    ClientCreated {
        /// Whose, if it is a person's.
        user: Option<UserId>,
        /// Whose, if it is a project's.
        project: Option<ProjectId>,
        /// Which.
        client: ClientId,
    },
    /// A client was changed.
    #[serde(rename = "client.changed")]
    ClientChanged {
        /// Whose, if it is a person's.
        user: Option<UserId>,
        /// Whose, if it is a project's.
        project: Option<ProjectId>,
        /// Which.
        client: ClientId,
        /// Which parts; not to what.
        fields: Vec<ClientField>,
    },
    /// A client was removed with everything that people allowed it.
    #[serde(rename = "client.deleted")]
    ClientDeleted {
        /// Whose, if it was a person's.
        user: Option<UserId>,
        /// Whose, if it was a project's.
        project: Option<ProjectId>,
        /// Which.
        client: ClientId,
    },
    /// A client got a new secret; the old one is dead.
    #[serde(rename = "client.secret_rotated")]
    ClientSecretRotated {
        /// Whose, if it is a person's.
        user: Option<UserId>,
        /// Whose, if it is a project's.
        project: Option<ProjectId>,
        /// Which.
        client: ClientId,
    },
    /// A project got a resource.
    #[serde(rename = "resource.created")]
    ResourceCreated {
        /// Which project.
        project: ProjectId,
        /// Which resource.
        resource: ResourceId,
    },
    /// A resource was changed.
    #[serde(rename = "resource.changed")]
    ResourceChanged {
        /// Of which project.
        project: ProjectId,
        /// Which.
        resource: ResourceId,
        /// Which parts; not to what.
        fields: Vec<ResourceField>,
    },
    /// A resource was removed; nobody gets tokens for it any more.
    #[serde(rename = "resource.deleted")]
    ResourceDeleted {
        /// Of which project.
        project: ProjectId,
        /// Which.
        resource: ResourceId,
    },
    /// The first signing key of its algorithm was made.
    #[serde(rename = "key.created")]
    KeyCreated {
        /// Its name.
        key: KeyId,
        /// Its algorithm.
        alg: SigningAlg,
    },
    /// A person took back what they had allowed a client; every token of it ended.
    #[serde(rename = "consent.withdrawn")]
    ConsentWithdrawn {
        /// Who.
        user: UserId,
        /// What they had allowed it to.
        client: ClientId,
    },
    /// An authorization code was presented a second time, so its grant was ended: somebody else has it too.
    #[serde(rename = "grant.code_reused")]
    CodeReused {
        /// Whose grant.
        user: UserId,
        /// To which client.
        client: ClientId,
    },
    /// A refresh token was presented after it had a successor, so its grant was ended: somebody else has it too.
    #[serde(rename = "grant.refresh_reused")]
    RefreshReused {
        /// Whose grant.
        user: UserId,
        /// To which client.
        client: ClientId,
    },
    /// A client gave back what a person had allowed it, which ended the grant.
    #[serde(rename = "grant.revoked")]
    GrantRevoked {
        /// Whose grant.
        user: UserId,
        /// To which client.
        client: ClientId,
    },
    /// A person allowed a device that showed them a code.
    #[serde(rename = "device.allowed")]
    DeviceAllowed {
        /// Who.
        user: UserId,
        /// Whose device it says it is.
        client: ClientId,
    },
    /// A person refused a device that showed them a code.
    #[serde(rename = "device.denied")]
    DeviceDenied {
        /// Who.
        user: UserId,
        /// Whose device it says it is.
        client: ClientId,
    },
    /// A client gave back an access token with which it stood for itself.
    #[serde(rename = "client.token_revoked")]
    TokenRevoked {
        /// Whose, if it is a person's.
        user: Option<UserId>,
        /// Whose, if it is a project's.
        project: Option<ProjectId>,
        /// Which.
        client: ClientId,
    },
    /// A signing key got a successor, which is published from now on and signs soon.
    #[serde(rename = "key.rotated")]
    KeyRotated {
        /// The successor's name.
        key: KeyId,
        /// Its algorithm.
        alg: SigningAlg,
    },
}

impl hitkey_kernel::Event for Event {
    fn about(&self) -> About {
        match self {
            Self::ClientCreated { user, project, client }
            | Self::ClientChanged { user, project, client, .. }
            | Self::ClientDeleted { user, project, client }
            | Self::ClientSecretRotated { user, project, client }
            | Self::TokenRevoked { user, project, client } => {
                About { person: *user, project: *project, target: Some((*client).into()) }
            }
            Self::ResourceCreated { project, resource }
            | Self::ResourceChanged { project, resource, .. }
            | Self::ResourceDeleted { project, resource } => {
                About { person: None, project: Some(*project), target: Some((*resource).into()) }
            }
            Self::ConsentWithdrawn { user, client }
            | Self::CodeReused { user, client }
            | Self::DeviceAllowed { user, client }
            | Self::DeviceDenied { user, client }
            | Self::GrantRevoked { user, client }
            | Self::RefreshReused { user, client } => {
                About { person: Some(*user), project: None, target: Some((*client).into()) }
            }
            // Keys are nobody's. Their names are no UUIDs, so that they stand in the details, not as the target.
            Self::KeyCreated { .. } | Self::KeyRotated { .. } => About::default(),
        }
    }
}

impl Event {
    pub(crate) fn client_created(owner: ClientOwner, client: ClientId) -> Self {
        Self::ClientCreated { user: owner.user(), project: owner.project(), client }
    }

    pub(crate) fn client_changed(owner: ClientOwner, client: ClientId, fields: Vec<ClientField>) -> Self {
        Self::ClientChanged { user: owner.user(), project: owner.project(), client, fields }
    }

    pub(crate) fn client_deleted(owner: ClientOwner, client: ClientId) -> Self {
        Self::ClientDeleted { user: owner.user(), project: owner.project(), client }
    }

    pub(crate) fn client_secret_rotated(owner: ClientOwner, client: ClientId) -> Self {
        Self::ClientSecretRotated { user: owner.user(), project: owner.project(), client }
    }
}

/// A part of a client that can be changed, by its name on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClientField {
    /// What it is called.
    Name,
    /// Where answers may go.
    RedirectUris,
    /// What it may ask the token endpoint for.
    GrantTypes,
    /// What it signs with, by `jwks`, `jwks_uri` or an algorithm.
    Keys,
    /// How its authorization requests have to come.
    Requests,
    /// Whether its owner is spared the consent page.
    SkipConsent,
    /// What its id_tokens are signed by.
    #[serde(rename = "id_token_signed_response_alg")]
    IdTokenAlg,
    /// By what names it knows people.
    SubjectType,
    /// Whether each use of a refresh token gives a new one.
    RefreshTokenRotation,
    /// How long its access tokens live.
    AccessTokenLifetime,
    /// How long its id_tokens live.
    IdTokenLifetime,
    /// How long a refresh token lives since its last use.
    RefreshTokenIdleLifetime,
    /// How long a refresh token lives, however often it is used.
    RefreshTokenLifetime,
    /// What it may be given.
    Scope,
    /// Where people may be sent when they have signed out.
    PostLogoutRedirectUris,
    /// Where it is told that somebody signed out.
    BackchannelLogoutUri,
    /// Whether it needs to know the session then.
    BackchannelLogoutSessionRequired,
    /// What the browser of somebody who signs out loads.
    FrontchannelLogoutUri,
    /// Whether it needs to know the session then.
    FrontchannelLogoutSessionRequired,
}

impl ClientField {
    /// In what two states of one client differ.
    pub(crate) fn differences(before: &Client, after: &Client) -> Vec<Self> {
        let (own, known) = (&after.tokens.lifetimes, &before.tokens.lifetimes);
        [
            (Self::Name, before.name != after.name),
            (Self::RedirectUris, before.redirect_uris != after.redirect_uris),
            (Self::GrantTypes, before.grant_types != after.grant_types),
            (Self::Keys, before.keys != after.keys),
            (Self::Requests, before.requests != after.requests),
            (Self::SkipConsent, before.skip_consent != after.skip_consent),
            (Self::IdTokenAlg, before.id_token_alg != after.id_token_alg),
            (Self::SubjectType, before.subject_type != after.subject_type),
            (Self::RefreshTokenRotation, before.rotates_refresh() != after.rotates_refresh()),
            (Self::AccessTokenLifetime, known.access != own.access),
            (Self::IdTokenLifetime, known.id != own.id),
            (Self::RefreshTokenIdleLifetime, known.refresh_idle != own.refresh_idle),
            (Self::RefreshTokenLifetime, known.refresh != own.refresh),
            (Self::Scope, before.tokens.scopes != after.tokens.scopes),
        ]
        .into_iter()
        .chain(Self::logout_differences(&before.logout, &after.logout))
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
    }

    fn logout_differences(before: &LogoutSettings, after: &LogoutSettings) -> [(Self, bool); 5] {
        let (back, front) = (&before.back_channel, &before.front_channel);
        let (new_back, new_front) = (&after.back_channel, &after.front_channel);
        [
            (Self::PostLogoutRedirectUris, before.post_redirect_uris != after.post_redirect_uris),
            (Self::BackchannelLogoutUri, back.uri != new_back.uri),
            (Self::BackchannelLogoutSessionRequired, back.session_required != new_back.session_required),
            (Self::FrontchannelLogoutUri, front.uri != new_front.uri),
            (Self::FrontchannelLogoutSessionRequired, front.session_required != new_front.session_required),
        ]
    }
}

/// A part of a resource that can be changed, by its name on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResourceField {
    /// What it is called.
    Name,
    /// What its tokens may carry.
    Scope,
    /// Whether any client may ask for its tokens.
    Open,
}

impl ResourceField {
    /// In what two states of one resource differ.
    pub(crate) fn differences(before: &Resource, after: &Resource) -> Vec<Self> {
        let differing = [
            (Self::Name, before.name != after.name),
            (Self::Scope, before.scopes != after.scopes),
            (Self::Open, before.is_open != after.is_open),
        ];
        differing.into_iter().filter_map(|(field, differs)| differs.then_some(field)).collect()
    }
}
