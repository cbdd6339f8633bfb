use super::registration::Complaints;
use crate::{Scope, ScopeSet, TokenLifetimes, TokenSettings};
use std::ops::RangeInclusive;
use std::time::Duration;

/// What somebody wants a client's tokens to be like, unchecked. What is left out stays, or is as it is by default.
#[derive(Debug, Clone, Default)]
pub struct TokenChanges {
    /// `refresh_token_rotation`: whether each use of a refresh token gives a new one. A public client has no choice.
    pub refresh_token_rotation: Option<bool>,
    /// `access_token_lifetime`, in seconds.
    pub access_token_lifetime: Option<u64>,
    /// `id_token_lifetime`, in seconds.
    pub id_token_lifetime: Option<u64>,
    /// `refresh_token_idle_lifetime`, in seconds since its last use.
    pub refresh_token_idle_lifetime: Option<u64>,
    /// `refresh_token_lifetime`, in seconds, however often it is used.
    pub refresh_token_lifetime: Option<u64>,
    /// `scope`: what the client may be given, as words with blanks between.
    pub scope: Option<String>,
}

/// Changes that keep all rules that can be judged without the client.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TokensChanged {
    rotates_refresh: Option<bool>,
    lifetimes: TokenLifetimes,
    scopes: Option<ScopeSet>,
}

impl TokenChanges {
    pub(super) fn check(&self, complaints: &mut Complaints) -> TokensChanged {
        let mut within = |field, seconds: Option<u64>, bounds| {
            seconds.and_then(|seconds| lifetime(complaints, field, seconds, bounds))
        };
        let (signed, refresh) = (TokenLifetimes::SIGNED, TokenLifetimes::REFRESH);
        let idle = self.refresh_token_idle_lifetime;
        let lifetimes = TokenLifetimes {
            access: within("access_token_lifetime", self.access_token_lifetime, signed.clone()),
            id: within("id_token_lifetime", self.id_token_lifetime, signed),
            refresh_idle: within("refresh_token_idle_lifetime", idle, refresh.clone()),
            refresh: within("refresh_token_lifetime", self.refresh_token_lifetime, refresh),
        };
        let scopes = self.scope.as_deref().and_then(|scope| scopes(complaints, scope));
        TokensChanged { rotates_refresh: self.refresh_token_rotation, lifetimes, scopes }
    }
}

fn lifetime(
    complaints: &mut Complaints,
    field: &'static str,
    seconds: u64,
    bounds: RangeInclusive<u64>,
) -> Option<Duration> {
    if bounds.contains(&seconds) {
        return Some(Duration::from_secs(seconds));
    }
    complaints.add(field, "range", format!("must be from {} to {} seconds", bounds.start(), bounds.end()));
    None
}

/// A client that may not even be told who signed in would be asked for nothing.
fn scopes(complaints: &mut Complaints, text: &str) -> Option<ScopeSet> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    let Some(scopes) = words.map(Scope::from_wire).collect::<Option<ScopeSet>>() else {
        let known = ScopeSet::from_iter(Scope::ALL);
        complaints.add("scope", "enum", format!("must be of {known}"));
        return None;
    };
    if !scopes.contains(Scope::OpenId) {
        complaints.add("scope", "required", "must have openid");
    }
    Some(scopes)
}

impl TokensChanged {
    /// Whether a client of that kind can have it so.
    pub(super) fn check_for(self, is_public: bool, complaints: &mut Complaints) {
        if is_public && self.rotates_refresh == Some(false) {
            let message = "must be true for a public client: it has no secret that protects the token";
            complaints.add("refresh_token_rotation", "public_client", message);
        }
    }

    pub(super) fn apply_to(self, before: TokenSettings) -> TokenSettings {
        let (own, known) = (self.lifetimes, before.lifetimes);
        TokenSettings {
            rotates_refresh: self.rotates_refresh.unwrap_or(before.rotates_refresh),
            lifetimes: TokenLifetimes {
                access: own.access.or(known.access),
                id: own.id.or(known.id),
                refresh_idle: own.refresh_idle.or(known.refresh_idle),
                refresh: own.refresh.or(known.refresh),
            },
            scopes: self.scopes.or(before.scopes),
        }
    }
}
