//! The use cases: one struct each, holding the ports it needs.

mod access_tokens;
mod allowed_apps;
mod authorization;
mod back_channel;
mod client_assertions;
mod client_proofs;
mod clients;
mod device_authorization;
mod discovery;
mod end_session;
mod initial_accesses;
mod introspection;
mod keyring;
mod provider;
mod published_keys;
mod pushed_requests;
mod pushing;
mod request_objects;
mod resources;
mod revocation;
mod subject_names;
mod targets;
mod tokens;
mod user_info;

pub use access_tokens::{AccessTokens, TokenRejected};
pub use allowed_apps::{AllowedApps, WithdrawError};
pub use authorization::{Authorization, AuthorizationPorts, NextStep};
pub use back_channel::{BackChannelLogout, BackChannelPorts};
pub use client_assertions::ClientAssertions;
pub use client_proofs::ClientProofs;
pub use clients::{
    ClientChanges, ClientRegistration, ClientReplacement, ClientSetting, Clients, CreateClientError,
    CreatedClient, DeleteClientError, DynamicClientError, DynamicClients, FieldError, FindClientError,
    KeyRegistration, LogoutChanges, RequestRegistration, RotateSecretError, Sectors, SelfRegistered,
    SubjectRegistration, TokenChanges, UpdateClientError,
};
pub use device_authorization::{DecideDeviceError, DeviceAnswer, DeviceAuthorization, DevicePorts};
pub use discovery::{Advertised, Discovery, Endpoints};
pub use end_session::EndSession;
pub use initial_accesses::InitialAccesses;
pub use introspection::{ActiveToken, Introspected, Introspection, IntrospectionPorts};
pub use keyring::{Keyring, KeyringError, KeyringPorts, RotatedKey};
pub use provider::{Provider, ProviderPorts, ProviderSettings};
pub use pushed_requests::PushedRequests;
pub use pushing::{PushError, Pushed, Pushing, RequestChecks};
pub use request_objects::RequestObjects;
pub use resources::{
    CreateResourceError, DeleteResourceError, FindResourceError, ResourceChanges, ResourceRegistration,
    Resources, UpdateResourceError,
};
pub use revocation::{Revocation, RevocationPorts};
pub use subject_names::SubjectNames;
pub(crate) use targets::TargetError;
pub use targets::Targets;
pub use tokens::{
    ClientCredentials, CodeGrant, DeviceGrant, GrantUnit, MintError, Minter, PresentedClient, RefreshGrant,
    TokenAnswer, TokenError, TokenErrorCode, TokenParams, TokenRefusal, TokenRequest, Tokens,
};
pub use user_info::{UserInfo, UserInfoError};
