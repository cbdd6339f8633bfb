//! Every trait this domain needs from the world. Each method is all-or-nothing.

pub(crate) mod api_clients;
pub(crate) mod assertion_store;
pub(crate) mod client_signatures;
pub(crate) mod client_store;
pub(crate) mod consent_store;
pub(crate) mod deriver;
pub(crate) mod device_store;
pub(crate) mod grant_store;
pub(crate) mod key_factory;
pub(crate) mod key_store;
pub(crate) mod logout_notices;
pub(crate) mod memberships;
pub(crate) mod outbound;
pub(crate) mod pushed_request_store;
pub(crate) mod registration_store;
pub(crate) mod resource_store;
pub(crate) mod revoked_tokens;
pub(crate) mod sealer;
pub(crate) mod subjects;
pub(crate) mod user_code_tries;

pub use api_clients::{ApiClientWorth, ApiClients};
pub use assertion_store::{AssertionStore, SpendAssertion};
pub use client_signatures::ClientSignatures;
pub use client_store::{ClientStore, CreateClient, DeleteClient, RotateClientSecret, UpdateClient};
pub use consent_store::{ConsentStore, WithdrawConsent};
pub use deriver::Deriver;
pub use device_store::{ApproveDevice, BeginDevice, DenyDevice, DeviceStore, NotePoll};
pub use grant_store::{
    ClientAnd, ClientInSession, ExtendRefresh, GrantStore, IssueGrant, NewRefresh, PresentedRefresh,
    RedeemCode, RefreshState, RevokeGrant, RotateRefresh,
};
pub use key_factory::{FreshKey, KeyError, KeyFactory, TokenSigner, TokenVerifier};
pub use key_store::{InstallKey, KeyStore};
pub use logout_notices::{ClaimedNotice, LogoutNotice, LogoutNotices, NoticeClaim};
pub use memberships::{Memberships, ProjectAccess};
pub use outbound::{Documents, FormPosts, OutboundError};
pub use pushed_request_store::{OpenRequest, OpenedRequest, PushedRequest, PushedRequestStore, SpendRequest};
pub use registration_store::{RegisterClient, RegistrationStore};
pub use resource_store::{CreateResource, DeleteResource, ResourceOutcome, ResourceStore, UpdateResource};
pub use revoked_tokens::{RevokeToken, RevokedTokens};
pub use sealer::{Sealer, UnsealError};
pub use subjects::Subjects;
pub use user_code_tries::UserCodeTries;
