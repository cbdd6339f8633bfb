//! A mock of every port, to inject failure or to assert a call.

pub use crate::ports::client_store::MockClientStore;
pub use crate::ports::consent_store::MockConsentStore;
pub use crate::ports::deriver::MockDeriver;
pub use crate::ports::grant_store::MockGrantStore;
pub use crate::ports::key_factory::MockKeyFactory;
pub use crate::ports::key_store::MockKeyStore;
pub use crate::ports::memberships::MockMemberships;
pub use crate::ports::revoked_tokens::MockRevokedTokens;
pub use crate::ports::sealer::MockSealer;
pub use crate::ports::subjects::MockSubjects;
