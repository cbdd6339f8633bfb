use crate::{Client, ClientKeys, GrantKind, KeySource, RedirectUris, SigningAlg};

/// A setting of a client that has a default, and can go back to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is a field of RFC 7591 or of ours, by its name there")]
pub enum ClientSetting {
    RedirectUris,
    GrantTypes,
    IdTokenSignedResponseAlg,
    Jwks,
    JwksUri,
    TokenEndpointAuthSigningAlg,
    RequirePushedAuthorizationRequests,
    RequestObjectSigningAlg,
    SkipConsent,
    RefreshTokenRotation,
    AccessTokenLifetime,
    IdTokenLifetime,
    RefreshTokenIdleLifetime,
    RefreshTokenLifetime,
    Scope,
    PostLogoutRedirectUris,
    BackchannelLogoutUri,
    BackchannelLogoutSessionRequired,
    FrontchannelLogoutUri,
    FrontchannelLogoutSessionRequired,
}

const NAMES: [(&str, ClientSetting); 20] = {
    use ClientSetting::*;
    [
        ("redirect_uris", RedirectUris),
        ("grant_types", GrantTypes),
        ("id_token_signed_response_alg", IdTokenSignedResponseAlg),
        ("jwks", Jwks),
        ("jwks_uri", JwksUri),
        ("token_endpoint_auth_signing_alg", TokenEndpointAuthSigningAlg),
        ("require_pushed_authorization_requests", RequirePushedAuthorizationRequests),
        ("request_object_signing_alg", RequestObjectSigningAlg),
        ("skip_consent", SkipConsent),
        ("refresh_token_rotation", RefreshTokenRotation),
        ("access_token_lifetime", AccessTokenLifetime),
        ("id_token_lifetime", IdTokenLifetime),
        ("refresh_token_idle_lifetime", RefreshTokenIdleLifetime),
        ("refresh_token_lifetime", RefreshTokenLifetime),
        ("scope", Scope),
        ("post_logout_redirect_uris", PostLogoutRedirectUris),
        ("backchannel_logout_uri", BackchannelLogoutUri),
        ("backchannel_logout_session_required", BackchannelLogoutSessionRequired),
        ("frontchannel_logout_uri", FrontchannelLogoutUri),
        ("frontchannel_logout_session_required", FrontchannelLogoutSessionRequired),
    ]
};

impl ClientSetting {
    /// The setting of that name on the wire.
    pub fn from_wire(name: &str) -> Option<Self> {
        NAMES.into_iter().find(|(known, _)| *known == name).map(|(_, setting)| setting)
    }

    /// The client as it would be had nobody ever said anything about the setting.
    pub(super) fn reset(self, mut client: Client) -> Client {
        let (keys, lifetimes) = (&mut client.keys, &mut client.tokens.lifetimes);
        let (back, front) = (&mut client.logout.back_channel, &mut client.logout.front_channel);
        match self {
            Self::RedirectUris => client.redirect_uris = RedirectUris::default(),
            Self::GrantTypes => client.grant_types = GrantKind::USUAL.into(),
            Self::IdTokenSignedResponseAlg => client.id_token_alg = SigningAlg::Rs256,
            Self::Jwks => forget(keys, |source| matches!(source, KeySource::Inline(_))),
            Self::JwksUri => forget(keys, |source| matches!(source, KeySource::At(_))),
            Self::TokenEndpointAuthSigningAlg => keys.assertion_alg = None,
            Self::RequirePushedAuthorizationRequests => client.requests.pushed_only = false,
            Self::RequestObjectSigningAlg => client.requests.object_alg = None,
            Self::SkipConsent => client.skip_consent = false,
            Self::RefreshTokenRotation => client.tokens.rotates_refresh = false,
            Self::AccessTokenLifetime => lifetimes.access = None,
            Self::IdTokenLifetime => lifetimes.id = None,
            Self::RefreshTokenIdleLifetime => lifetimes.refresh_idle = None,
            Self::RefreshTokenLifetime => lifetimes.refresh = None,
            Self::Scope => client.tokens.scopes = None,
            Self::PostLogoutRedirectUris => client.logout.post_redirect_uris = Default::default(),
            Self::BackchannelLogoutUri => back.uri = None,
            Self::BackchannelLogoutSessionRequired => back.session_required = false,
            Self::FrontchannelLogoutUri => front.uri = None,
            Self::FrontchannelLogoutSessionRequired => front.session_required = false,
        }
        client
    }
}

fn forget(keys: &mut ClientKeys, which: impl Fn(&KeySource) -> bool) {
    keys.source = keys.source.take().filter(|source| !which(source));
}
