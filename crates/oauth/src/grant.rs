use crate::{CodeChallenge, Nonce, RedirectUri, RequestedClaims, ScopeSet, SignIn};
use hitkey_kernel::{ClientId, GrantId, ResourceId, SessionId, Timestamp, UserId};
use std::collections::BTreeSet;

/// What one person allowed one client at one time: a code, and the tokens that come of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Names it; the private claim `gid` of its access tokens.
    pub id: GrantId,
    /// To whom.
    pub client: ClientId,
    /// By whom.
    pub user: UserId,
    /// In which session it was given, if in one: the `sid` that the client knows, also when that session has ended.
    pub session: Option<SessionId>,
    /// What was allowed.
    pub scopes: ScopeSet,
    /// For which resources alone its tokens are good; for none of them those tokens are for the client and HitKey.
    pub resources: BTreeSet<ResourceId>,
    /// What is told of the person beside what the scopes open.
    pub claims: RequestedClaims,
    /// The redirect URI as the authorization request presented it.
    pub redirect_uri: RedirectUri,
    /// To be repeated in the id_token.
    pub nonce: Option<Nonce>,
    /// What the redeemer has to know the verifier of.
    pub challenge: Option<CodeChallenge>,
    /// When and how the person had signed in.
    pub sign_in: SignIn,
    /// Where it stands.
    pub state: GrantState,
    /// When it was given.
    pub created_at: Timestamp,
    /// From then on nobody can do anything by it, and it may be swept. While its code waits this is
    /// the code's end; a redemption moves it.
    pub expires_at: Timestamp,
}

/// Where a grant stands. Nothing leads back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantState {
    /// Its code waits to be redeemed.
    CodeIssued {
        /// Until when.
        expires_at: Timestamp,
    },
    /// Its code was redeemed.
    Redeemed {
        /// When.
        at: Timestamp,
    },
    /// It was ended: by the person, by the client's removal, or because it was abused.
    Revoked {
        /// When.
        at: Timestamp,
    },
}

impl Grant {
    /// What the person allowed: its scopes, and those that would open its claims.
    pub fn allowed(&self) -> ScopeSet {
        self.scopes.union(self.claims.all().scopes())
    }

    /// Whether its tokens are good now: redeemed, not revoked, not expired.
    pub fn is_live(&self, now: Timestamp) -> bool {
        matches!(self.state, GrantState::Redeemed { .. }) && now < self.expires_at
    }
}
